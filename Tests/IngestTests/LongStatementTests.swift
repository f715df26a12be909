import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

/// Documents that cost more than they say.
@Suite struct `Long documents` {
  private static func findings(_ text: String) -> [String] {
    Ingest.read(SourceFile(path: "docs/plan.md", text: text), as: .documents)
      .flatMap(\.diagnostics).map { "\($0.range.line) \($0.rule.id)" }
  }

  private static let claim = "1. a (1 min)\n2. b (1 min)\n3. c (1 min)\nDuration: 9 min\n"

  private static func claims(_ text: String) -> Int {
    Ingest.read(SourceFile(path: "docs/plan.md", text: text), as: .documents)
      .flatMap(\.claims).count
  }

  @Test func `lines beyond the limit are said to be left out`() {
    let lines = String(repeating: "text\n", count: 9_996)
    #expect(Self.claims(lines + Self.claim.dropLast()) == 1)
    #expect(!Self.findings(lines + Self.claim.dropLast()).contains("10001 statements-limit"))
    #expect(Self.claims("text\n" + lines + Self.claim) == 0)
    #expect(Self.findings(Self.claim + lines + "more\n").contains("10001 statements-limit"))
    #expect(Self.claims(Self.claim + lines + "more\n") == 1)
  }

  @Test func `a line beyond the bytes is left out as a whole`() {
    let long = String(repeating: "x", count: 262_144)
    #expect(Self.findings(Self.claim + long).contains("5 statements-limit"))
    #expect(Self.claims(Self.claim + long) == 1)
    #expect(Self.findings(long + "\n" + Self.claim).contains("2 statements-limit"))
    #expect(Self.findings(long + "x\n" + Self.claim).contains("1 statements-limit"))
  }

  @Test func `a loop of an inner function is found once`() {
    let inner = "def a():\n  def b():\n    for n in range(3):\n      go()\n      sleep(n)\n  b()\n"
    let found = Self.findings("```python\n\(inner)```\n")
    #expect(found.filter { $0.hasSuffix("wait-after-last-attempt") }.count == 1)
  }

  struct Shape: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String

    init(_ name: String, _ parts: Int, _ part: (Int) -> String) {
      testDescription = name
      text = (0..<parts).map(part).joined()
    }
  }

  private static func nested(_ head: String) -> String {
    (0..<250).map { String(repeating: " ", count: $0) + head }.joined()
  }

  /// Each took minutes while its cost grew with the square or the cube of its size.
  static let shapes = [
    Shape("functions and loops inside each other", 1) { _ in
      let heads = nested("def f():\n") + nested("for n in range(3):\n")
      return "```python\ndef g():\n" + heads.replacing("\n", with: "\n ") + "x\n```\n"
    },
    Shape("arguments of one call", 1) { _ in
      let call = (0..<20_000).map { "a\($0)=1, " }.joined()
      return "```python\ndef f():\n  for n in range(3):\n    break\n  return f(\(call))\n```\n"
    },
    Shape("imports that never close", 3) { _ in
      let line = "from a import ((" + String(repeating: "b, ", count: 10) + "\n"
      return "```python\n\(String(repeating: line, count: 2_000))```\n"
    },
    Shape("tables of steps", 3) { _ in
      "```powershell\n\(String(repeating: "foreach ($s in $t.Keys)\n", count: 2_900))```\n"
    },
    Shape("required fields", 1) { _ in
      let names = (0..<2_000).map { "\"f\($0)\", " }.joined()
      return "```json\n{\"properties\": {}, \"required\": [\(names)]}\n```\n"
        + String(repeating: "required fields: a, b\n", count: 3_000)
    },
    Shape("totals of a wide row", 1) { _ in
      "| a |\n|--|\n" + String(repeating: "| 1 |\n", count: 3_000) + "| Total |"
        + String(repeating: " 1 |", count: 20_000) + "\n"
    },
  ]

  @Test(arguments: shapes)
  func `hostile shapes end, with few findings`(_ shape: Shape) {
    let work = secondsOfWork { #expect(Self.findings(shape.text).count <= 60) }
    #expect(work < 60)
  }
}
