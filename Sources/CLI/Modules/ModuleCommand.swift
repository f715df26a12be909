import Pipeline
import SourceText

/// What `module` can do.
enum ModuleStep: String, CaseIterable {
  case new, status, check, advance, actual, gap, tasks, changelog, prompt
}

/// `module`: a module from its design to its last phase, with a person at each gate.
enum ModuleCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let step = ModuleStep(rawValue: invocation.operands.first ?? "") ?? .status
    if let stray = strayOperand(step, invocation) {
      throw .usage(
        UsageFault(
          "\(quoted(stray)) is one word too many for module \(step.rawValue)", verb: "module"))
    }
    if step == .new { return try ModuleStart(invocation, console).run() }
    guard let order = try ModuleOrder(invocation, console) else { return .findings }
    switch step {
    case .new, .status: return status(order)
    case .check: return check(order)
    case .advance: return try ModuleAdvance(order).run()
    case .actual, .gap, .changelog: return try ModuleDrafting(order).run(step)
    case .tasks: return try ModuleTasks(order).run()
    case .prompt: return try ModulePrompting(order).run()
    }
  }

  /// Only a prompt has a name of its own.
  private static func strayOperand(_ step: ModuleStep, _ invocation: Invocation) -> String? {
    step == .prompt ? nil : invocation.operands.dropFirst(2).first
  }

  private static func status(_ order: ModuleOrder) -> ExitCode {
    let status = ModuleStatus(order.input)
    if order.invocation.text(.moduleFormat) == "json" {
      order.console.result(status.json)
    } else {
      order.show(status.text(isWhole: order.invocation.isOn(.verbose)))
    }
    return .clean
  }

  private static func check(_ order: ModuleOrder) -> ExitCode {
    let findings = order.input.findings
    order.report(findings)
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count { $0.severity == .warning }
    order.console.say(
      findings.isEmpty
        ? "nothing is wrong with the documents of \(order.input.subject.name)"
        : "\(errors) errors, \(warnings) warnings, \(findings.count - errors - warnings) notes")
    let isStrict = order.invocation.isOn(.moduleStrict)
    return errors > 0 || isStrict && warnings > 0 ? .findings : .clean
  }
}
