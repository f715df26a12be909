import Analysis
import SourceText
import TraceModel

extension ChangeFinding.Kind {
  /// Good news, or no news: folded where there is little room.
  var isFolded: Bool {
    switch self {
    case .changed, .renamed, .added, .fixed: true
    default: false
    }
  }
}

extension ChangeReport {
  /// `failed` or `passed`: what the exit code says.
  var verdict: String { isFailed ? "failed" : "passed" }

  /// `1 error, 2 warnings, 12 notes` of what is told; `nil` for nothing. That there is nothing to measure
  /// is an error.
  var severities: String? {
    let told = told.flatMap(\.findings).flatMap { [$0.finding] + $0.consequences }
    let parts = [Severity.error, .warning, .note].compactMap { severity -> String? in
      let found = told.count { $0.severity == severity }
      let count = severity == .error && isEmpty ? found + 1 : found
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// Why no figure can be given; `nil` when the head has constraints.
  var emptiness: String? {
    guard isEmpty else { return nil }
    return base.constraints.total == 0
      ? "no constraint was found, in the base or at the head: there is nothing to measure"
      : "no constraint was found at the head, and the base has \(base.constraints.total)"
  }
}

extension ChangeReport {
  /// What to type when the ends of suspect links have been looked at; with the id of something that
  /// has changed, where a shell takes it as it is.
  var reviewCommand: String? {
    let suspects = findings(.suspect)
    guard !suspects.isEmpty else { return nil }
    let name = suspects.lazy.compactMap { $0.other?.name }.first(where: isPlainWord) ?? "ID"
    return "throughline report review \(name) --by NAME"
  }
}

/// Means nothing to a shell, and is no option.
private func isPlainWord(_ text: String) -> Bool {
  text.utf8.count <= 100 && text.utf8.first != UInt8(ascii: "-")
    && text.utf8.allSatisfy { isLetterOrDigit($0) || [0x2D, 0x2E, 0x2F, 0x5F].contains($0) }
}

extension ChangeReport.Side {
  /// As much of the commit as people read.
  var shortCommit: String { String(commit.prefix(10)) }
}

extension ChangeFinding.Place {
  /// `payment-retry/B1`: short, and still clear beside its kind.
  var name: String { key.shownName }
}

extension Coverage {
  /// `3 of 16 (18 %)`, or `none`.
  var figure: String { percent.map { "\(text) (\($0) %)" } ?? text }
}

/// One line of the table of figures.
struct ChangeFigure {
  let name: String
  let base: String
  let head: String
  let difference: String

  private init(_ name: String, _ base: Int, _ head: Int) {
    self.init(name, String(base), String(head), head - base)
  }

  private init(_ name: String, _ base: String, _ head: String, _ difference: Int) {
    self.name = name
    self.base = base
    self.head = head
    self.difference =
      difference > 0 ? "+\(difference)" : difference < 0 ? "\u{2212}\(-difference)" : "0"
  }

  /// Lines in which both sides have nothing are left out, but for the first.
  static func all(of report: ChangeReport) -> [ChangeFigure] {
    let (a, b) = (report.base, report.head)
    let counts: [(String, Int, Int)] = [
      ("partial", a.constraints.partial, b.constraints.partial),
      ("only declared", a.constraints.declared, b.constraints.declared),
      ("without support", a.constraints.gap, b.constraints.gap),
      ("failing", a.constraints.failing, b.constraints.failing),
      ("gaps", a.gaps, b.gaps), ("accepted gaps", a.acceptedGaps, b.acceptedGaps),
      ("nodes", a.nodes, b.nodes), ("links", a.links, b.links),
    ]
    let first = ChangeFigure(
      "constraints satisfied", a.constraints.figure, b.constraints.figure,
      b.constraints.satisfied - a.constraints.satisfied)
    return [first]
      + counts.filter { $0.1 > 0 || $0.2 > 0 }.map { ChangeFigure($0.0, $0.1, $0.2) }
  }
}
