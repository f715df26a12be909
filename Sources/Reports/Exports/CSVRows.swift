import Analysis
import SourceText
import TraceModel

extension ExportedItems {
  /// One row an item, in RFC 4180's form with a row of names.
  func writeItemRows(into buffer: inout ByteBuffer) {
    let names = ["name", "kind", "scope", "id", "title", "statement", "verdict", "source"]
    buffer.append(row: names)
    for index in nodes {
      let node = assessment.graph[index]
      buffer.append(row: [
        name(of: index), node.key.kind.rawValue, node.key.scope.path, node.key.id, node.title,
        node.statement?.text ?? "", verdict(of: index) ?? "", node.range.description,
      ])
    }
  }

  /// One row a link; a link that leads nowhere has the id that was written as its target.
  func writeLinkRows(into buffer: inout ByteBuffer) {
    buffer.append(row: ["from", "verb", "to", "basis", "status", "source"])
    for node in nodes {
      for link in assessment.graph.links(from: node) {
        buffer.append(row: [
          name(of: node), link.kind.rawValue, target(of: link), link.basis.rawValue,
          link.status.rawValue, link.range.description,
        ])
      }
    }
  }

  private func target(of link: TraceLink) -> String {
    switch link.target {
    case .node(let target): name(of: target)
    case .missing(let id), .ambiguous(let id, _): id
    }
  }
}

extension ByteBuffer {
  fileprivate mutating func append(row cells: [String]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { append(",") }
      append(cell: cell)
    }
    append("\r\n")
  }

  /// A cell in quotes. One that a spreadsheet would take for a formula gets an apostrophe in front,
  /// which spreadsheets take for "this is text".
  private mutating func append(cell: String) {
    append("\"")
    switch cell.utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D,
      0x0A:
      append("'")
    default: break
    }
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { append("\"") }
      // Other controls mean nothing in a cell, and some programs stop reading at them.
      append(byte: byte < 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 ? 0x3F : byte)
    }
    append("\"")
  }
}
