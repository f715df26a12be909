import SourceText

/// Appends SVG elements with everything escaped: the only place where markup is written.
struct SVGWriter {
  var buffer: ByteBuffer
  /// Stands before every id.
  let prefix: String

  /// Opens the picture with its title and description.
  ///
  /// A picture that has links is no image to a screen reader, or its links would vanish.
  mutating func open(
    _ frame: Frame, class name: StaticString, title: String, description: String,
    hasLinks: Bool = false
  ) {
    buffer.append("<svg class=\"")
    buffer.append(name)
    buffer.append(hasLinks ? "\" aria-labelledby=\"" : "\" role=\"img\" aria-labelledby=\"")
    buffer.append(escaped: prefix)
    buffer.append("-t ")
    buffer.append(escaped: prefix)
    buffer.append("-d\" viewBox=\"")
    buffer.append(decimal: frame.x)
    for number in [frame.y, frame.width, frame.height] {
      buffer.append(" ")
      buffer.append(decimal: number)
    }
    buffer.append("\" width=\"")
    buffer.append(decimal: frame.width)
    buffer.append("\" height=\"")
    buffer.append(decimal: frame.height)
    buffer.append("\" xmlns=\"http://www.w3.org/2000/svg\"><title id=\"")
    buffer.append(escaped: prefix)
    buffer.append("-t\">")
    buffer.append(escaped: title)
    buffer.append("</title><desc id=\"")
    buffer.append(escaped: prefix)
    buffer.append("-d\">")
    buffer.append(escaped: description)
    buffer.append("</desc>")
  }

  mutating func raw(_ markup: StaticString) { buffer.append(markup) }

  mutating func text(_ text: String) { buffer.append(escaped: text) }

  /// A whole attribute whose value is a number.
  mutating func attribute(_ name: StaticString, _ value: Double) {
    start(name)
    buffer.append(decimal: value)
    buffer.append("\"")
  }

  /// A whole attribute whose value is text.
  mutating func attribute(_ name: StaticString, _ value: String) {
    start(name)
    buffer.append(escaped: value)
    buffer.append("\"")
  }

  /// An id, or a reference to one, inside this picture.
  mutating func id(_ name: StaticString) {
    buffer.append(escaped: prefix)
    buffer.append(name)
  }

  mutating func rectangle(_ frame: Frame, radius: Double = 0, class name: String) {
    buffer.append("<rect")
    attribute("class", name)
    place(frame)
    if radius > 0 { attribute("rx", radius) }
    buffer.append("/>")
  }

  mutating func place(_ frame: Frame) {
    attribute("x", frame.x)
    attribute("y", frame.y)
    attribute("width", frame.width)
    attribute("height", frame.height)
  }

  mutating func label(_ text: String, _ x: Double, _ y: Double, class name: StaticString) {
    buffer.append("<text class=\"")
    buffer.append(name)
    buffer.append("\"")
    attribute("x", x)
    attribute("y", y)
    buffer.append(">")
    buffer.append(escaped: text)
    buffer.append("</text>")
  }

  /// Opens `<a>` when there is an address that a link may have; returns whether it did.
  mutating func openLink(_ href: String?) -> Bool {
    guard let href, isSafeAddress(href) else { return false }
    buffer.append("<a")
    attribute("href", href)
    buffer.append(">")
    return true
  }

  private mutating func start(_ name: StaticString) {
    buffer.append(" ")
    buffer.append(name)
    buffer.append("=\"")
  }
}

/// A rectangle in the units of the picture, which are pixels at its natural size.
struct Frame: Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var middle: Double { y + height / 2 }
}

/// Whether an address is relative or has a scheme that links may have.
private func isSafeAddress(_ address: String) -> Bool {
  for byte in address.utf8 {
    if byte == 0x2F || byte == 0x3F || byte == 0x23 { return true }
    if byte == 0x3A { break }
  }
  guard address.utf8.contains(0x3A) else { return true }
  return ["http://", "https://", "mailto:"].contains { address.hasPrefix($0) }
}
