/// Reads digits of times and durations.
struct DigitScan {
  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) { rest = text }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// A number of exactly so many digits.
  mutating func number(_ count: Int) -> Int? {
    guard rest.count >= count else { return nil }
    var result = 0
    for byte in rest.prefix(count) {
      guard (0x30...0x39).contains(byte) else { return nil }
      result = result * 10 + Int(byte) - 0x30
    }
    rest = rest.dropFirst(count)
    return result
  }

  /// A number of one to fifteen digits.
  mutating func whole() -> Int? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }.count
    return digits > 0 && digits < 16 ? number(digits) : nil
  }

  /// Billionths behind a point; 0 when there is none. Digits past the ninth are dropped.
  mutating func fraction() -> Int? {
    guard take(0x2E) else { return 0 }
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty else { return nil }
    var result = 0
    for place in 0..<9 {
      let byte = place < digits.count ? digits[digits.startIndex + place] : 0x30
      result = result * 10 + Int(byte) - 0x30
    }
    rest = rest.dropFirst(digits.count)
    return result
  }

  /// Seconds east of Greenwich, at the end of the text.
  mutating func zone() -> Int? {
    if take(0x5A) || take(0x7A) { return isAtEnd ? 0 : nil }
    let isEast = take(0x2B)
    guard isEast || take(0x2D), let hours = number(2), take(0x3A), let minutes = number(2),
      isAtEnd
    else { return nil }
    return (hours * 3_600 + minutes * 60) * (isEast ? 1 : -1)
  }

  /// Letters up to the next digit.
  mutating func letters() -> String {
    let letters = rest.prefix { !(0x30...0x39).contains($0) && $0 != 0x2E }
    rest = rest.dropFirst(letters.count)
    return String(decoding: letters, as: UTF8.self)
  }
}
