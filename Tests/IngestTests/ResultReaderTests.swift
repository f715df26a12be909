import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite struct `Reports of results` {
  private func read(_ text: String, _ path: String = "r/report.xml") -> TraceDocument {
    Ingest.read(SourceFile(path: path, text: text), as: .results).first
      ?? TraceDocument(path: path, scope: .project)
  }

  private func rules(_ document: TraceDocument) -> [String] {
    document.diagnostics.sorted().map(\.rule.id)
  }

  /// `id outcome file` of each test.
  private func tests(_ document: TraceDocument) -> [String] {
    document.items.map { item in
      guard case .test(let facts) = item.detail else { return "?" }
      return "\(item.id.text) \(facts.outcome.rawValue)" + (facts.file.map { " \($0)" } ?? "")
    }
  }

  struct Dialect: Sendable, CustomTestStringConvertible {
    let id: String
    let text: String
    let tests: [String]
    var testDescription: String { id }
  }

  static let dialects = [
    Dialect(
      id: "pytest",
      text: """
        <?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite
        name="pytest" errors="1" failures="1" skipped="1" tests="4" time="0.1"
        timestamp="2026-01-01T00:00:00" hostname="h">
        <testcase classname="tests.test_pay" name="test_once[B1]" time="0.001" />
        <testcase classname="tests.test_pay" name="test_twice" file="tests/test_pay.py" line="7">
        <failure message="assert 1 == 2">trace</failure></testcase>
        <testcase classname="tests.test_pay" name="test_setup"><error message="boom"/></testcase>
        <testcase classname="tests.test_pay.TestMore" name="test_later"><skipped
        type="pytest.skip" message="no"/></testcase></testsuite></testsuites>
        """,
      tests: [
        "tests.test_pay::test_once[B1] passed",
        "tests.test_pay::test_twice failed tests/test_pay.py",
        "tests.test_pay::test_setup errored", "tests.test_pay.TestMore::test_later skipped",
      ]),
    Dialect(
      id: "Swift Testing",
      text: """
        <testsuites><testsuite name="TestResults" errors="0" tests="2" failures="1" skipped="0"
        time="1.5"><testcase classname="PayTests.Once" name="pays()" time="0.5" />
        <testcase classname="PayTests" name="fails()" time="0"><failure message="Expectation failed"
        /></testcase></testsuite></testsuites>
        """,
      tests: ["PayTests.Once::pays() passed", "PayTests::fails() failed"]),
    Dialect(
      id: "Surefire, with a rerun that passed and one that did not",
      text: """
        <testsuite name="com.acme.PayTest" time="1,234.5" tests="2" errors="0" skipped="0"
        failures="1"><properties><property name="java.version" value="21"/></properties>
        <testcase name="flaky" classname="com.acme.PayTest" time="0.1"><flakyFailure message="x"
        type="E"/></testcase><testcase name="never" classname="com.acme.PayTest" time="0.1">
        <failure message="x"/><rerunFailure message="x"/></testcase></testsuite>
        """,
      tests: ["com.acme.PayTest::flaky passed", "com.acme.PayTest::never failed"]),
    Dialect(
      id: "Go",
      text: """
        <testsuites tests="2" failures="0" errors="0"><testsuite tests="2" failures="0" time="0.01"
        name="example.org/pay"><testcase classname="example.org/pay" name="TestPay/once"
        time="0.00"></testcase><testcase classname="example.org/pay" name="TestSkip"><skipped
        message="short"></skipped></testcase></testsuite></testsuites>
        """,
      tests: ["example.org/pay::TestPay/once passed", "example.org/pay::TestSkip skipped"]),
    Dialect(
      id: "GoogleTest says in a word what it did not run",
      text: """
        <testsuites><testsuite name="Pay"><testcase name="A" status="notrun" classname="Pay"/>
        <testcase name="B" status="run" result="suppressed" classname="Pay"/>
        <testcase name="C" status="run" result="completed" classname="Pay"/></testsuite></testsuites>
        """,
      tests: ["Pay::A skipped", "Pay::B passed", "Pay::C passed"]),
    Dialect(
      id: "nested suites without classes, and one name twice",
      text: """
        <testsuites tests="3"><testsuite name="a" tests="3"><testsuite name="b" file="b.js"
        tests="2"><testcase name="t"/><testcase name="t"><failure/></testcase></testsuite><testcase
        name="t"/></testsuite></testsuites>
        """,
      tests: ["a/b::t passed b.js", "a/b::t #2 failed b.js", "a::t passed"]),
  ]

  @Test(arguments: dialects)
  func `give each test its outcome`(_ row: Dialect) {
    let document = read(row.text)
    #expect(tests(document) == row.tests)
    #expect(document.diagnostics.isEmpty, "\(document.diagnostics.map(\.summary))")
    #expect(document.scope == Scope(root: "r/report.xml", name: ""))
  }

  @Test func `keep places, times and reasons`() throws {
    let item = try #require(read(Self.dialects[0].text).items.dropFirst().first)
    guard case .test(let facts) = item.detail else {
      Issue.record("no test")
      return
    }
    #expect(facts.line == 7 && facts.seconds == nil && facts.suite == "pytest")
    #expect(item.statement?.text == "```text\nassert 1 == 2\n\ntrace\n```")
    #expect(item.range.line == 5)
  }

  struct Linked: Sendable, CustomTestStringConvertible {
    let name: String
    var inside = ""
    let links: [String]
    var testDescription: String { name + inside }
  }

  @Test(arguments: [
    Linked(name: "test_a[B1]", links: ["?B1"]),
    Linked(name: "test_a[B1, T2][x]", links: ["?B1", "?T2"]),
    Linked(name: "test_scen_oagw_01_rejects", links: ["?SCEN-OAGW-01"]),
    Linked(name: "SCEN-OAGW-2 rejects; req-7", links: ["?SCEN-OAGW-2", "?REQ-7"]),
    Linked(name: "test_rt_3_and_more", links: ["?RT-3"]),
    Linked(name: "scenario_1", links: []), Linked(name: "test_req", links: []),
    Linked(name: "a[../../B1]", links: []), Linked(name: "a[", links: []),
    Linked(
      name: "t", inside: "<property name='constraint' value='B1, B2 partial'/>",
      links: ["B1", "B2 (partial)"]),
    Linked(name: "t", inside: "<property name='Requirement'>REQ-9</property>", links: ["REQ-9"]),
    Linked(name: "t[B1]", inside: "<property name='verifies' value='B1'/>", links: ["B1"]),
    Linked(name: "t", inside: "<property name='author' value='B1'/>", links: []),
  ])
  func `link tests to what they name`(_ row: Linked) throws {
    let text = """
      <testsuite><testcase name="\(row.name)"><properties>\(row.inside)</properties></testcase>
      </testsuite>
      """
    let item = try #require(read(text).items.first)
    #expect(item.links.allSatisfy { $0.kind == .verifies })
    let links = item.links.map {
      ($0.isOptional ? "?" : "") + $0.target + ($0.remark.map { " (\($0))" } ?? "")
    }
    #expect(links == row.links)
  }

  @Test func `give the properties of a suite to its tests`() {
    let text = """
      <testsuite><properties><property name="verifies" value="B1"/></properties>
      <testcase name="a"/><testcase name="b"/></testsuite>
      """
    #expect(read(text).items.map { $0.links.map(\.target) } == [["B1"], ["B1"]])
  }

  @Test func `are not believed about their counts`() {
    let text = """
      <testsuite name="s" tests="99999999999999999999" failures="-5" errors="NaN" time="1e999"
      skipped=""><testcase name="a" time="-1"/><testcase name="a"/><testcase/></testsuite>
      """
    let document = read(text)
    #expect(tests(document) == ["s::a passed", "s::a #2 passed", "s::unnamed passed"])
    #expect(rules(document) == Array(repeating: "result-counts", count: 4) + ["result-value"])
    #expect(document.diagnostics.allSatisfy { $0.severity == .warning })
  }

  @Test(arguments: [
    "<testsuite><testcase name='a'", "<testsuite><testcase name='a'>",
    "<testsuite><testcase name='a'><system-out>",
  ])
  func `that break off have no pass at the break`(_ text: String) {
    let document = read(text)
    #expect(document.isDegraded && rules(document).contains("xml-syntax"))
    #expect(!tests(document).contains { $0.contains("passed") })
  }

  @Test(arguments: [
    ("<testsuites/>", ["result-empty"]), ("<checkstyle/>", ["result-format"]),
    ("<coverage/>", ["result-empty"]), ("", ["result-empty"]), ("{}", ["result-format"]),
    (#"{"version":"1.0.0","runs":[]}"#, ["result-format"]),
  ])
  func `without results say so`(_ text: String, _ expected: [String]) {
    #expect(rules(read(text)) == expected)
  }

  @Test func `show a hostile message as text`() throws {
    let text = """
      <testsuite><testcase name="&lt;script&gt;"><failure message="```
      # out"><![CDATA[</pre><script>alert(1)</script>]]></failure></testcase></testsuite>
      """
    let item = try #require(read(text).items.first)
    let shown = try #require(item.statement?.text)
    #expect(shown.hasPrefix("````text\n") && shown.hasSuffix("\n````"))
  }

  // MARK: coverage

  private func coverage(_ document: TraceDocument) -> [String] {
    document.items.map { item in
      guard case .coverage(let facts) = item.detail else { return "?" }
      return "\(facts.path) \(facts.hit)/\(facts.total)"
    }
  }

  struct Lines: Sendable, CustomTestStringConvertible {
    let id: String
    let text: String
    let files: [String]
    var rules: [String] = []
    var testDescription: String { id }
  }

  @Test(arguments: [
    Lines(
      id: "lines", text: "TN:\nSF:a.c\nFN:1,f\nDA:1,1\nDA:2,0,hash\nLF:2\nLH:1\nend_of_record\n",
      files: ["a.c 1/2"]),
    Lines(
      id: "byte order mark and CRLF", text: "\u{FEFF}SF:a.c\r\nDA:1,1\r\nend_of_record\r\n",
      files: ["a.c 1/1"]),
    Lines(id: "nothing to cover", text: "SF:a.c\nLF:0\nLH:0\nend_of_record\n", files: ["a.c 0/0"]),
    Lines(id: "totals alone", text: "SF:a\nLF:9\nLH:4\nend_of_record", files: ["a 4/9"]),
    Lines(
      id: "more hit than there are", text: "SF:a\nLF:4\nLH:9\nend_of_record", files: ["a 0/0"],
      rules: ["result-counts"]),
    Lines(
      id: "totals that lie", text: "SF:a\nDA:1,0\nLF:1\nLH:1\nend_of_record", files: ["a 0/1"],
      rules: ["result-counts"]),
    Lines(
      id: "one file in two records, ran in one",
      text: "SF:a\nDA:1,0\nDA:2,1\nend_of_record\nSF:a\nDA:1,3\nend_of_record\n",
      files: ["a 2/2"]),
    Lines(
      id: "counts of any length, and negative ones",
      text: "SF:a\nDA:1,99999999999999999999999\nDA:2,-1\nend_of_record", files: ["a 1/2"]),
    Lines(
      id: "numbers that are none",
      text: "SF:a\nDA:x,1\nDA:1\nDA:99999999999999999999,1\nLF:-1\nend_of_record", files: ["a 0/0"],
      rules: Array(repeating: "result-value", count: 4)),
    Lines(id: "no end", text: "SF:a\nDA:1,1\n", files: ["a 1/1"], rules: ["result-format"]),
    Lines(id: "no start", text: "DA:1,1\n", files: [], rules: ["result-empty", "result-value"]),
    Lines(
      id: "Cobertura",
      text: """
        <coverage line-rate="1"><packages><package><classes><class filename="a.py"><methods><method>
        <lines><line number="1" hits="1"/></lines></method></methods><lines>
        <line number="1" hits="1"/><line number="2" hits="0"/></lines></class><class
        filename="a.py"><lines><line number="2" hits="4"/><line number="x" hits="1"/></lines></class>
        <class><lines/></class></classes></package></packages></coverage>
        """,
      files: ["a.py 2/2"], rules: ["result-value", "result-value"]),
  ])
  func `count covered lines`(_ row: Lines) {
    let document = read(row.text, "lcov.info")
    #expect(coverage(document) == row.files)
    #expect(rules(document) == row.rules)
  }

  // MARK: findings

  private func sarif(_ results: String) -> TraceDocument {
    read(
      """
      {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t","rules":[{"id":"r0",
      "defaultConfiguration":{"level":"error"}}]}},
      "artifacts":[{"location":{"uri":"src/b.c"}}],"results":[\(results)]}]}
      """, "a.sarif")
  }

  struct Result: Sendable, CustomTestStringConvertible {
    let text: String
    let finding: String
    var rules: [String] = []
    var testDescription: String { text }
  }

  static func placed(_ uri: String, _ line: String = "3") -> String {
    """
    {"ruleId":"x","locations":[{"physicalLocation":{"artifactLocation":{"uri":"\(uri)"},
    "region":{"startLine":\(line)}}}]}
    """
  }

  @Test(arguments: [
    Result(text: placed("src/a%20b.c"), finding: "x warning src/a b.c:3"),
    Result(text: placed("../../etc/passwd"), finding: "x warning", rules: ["result-place"]),
    Result(text: placed("a%2f..%2f..%2fb"), finding: "x warning", rules: ["result-place"]),
    Result(text: placed("file:///etc/passwd"), finding: "x warning", rules: ["result-place"]),
    Result(text: placed("https://evil.example/x"), finding: "x warning", rules: ["result-place"]),
    Result(text: placed("javascript:alert(1)"), finding: "x warning", rules: ["result-place"]),
    Result(text: placed("\\\\\\\\evil\\\\x"), finding: "x warning", rules: ["result-place"]),
    Result(text: placed(""), finding: "x warning", rules: ["result-place"]),
    Result(text: placed("a.c", "0"), finding: "x warning a.c", rules: ["result-value"]),
    Result(text: placed("a.c", "1e+18"), finding: "x warning a.c", rules: ["result-value"]),
    Result(text: #"{"ruleIndex":0}"#, finding: "r0 error"),
    Result(text: #"{"ruleId":"r0","level":"note"}"#, finding: "r0 note"),
    Result(text: #"{"ruleId":"r0","kind":"pass"}"#, finding: "r0 none"),
    Result(
      text: #"{"ruleIndex":999,"ruleId":"x"}"#, finding: "x warning", rules: ["result-value"]),
    Result(
      text: #"{"locations":[{"physicalLocation":{"artifactLocation":{"index":0}}}]}"#,
      finding: "unnamed warning src/b.c"),
    Result(
      text: #"{"locations":[{"physicalLocation":{"artifactLocation":{"index":77}}}]}"#,
      finding: "unnamed warning", rules: ["result-value"]),
  ])
  func `of analyses believe no address`(_ row: Result) throws {
    let document = sarif(row.text)
    guard case .finding(let facts) = try #require(document.items.first).detail else {
      Issue.record("no finding")
      return
    }
    let place = facts.path.map { " \($0)" + (facts.line.map { ":\($0)" } ?? "") } ?? ""
    #expect("\(facts.rule) \(facts.level)\(place)" == row.finding && facts.tool == "t")
    #expect(rules(document) == row.rules)
  }

  @Test func `of analyses show messages as plain text`() throws {
    let text = #"{"message":{"text":"[c](javascript:x) <b> @all","markdown":"<script>"}}"#
    let item = try #require(sarif(text).items.first)
    #expect(item.statement?.text == #"\[c\]\(javascript\:x\) \<b\> \@all"#)
  }

  /// A verdict that is read as a result would be its own proof; a project may have any name.
  @Test(arguments: [
    (
      "<testsuites name='Throughline'><testsuite name='change'><testcase classname='change' "
        + "name='the change as a whole'/></testsuite><testsuite name='shop'><testcase name='p[B1]'>"
        + "<properties><property name='constraint' value='B1'/></properties></testcase></testsuite>"
        + "</testsuites>", 0
    ),
    (
      "<testsuites name='Throughline'><testsuite name='change'><testcase name='p[B1]'/></testsuite>"
        + "</testsuites>", 1
    ),
    (#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Throughline"}},"results":[{}]}]}"#, 0),
  ])
  func `of our own count for nothing`(text: String, items: Int) {
    let document = read(text)
    #expect(document.items.count == items)
    #expect(rules(document).contains("result-own") == (items == 0))
  }

  @Test func `of analyses open no other file`() {
    let text = """
      {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"externalPropertyFileReferences":
      {"results":[{"location":{"uri":"file:///etc/passwd"}}]}}]}
      """
    #expect(rules(read(text, "a.sarif")) == ["result-place"])
  }

  @Test(arguments: [
    ("a.xml", "<?xml version='1.0'?><testsuites>", true), ("a.xml", "<coverage x=''>", true),
    ("a.xml", "<project>", false), ("a.info", "TN:\nSF:a\n", true), ("a.info", "hello", false),
    (
      "a.json", #"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0""#,
      true
    ),
    ("a.json", #"{"version":"2.1.0"}"#, false),
  ])
  func `are recognised by how they begin`(path: String, text: String, isResult: Bool) {
    let format = DocumentFormat.recognised(path, start: Array(text.utf8))
    #expect((format == .results) == isResult)
  }

  @Test(
    .enabled(if: Inputs.isNamed(Inputs.hostile)),
    arguments: [
      ("xml/cdata-script.xml", 1), ("xml/counts-lie.xml", 3), ("xml/nested-suites-200.xml", nil),
      ("xml/quadratic-blowup.xml", 0), ("xml/truncated.xml", 0), ("xml/xinclude.xml", 0),
      ("xml/xxe-http.xml", 0), ("lcov/crlf-bom.info", 1), ("lcov/zero-lines.info", 1),
      ("sarif/external-properties.sarif", 0), ("sarif/index-out-of-range.sarif", 1),
      ("sarif/many-runs.sarif", 0), ("sarif/markdown-message.sarif", 1),
      ("sarif/uri-traversal.sarif", 7),
    ] as [(String, Int?)])
  func `in hostile samples are read within bounds`(path: String, items: Int?) throws {
    let bytes = try Inputs.bytes(path, in: Inputs.hostile)
    var documents: [TraceDocument] = []
    let work = secondsOfWork {
      documents = Ingest.read(SourceFile(path: path, bytes: bytes), as: .results)
    }
    #expect(work < 1 && documents.count == 1)
    if let items { #expect(documents.first?.items.count == items) }
  }
}
