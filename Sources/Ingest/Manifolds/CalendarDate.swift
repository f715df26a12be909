import SourceText

/// The dates of RFC 3339 and the shorter forms found in manifolds, checked without a calendar
/// library, because nothing below the command line may know the clock or the locale.
enum CalendarDate {
  /// True when text starts like a date, so that its author must have meant one.
  static func looksLikeDate(_ text: String) -> Bool {
    let digits = text.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
    let rest = text.utf8.dropFirst(digits)
    return digits >= 4 && rest.first == UInt8(ascii: "-")
      && rest.dropFirst().first.map { $0 >= 0x30 && $0 <= 0x39 } == true
  }

  /// `2026-01`, `2026-01-31`, or a date followed by `T` or a space, a time and an optional zone.
  static func isValid(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    guard let year = number(&rest, digits: 4), year > 0, take("-", &rest),
      let month = number(&rest, digits: 2), (1...12).contains(month)
    else { return false }
    if rest.isEmpty { return true }
    guard take("-", &rest), let day = number(&rest, digits: 2),
      day >= 1, day <= dayCount(ofMonth: month, year)
    else { return false }
    if rest.isEmpty { return true }
    return (take("T", &rest) || take("t", &rest) || take(" ", &rest)) && isTime(&rest)
  }

  private static func isTime(_ rest: inout ArraySlice<UInt8>) -> Bool {
    guard let hour = number(&rest, digits: 2), hour < 24, take(":", &rest),
      let minute = number(&rest, digits: 2), minute < 60
    else { return false }
    if take(":", &rest) {
      // 60 is a leap second.
      guard let second = number(&rest, digits: 2), second <= 60 else { return false }
      if take(".", &rest) {
        let fraction = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
        if fraction == 0 { return false }
        rest = rest.dropFirst(fraction)
      }
    }
    _ = take(" ", &rest)
    return isZone(&rest)
  }

  private static func isZone(_ rest: inout ArraySlice<UInt8>) -> Bool {
    if rest.isEmpty || (rest.count == 1 && (take("Z", &rest) || take("z", &rest))) { return true }
    guard take("+", &rest) || take("-", &rest), let hours = number(&rest, digits: 2), hours < 24
    else { return false }
    _ = take(":", &rest)
    return rest.isEmpty || number(&rest, digits: 2).map { $0 < 60 && rest.isEmpty } == true
  }

  private static func number(_ rest: inout ArraySlice<UInt8>, digits: Int) -> Int? {
    let text = rest.prefix(digits)
    guard text.count == digits, text.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    rest = rest.dropFirst(digits)
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func take(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
