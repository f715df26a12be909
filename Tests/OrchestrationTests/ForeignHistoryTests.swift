import History
import SourceText
import TestSupport
import Testing

@testable import Orchestration

/// Histories of workflows that the code knows nothing of.
@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `Foreign histories` {
  /// Waits for what never comes: whatever a history asks for is too much.
  enum Idle: Workflow {
    static func run(_ context: WorkflowContext<Void>, _ input: Nothing) async throws -> Nothing {
      try await context.wait { _ in false }
      return Nothing()
    }
  }

  @Test func `no history is passed that asks for more than the code`() throws {
    let folder = try #require(Inputs.corpora) + "/histories"
    var refused = 0
    for path in try Inputs.files(below: folder) where !path.hasSuffix(".tsv") {
      let file = SourceFile(path: path, bytes: try Inputs.bytes(path, in: folder))
      for history in HistoryFile.read(file).runs {
        let run = try WorkflowRun(WorkflowDefinition(Idle.self), Rehearsal.info, input: [])
        let asks = history.events.contains { $0.type?.isCommand == true }
        let fault = faultEvent { _ = try run.process(history.events) }
        #expect(!asks || fault != nil, "\(path)")
        refused += fault == nil ? 0 : 1
      }
    }
    #expect(refused > 100)
  }
}
