import EmbeddedHost
import Orchestration
import Workflows

extension ActivitySupply {
  func addTools(to table: inout ActivityTable) {
    typealias Ask = ToolActivities
    add(Ask.runTests, to: &table) { tools, request, watch in
      try tools.report(
        "\(request.type)_tests", of: request.target, ["type": request.type],
        watch: watch)
    }
    let checks: [(Activity<ToolRequest, ToolReport>, CheckKind)] = [
      (Ask.runLinters, .linting), (Ask.runSecurityScan, .security),
      (Ask.runPerformanceTests, .performance), (Ask.checkCoverage, .coverage),
      (Ask.checkDependencies, .dependencies), (Ask.runStaticAnalysis, .staticAnalysis),
    ]
    for (contract, kind) in checks {
      add(contract, to: &table) { tools, request, watch in
        try tools.report(kind.rawValue, of: request.target, watch: watch)
      }
    }
    add(Ask.applyAutoFixes, to: &table) { try $0.fixes($1, $2) }
    add(Ask.validateStep, to: &table) { tools, request, watch in
      try tools.report(
        "validate_step", of: request.branch, ["step": request.step.id],
        input: try Payload(request).data, watch: watch)
    }
    addTelemetry(to: &table)
  }

  private func addTelemetry(to table: inout ActivityTable) {
    typealias Ask = ToolActivities
    add(Ask.fetchMetrics, to: &table) { try $0.answer("metrics", $1.values, $2) }
    add(Ask.fetchLogs, to: &table) { try $0.answer("logs", $1.values, $2) }
    add(Ask.fetchAlerts, to: &table) { tools, request, watch in
      try tools.answer("alerts", ["cursor": request.cursor], watch)
    }
  }

  private func add<Input, Output>(
    _ contract: Activity<Input, Output>, to table: inout ActivityTable,
    _ body: @escaping @Sendable (ToolRunner, Input, Watch) throws -> Output
  ) {
    table.add(blocking: contract) { [tools] in try body(tools, $0, $1) }
  }
}

extension TelemetryRequest {
  /// What stands for names in braces.
  fileprivate var values: [String: String] { ["service": service, "timestamp": timestamp] }
}
