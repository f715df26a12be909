import Analysis
import Foundation
import FoundationXML
import Reports
import SourceText
import Testing
import TraceModel

@Suite struct ExportTests {
  private static let scope = Scope(root: "docs", name: "retry-v2")

  private static func node(
    _ kind: NodeKind, _ id: String, _ title: String = "", in scope: Scope = scope
  ) -> TraceNode {
    TraceNode(
      key: NodeKey(kind: kind, scope: scope, id: id), title: title.isEmpty ? id : title,
      statement: Prose("\(title)\nline two", at: .file("a.yaml")), range: .file("a.yaml"))
  }

  private static func link(_ source: Int, _ kind: LinkKind, _ target: Int) -> TraceLink {
    TraceLink(
      source: NodeIndex(source), target: .node(NodeIndex(target)), kind: kind, basis: .declared,
      status: .ok, range: .file("a.yaml"))
  }

  /// Node 0 is a constraint, 1 a truth that maps to it, 2 a page.
  private static func export(
    _ format: ExportFormat, title: String = "B <one>", links: [TraceLink] = [link(1, .mapsTo, 0)],
    scope: String? = nil, others: [TraceNode] = []
  ) -> (text: String, items: Int, leftOut: Int) {
    let nodes =
      [node(.constraint, "B1", title), node(.requiredTruth, "RT-1", "Truth")] + others
      + [node(.page, "index.md", in: .project)]
    var buffer = ByteBuffer()
    let counts = Assessment(of: TraceGraph(nodes: nodes, links: links)).export(
      as: format, title: "Site & more", scope: scope, day: "2026-01-02", into: &buffer)
    return (buffer.text, counts.items, counts.leftOut)
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test(arguments: ExportFormat.allCases)
  func `every form holds the items and no page`(_ format: ExportFormat) {
    let (text, items, leftOut) = Self.export(format)
    #expect(items == 2)
    #expect(leftOut == 0)
    #expect(text.contains("RETRY_V2_B1"))
    #expect(text.contains("RETRY_V2_RT_1"))
    #expect(!text.contains("INDEX_MD"))
  }

  @Test(arguments: ["retry-v2", "docs/retry-v2"])
  func `a scope is named with its folder or without`(_ scope: String) {
    #expect(Self.export(.csv, scope: scope).items == 2)
    #expect(Self.export(.csv, scope: "other").items == 0)
  }

  @Test func `names are unique though ids are alike`() throws {
    let others = [Self.node(.evidence, "b1"), Self.node(.tension, "B-1")]
    let needs = try Self.object(Self.export(.needs, others: others).text)
    let versions = try #require(needs["versions"] as? [String: [String: Any]])
    let byID = try #require(versions["1"]?["needs"] as? [String: Any])
    #expect(byID.count == 4)
    #expect(byID.keys.allSatisfy { $0.allSatisfy { $0.isASCII && !$0.isLowercase && $0 != "-" } })
  }

  static let formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]

  @Test(arguments: formulas)
  func `a cell is never a formula`(_ title: String) {
    #expect(Self.export(.csv, title: title).text.contains("\"'\(title)"))
  }

  @Test func `quotes in a cell are doubled and rows end as the format says`() {
    let text = Self.export(.csv, title: "say \"yes\", now").text
    #expect(text.contains("\"say \"\"yes\"\", now\""))
    #expect(text.hasPrefix("\"name\",\"kind\",\"scope\",\"id\","))
    #expect(text.utf8.reversed().starts(with: [0x0A, 0x0D]))
  }

  @Test func `links name both ends and the verb`() {
    let rows = Self.export(.linksCSV).text.split(separator: "\r\n")
    #expect(rows.count == 2)
    #expect(
      rows.last?.hasPrefix("\"RETRY_V2_RT_1\",\"maps to\",\"RETRY_V2_B1\",\"declared\"") == true)
  }

  @Test func `needs have types, texts and links`() throws {
    let needs = try Self.object(Self.export(.needs).text)
    let versions = try #require(needs["versions"] as? [String: [String: Any]])
    let byID = try #require(versions["1"]?["needs"] as? [String: [String: Any]])
    let truth = try #require(byID["RETRY_V2_RT_1"])
    #expect(truth["type"] as? String == "spec")
    #expect(truth["links"] as? [String] == ["RETRY_V2_B1"])
    #expect(byID["RETRY_V2_B1"]?["title"] as? String == "B <one>")
    #expect(versions["1"]?["needs_amount"] as? Int == 2)
  }

  @Test func `ReqIF is well-formed, with text as markup`() throws {
    let text = Self.export(.reqif, title: "<b> & \u{1} …").text
    let document = try XMLDocument(xmlString: text)
    let objects = try document.nodes(forXPath: "//*[local-name()='SPEC-OBJECT']")
    #expect(objects.count == 2)
    #expect(text.contains("<xhtml:div>&lt;b&gt; &amp; \u{FFFD} …<xhtml:br/>line two</xhtml:div>"))
    #expect(text.contains("<CREATION-TIME>2026-01-02T00:00:00Z</CREATION-TIME>"))
    #expect(text.contains("<TITLE>Site &amp; more</TITLE>"))
  }

  /// Found by `fuzz manifolds`: neither may be in XML, and a JSON reader may refuse the NUL.
  @Test(arguments: ["\u{FFFE}", "\u{FFFF}", "\u{0}", "\u{B}", "a\u{1F}\u{FFFE}\u{FFFE}"])
  func `what cannot be written is replaced where it can be seen`(_ title: String) throws {
    let others = [Self.node(.tension, title, title)]
    let markup = Self.export(.reqif, title: title, others: others).text
    #expect(throws: Never.self) { try XMLDocument(xmlString: markup) }
    #expect(!markup.unicodeScalars.contains { $0 == "\u{FFFE}" || $0 == "\u{FFFF}" })
    #expect(markup.contains("\u{FFFD}"))
    for format in [ExportFormat.json, .needs] {
      let text = Self.export(format, title: title, others: others).text
      #expect(throws: Never.self) { try Self.object(text) }
      #expect(!text.contains("\\u0000"))
    }
  }

  struct Circle: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let links: [TraceLink]
    let written: [String]
  }

  static let circles = [
    Circle(
      testDescription: "the verb that says what stands above wins",
      links: [link(0, .references, 1), link(1, .mapsTo, 0)], written: ["MAPS_TO"]),
    Circle(
      testDescription: "of two alike one is written",
      links: [link(0, .satisfies, 1), link(1, .satisfies, 0)], written: ["SATISFIES"]),
    Circle(
      testDescription: "an item cannot stand above itself", links: [link(0, .dependsOn, 0)],
      written: []),
    Circle(
      testDescription: "two links between the same items are one relation",
      links: [link(1, .mapsTo, 0), link(1, .documents, 0)], written: ["MAPS_TO"]),
  ]

  @Test(arguments: circles)
  func `relations never run in a circle`(_ circle: Circle) {
    let text = Self.export(.reqif, links: circle.links).text
    let relations = text.components(separatedBy: "<SPEC-RELATION-TYPE-REF>relation.").dropFirst()
    #expect(relations.map { String($0.prefix { $0 != "<" }) } == circle.written)
  }
}
