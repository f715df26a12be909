import Analysis
import Reports
import System
import SourceText

/// What `report` can do.
enum ReportStep: String, CaseIterable {
  /// Compares two revisions.
  case pr
  /// Shows a report that another job has written.
  case post
  /// Shows what a change of one statement would reach.
  case impact
  /// Records that somebody has looked at nodes.
  case review
  /// Prints or writes the JSON Schema of `report.json`.
  case schema
}

/// `report`: what a change does to the constraints, for people and for build servers.
enum ReportCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let step = ReportStep(rawValue: invocation.operands.first ?? "") ?? .pr
    try checkOperands(of: step, invocation)
    try checkPosting(of: step, invocation)
    do {
      return try perform(step, invocation, console)
    } catch let fault as SetupFault {
      throw fault
    } catch let fault as NameFault {
      console.complain(
        [fault.sentence, invocation.projectAbove()].compactMap(\.self).joined(separator: "; "))
      return .findings
    } catch let fault as RevisionFault {
      throw .cannotOpen(fault.description)
    } catch {
      throw .cannotOpen(BuildRun.describe(error))
    }
  }

  private static func perform(
    _ step: ReportStep, _ invocation: Invocation, _ console: Console
  ) throws -> ExitCode {
    switch step {
    case .pr: return try ChangeRun(invocation, console).run()
    case .post: return try ReportPost(invocation: invocation, console: console).run()
    case .impact: return try ImpactRun(invocation: invocation, console: console).run()
    case .review: return try ReviewRun(invocation: invocation, console: console).run()
    case .schema:
      let isThere = console.hand(Array(ChangeReport.schema.utf8), to: invocation.text(.output))
      return isThere ? .clean : .failure
    }
  }

  private static func checkOperands(
    of step: ReportStep, _ invocation: Invocation
  ) throws(SetupFault) {
    let given = invocation.operands.dropFirst()
    if given.count < step.operands.lowerBound {
      throw .usage(UsageFault("report \(step.rawValue) needs the id of a node", verb: "report"))
    }
    guard let stray = given.dropFirst(step.operands.upperBound).first else { return }
    throw .usage(
      UsageFault(
        "\(quoted(stray)) is one word too many for report \(step.rawValue)", verb: "report"))
  }

  /// Where to post is of no use to a comparison that posts nothing.
  private static func checkPosting(
    of step: ReportStep, _ invocation: Invocation
  ) throws(SetupFault) {
    guard step == .pr, !invocation.isOn(.postReport) else { return }
    for option in Option.posting {
      guard case .flag(let spelling) = invocation.given[option.name]?.origin else { continue }
      throw .usage(UsageFault("\(spelling) goes with --post", verb: "report"))
    }
  }
}

extension ReportStep {
  /// How many words may stand behind the step.
  fileprivate var operands: ClosedRange<Int> {
    switch self {
    case .pr, .schema: 0...0
    case .post: 0...1
    case .impact: 1...1
    case .review: 1...1_000
    }
  }
}
