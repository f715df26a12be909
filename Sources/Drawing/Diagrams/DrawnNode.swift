import SourceText

/// A node drawn once for all diagrams that show it: only its place is still open.
public struct DrawnNode: Sendable {
  /// Columns stand from left to right in this order; their numbers need not be consecutive.
  let column: Int
  let isLink: Bool
  /// Up to the classes of the group, which end with whether the page is about this node.
  private let start: [UInt8]
  /// What stands in the group, measured from its own corner.
  private let content: [UInt8]

  /// Draws a node.
  public init(_ node: DiagramNode) {
    column = node.column
    var svg = SVGWriter(buffer: ByteBuffer(capacity: 160), prefix: "")
    isLink = svg.openLink(node.href)
    svg.raw("<g class=\"d-node d-kind--")
    svg.className(node.kind)
    if let status = node.status {
      svg.raw(" d-node--")
      svg.className(status)
    }
    start = svg.buffer.bytes
    svg = SVGWriter(buffer: ByteBuffer(capacity: 480), prefix: "")
    NodeWriter(node: node).write(into: &svg)
    svg.raw(isLink ? "</g></a>" : "</g>")
    content = svg.buffer.bytes
  }

  /// Writes the node into a frame.
  func write(in frame: Frame, isFocus: Bool, into svg: inout SVGWriter) {
    svg.copy(start)
    svg.raw(isFocus ? " d-node--focus\" transform=\"translate(" : "\" transform=\"translate(")
    svg.point(frame.x, frame.y)
    svg.raw(")\">")
    svg.copy(content)
  }
}

extension SVGWriter {
  /// Markup that was written by another writer.
  fileprivate mutating func copy(_ markup: [UInt8]) {
    markup.withUnsafeBufferPointer { buffer.append($0) }
  }

  /// A word as a part of a class name: lower-case letters, digits and hyphens.
  fileprivate mutating func className(_ word: String) {
    for byte in word.utf8 {
      switch byte {
      case 0x61...0x7A, 0x30...0x39: buffer.append(byte: byte)
      case 0x41...0x5A: buffer.append(byte: byte | 0x20)
      default: buffer.append(byte: 0x2D)
      }
    }
  }
}
