import Ingest
import Pipeline
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite struct `Numbers that are given` {
  private static func subject(_ ids: [String]) throws -> ModuleSubject {
    let headings = { (prefix: String) in
      ids.filter { $0.hasPrefix(prefix) }.map { "### \($0): x\nIt MUST.\n" }.joined()
    }
    return try DocumentCase.subject([
      .intentDesign: "# Pay\n",
      .intentRequirements: "# Requirements\n" + headings("REQ"),
      .intentScenarios: "# Scenarios\n" + headings("SCEN"),
      .tasks: "# Tasks\n" + headings("PHASE") + headings("TASK"),
    ])
  }

  /// People add and delete, drafts take numbers, gates are opened, the record is written and read.
  @Test(arguments: 0..<16)
  func `are never given again`(seed: UInt64) throws {
    var random = Seeded(seed)
    var record = PipelineRecord()
    var standing: [String] = []
    var given: Set<String> = []
    for _ in 0..<25 {
      let kind = random.one(of: NumberedKind.allCases)
      let id = kind.id(record.next(kind, in: try Self.subject(standing)), of: "PAY")
      #expect(given.insert(id).inserted, "\(id) was given before")
      standing.append(id)
      record = record.noting(try Self.subject(standing))
      if random.isOnce(in: 2) { standing.remove(at: random.below(standing.count)) }
      if random.isOnce(in: 3) {
        let before = Set(record.retired)
        record = record.noting(try Self.subject(standing), isGate: true)
        #expect(before.isSubset(of: record.retired), "what is retired stays so")
        #expect(record.declared == record.declared.filter(standing.contains))
      }
      record =
        PipelineRecord.read(
          SourceFile(path: "pipeline.yaml", text: record.text(of: "pay"))
        ).record
    }
  }

  @Test func `count what a draft has taken`() throws {
    var record = PipelineRecord()
    let file = SourceFile(
      path: DocumentCase.path(.tasks), text: "### TASK-PAY-07: T\n- [ ] 7.1 x\n")
    record.note(tasksOf: Ingest.outline(file, code: "PAY"), code: "PAY")
    #expect(record.declared == ["TASK-PAY-07"] && record.highest == [.task: 7])
    #expect(record.next(.task, in: try Self.subject([])) == 8)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let id: String
    var declared: [String] = []
    var retired: [String] = []
    let now: [String]
    var isGate = true
    let after: [String]
    var testDescription: String { id }
  }

  @Test(arguments: [
    Row(
      id: "a gate retires what is gone", declared: ["REQ-PAY-1", "REQ-PAY-2"], now: ["REQ-PAY-2"],
      after: ["REQ-PAY-1"]),
    Row(
      id: "between gates nothing is gone", declared: ["REQ-PAY-1"], now: ["REQ-PAY-2"],
      isGate: false, after: []),
    Row(
      id: "an id with more zeros is still there", declared: ["SCEN-PAY-1"], now: ["SCEN-PAY-001"],
      after: []),
    Row(
      id: "an id with fewer zeros is still there", declared: ["SCEN-PAY-01"], now: ["SCEN-PAY-1"],
      after: []),
    Row(
      id: "what comes back stays retired", declared: ["REQ-PAY-2"], retired: ["REQ-PAY-1"],
      now: ["REQ-PAY-1", "REQ-PAY-2"], after: ["REQ-PAY-1"]),
    Row(
      id: "in the order of numbers", declared: ["TASK-PAY-10", "TASK-PAY-09"],
      retired: ["TASK-PAY-100"], now: [], after: ["TASK-PAY-09", "TASK-PAY-10", "TASK-PAY-100"]),
    Row(
      id: "once", declared: ["REQ-PAY-1"], retired: ["REQ-PAY-1"], now: [], after: ["REQ-PAY-1"]),
  ])
  func `are retired at gates`(_ row: Row) throws {
    var record = PipelineRecord()
    (record.declared, record.retired) = (row.declared, row.retired)
    let noted = record.noting(try Self.subject(row.now), isGate: row.isGate)
    #expect(noted.retired == row.after)
    #expect(Set(noted.declared) == Set(row.isGate ? row.now : row.now + row.declared))
  }
}
