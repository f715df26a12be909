import Analysis
import Ingest
import SourceText
import Testing
import TraceModel

/// What the results of tests do to verdicts, from the report to the manifold.
@Suite struct `Verdicts from results` {
  private func shop(
    _ evidence: String, _ cases: String, type: String = "invariant",
    present: Set<String> = ["tests/test_pay.py", "src/pay.py"], more: String = ""
  ) -> Assessment {
    let manifold = VerdictResultText.manifold(type, evidence) + more
    let read = [SourceFile(path: "shop.yaml", text: manifold)].compactMap(Ingest.read)
    let report = Ingest.read(
      SourceFile(path: "junit.xml", text: "<testsuite>\(cases)</testsuite>"), as: .results)
    return Assessment(
      of: Ingest.link(read, documents: report, projectPaths: present) { _ in nil }.graph)
  }

  private func verdict(_ id: String, _ assessment: Assessment) -> String {
    let node = assessment.graph.nodes.firstIndex { $0.key.id == id }
    return node.map { assessment.verdicts[NodeIndex($0)].word } ?? "no node"
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let id: String
    var evidence = "{type: test_passes, path: tests/test_pay.py}"
    let cases: String
    let truth: String
    let constraint: String
    var testDescription: String { id }
  }

  static let pass = "<testcase classname='tests.test_pay' name='test_once'/>"
  static let fail = "<testcase classname='tests.test_pay' name='test_no'><failure/></testcase>"
  static let error = "<testcase classname='tests.test_pay' name='test_no'><error/></testcase>"
  static let skip = "<testcase classname='tests.test_pay' name='test_no'><skipped/></testcase>"

  static let rows = [
    Row(id: "a pass satisfies", cases: pass, truth: "satisfied", constraint: "satisfied"),
    Row(id: "a failure fails", cases: fail, truth: "failing", constraint: "failing"),
    Row(id: "an error is a failure", cases: error, truth: "failing", constraint: "failing"),
    Row(id: "a skip is no pass", cases: skip, truth: "partial", constraint: "partial"),
    Row(
      id: "one failure beats a pass", cases: pass + fail, truth: "failing", constraint: "failing"),
    Row(
      id: "a skip beside a pass", cases: pass + skip, truth: "satisfied", constraint: "satisfied"),
    Row(
      id: "another file's pass", cases: "<testcase classname='tests.test_other' name='a'/>",
      truth: "partial", constraint: "partial"),
    Row(
      id: "by the file that the report names",
      cases: "<testcase file='tests/test_pay.py' name='a'/>", truth: "satisfied",
      constraint: "satisfied"),
    Row(
      id: "by an absolute file", cases: "<testcase file='/ci/x/tests/test_pay.py' name='a'/>",
      truth: "satisfied", constraint: "satisfied"),
    Row(
      id: "the file's own name alone is not enough",
      cases: "<testcase classname='test_pay' name='a'/>", truth: "partial", constraint: "partial"),
    Row(
      id: "one test by its name",
      evidence: "{type: test_passes, path: tests/test_pay.py, test_name: test_once}",
      cases: pass + fail, truth: "satisfied", constraint: "satisfied"),
    Row(
      id: "a name that no result has",
      evidence: "{type: test_passes, path: tests/test_pay.py, test_name: test_twice}",
      cases: pass, truth: "partial", constraint: "partial"),
    Row(
      id: "evidence that nothing backs holds the truth back",
      evidence: "{type: test_passes, path: tests/test_pay.py}, {type: metric_value}",
      cases: pass, truth: "partial", constraint: "partial"),
    Row(
      id: "a test that names the constraint", evidence: "{type: file_exists, path: src/pay.py}",
      cases: "<testcase name='t'><properties><property name='verifies' value='B1'/></properties>"
        + "</testcase>", truth: "partial", constraint: "satisfied"),
    Row(
      id: "a test with the constraint in its name",
      evidence: "{type: file_exists, path: src/pay.py}",
      cases: "<testcase name='t[B1]'><failure/></testcase>", truth: "partial",
      constraint: "failing"),
    Row(
      id: "a test that names the truth", evidence: "{type: file_exists, path: src/pay.py}",
      cases: "<testcase name='test_rt_1_holds'/>", truth: "satisfied", constraint: "satisfied"),
  ]

  @Test(arguments: rows, ["invariant", "goal"])
  func `spread to truth, constraint and manifold`(_ row: Row, _ type: String) {
    let shop = shop(row.evidence, row.cases, type: type)
    #expect(verdict("RT-1", shop) == row.truth)
    #expect(verdict("B1", shop) == row.constraint)
    #expect(verdict("shop", shop) == row.constraint)
    #expect(verdict("outcome", shop) == row.constraint)
  }

  @Test func `come from test files among the artifacts`() {
    let more = """

      generation: {artifacts: [{path: tests/test_pay.py, type: test, satisfies: [B1]}]}
      """
    let passing = shop("{type: file_exists, path: src/pay.py}", Self.pass, more: more)
    let failing = shop("{type: file_exists, path: src/pay.py}", Self.fail, more: more)
    #expect(verdict("B1", passing) == "satisfied" && verdict("B1", failing) == "failing")
  }

  @Test func `name the test in their reasons`() throws {
    let shop = shop("{type: test_passes, path: tests/test_pay.py}", Self.pass + Self.fail)
    let truth = try #require(shop.graph.nodes.firstIndex { $0.key.id == "RT-1" })
    let remarks = shop.reasons(for: NodeIndex(truth)).map(\.remark)
    #expect(remarks == ["1 of 2 results passed; test_no: the test failed"])
  }

  @Test func `keep the facets apart, and count what fails`() throws {
    let shop = shop("{type: test_passes, path: tests/test_pay.py}", Self.fail)
    let b1 = NodeIndex(try #require(shop.graph.nodes.firstIndex { $0.key.id == "B1" }))
    #expect(shop.verdicts.facets(of: b1) == [.tested, .failed])
    let coverage = shop.coverage(of: [b1])
    #expect(coverage.failing == 1 && coverage.total == 1 && coverage.satisfied == 0)
    #expect(shop.gaps().first?.reason == .failing)
  }
}

/// Outside the suite, whose arguments are static.
private enum VerdictResultText {
  static func manifold(_ type: String, _ evidence: String) -> String {
    """
    feature: shop
    outcome: Paid
    constraints: {business: [{id: B1, type: \(type), statement: s}]}
    required_truths: [{id: RT-1, statement: s, maps_to: [B1], evidence: [\(evidence)]}]
    """
  }
}
