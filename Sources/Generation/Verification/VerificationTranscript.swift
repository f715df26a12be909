/// What a verification says on the console, in the form of the format's seed.
public struct VerificationTranscript: Sendable {
  private let verification: Verification
  private var text = ""

  /// The transcript; `next` is what to run next, `nil` for nothing.
  public static func text(
    of verification: Verification, for request: GenerationRequest, artifacts: String,
    next: String?
  ) -> String {
    var transcript = VerificationTranscript(verification: verification)
    transcript.add("VERIFICATION REPORT: \(request.subject.id)")
    transcript.add("Artifacts: \(artifacts)")
    transcript.writeItems()
    transcript.writeFiles()
    transcript.writeActions()
    transcript.writeSummary()
    if let next { transcript.add("Next: \(next)") }
    return transcript.text
  }

  private init(verification: Verification) { self.verification = verification }

  private mutating func add(_ line: String) { text += line + "\n" }

  private mutating func writeItems() {
    let words = (full: "SATISFIED", partial: "PARTIAL", none: "NOT SATISFIED")
    write("CONSTRAINTS", verification.constraints, words)
    write("FAILURE MODES", verification.failureModes, ("HANDLED", "PARTIAL", "NOT HANDLED"))
  }

  private mutating func write(
    _ title: String, _ items: [VerifiedItem], _ words: (full: String, partial: String, none: String)
  ) {
    guard !items.isEmpty else { return }
    add("")
    add(title)
    let width = min(12, items.map(\.id.count).max() ?? 0)
    for item in items {
      let (mark, word) =
        switch item.level {
        case .full: ("✓", words.full)
        case .partial: ("◐", words.partial)
        case .none: ("✗", words.none)
        }
      let id = item.id + String(repeating: " ", count: max(0, width - item.id.count))
      let gap = item.gaps.first.map { " (\($0))" } ?? ""
      add("\(mark) \(id)  \(word)\(gap)")
    }
  }

  private mutating func writeFiles() {
    let changed = verification.files.filter { $0.state != .same }
    guard !changed.isEmpty else { return }
    add("")
    add("FILES")
    for file in changed {
      let ids = file.touched.isEmpty ? "" : " (\(file.touched.joined(separator: ", ")))"
      add("\(file.state.rawValue): \(file.path)\(ids)")
    }
  }

  private mutating func writeActions() {
    for severity in ActionItem.Severity.allCases where severity != .low {
      let items = verification.actions.filter { $0.severity == severity }
      guard !items.isEmpty else { continue }
      add("")
      add("TO DO, \(severity.rawValue.uppercased())")
      for item in items.prefix(40) { add("- \(item.text)") }
      if items.count > 40 { add("- and \(items.count - 40) more, in the report") }
    }
  }

  private mutating func writeSummary() {
    add("")
    add("SUMMARY")
    add("Constraints: \(share(verification.constraints)) fully satisfied")
    if !verification.failureModes.isEmpty {
      add("Failure modes: \(share(verification.failureModes)) handled")
    }
    let tests = verification.tests
    let states = TestState.allCases.compactMap { state -> String? in
      let count = tests.count { $0.state == state }
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }
    add("Tests: \(tests.isEmpty ? "none" : states.joined(separator: ", "))")
    let files = FileState.allCases.compactMap { state -> String? in
      let count = verification.files.count { $0.state == state }
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }
    add("Files: \(files.joined(separator: ", "))")
    add("Status: \(verification.status)")
  }

  /// `14/17 (82%)`; nothing of nothing has no share.
  private func share(_ items: [VerifiedItem]) -> String {
    let count = items.count { $0.level == .full }
    return items.isEmpty ? "0/0" : "\(count)/\(items.count) (\(count * 100 / items.count)%)"
  }
}
