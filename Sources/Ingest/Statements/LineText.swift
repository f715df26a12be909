extension String {
  /// Without spaces and tabs at both ends.
  var trimmedSpaces: String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    guard utf8.first.map(isSpace) ?? false || utf8.last.map(isSpace) ?? false else { return self }
    let bytes = Array(utf8)
    let start = bytes.firstIndex { !isSpace($0) } ?? bytes.count
    let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// Parts between spaces.
  var words: [Substring] { utf8.split(separator: 0x20).map { Substring($0) } }

  /// Brackets that it opens and does not close; those in strings do not count.
  var openBrackets: Int {
    var depth = 0
    var quote: UInt8?
    for byte in utf8 {
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case 0x22, 0x27: quote = byte
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
    }
    return depth
  }

  /// What stands between the first place of one text and the next place of another.
  func between(_ start: String, _ end: String) -> String? {
    guard let open = firstRange(of: start) else { return nil }
    let rest = self[open.upperBound...]
    guard let close = rest.firstRange(of: end) else { return nil }
    return String(rest[..<close.lowerBound])
  }

  /// The text of a keyword argument, up to the next comma outside brackets.
  func argument(_ name: String) -> String? {
    guard let found = firstRange(of: "\(name)=") else { return nil }
    if let before = self[..<found.lowerBound].utf8.last, before.isNameByte { return nil }
    var depth = 0
    let value = self[found.upperBound...].prefix { character in
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      return depth >= 0 && !(depth == 0 && character == ",")
    }
    return String(value).trimmedSpaces
  }
}

extension UInt8 {
  /// Part of a name in a program.
  var isNameByte: Bool {
    self >= 0x30 && self <= 0x39 || self | 0x20 >= 0x61 && self | 0x20 <= 0x7A || self == 0x5F
  }
}
