import Ingest
import SourceText
import Testing
import TraceModel

/// Files in which people say what they have looked at, and the budget of a policy.
@Suite struct `Reviews and budgets` {
  private static func reviews(_ text: String) -> Reviews {
    Ingest.readReviews([SourceFile(path: "content/reviews.yaml", text: text)])
  }

  private static func faults(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.map { "\($0.range.line):\($0.range.column) \($0.rule.id) \($0.summary)" }
  }

  @Test func `an entry has a node, a digest, a person and a day`() {
    let reviews = Self.reviews(
      "reviews:\n  - {node: shop/B1, digest: 0123abcd, by: Ada, on: 2026-11-20, ends: [RT-1]}\n")
    #expect(reviews.diagnostics == [] && reviews.isKept)
    #expect(reviews.entries.map(\.node) == ["shop/B1"] && reviews.entries[0].ends == ["RT-1"])
    #expect(!Ingest.readReviews([]).isKept)
  }

  @Test(arguments: [
    ("reviews:\n  - {node: B1, by: Ada, on: 2026-11-20}", "2:5 review-entry a review lacks digest"),
    (
      "reviews:\n  - {node: B1, digest: xyz, by: Ada, on: 2026-11-20}",
      "2:24 review-entry digest \"xyz\" is not 8 or more hexadecimal digits"
    ),
    (
      "reviews:\n  - {node: B1, digest: 0123abcd, by: Ada, on: 2026-13-20}",
      "2:47 invalid-date on \"2026-13-20\" is not a day; expected one such as 2026-01-31"
    ),
    ("review: []", "1:1 unknown-key \"review\" is not a key of a file of reviews"),
    ("reviews: B1", "1:10 wrong-type reviews is text; expected a list"),
    (
      "reviews:\n  - {node: B1, digest: 0123abcd, by: Ada, on: 2026-11-20, ends: RT-1}",
      "2:65 wrong-type reviews.ends is text; expected a list"
    ),
    (
      "reviews:\n  - {node: B1, digest: 0123abcd, by: Ada, on: 2026-11-20, ends: []}",
      "2:65 review-entry ends names nothing; a review of all ends has no such key"
    ),
    (
      "reviews:\n  - {node: B1, digest: 0123abcd, by: Ada, on: 2026-11-20, ends: [RT-1, ' ']}",
      "2:65 review-entry ends names nothing; a review of all ends has no such key"
    ),
  ]) func `anything else is a fault at its place`(_ text: String, _ fault: String) {
    let reviews = Self.reviews(text)
    #expect(Self.faults(reviews.diagnostics) == [fault])
    #expect(reviews.entries == [])
  }

  @Test(arguments: [
    "", "reviews:\n", "reviews: []\n", "# who\nreviews:   # has looked\n",
    "reviews:\n- node: B0\n  digest: 0123abcd\n  by: Ada\n  on: 2026-11-20\n# the end\n",
    "reviews:\r\n    - {node: B0, digest: 0123abcd, by: Ada, on: 2026-11-20}",
  ]) func `a further entry leaves the others as they are`(_ text: String) throws {
    let file = SourceFile(path: "content/reviews.yaml", text: text)
    let entry = Reviews.Entry(
      of: "shop/B1", digest: "0123456789ab", by: "Ada \"A\" L.", on: "2026-11-21",
      note: "a: b # c", ends: ["RT-1", "src/pay.py/shop/RT-2"], at: .file(""))
    let bytes = try Ingest.adding(entry, to: file).get()
    let after = Self.reviews(String(decoding: bytes, as: UTF8.self))
    #expect(after.diagnostics == [])
    #expect(after.entries.count == Self.reviews(text).entries.count + 1)
    #expect(after.entries.last?.note == entry.note && after.entries.last?.ends == entry.ends)
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.contains("[]") }
    let result = String(decoding: bytes, as: UTF8.self)
    #expect(lines.allSatisfy { result.contains(String($0)) })
  }

  @Test(arguments: ["reviews: [{node: B0, digest: 0123abcd, by: Ada, on: 2026-11-20}]\n", "a: ["])
  func `a file of another shape is left alone`(_ text: String) {
    let entry = Reviews.Entry(
      of: "B1", digest: "0123abcd", by: "Ada", on: "2026-11-21", at: .file(""))
    #expect(throws: Diagnostic.self) {
      try Ingest.adding(entry, to: SourceFile(path: "reviews.yaml", text: text)).get()
    }
  }

  @Test(arguments: [
    ("budget: {invariant: 0, failure_mode: no-growth, all: 12}", 3, [String]()),
    ("budget: {modules: {oagw: {requirement: no-growth}}}", 1, []),
    ("budget: {invariants: 0}", 0, ["1:10 unknown-key \"invariants\" is not a key of budget"]),
    (
      "budget: {modules: {oagw: {requirment: 1}}}", 0,
      ["1:27 unknown-key \"requirment\" is not a key of the budget of oagw"]
    ),
    (
      "budget: {goal: -1}", 0,
      [
        "1:16 policy-budget the budget of goal is \"-1\"; expected a whole number from 0 on, or no-growth"
      ]
    ),
    ("budget: 5", 0, ["1:9 wrong-type budget is a number; expected a mapping"]),
  ]) func `a budget has numbers by kind`(_ text: String, _ count: Int, _ faults: [String]) {
    let policy = Ingest.readPolicies([SourceFile(path: "trace-policy.yaml", text: text)])
    #expect(policy.budget.entries.count == count)
    #expect(Self.faults(policy.diagnostics) == faults)
  }
}
