import Analysis
import SourceText

extension ChangeReport {
  /// What somebody has to look at, for channels that show nothing but problems: everything but
  /// good news and mere notes of what is different. In the order of the findings.
  func alerts(_ style: ReportStyle) -> [SARIFLog.Result] {
    var seen: [String: Int] = [:]
    let told = findings.filter { !$0.kind.isFolded || $0.severity > .note }
    return nothingToTrace(style)
      + told.map { finding in
        seen[finding.fingerprint, default: 0] += 1
        return (
          finding.diagnostic(style), Self.mark(finding, seen[finding.fingerprint, default: 1])
        )
      }
  }

  /// At the file in which a project says where its constraints are.
  private func nothingToTrace(_ style: ReportStyle) -> [SARIFLog.Result] {
    guard let emptiness else { return [] }
    let rule = ChangeRules.nothingToTrace
    let fault = Diagnostic(rule, at: .file("content/site.yaml"), emptiness)
    return [(fault, SHA256Digest(of: Array(rule.id.utf8)).description)]
  }

  /// The fingerprint, and for the second finding with the same one digits of its own: channels
  /// drop what they have seen.
  private static func mark(_ finding: ChangeFinding, _ occurrence: Int) -> String {
    guard occurrence > 1 else { return finding.fingerprint }
    return SHA256Digest(of: Array("\(finding.fingerprint)\0\(occurrence)".utf8)).description
  }
}

extension ChangeFinding {
  /// Code points of a text in a note.
  private static let textLimit = 300

  /// The finding as findings of all other verbs are shown.
  fileprivate func diagnostic(_ style: ReportStyle) -> Diagnostic {
    var notes = textNotes
    if let other {
      let range = other.isGone || other.range.path.isEmpty ? nil : other.range
      notes.append(Diagnostic.Note("the other end is \(other.key.name)", at: range))
    }
    // Lines of the base mean nothing at the head, which viewers of findings show.
    let range = subject.isGone ? .file(subject.range.path) : subject.range
    if subject.isGone {
      notes.append(Diagnostic.Note("it was at \(style.pathPrefix)\(subject.range.description)"))
    }
    return Diagnostic(
      rule, at: range, "\(oneLine(subject.key.name)): \(oneLine(summary))", notes: notes,
      severity: severity)
  }

  /// The lines that differ, those of before and those of now.
  private var textNotes: [Diagnostic.Note] {
    let lines = textChange(limit: 2 * Self.textLimit)?.lines ?? []
    return [("was", TextDifference.Mark.old), ("is", .new)].compactMap { word, mark in
      let text = lines.filter { $0.mark == mark }.map { oneLine($0.text) }.joined(separator: "; ")
      return text.isEmpty ? nil : Diagnostic.Note("\(word): \(text.clipped(to: Self.textLimit))")
    }
  }
}
