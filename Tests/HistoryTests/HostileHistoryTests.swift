import Foundation
import History
import SourceText
import TestSupport
import Testing

/// What the samples of broken histories must lead to.
@Suite struct HostileHistoryTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    /// Rules of the errors and warnings, sorted.
    let rules: [String]
    /// A part of one of the sentences.
    var says = ""

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "out-of-order", rules: ["history-order"],
      says: "event 3 stands before event 2, at index 1"
    ),
    Case(
      name: "missing-start", rules: ["history-start"],
      says: "expected WorkflowExecutionStarted first"),
    Case(name: "duplicate-ids", rules: ["history-duplicate-id"], says: "event 4 stands twice"),
    Case(name: "gap", rules: ["history-gap"], says: "jump from 3 to 6"),
    Case(
      name: "two-starts", rules: ["history-start"], says: "event 3 starts the run a second time"),
    Case(name: "events-after-close", rules: ["history-close"], says: "event 9"),
    Case(
      name: "double-completion", rules: ["history-outcome"],
      says: "activity 1 (run_tests) ends twice, with events 7 and 8"),
    Case(
      name: "completed-and-timed-out", rules: ["history-outcome"], says: "has two outcomes"),
    Case(
      name: "wrong-types",
      rules: [String](repeating: "history-event", count: 5), says: "/events/0/eventId"),
    Case(name: "enum-style-types", rules: []),
    Case(name: "payload-garbage", rules: []),
    Case(name: "payload-secrets", rules: []),
    Case(name: "payload-nested-json-bomb", rules: []),
    Case(name: "names-xss", rules: []),
    Case(name: "continue-as-new-loop", rules: []),
    Case(name: "wide-2000-activities", rules: []),
  ]

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile)), arguments: cases)
  func `each fault is found once`(_ test: Case) throws {
    let path = "histories/\(test.name).json"
    let file = SourceFile(path: path, bytes: try Inputs.bytes(path, in: Inputs.hostile))
    let found = findings(file)
    #expect(found.map(\.rule.id).sorted() == test.rules, "\(found.map(\.summary))")
    #expect(test.says.isEmpty || found.contains { $0.summary.contains(test.says) })
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile)))
  func `no secret of the samples is shown`() throws {
    for test in Self.cases {
      let path = "histories/\(test.name).json"
      let file = SourceFile(path: path, bytes: try Inputs.bytes(path, in: Inputs.hostile))
      for run in HistoryFile.read(file).runs {
        let text = run.events.map { $0.value.shown(limit: 100_000) }.joined()
        for secret in ["hunter2", "NOT-A-REAL-TOKEN", "BEGIN FAKE"] {
          #expect(!text.contains(secret), "\(test.name)")
        }
      }
    }
  }
}

/// Everything that reading and checking find.
func findings(_ file: SourceFile) -> [Diagnostic] {
  let read = HistoryFile.read(file)
  let lines = LineMap(file)
  return read.diagnostics + read.runs.flatMap { $0.faults { lines.range($0) } }
}
