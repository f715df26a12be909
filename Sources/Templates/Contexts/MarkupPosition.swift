// Satisfies: throughline-site/S1
/// A position in HTML or XML, as a browser's tokenizer would have it.
struct MarkupPosition: Equatable, Sendable {
  enum Place: String, Sendable {
    case text = "text"
    case title = "a title or text area"
    case rawText = "a script or style sheet"
    case tagOpen = "the start of a tag"
    case tagName = "the name of a tag"
    case tag = "a tag"
    case attributeName = "the name of an attribute"
    case afterName = "an attribute"
    case beforeValue = "an attribute without quotes"
    case unquoted = "an attribute's value without quotes"
    case quoted = "an attribute's value"
    case declaration = "a declaration"
    case comment = "a comment"
    case characterData = "a CDATA section"
  }

  private(set) var place = Place.text
  var tag: [UInt8] = []
  var attribute: [UInt8] = []
  var url = URLPosition()
  private var isClosingTag = false
  private var quote: UInt8 = 0
  /// The last bytes that could be the start of an end mark.
  private var tail: [UInt8] = []

  /// Reads literal text; the fault's offset is that of the offending byte.
  mutating func read(_ text: ArraySlice<UInt8>, isXML: Bool) -> (offset: Int, text: String)? {
    var fault: (offset: Int, text: String)?
    for index in text.indices {
      if let message = read(text[index], isXML: isXML), fault == nil { fault = (index, message) }
    }
    return fault
  }

  mutating func passValue() {
    switch place {
    case .quoted: url.passValue()
    case .beforeValue: place = .unquoted
    default: break
    }
  }

  /// One step of the tokenizer; one case a state, so it stays whole.
  private mutating func read(_ byte: UInt8, isXML: Bool) -> String? {
    let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    switch place {
    case .text: if byte == 0x3C { enter(.tagOpen) }
    case .title, .rawText: readRawText(lower)
    case .tagOpen: readTagOpen(lower)
    case .tagName:
      if byte == 0x3E {
        endTag(isXML)
      } else if isSpace(byte) || byte == 0x2F {
        place = .tag
      } else {
        tag.append(lower)
      }
    case .tag, .afterName: return readInTag(lower, isXML)
    case .attributeName:
      switch byte {
      case 0x3D: place = .beforeValue
      case 0x3E: endTag(isXML)
      case 0x2F: place = .tag
      default: if isSpace(byte) { place = .afterName } else { attribute.append(lower) }
      }
    case .beforeValue:
      if byte == 0x22 || byte == 0x27 {
        place = .quoted
        quote = byte
        url = URLPosition()
      } else if byte == 0x3E {
        endTag(isXML)
      } else if !isSpace(byte) {
        place = .unquoted
      }
    case .unquoted:
      if byte == 0x3E { endTag(isXML) } else if isSpace(byte) { endAttribute() }
    case .quoted:
      if byte == quote { endAttribute() } else if hasURL { return url.read(lower) }
      if mayRefresh { url.readRefresh(lower) }
    case .declaration: readDeclaration(byte)
    case .comment, .characterData: readUntilMark(byte)
    }
    return nil
  }

  private mutating func readTagOpen(_ byte: UInt8) {
    switch byte {
    case 0x2F where !isClosingTag: isClosingTag = true
    case 0x21, 0x3F: enter(.declaration)
    case 0x61...0x7A:
      place = .tagName
      tag = [byte]
    default: if byte == 0x3C { enter(.tagOpen) } else { enter(.text) }
    }
  }

  private mutating func readInTag(_ byte: UInt8, _ isXML: Bool) -> String? {
    switch byte {
    case 0x3E: endTag(isXML)
    case 0x2F: place = .tag
    case 0x3D where place == .afterName: place = .beforeValue
    case 0x3D: return "expected the name of an attribute before '='"
    default:
      if isSpace(byte) { return nil }
      place = .attributeName
      attribute = [byte]
    }
    return nil
  }

  private mutating func readRawText(_ byte: UInt8) {
    let mark = [0x3C, 0x2F] + tag
    if tail == mark, byte == 0x3E || byte == 0x2F || isSpace(byte) {
      if byte == 0x3E {
        enter(.text)
      } else {
        isClosingTag = true
        place = .tag
        tail = []
      }
    } else if byte == 0x3C {
      tail = [byte]
    } else if !tail.isEmpty, tail.count < mark.count {
      tail.append(byte)
    } else {
      tail = []
    }
  }

  private mutating func readDeclaration(_ byte: UInt8) {
    if byte == 0x3E { return enter(.text) }
    if tail.count < 7 { tail.append(byte) }
    // `<!-->` ends at once, so the two dashes count as the start of the end mark.
    if tail == [0x2D, 0x2D] { place = .comment }
    if tail.elementsEqual("[CDATA[".utf8) {
      place = .characterData
      tail = []
    }
  }

  private mutating func readUntilMark(_ byte: UInt8) {
    let part: UInt8 = place == .comment ? 0x2D : 0x5D
    if byte == 0x3E, tail == [part, part] { return enter(.text) }
    if byte == part { tail = tail.isEmpty ? [part] : [part, part] } else { tail = [] }
  }

  private mutating func endAttribute() {
    place = .tag
    attribute = []
    quote = 0
    url = URLPosition()
  }

  private mutating func endTag(_ isXML: Bool) {
    let name = String(decoding: tag, as: UTF8.self)
    if !isClosingTag, Self.rawTextTags.contains(name) {
      enter(.rawText, keepsTag: true)
    } else if !isClosingTag, !isXML, name == "title" || name == "textarea" {
      enter(.title, keepsTag: true)
    } else {
      enter(.text)
    }
  }

  private mutating func enter(_ place: Place, keepsTag: Bool = false) {
    let tag = keepsTag ? self.tag : []
    self = MarkupPosition()
    self.place = place
    self.tag = tag
  }

  private static let rawTextTags: Set<String> = [
    "script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext",
  ]

  /// The position after two branches that started alike.
  func joined(with other: MarkupPosition) -> MarkupPosition? {
    var (a, b) = (settled, other.settled)
    if a.url != b.url {
      a.url = a.url.joined(with: b.url)
      b.url = a.url
    }
    return a == b ? a : nil
  }

  /// Between attributes, wherever exactly inside a tag that is.
  private var settled: MarkupPosition {
    var result = self
    switch place {
    case .tagName, .attributeName, .afterName: result.endAttribute()
    default: break
    }
    return result
  }
}
