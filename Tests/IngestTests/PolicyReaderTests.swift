import Ingest
import SourceText
import Testing
import TraceModel

@Suite struct PolicyReaderTests {
  private static func findings(_ text: String) -> [String] {
    Ingest.readPolicies([SourceFile(path: "p.yaml", text: text)]).diagnostics.sorted().map {
      "\($0.range.line):\($0.range.column) \($0.rule.id): \($0.summary)"
    }
  }

  struct Demanded: Sendable, CustomTestStringConvertible {
    let text: String
    /// As it is printed; `nil` for a text that is no demand.
    let printed: String?
    var testDescription: String { text }
  }

  static let words = "document, code, test, passing test, alert, tested alert, review"

  static let demands = [
    Demanded(text: "code", printed: "code"),
    Demanded(text: "Code AND passing tests", printed: "code and passing test"),
    Demanded(text: "an alert or a test", printed: "alert or test"),
    Demanded(text: "code and alert or test", printed: "code and alert or test"),
    Demanded(text: "code and (alert or test)", printed: "code and (alert or test)"),
    Demanded(text: "a tested alert or passing test", printed: "tested alert or passing test"),
    Demanded(text: "tested code", printed: nil), Demanded(text: "tested", printed: nil),
    Demanded(text: "((code))", printed: "code"),
    Demanded(text: "code alert", printed: nil), Demanded(text: "code and", printed: nil),
    Demanded(text: "(code", printed: nil), Demanded(text: "code)", printed: nil),
    Demanded(text: "coed", printed: nil), Demanded(text: "a", printed: nil),
    Demanded(text: "or", printed: nil),
    Demanded(text: String(repeating: "(", count: 5_000), printed: nil),
    Demanded(text: "\u{1F600} and code", printed: nil),
  ]

  @Test(arguments: demands)
  func `a demand is understood or refused`(_ row: Demanded) {
    let text = "requires:\n  goal: \"\(row.text)\"\n"
    let policy = Ingest.readPolicies([SourceFile(path: "p.yaml", text: text)])
    #expect(policy.demands[.goal]?.demand.text == row.printed)
    #expect(policy.diagnostics.map(\.rule.id) == (row.printed == nil ? ["policy-demand"] : []))
  }

  @Test func `a printed demand means the same`() {
    for row in Self.demands {
      guard let printed = row.printed else { continue }
      let both = Ingest.readPolicies([
        SourceFile(path: "a.yaml", text: "requires: {goal: \"\(row.text)\"}"),
        SourceFile(path: "b.yaml", text: "requires: {goal: \"\(printed)\"}"),
      ])
      #expect(both.diagnostics.isEmpty)
    }
  }

  static let faults: [(text: String, findings: [String])] = [
    ("", []), ("# nothing yet\n", []), ("requires:\ngaps:\n", []),
    ("- a\n", ["1:1 wrong-type: a policy is a list; expected a mapping"]),
    ("require: {}\n", ["1:1 unknown-key: \"require\" is not a key of a policy"]),
    (
      "requires: {invariants: code}\n",
      ["1:12 unknown-key: \"invariants\" is not a key of requires"]
    ),
    (
      "requires: {goal: [code]}\n",
      ["1:18 wrong-type: requires.goal is a list; expected text"]
    ),
    (
      "requires: {goal: magic}\n",
      [
        "1:18 policy-demand: \"magic\" is no demand: it names \"magic\", which is none of \(words)"
      ]
    ),
    (
      "requires: {invariant: code and test}\n",
      [
        "1:23 policy-floor: \"code and test\" can be met without a passing test, "
          + "which an invariant always needs"
      ]
    ),
    ("gaps: {a: b}\n", ["1:7 wrong-type: gaps is a mapping; expected a list"]),
    (
      "gaps: [{nod: B1}]\n",
      [
        "1:8 policy-justification: an accepted gap lacks node, reason, owner, expires",
        "1:9 unknown-key: \"nod\" is not a key of an entry of gaps",
      ]
    ),
    ("gaps: [x", ["1:9 yaml-syntax: "]),
  ]

  @Test(arguments: faults)
  func `a fault is said where it is`(_ row: (text: String, findings: [String])) {
    let found = Self.findings(row.text)
    #expect(found.count == row.findings.count)
    for (found, expected) in zip(found, row.findings) { #expect(found.hasPrefix(expected)) }
  }

  @Test func `the first file decides, and the second is told`() {
    let policy = Ingest.readPolicies([
      SourceFile(path: "b/trace-policy.yaml", text: "requires: {goal: test}"),
      SourceFile(path: "a/trace-policy.yaml", text: "requires: {goal: alert}"),
    ])
    #expect(policy.demands[.goal]?.demand.text == "alert")
    #expect(policy.diagnostics.map(\.rule.id) == ["policy-conflict"])
    #expect(policy.diagnostics.map(\.range.path) == ["b/trace-policy.yaml"])
  }

  @Test func `ids come alone, in lists and in ranges, with their manifold`() {
    let text = """
      gaps:
        - {node: "shop/U1-U3", reason: x, owner: y, expires: 2027-01-01}
        - {node: [B1, "pay/B2, B3"], reason: x, owner: y, expires: 2027-01-01}
      """
    let policy = Ingest.readPolicies([SourceFile(path: "p.yaml", text: text)])
    #expect(
      policy.justifications.map(\.node)
        == ["shop/U1", "shop/U2", "shop/U3", "B1", "pay/B2", "pay/B3"])
  }
}
