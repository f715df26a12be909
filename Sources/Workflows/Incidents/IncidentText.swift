/// What people are told of an incident, in Markdown.
enum IncidentText {
  static func issue(_ input: IncidentInput, _ state: IncidentSwarmWorkflow.State) -> String {
    var lines = ["\(input.alert.service): \(input.alert.message)", "", outcome(state)]
    if let consensus = state.consensus {
      lines += ["", "Supported by:"] + consensus.supportingDiagnoses.map(line)
      lines += section("In conflict with", consensus.conflictingDiagnoses.map(line))
    }
    lines += proposal(state)
    lines += section("On the way", state.progress.notes.map { "- \($0)" })
    return lines.joined(separator: "\n")
  }

  /// What was found out and done, in a sentence or two.
  static func outcome(_ state: IncidentSwarmWorkflow.State) -> String {
    let end = state.progress.state == .cancelled ? " The work on it was called off." : ""
    guard let consensus = state.consensus else { return "No agent could name a cause." + end }
    let percent = QualityScore.tenths(consensus.confidence * 100)
    let cause = "The cause is probably: \(consensus.rootCause) (\(percent) % sure)."
    if state.isRolledBack { return cause + " A hotfix was made and taken back." + end }
    return cause + (state.hotfix == nil ? " Nothing was mended." : " A hotfix was made.") + end
  }

  /// What an agent wrote, or at least what those who found the cause would do.
  private static func proposal(_ state: IncidentSwarmWorkflow.State) -> [String] {
    guard let proposal = state.proposal else {
      let fixes = state.consensus?.supportingDiagnoses.map(\.suggestedFix) ?? []
      return section("Proposal", fixes.filter { !$0.isEmpty }.map { "- \($0)" })
    }
    let files = proposal.files.keys.sorted().flatMap { path in
      let content = proposal.files[path] ?? ""
      let fence = fence(around: content)
      return ["", "`\(path)`:", "", fence, content, fence]
    }
    return ["", "Proposal:", "", proposal.description] + files
  }

  /// A fence that no line of a text can close.
  private static func fence(around text: String) -> String {
    var longest = 2
    var run = 0
    for byte in text.utf8 {
      run = byte == 0x60 ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: longest + 1)
  }

  private static func line(_ diagnosis: Diagnosis) -> String {
    let percent = QualityScore.tenths(diagnosis.confidence * 100)
    return "- \(diagnosis.agentID): \(diagnosis.rootCause) (\(percent) % sure)"
  }

  private static func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", "\(title):"] + lines
  }
}

extension IncidentResult {
  init(_ state: IncidentSwarmWorkflow.State) {
    self.init(
      alertID: state.alertID, consensus: state.consensus,
      fixApplied: state.hotfix != nil && !state.isRolledBack,
      hotfixPrNumber: state.hotfix?.number, hotfixPrURL: state.hotfix?.url,
      issueURL: state.issue?.url, postmortemURL: state.postmortem?.url,
      resolutionTimeMinutes: state.resolutionMinutes, rollbackPerformed: state.isRolledBack,
      notes: state.progress.notes)
  }
}
