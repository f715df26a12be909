/// What unquoted text means in YAML 1.2's core schema; JSON's literals are a subset of it.
///
/// `yes`, `NO`, `1_000` and `12:30` are text here and `010` is ten, whatever YAML 1.1 made of them.
enum CoreSchema {
  static func isNull(_ text: String) -> Bool {
    switch text {
    case "", "~", "null", "Null", "NULL": true
    default: false
    }
  }

  static func bool(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  static func isInteger(_ text: String) -> Bool {
    if let digits = radixDigits(text) { return isDigits(digits.digits, radix: digits.radix) }
    return isDigits(unsigned(text), radix: 10)
  }

  /// The integer, when the text is one and it fits.
  static func int(_ text: String) -> Int? {
    guard isInteger(text) else { return nil }
    if let digits = radixDigits(text) {
      return Int(String(digits.digits) ?? "", radix: digits.radix)
    }
    return Int(text)
  }

  /// An integer or a decimal number; not an infinity, not a NaN.
  static func isNumber(_ text: String) -> Bool { isInteger(text) || isDecimal(text) }

  /// The number, when the text is one and it is finite.
  static func double(_ text: String) -> Double? {
    guard isNumber(text) else { return nil }
    if let integer = int(text) { return Double(integer) }
    guard isDecimal(text), let value = Double(text), value.isFinite else { return nil }
    return value
  }

  private static func radixDigits(_ text: String) -> (digits: Substring.UTF8View, radix: Int)? {
    let radix = text.hasPrefix("0x") ? 16 : text.hasPrefix("0o") ? 8 : 0
    return radix == 0 ? nil : (text.utf8.dropFirst(2), radix)
  }

  private static func unsigned(_ text: String) -> Substring.UTF8View {
    let isSigned = text.utf8.first == 0x2B || text.utf8.first == 0x2D
    return text.utf8.dropFirst(isSigned ? 1 : 0)
  }

  private static func isDigits(_ bytes: Substring.UTF8View, radix: Int) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy { byte in
        switch byte {
        case 0x30...0x37: true
        case 0x38, 0x39: radix >= 10
        case 0x41...0x46, 0x61...0x66: radix == 16
        default: false
        }
      }
  }

  /// Digits with at most one point and at least one digit around it, then perhaps an exponent.
  private static func isDecimal(_ text: String) -> Bool {
    var digits = 0
    var points = 0
    let bytes = unsigned(text)
    for index in bytes.indices {
      switch bytes[index] {
      case 0x30...0x39: digits += 1
      case 0x2E where points == 0: points = 1
      case 0x45, 0x65:
        let exponent = String(bytes[bytes.index(after: index)...]) ?? ""
        return digits > 0 && isDigits(unsigned(exponent), radix: 10)
      default: return false
      }
    }
    return digits > 0
  }
}
