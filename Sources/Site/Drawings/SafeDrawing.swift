/// What makes an SVG unfit to be published, and where it stands; `nil` for a plain drawing.
///
/// A drawing opened on its own runs in the site's name. The test is deliberately narrow: a drawing may
/// hold shapes, text, styles, raster images of its own and references to its own parts. Whatever
/// runs, animates, embeds, declares entities or leaves the site is refused, and so is anything that
/// is not well-formed enough to be told.
public func dangerousPart(ofSVG bytes: [UInt8]) -> (what: String, offset: Int)? {
  var scanner = DrawingScanner(bytes: bytes)
  if String(validating: bytes, as: UTF8.self) == nil || bytes.contains(0) {
    return ("text that is not UTF-8", 0)
  }
  do throws(DrawingScanner.Danger) { try scanner.scan() } catch {
    return (error.what, error.offset)
  }
  return nil
}

/// Walks over the tags of a drawing.
private struct DrawingScanner {
  struct Danger: Error {
    var what: String
    var offset: Int
  }

  let bytes: [UInt8]
  private var index = 0
  private var isInStyle = false

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func scan() throws(Danger) {
    while index < bytes.count {
      let start = index
      index = bytes[index...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
      if isInStyle { try check(style: bytes[start..<index], at: start) }
      if index < bytes.count { try scanMarkup() }
    }
  }

  private mutating func scanMarkup() throws(Danger) {
    let start = index
    if starts(with: "<!--") {
      _ = try content(upTo: "-->", "a comment")
    } else if starts(with: "<![CDATA[") {
      let text = try content(upTo: "]]>", "a section of text")
      if isInStyle { try check(style: text, at: start) }
    } else if starts(with: "<!") {
      let declaration = try content(upTo: ">", "a declaration")
      guard !declaration.contains(UInt8(ascii: "[")), lowered(declaration).hasPrefix("<!doctype")
      else { throw Danger(what: "declarations of its own", offset: start) }
    } else if starts(with: "<?") {
      try check(instruction: lowered(try content(upTo: "?>", "an instruction")), at: start)
    } else if starts(with: "</") {
      let name = localName(lowered(try content(upTo: ">", "a tag")).dropFirst(2).dropLast())
      if name.prefix(while: { $0 > " " }) == "style" { isInStyle = false }
    } else {
      try scanElement()
    }
  }

  private func check(instruction: String, at start: Int) throws(Danger) {
    if instruction.hasPrefix("<?xml-stylesheet") {
      throw Danger(what: "a style sheet elsewhere", offset: start)
    }
    guard instruction.hasPrefix("<?xml "), let range = instruction.firstRange(of: "encoding") else {
      return
    }
    let name = instruction[range.upperBound...].drop { " =\"'".contains($0) }
    guard ["utf-8", "utf8", "us-ascii"].contains(where: name.hasPrefix) else {
      throw Danger(what: "an encoding other than UTF-8", offset: start)
    }
  }

  private mutating func scanElement() throws(Danger) {
    let start = index
    index += 1
    let name = localName(word())
    if refusedElements.contains(name) || name.hasPrefix("animate") {
      throw Danger(what: "an element \(name)", offset: start)
    }
    while true {
      skip { $0 <= 0x20 || $0 == UInt8(ascii: "/") }
      guard index < bytes.count else { throw Danger(what: "a tag without an end", offset: start) }
      if bytes[index] == UInt8(ascii: ">") { break }
      try scanAttribute()
    }
    isInStyle = name == "style" && bytes[index - 1] != UInt8(ascii: "/")
    index += 1
  }

  private mutating func scanAttribute() throws(Danger) {
    let start = index
    let name = word()
    skip { $0 <= 0x20 }
    guard !name.isEmpty, index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
      throw Danger(what: "an attribute without a value", offset: start)
    }
    index += 1
    skip { $0 <= 0x20 }
    guard index < bytes.count, bytes[index] == 0x22 || bytes[index] == 0x27,
      let end = bytes[(index + 1)...].firstIndex(of: bytes[index])
    else { throw Danger(what: "an attribute without quotes", offset: start) }
    let value = withoutReferences(bytes[(index + 1)..<end])
    index = end + 1
    if let what = danger(inAttribute: name, value) { throw Danger(what: what, offset: start) }
  }

  private func check(style: ArraySlice<UInt8>, at start: Int) throws(Danger) {
    if let what = danger(inStyle: withoutReferences(style)) {
      throw Danger(what: what, offset: start)
    }
  }

  private func starts(with mark: StaticString) -> Bool {
    bytes[index...].starts(
      with: UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount))
  }

  /// From here through the next mark, which must be there.
  private mutating func content(upTo mark: String, _ what: String) throws(Danger) -> ArraySlice<
    UInt8
  > {
    let mark = Array(mark.utf8)
    let start = index
    while index + mark.count <= bytes.count {
      if bytes[index..<index + mark.count].elementsEqual(mark) {
        index += mark.count
        return bytes[start..<index]
      }
      index += 1
    }
    throw Danger(what: "\(what) without an end", offset: start)
  }

  /// A name, lower-cased: up to white space or markup.
  private mutating func word() -> String {
    let start = index
    skip { $0 > 0x20 && !"=/>\"'<".utf8.contains($0) }
    return lowered(bytes[start..<index])
  }

  private mutating func skip(_ isSkipped: (UInt8) -> Bool) {
    while index < bytes.count, isSkipped(bytes[index]) { index += 1 }
  }
}

/// Elements that run, load or embed something. Namespace prefixes do not count.
private let refusedElements: Set<String> = [
  "script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "set", "discard",
  "audio", "video", "link", "meta", "base", "form", "html", "body", "img", "tref",
]

private func lowered(_ bytes: ArraySlice<UInt8>) -> String {
  String(decoding: bytes, as: UTF8.self).lowercased()
}
