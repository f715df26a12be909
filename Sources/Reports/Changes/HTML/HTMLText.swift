import SourceText

/// HTML in which nothing from outside means anything: as `MarkdownText`, a literal with values in
/// it, every text of which is escaped for running text and for attributes in double quotes.
struct HTMLText: ExpressibleByStringInterpolation, Sendable {
  /// The HTML, ready to be written.
  private(set) var text: String

  /// HTML of the program's own, never of a project.
  init(stringLiteral value: String) { text = value }

  init(stringInterpolation pieces: Pieces) { text = pieces.text }

  /// Pieces one after the other.
  init(_ pieces: [HTMLText]) { text = pieces.map(\.text).joined() }

  static func += (a: inout HTMLText, b: HTMLText) { a.text += b.text }

  struct Pieces: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 40 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    /// Text from outside.
    mutating func appendInterpolation(_ outside: String) {
      var buffer = ByteBuffer()
      buffer.append(escaped: visibleText(outside))
      text += buffer.text
    }

    mutating func appendInterpolation(_ number: Int) { text += String(number) }

    mutating func appendInterpolation(_ html: HTMLText) { text += html.text }

    mutating func appendInterpolation(_ pieces: [HTMLText]) { text += HTMLText(pieces).text }

    /// A link, or its text alone where there is no address.
    mutating func appendInterpolation(_ label: HTMLText, to address: WebAddress?) {
      guard let address else { return text += label.text }
      text += "<a href=\""
      appendInterpolation(address.text)
      text += "\">\(label.text)</a>"
    }
  }
}
