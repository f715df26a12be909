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

  /// Text, cut to a room where one is given.
  mutating func text(_ text: String, room: Room? = nil) {
    var text = text
    text.withUTF8 { bytes in
      let cut = room?.cut(bytes)
      let shown = UnsafeBufferPointer(rebasing: bytes[..<(cut ?? bytes.count)])
      buffer.append(escaped: UnsafeRawBufferPointer(shown))
      if cut != nil { buffer.append("…") }
    }
  }

  /// A whole attribute, given as ` name="`, whose value is a number.
  mutating func attribute(_ start: StaticString, _ value: Double) {
    buffer.append(start)
    buffer.append(decimal: value)
    buffer.append(byte: 0x22)
  }

  /// Two numbers with a space between them.
  mutating func point(_ x: Double, _ y: Double) {
    buffer.append(decimal: x)
    buffer.append(byte: 0x20)
    buffer.append(decimal: y)
  }

  /// An id, or a reference to one, inside this picture.
  mutating func id(_ name: StaticString) {
    buffer.append(escaped: prefix)
    buffer.append(name)
  }

  mutating func rectangle(_ frame: Frame, radius: Double = 0, class name: String) {
    buffer.append("<rect class=\"")
    buffer.append(escaped: name)
    buffer.append("\"")
    place(frame)
    if radius > 0 { attribute(" rx=\"", radius) }
    buffer.append("/>")
  }

  /// Where a rectangle stands and how large it is.
  mutating func place(_ frame: Frame) {
    place(atX: frame.x, frame.y)
    attribute(" width=\"", frame.width)
    attribute(" height=\"", frame.height)
  }

  /// Where a text begins.
  mutating func place(atX x: Double, _ y: Double) {
    attribute(" x=\"", x)
    attribute(" y=\"", y)
  }

  /// One line of text, cut to a room where one is given.
  mutating func label(
    _ text: String, atX x: Double, _ y: Double, class name: StaticString, room: Room? = nil
  ) {
    buffer.append("<text class=\"")
    buffer.append(name)
    buffer.append("\"")
    place(atX: x, y)
    buffer.append(">")
    self.text(text, room: room)
    buffer.append("</text>")
  }

  /// Opens `<a>` when there is an address that a link may have; returns whether it did.
  mutating func openLink(_ href: String?) -> Bool {
    guard let href, isSafeAddress(href) else { return false }
    buffer.append("<a href=\"")
    buffer.append(escaped: href)
    buffer.append("\">")
    return true
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
