/// Follows the literal text of a template and knows, at each tag, where a value would stand.
struct ContextScanner: Equatable, Sendable {
  let language: TemplateLanguage
  private var markup = MarkupPosition()
  private var json = JSONPosition()

  init(_ language: TemplateLanguage) { self.language = language }

  /// Reads literal text; a fault is a place in it that makes every later decision unsafe.
  mutating func read(_ text: ArraySlice<UInt8>) -> (offset: Int, text: String)? {
    switch language {
    case .html, .svg, .xml: markup.read(text, isXML: language != .html)
    case .json: json.read(text)
    case .plain: nil
    }
  }

  /// How a value at this place is to be written.
  func context(isRaw: Bool) throws(ContextRefusal) -> ValueContext {
    switch language {
    case .plain: return .plain
    case .json:
      if isRaw { throw .raw("in JSON") }
      return json.isInString ? .jsonString : .jsonValue
    case .html, .svg, .xml: return try markup.context(language, isRaw: isRaw)
    }
  }

  /// Notes that a value was written here.
  mutating func passValue() { markup.passValue() }

  /// Whether a partial, or the end of a template, may stand here.
  var isBetweenTags: Bool {
    switch language {
    case .plain: true
    case .json: !json.isInString
    case .html, .svg, .xml: markup.place == .text
    }
  }

  /// What the text is inside of, for messages.
  var placeDescription: String { language == .json ? "a string" : markup.place.rawValue }

  /// The position after two branches that started alike; `nil` when they end in different contexts.
  func joined(with other: ContextScanner) -> ContextScanner? {
    guard json == other.json, let markup = markup.joined(with: other.markup) else { return nil }
    var result = self
    result.markup = markup
    return result
  }
}

extension ContextRefusal {
  static func raw(_ place: String) -> ContextRefusal {
    ContextRefusal(
      text: "markup cannot stand \(place)", fix: "write two braces, so that the value is escaped")
  }
}

/// Inside or outside a JSON string.
private struct JSONPosition: Equatable, Sendable {
  var isInString = false
  private var isEscaped = false

  mutating func read(_ text: ArraySlice<UInt8>) -> (offset: Int, text: String)? {
    for byte in text {
      if isEscaped {
        isEscaped = false
      } else if byte == 0x22 {
        isInString.toggle()
      } else if byte == 0x5C, isInString {
        isEscaped = true
      }
    }
    return nil
  }
}
