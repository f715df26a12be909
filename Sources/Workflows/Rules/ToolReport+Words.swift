extension ToolReport {
  /// It ran, and nothing is wrong.
  var isPass: Bool { passed && notRun == nil }

  /// What it says, in one line.
  var words: String {
    if let notRun { return "not run: \(notRun)" }
    let found = issues.map(\.message).joined(separator: "; ")
    return found.isEmpty ? details : found
  }
}
