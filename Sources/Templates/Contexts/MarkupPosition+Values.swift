extension MarkupPosition {
  private var attributeText: String { String(decoding: attribute, as: UTF8.self) }

  /// Whether the attribute's value is an address.
  var hasURL: Bool { Self.urlAttributes.contains(attributeText) }

  /// Whether the attribute may hold an address behind `url=`, to which a browser goes by itself.
  var mayRefresh: Bool {
    attribute.elementsEqual("content".utf8) && tag.elementsEqual("meta".utf8)
  }

  /// How a value at this place is to be written.
  func context(
    _ language: TemplateLanguage, isRaw: Bool
  ) throws(ContextRefusal) -> ValueContext {
    switch place {
    case .text:
      if language != .xml { return isRaw ? .markup : .text }
      if isRaw { throw .raw("in a feed") }
      return .feedText
    case .title:
      if isRaw { throw .raw("in a title or text area") }
      return .quoted
    case .quoted: return try attributeContext(isRaw)
    case .beforeValue, .unquoted:
      throw ContextRefusal(
        text: "a value cannot stand in an attribute without quotes",
        fix: "put quotes around the value of '\(attributeText)'")
    case .rawText:
      throw ContextRefusal(
        text: "a value cannot stand inside <\(String(decoding: tag, as: UTF8.self))>",
        fix: "hand it over in a data- attribute or a JSON file")
    default:
      throw ContextRefusal(
        text: "a value cannot stand in \(place.rawValue)",
        fix: "move it between tags or into a quoted attribute")
    }
  }

  private func attributeContext(_ isRaw: Bool) throws(ContextRefusal) -> ValueContext {
    let name = attributeText
    if name.hasPrefix("on") {
      throw ContextRefusal(
        text: "a value cannot stand in the event handler '\(name)'",
        fix: "listen for the event in a script file")
    }
    if let fix = Self.refusedAttributes[name] {
      throw ContextRefusal(text: "a value cannot stand in the attribute '\(name)'", fix: fix)
    }
    if isRaw { throw .raw("in an attribute") }
    guard hasURL || (mayRefresh && url.isRefresh) else { return .quoted }
    return try url.context(
      isTrusted: Self.loadingTags.contains(String(decoding: tag, as: UTF8.self)))
  }

  private static let urlAttributes: Set<String> = [
    "href", "src", "action", "formaction", "cite", "data", "poster", "background", "longdesc",
    "manifest", "ping", "xlink:href", "codebase", "icon", "usemap",
  ]

  private static let refusedAttributes = [
    "style": "choose a class instead", "srcdoc": "use a page of its own",
    "srcset": "write one address in src", "imagesrcset": "write one address in href",
  ]

  /// What these load runs as, or becomes part of, the page.
  private static let loadingTags: Set<String> = [
    "script", "link", "iframe", "frame", "object", "embed", "base", "use",
  ]
}

/// How much of a URL stands before a value.
struct URLPosition: Equatable, Sendable {
  enum Part: Equatable, Sendable {
    case start, literal, open, path, query, refused
    /// Behind `https:`, before the host begins.
    case host
  }

  private var part = Part.start
  private var scheme: [UInt8] = []
  /// The last four bytes, where `url=` begins the address.
  private var recent: UInt32 = 0
  /// This is the address of a refresh.
  private(set) var isRefresh = false

  /// Reads one lower-case byte of what may be `0; url=…`.
  mutating func readRefresh(_ byte: UInt8) {
    if isRefresh {
      // What is wrong with a scheme is said of the value behind it.
      _ = read(byte)
      return
    }
    recent = recent << 8 | UInt32(byte)
    if recent == 0x75_72_6C_3D {
      self = URLPosition()
      isRefresh = true
    }
  }

  /// Reads one lower-case byte of literal text.
  mutating func read(_ byte: UInt8) -> String? {
    switch (part, byte) {
    case (.query, _), (.refused, _): break
    case (_, 0x3F), (_, 0x23): move(to: .query)
    case (.path, _), (.host, 0x2F): break
    case (.host, _): move(to: .path)
    case (_, 0x2F): move(to: .path)
    case (.open, 0x3A): return "the scheme of an address has to be written out, found a value"
    case (_, 0x3A):
      let isMail = scheme.elementsEqual("mailto".utf8)
      move(to: isMail ? .path : isAllowedScheme(scheme) ? .host : .refused)
    case (.open, _): break
    default:
      part = .literal
      scheme.append(byte)
    }
    return nil
  }

  mutating func passValue() {
    if part == .start || part == .literal { move(to: .open) }
  }

  func context(isTrusted: Bool) throws(ContextRefusal) -> ValueContext {
    if isTrusted { return .urlTrusted }
    switch part {
    case .start: return .urlStart
    case .literal, .open: return .urlOpen
    case .path: return .urlPath
    case .query: return .urlQuery
    case .host:
      throw ContextRefusal(
        text: "a value cannot be the host of an address",
        fix: "write the host out, or take the whole address from one value")
    case .refused:
      throw ContextRefusal(
        text: "a value cannot follow the scheme of this address",
        fix: "use http:, https:, mailto: or a relative address")
    }
  }

  /// The stricter of two positions: whatever follows is safe after either.
  func joined(with other: URLPosition) -> URLPosition {
    var result = URLPosition()
    result.isRefresh = isRefresh || other.isRefresh
    result.part = part == .refused || other.part == .refused ? .refused : .open
    return result
  }

  private mutating func move(to part: Part) {
    self.part = part
    scheme = []
  }
}

/// Whether links may have this scheme, given in lower case without its colon.
func isAllowedScheme(_ scheme: some Sequence<UInt8>) -> Bool {
  scheme.elementsEqual("http".utf8) || scheme.elementsEqual("https".utf8)
    || scheme.elementsEqual("mailto".utf8)
}
