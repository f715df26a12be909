import Ingest
import Site
import SourceText
import Testing

/// Pages of registries and their patterns.
@Suite struct `Pages of patterns` {
  private static func entry(_ number: Int, docID: Bool = true) -> String {
    """
      - pattern_id: PAT-X-\(number)
        \(docID ? "doc_id: DOC-X-\(number)" : "notes: none")
        name: x_\(number)
        status: active
        summary: Does number \(number) <b>well</b>
        spec_path: patterns/specs/x_\(number).pattern.yaml
        example_dir: patterns/examples/x_\(number)/

    """
  }

  private static func fixture(_ count: Int) -> Fixture {
    var fixture = Fixture()
    let entries = (1...count).map { entry($0, docID: $0 != 2) }.joined()
    let files = [
      "content/patterns/registry/PATTERN_INDEX.yaml":
        "metadata: {total_patterns: 24}\npatterns:\n" + entries,
      "content/patterns/specs/x_1.pattern.yaml":
        "doc_id: DOC-X-1\nintent: Be *useful*.\ninputs:\n  when: {type: string, required: true}\n",
      "content/patterns/examples/x_1/a.json": #"{"doc_id": "DOC-X-9", "inputs": {"when": "now"}}"#,
    ]
    fixture.documents = files.mapValues { ($0, .patterns) }
    return fixture
  }

  @Test func `show a registry with its verdict, requirements and statements`() {
    let site = Self.fixture(2).build()
    let list = site.text("patterns/index.html")
    #expect(
      list.contains("Not compliant") && list.contains("href=\"../patterns/patterns/index.html\""))
    let page = site.text("patterns/patterns/index.html")
    for part in [
      "2 patterns;", "PAT-CHECK-001-011", "total_patterns", "<span class=\"val\">24</span>",
      "checks/ID-SYS-101.html", "PAT-X-1.html", "Incomplete",
    ] { #expect(page.contains(part), "\(part)") }
    let check = site.text("patterns/patterns/checks/PAT-CHECK-001-012.html")
    #expect(check.contains("the entry has no doc_id") && check.contains("1 <span class=\"st"))
    #expect(site.text("patterns/patterns/compliance.html").contains(">SYS-101</code>"))
  }

  @Test func `show a pattern with its files and every requirement`() {
    let page = Self.fixture(2).build().text("patterns/patterns/PAT-X-1.html")
    for part in [
      "Does number 1 &lt;b&gt;well&lt;/b&gt;", "<em>useful</em>", "patterns/specs/x_1.pattern.yaml",
      "DOC-X-9", "Differs", "Same", "PAT-CHECK-001-052", "patterns/examples/x_1/a.json has DOC-X-9",
      "<code>when</code>", "Missing",
    ] { #expect(page.contains(part), "\(part)") }
  }

  @Test func `are linked from every page, and only when there is a registry`() {
    #expect(Self.fixture(1).build().text("404.html").contains("patterns/index.html"))
    #expect(!Fixture.whole.build().text("404.html").contains("patterns/index.html"))
  }

  @Test func `keep their budgets with six hundred patterns`() {
    let site = Self.fixture(600).build()
    let own = site.plan.entries.filter { $0.path.hasPrefix("patterns/") }
    #expect(own.count > 600 + 3 + 8 + 26 * 3)
    for entry in own {
      let bytes = site.rendered(entry)
      #expect(bytes.count <= 500_000, "\(entry.path) has \(bytes.count) bytes")
      let elements = bytes.count { $0 == UInt8(ascii: "<") } / 2
      #expect(elements < 10_000, "\(entry.path) has \(elements) elements")
    }
    #expect(site.text("patterns/patterns/compliance-8.html").contains("PAT-X-600"))
    #expect(site.text("patterns/patterns/index-3.html").contains("PAT-X-600"))
  }

  @Test func `are rendered again when a file of the registry says something else`() {
    var fixture = Self.fixture(2)
    let before = fixture.build()
    fixture.documents["content/patterns/examples/x_1/a.json"]?.text = #"{"doc_id": "DOC-X-1"}"#
    let after = fixture.build()
    for path in [
      "patterns/index.html", "patterns/patterns/index.html", "patterns/patterns/PAT-X-1.html",
      "patterns/patterns/checks/PAT-CHECK-001-052.html", "patterns/patterns/compliance.html",
    ] { #expect(before[path]?.fingerprint != after[path]?.fingerprint, "\(path)") }
  }
}
