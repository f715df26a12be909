import Orchestration

/// What people are told of a migration, in Markdown.
enum MigrationText {
  static func body(_ state: CodeMigrationWorkflow.State) -> String {
    let results = state.results.map { result in
      let errors = result.errors.isEmpty ? "" : ": " + result.errors.joined(separator: "; ")
      return "- [\(result.success ? "x" : " ")] \(result.stepID)\(errors)"
    }
    let skipped = state.skipped.map { "- [ ] \($0): skipped, because of steps that failed" }
    return ([state.plan?.description ?? "", ""] + results + skipped).joined(separator: "\n")
  }
}

extension StepResult {
  /// What came of a step; `nil` for what was not tried.
  init(
    _ step: MigrationStep, _ change: Result<StepChanges, Failure>,
    _ tests: Result<ToolReport, Failure>?, _ validation: Result<ToolReport, Failure>?
  ) {
    let files = (try? change.get().files) ?? [:]
    let isTested = Self.holds(tests)
    let isValid = Self.holds(validation)
    self.init(
      stepID: step.id, success: isTested && isValid, filesChanged: files.keys.sorted(),
      testsPassed: isTested, validationPassed: isValid,
      errors: Self.words("changes", change.map { _ in nil })
        + Self.words("tests", tests?.map { $0.isPass ? nil : $0.words })
        + Self.words("validation", validation?.map { $0.isPass ? nil : $0.words }),
      rollbackAvailable: tests != nil)
  }

  private static func holds(_ report: Result<ToolReport, Failure>?) -> Bool {
    (try? report?.get().isPass) ?? false
  }

  private static func words(_ topic: String, _ fault: Result<String?, Failure>?) -> [String] {
    switch fault {
    case nil, .success(nil): []
    case .success(let words?): ["\(topic): \(words)"]
    case .failure(let failure): ["\(topic): \(failure.root.message)"]
    }
  }
}

extension MigrationResult {
  init(_ state: CodeMigrationWorkflow.State, minutes: Double) {
    self.init(
      planName: state.plan?.name ?? "", totalSteps: state.plan?.steps.count ?? 0,
      completedSteps: state.completedSteps,
      failedSteps: state.results.count { !$0.success }, skippedSteps: state.skipped,
      stepResults: state.results, finalPrURL: state.pullRequest?.url,
      rollbackPerformed: state.isRolledBack, notRolledBack: state.progress.notes,
      durationMinutes: minutes)
  }
}
