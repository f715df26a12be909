import Analysis
import SourceText
import TraceModel

/// ReqIF 1.2 as requirements tools read it: one type of object, one type of relation a verb, one
/// specification a scope.
///
/// The creation time, which the format demands, is the day of the project's state: the same inputs
/// give the same bytes.
struct ReqIFDocument {
  let items: ExportedItems
  /// For everything in the file: the format demands a time, and none is known of single items.
  let time: String
  /// Distinct links that would close a circle of parents, and are not written.
  private(set) var circularLinks = 0
  private var relations: [(source: NodeIndex, link: TraceLink, target: NodeIndex)] = []

  init(_ items: ExportedItems, day: String) {
    self.items = items
    time = "\(day)T00:00:00Z"
    let order = LinkOrder(items)
    for node in items.nodes {
      for (link, target) in Self.distinctLinks(of: node, items) {
        if order.leadsForwards(from: node, to: target) {
          relations.append((node, link, target))
        } else {
          circularLinks += 1
        }
      }
    }
  }

  /// A field of every object. Prose is XHTML, which is what tools exchange it as.
  private struct Attribute {
    let name: String
    let isMarkup: Bool

    var type: String { isMarkup ? "XHTML" : "STRING" }
    var datatype: String { isMarkup ? "markup" : "text" }
  }

  private static let attributes = [
    Attribute(name: "ReqIF.ForeignID", isMarkup: false),
    Attribute(name: "ReqIF.Name", isMarkup: true), Attribute(name: "ReqIF.Text", isMarkup: true),
    Attribute(name: "KIND", isMarkup: false), Attribute(name: "STATUS", isMarkup: false),
    Attribute(name: "SOURCE", isMarkup: false),
  ]

  func write(into buffer: inout ByteBuffer) {
    buffer.append(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd"
          xmlns:xhtml="http://www.w3.org/1999/xhtml">
        <THE-HEADER>
          <REQ-IF-HEADER IDENTIFIER="header">
            <CREATION-TIME>\(time)</CREATION-TIME>
            <REQ-IF-TOOL-ID>throughline</REQ-IF-TOOL-ID>
            <REQ-IF-VERSION>1.0</REQ-IF-VERSION>
            <SOURCE-TOOL-ID>throughline</SOURCE-TOOL-ID>
            <TITLE>
      """)
    buffer.append(escaped: items.title)
    buffer.append("</TITLE>\n    </REQ-IF-HEADER>\n  </THE-HEADER>\n")
    buffer.append("  <CORE-CONTENT>\n    <REQ-IF-CONTENT>\n")
    writeTypes(into: &buffer)
    section("SPEC-OBJECTS", into: &buffer) {
      for node in items.nodes { writeObject(node, into: &$0) }
    }
    section("SPEC-RELATIONS", into: &buffer) { buffer in
      for number in relations.indices { writeRelation(number, into: &buffer) }
    }
    section("SPECIFICATIONS", into: &buffer, writeSpecifications)
    buffer.append("    </REQ-IF-CONTENT>\n  </CORE-CONTENT>\n</REQ-IF>\n")
  }

  /// One relation between two objects: readers keep no more, and some refuse more.
  private static func distinctLinks(
    of node: NodeIndex, _ items: ExportedItems
  ) -> [(link: TraceLink, target: NodeIndex)] {
    var seen: Set<NodeIndex> = [node]
    return items.links(of: node).filter { seen.insert($0.target).inserted }
  }

  private func section(
    _ name: StaticString, into buffer: inout ByteBuffer, _ body: (inout ByteBuffer) -> Void
  ) {
    buffer.append("      <")
    buffer.append(name)
    buffer.append(">\n")
    body(&buffer)
    buffer.append("      </")
    buffer.append(name)
    buffer.append(">\n")
  }

  // MARK: types

  private func writeTypes(into buffer: inout ByteBuffer) {
    section("DATATYPES", into: &buffer) {
      for (type, name) in [("XHTML", "markup"), ("STRING", "text")] {
        $0.append("<DATATYPE-DEFINITION-\(type) IDENTIFIER=\"\(name)\" LAST-CHANGE=\"\(time)\" ")
        $0.append(
          type == "STRING"
            ? "LONG-NAME=\"text\" MAX-LENGTH=\"1000000\"/>\n" : "LONG-NAME=\"markup\"/>\n")
      }
    }
    section("SPEC-TYPES", into: &buffer) { buffer in
      buffer.append(
        element: "SPEC-OBJECT-TYPE",
        ["IDENTIFIER": "item-type", "LONG-NAME": "ITEM", "LAST-CHANGE": time])
      buffer.append("<SPEC-ATTRIBUTES>\n")
      for attribute in Self.attributes {
        let name = "ATTRIBUTE-DEFINITION-\(attribute.type)"
        buffer.append(
          element: name,
          [
            "IDENTIFIER": "attribute.\(attribute.name)", "LAST-CHANGE": time,
            "LONG-NAME": attribute.name,
          ])
        let reference = "DATATYPE-DEFINITION-\(attribute.type)-REF"
        buffer.append("<TYPE><\(reference)>\(attribute.datatype)</\(reference)></TYPE></\(name)>\n")
      }
      buffer.append("</SPEC-ATTRIBUTES>\n</SPEC-OBJECT-TYPE>\n")
      for kind in LinkKind.allCases {
        buffer.append(
          element: "SPEC-RELATION-TYPE",
          [
            "IDENTIFIER": Self.relationType(kind), "LONG-NAME": Self.role(kind),
            "LAST-CHANGE": time,
          ])
        buffer.append("</SPEC-RELATION-TYPE>\n")
      }
      buffer.append(
        element: "SPECIFICATION-TYPE",
        ["IDENTIFIER": "scope", "LONG-NAME": "SCOPE", "LAST-CHANGE": time])
      buffer.append("</SPECIFICATION-TYPE>\n")
    }
  }

  private static func relationType(_ kind: LinkKind) -> String { "relation.\(role(kind))" }

  /// `maps to` as `MAPS_TO`: roles are one word.
  private static func role(_ kind: LinkKind) -> String {
    String(kind.rawValue.uppercased().map { $0 == " " ? "_" : $0 })
  }

  // MARK: content

  private func writeObject(_ index: NodeIndex, into buffer: inout ByteBuffer) {
    let node = items.assessment.graph[index]
    let values = [
      items.name(of: index), node.title, node.statement?.text ?? "", node.key.kind.rawValue,
      items.verdict(of: index) ?? "", node.range.description,
    ]
    buffer.append(element: "SPEC-OBJECT", ["IDENTIFIER": identifier(index), "LAST-CHANGE": time])
    buffer.append("<TYPE><SPEC-OBJECT-TYPE-REF>item-type</SPEC-OBJECT-TYPE-REF></TYPE>\n<VALUES>\n")
    for (attribute, value) in zip(Self.attributes, values) where !value.isEmpty {
      writeValue(value, of: attribute, into: &buffer)
    }
    buffer.append("</VALUES>\n</SPEC-OBJECT>\n")
  }

  private func writeValue(
    _ value: String, of attribute: Attribute, into buffer: inout ByteBuffer
  ) {
    let definition =
      "<DEFINITION><ATTRIBUTE-DEFINITION-\(attribute.type)-REF>attribute.\(attribute.name)"
      + "</ATTRIBUTE-DEFINITION-\(attribute.type)-REF></DEFINITION>"
    if attribute.isMarkup {
      buffer.append("<ATTRIBUTE-VALUE-XHTML>\(definition)<THE-VALUE><xhtml:div>")
      buffer.append(lines: value, separator: "<xhtml:br/>")
      buffer.append("</xhtml:div></THE-VALUE></ATTRIBUTE-VALUE-XHTML>\n")
    } else {
      buffer.append("<ATTRIBUTE-VALUE-STRING THE-VALUE=\"")
      buffer.append(lines: value, separator: "&#10;")
      buffer.append("\">\(definition)</ATTRIBUTE-VALUE-STRING>\n")
    }
  }

  /// Identifiers may not begin with a digit.
  private func identifier(_ node: NodeIndex) -> String { "item.\(items.name(of: node))" }

  private func writeRelation(_ number: Int, into buffer: inout ByteBuffer) {
    let relation = relations[number]
    let (source, target) = (identifier(relation.source), identifier(relation.target))
    buffer.append(
      element: "SPEC-RELATION", ["IDENTIFIER": "relation.\(number)", "LAST-CHANGE": time])
    buffer.append("<TYPE><SPEC-RELATION-TYPE-REF>")
    buffer.append(escaped: Self.relationType(relation.link.kind))
    buffer.append("</SPEC-RELATION-TYPE-REF></TYPE>\n<SOURCE><SPEC-OBJECT-REF>\(source)")
    buffer.append("</SPEC-OBJECT-REF></SOURCE><TARGET><SPEC-OBJECT-REF>\(target)")
    buffer.append("</SPEC-OBJECT-REF></TARGET>\n</SPEC-RELATION>\n")
  }

  private func writeSpecifications(into buffer: inout ByteBuffer) {
    let graph = items.assessment.graph
    let scopes = Dictionary(grouping: items.nodes) { graph[$0].key.scope }
    for (number, scope) in scopes.keys.sorted().enumerated() {
      let label = scope.path.isEmpty ? items.title : scope.path
      buffer.append(
        element: "SPECIFICATION",
        ["IDENTIFIER": "scope.\(number)", "LONG-NAME": label, "LAST-CHANGE": time])
      buffer.append("<TYPE><SPECIFICATION-TYPE-REF>scope</SPECIFICATION-TYPE-REF></TYPE>\n")
      buffer.append("<CHILDREN>\n")
      for node in scopes[scope, default: []] {
        buffer.append(
          element: "SPEC-HIERARCHY",
          ["IDENTIFIER": "place.\(identifier(node))", "LAST-CHANGE": time])
        buffer.append("<OBJECT><SPEC-OBJECT-REF>\(identifier(node))</SPEC-OBJECT-REF></OBJECT>")
        buffer.append("</SPEC-HIERARCHY>\n")
      }
      buffer.append("</CHILDREN>\n</SPECIFICATION>\n")
    }
  }
}

extension ByteBuffer {
  /// An opening tag. A line break in an attribute would be read as a space.
  fileprivate mutating func append(
    element name: String, _ attributes: KeyValuePairs<String, String>
  ) {
    append("<")
    append(name)
    for (name, value) in attributes {
      append(" \(name)=\"")
      append(lines: value, separator: "&#10;")
      append("\"")
    }
    append(">")
  }

  /// Escaped text with something in place of its line breaks.
  fileprivate mutating func append(lines text: String, separator: StaticString) {
    for (number, line) in text.split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      if number > 0 { append(separator) }
      append(escaped: String(line))
    }
  }
}
