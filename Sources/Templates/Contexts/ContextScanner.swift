/// Follows the literal text of a template and knows, at each tag, where a value would stand.
struct ContextScanner: Equatable, Sendable {
  let language: TemplateLanguage
  private var markup = MarkupPosition()
  private var json = JSONPosition()
  private var program: ProgramPosition
  private var powerShell = PowerShellPosition()
  private var yaml = YAMLPosition()
  private var markdown = MarkdownPosition()

  init(_ language: TemplateLanguage) {
    self.language = language
    program = ProgramPosition(isTOML: language == .toml)
  }

  /// Reads literal text; a fault is a place in it that makes every later decision unsafe.
  mutating func read(_ text: ArraySlice<UInt8>) -> (offset: Int, text: String)? {
    switch language {
    case .html, .svg, .xml: markup.read(text, isXML: language != .html)
    case .json: json.read(text)
    case .python, .toml: program.read(text)
    case .powerShell: powerShell.read(text)
    case .yaml: yaml.read(text)
    case .markdown: markdown.read(text)
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
    case .python, .toml, .powerShell, .yaml, .markdown:
      if isRaw { throw .raw("in this file") }
      switch language {
      case .yaml: return try yaml.context()
      case .powerShell: return try powerShell.context()
      case .markdown: return try markdown.context()
      default: return try program.context()
      }
    }
  }

  /// Notes that a value was written here.
  mutating func passValue() {
    switch language {
    case .python, .toml: program.passValue()
    case .powerShell: powerShell.passValue()
    case .yaml: yaml.passValue()
    case .markdown: markdown.passValue()
    default: markup.passValue()
    }
  }

  /// Whether a partial, or the end of a template, may stand here.
  var isBetweenTags: Bool {
    switch language {
    case .plain: true
    case .json: !json.isInString
    case .python, .toml: program.isBetween
    case .powerShell: powerShell.isBetween
    case .yaml: yaml.isBetween
    case .markdown: markdown.isBetween
    case .html, .svg, .xml: markup.place == .text
    }
  }

  /// What the text is inside of, for messages.
  var placeDescription: String {
    switch language {
    case .json: "a string"
    case .python, .toml: program.description
    case .powerShell: powerShell.description
    case .yaml: yaml.description
    case .markdown: markdown.description
    default: markup.place.rawValue
    }
  }

  /// The position after two branches that started alike; `nil` when they end in different contexts.
  func joined(with other: ContextScanner) -> ContextScanner? {
    guard json == other.json, let markup = markup.joined(with: other.markup),
      let program = program.joined(with: other.program), let yaml = yaml.joined(with: other.yaml),
      let markdown = markdown.joined(with: other.markdown),
      let powerShell = powerShell.joined(with: other.powerShell)
    else { return nil }
    var result = self
    result.markup = markup
    result.program = program
    result.powerShell = powerShell
    result.yaml = yaml
    result.markdown = markdown
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
