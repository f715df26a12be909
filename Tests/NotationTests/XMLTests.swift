import Notation
import SourceText
import TestSupport
import Testing

/// XML as reports use it, and everything of it that is refused.
@Suite struct `XML text` {
  private func parse(_ text: String, _ limits: XMLLimits = .report) -> ParsedXML {
    XMLParser.parse(SourceFile(path: "f.xml", text: text), limits: limits)
  }

  @Test func `becomes a tree with places`() throws {
    let text =
      "\u{FEFF}<?xml version=\"1.0\"?>\n<a x='1 &amp; 2'>\n  <b>t&lt;<![CDATA[<c>]]></b><b/></a>"
    let parsed = parse(text)
    let root = try #require(parsed.root)
    #expect(parsed.diagnostics.isEmpty && root.name == "a" && root["x"] == "1 & 2")
    #expect(root.all("b").map(\.text) == ["t<<c>", ""] && root.text.isEmpty && root.isClosed)
    let place = parsed.lines.range(root.children[0].span)
    #expect(place.line == 3 && place.column == 3)
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let id: String
    let text: String
    let rule: String
    let line: UInt32
    var testDescription: String { id }
  }

  @Test(arguments: [
    Fault(id: "truncated", text: "<a>\n<b na", rule: "xml-syntax", line: 2),
    Fault(id: "mismatch", text: "<a>\n</b>", rule: "xml-syntax", line: 2),
    Fault(id: "empty", text: "", rule: "xml-syntax", line: 1),
    Fault(id: "not text", text: "<a>\u{1}</a>", rule: "xml-syntax", line: 1),
    Fault(id: "repeated attribute", text: "<a b='' b=''/>", rule: "xml-syntax", line: 1),
    Fault(id: "unknown entity", text: "<a>\n\n&x;</a>", rule: "xml-syntax", line: 3),
    Fault(id: "two roots", text: "<a/>\n<b/>", rule: "xml-syntax", line: 2),
    Fault(
      id: "bare document type", text: "\n<!DOCTYPE a SYSTEM 'a.dtd'><a/>",
      rule: "xml-document-type", line: 2),
    Fault(
      id: "an entity of another file",
      text: "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
      rule: "xml-document-type", line: 1),
    Fault(
      id: "257 levels", text: String(repeating: "<a>", count: 257), rule: "xml-limit", line: 1),
    Fault(
      id: "257 attributes",
      text: "<a " + (0..<257).map { "a\($0)=''" }.joined(separator: " ") + "/>",
      rule: "xml-limit", line: 1),
  ])
  func `is refused where it is broken`(_ row: Fault) throws {
    let parsed = parse(row.text)
    let found = try #require(parsed.diagnostics.first)
    #expect(parsed.diagnostics.count == 1 && found.rule.id == row.rule)
    // An empty file has no line of its own.
    #expect(found.range.line == row.line && found.range.column > 0)
    #expect(!(found.summary.first?.isUppercase ?? true))
  }

  @Test func `keeps what stands before a break, and says that it is open`() throws {
    let root = try #require(parse("<a><b/><c><d></c>").root)
    #expect(root.children.map(\.name) == ["b", "c"] && !root.isClosed)
    #expect(root.children[0].isClosed && !root.children[1].isClosed)
  }

  @Test func `never expands an entity`() {
    let parsed = parse("<!DOCTYPE a [<!ENTITY x 'AAAA'>]><a>&x;&x;</a>")
    #expect(parsed.root == nil)
  }

  @Test func `is refused by size before it is read`() {
    let limits = XMLLimits(bytes: 8, depth: 9, attributes: 9, elements: 9)
    #expect(parse("<a></a >", limits).diagnostics.isEmpty)
    #expect(parse("<aa></aa>", limits).diagnostics.map(\.rule.id) == ["xml-limit"])
  }

  @Test func `is refused by the number of its elements`() {
    let limits = XMLLimits(bytes: 99, depth: 9, attributes: 9, elements: 2)
    #expect(parse("<a><b/></a>", limits).diagnostics.isEmpty)
    #expect(parse("<a><b/><b/></a>", limits).diagnostics.map(\.rule.id) == ["xml-limit"])
  }

  @Test(
    .enabled(if: Inputs.isNamed(Inputs.hostile)),
    arguments: [
      ("xml/xxe-http.xml", "xml-document-type"), ("xml/quadratic-blowup.xml", "xml-document-type"),
      ("xml/truncated.xml", "xml-syntax"), ("xml/xinclude.xml", nil), ("xml/cdata-script.xml", nil),
      ("xml/counts-lie.xml", nil), ("xml/nested-suites-200.xml", nil),
    ] as [(String, String?)])
  func `of a hostile sample does what its manifest asks`(path: String, rule: String?) throws {
    let file = SourceFile(path: path, bytes: try Inputs.bytes(path, in: Inputs.hostile))
    var parsed: ParsedXML?
    let work = secondsOfWork { parsed = XMLParser.parse(file) }
    #expect(parsed?.diagnostics.first?.rule.id == rule && work < 1)
  }
}
