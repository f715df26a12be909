import Reports
import SourceText

/// What `report` can do.
enum ReportStep: String, CaseIterable {
  /// Compares two revisions.
  case pr
  /// Shows a report that another job has written.
  case post
}

/// `report`: what a change does to the constraints, for people and for build servers.
enum ReportCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let step = ReportStep(rawValue: invocation.operands.first ?? "") ?? .pr
    try checkOperands(of: step, invocation)
    switch step {
    case .pr: return try ChangeRun(invocation, console).run()
    case .post: return try ReportPost(invocation: invocation, console: console).run()
    }
  }

  private static func checkOperands(
    of step: ReportStep, _ invocation: Invocation
  ) throws(SetupFault) {
    let most = step == .post ? 1 : 0
    guard let stray = invocation.operands.dropFirst(1 + most).first else { return }
    throw .usage(
      UsageFault(
        "\(quoted(stray)) is one word too many for report \(step.rawValue)", verb: "report"))
  }
}
