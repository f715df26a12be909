/// Where a destination leads, as a browser would read it.
enum LinkTarget: Equatable {
  /// Inside the site: relative, rooted, or an anchor. Control characters are gone.
  case local([UInt8])
  /// `http://`, `https://` or `mailto:`.
  case external([UInt8])
  /// Not allowed; the text says why.
  case refused(String)

  /// Reads a destination whose entities are already decoded.
  ///
  /// Browsers drop tabs and line feeds inside a URL and controls around it, read `\` as `/`, and
  /// take everything before the first `:` as a scheme; so does this.
  init(_ written: UnsafeBufferPointer<UInt8>) {
    var url = written.filter { $0 >= 0x20 && $0 != 0x7F }
    while url.last == 0x20 { url.removeLast() }
    if let first = url.firstIndex(where: { $0 != 0x20 }), first > 0 { url.removeFirst(first) }
    if let colon = url.firstIndex(where: { Self.endsScheme($0) }), url[colon] == 0x3A {
      self = Self.withScheme(url, colon: colon)
    } else if Self.leavesSite(url) {
      self = .refused("it leads to another host although it begins like a path")
    } else {
      self = .local(url)
    }
  }

  private static func endsScheme(_ byte: UInt8) -> Bool {
    byte == 0x3A || byte == 0x2F || byte == 0x3F || byte == 0x23 || byte == 0x5C
  }

  private static func withScheme(_ url: [UInt8], colon: Int) -> LinkTarget {
    let scheme = String(decoding: url[..<colon], as: UTF8.self).lowercased()
    let rest = url[(colon + 1)...]
    switch scheme {
    case "mailto": return rest.isEmpty ? .refused("it names nobody") : .external(url)
    case "http", "https":
      guard rest.starts(with: [0x2F, 0x2F]) else {
        return .refused("'//' is missing after '\(scheme):'")
      }
      let authority = rest.dropFirst(2).prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
      if authority.isEmpty { return .refused("it names no host") }
      if authority.contains(0x40) { return .refused("a user name hides the host") }
      if authority.contains(0x5C) { return .refused("the host contains a backslash") }
      return .external(url)
    default: return .refused("the scheme '\(shortened(scheme))' is not allowed")
    }
  }

  /// `//host`, `\\host`, `/\host` and the same with percent-encoded slashes.
  private static func leavesSite(_ url: [UInt8]) -> Bool {
    var slashes = 0
    var index = 0
    while index < url.count, slashes < 2 {
      if url[index] == 0x2F || url[index] == 0x5C {
        index += 1
      } else if url[index] == 0x25, index + 2 < url.count,
        isEncodedSlash(url[index + 1], url[index + 2])
      {
        index += 3
      } else {
        return false
      }
      slashes += 1
    }
    return slashes == 2
  }

  private static func isEncodedSlash(_ high: UInt8, _ low: UInt8) -> Bool {
    let low = low | 0x20
    return high == 0x32 && low == 0x66 || high == 0x35 && low == 0x63
  }
}

/// A text for a message: at most 40 characters that can be shown.
func shortened(_ text: String) -> String {
  let scalars = text.unicodeScalars
  let shown = scalars.prefix(40).map { $0.value < 0x20 ? "\u{FFFD}" : $0 }
  var result = String(String.UnicodeScalarView(shown))
  if scalars.count > 40 { result += "…" }
  return result
}
