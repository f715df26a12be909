import Orchestration

extension WorkflowContext where State: Staged {
  /// All eight checks of a branch at once, in the order of `CheckKind`.
  ///
  /// A tool that cannot be run, however often it is tried, is a check that did not run.
  func checks(of branch: String, _ demands: QualityScore.Demands) async throws -> [QualityCheck] {
    enter("quality_checks")
    let kinds = CheckKind.allCases
    let reports = try await attempts(kinds) { try await self.report($0, branch) }
    return zip(kinds, reports).map { kind, report in
      switch report {
      case .success(let report): QualityScore.check(kind, report, demands)
      case .failure(let failure):
        QualityScore.check(
          kind, ToolReport(passed: false, notRun: failure.root.message), demands)
      }
    }
  }

  private func report(_ kind: CheckKind, _ branch: String) async throws -> ToolReport {
    let request = ToolRequest(target: branch)
    switch kind {
    case .unitTests:
      return try await run(ToolActivities.runTests, TestRequest(target: branch, type: "unit"))
    case .integrationTests:
      return try await run(
        ToolActivities.runTests, TestRequest(target: branch, type: "integration"),
        options: ToolActivities.integrationOptions)
    case .linting: return try await run(ToolActivities.runLinters, request)
    case .security: return try await run(ToolActivities.runSecurityScan, request)
    case .coverage: return try await run(ToolActivities.checkCoverage, request)
    case .performance: return try await run(ToolActivities.runPerformanceTests, request)
    case .dependencies: return try await run(ToolActivities.checkDependencies, request)
    case .staticAnalysis: return try await run(ToolActivities.runStaticAnalysis, request)
    }
  }
}
