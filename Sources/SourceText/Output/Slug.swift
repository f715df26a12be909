/// Heading anchors in GitHub's dialect: one set a page, because repeated headings are numbered.
///
/// Letters and digits are kept in lower case, `-` and `_` are kept, spaces become `-`, everything
/// else is dropped; the second `setup` becomes `setup-1`.
public struct HeadingSlugs: Sendable {
  private var used: [String: Int] = [:]

  /// The slugs of a page on which no anchor has been given out.
  public init() {}

  /// The anchor for the next heading of the page, from its plain text.
  public mutating func next(for heading: String) -> String {
    let base = slug(heading)
    var candidate = base
    while let count = used[candidate] {
      used[base, default: count] += 1
      candidate = "\(base)-\(used[base, default: 1])"
      if used[candidate] == nil { break }
    }
    used[candidate] = used[candidate] ?? 0
    return candidate
  }
}

/// A heading's text as an anchor, without regard to other headings of the page.
public func slug(_ heading: String) -> String {
  // Most headings are ASCII, where the rule is one look at each byte.
  if heading.utf8.allSatisfy({ $0 < 0x80 }) { return asciiSlug(heading) }
  var result = ""
  for scalar in heading.lowercased().unicodeScalars {
    switch scalar {
    case " ": result.append("-")
    case "-", "_": result.unicodeScalars.append(scalar)
    default:
      let properties = scalar.properties
      let isWordMark =
        properties.generalCategory == .nonspacingMark
        || properties.generalCategory == .spacingMark
        || properties.generalCategory == .connectorPunctuation
      if properties.isAlphabetic || properties.numericType != nil || isWordMark {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result
}

private func asciiSlug(_ heading: String) -> String {
  let bytes = heading.utf8.compactMap { byte -> UInt8? in
    switch byte {
    case 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F: byte
    case 0x41...0x5A: byte + 0x20
    case 0x20: 0x2D
    default: nil
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
