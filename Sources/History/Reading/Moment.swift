/// A point in time, in nanoseconds since 1970-01-01T00:00:00Z: from 1678 to 2261.
public struct Moment: Sendable, Hashable, Comparable {
  /// Since the start of 1970.
  public var nanoseconds: Int64

  /// A point in time.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Earlier before later.
  public static func < (a: Moment, b: Moment) -> Bool { a.nanoseconds < b.nanoseconds }

  /// Reads `2024-01-01T00:00:01.5Z`, with any number of digits behind the point; `nil` for others.
  public init?(rfc3339 text: ArraySlice<UInt8>) {
    guard let (seconds, fraction) = Self.parts(rfc3339: text),
      (-9_214_646_400...9_214_646_400).contains(seconds)
    else { return nil }
    nanoseconds = Int64(seconds * 1_000_000_000 + fraction)
  }

  /// Seconds since 1970 and nanoseconds, for the years 1 to 9999.
  static func parts(rfc3339 text: ArraySlice<UInt8>) -> (seconds: Int, nanoseconds: Int)? {
    var scan = DigitScan(text)
    guard let year = scan.number(4), scan.take(0x2D), let month = scan.number(2), scan.take(0x2D),
      let day = scan.number(2), scan.take(0x54) || scan.take(0x74) || scan.take(0x20),
      let hour = scan.number(2), scan.take(0x3A), let minute = scan.number(2), scan.take(0x3A),
      let second = scan.number(2), let fraction = scan.fraction(), let offset = scan.zone(),
      year > 0, (1...12).contains(month), (1...31).contains(day),
      hour < 24, minute < 60, second < 61
    else { return nil }
    let days = Self.days(year, month, day)
    return (days * 86_400 + hour * 3_600 + minute * 60 + second - offset, fraction)
  }

  /// Days since the start of 1970, in the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// `2024-01-01T00:00:01.500Z`: none, three, six or nine digits behind the point.
  public var text: String {
    let (seconds, fraction) = Self.parts(nanoseconds)
    return Self.text(seconds: seconds, nanoseconds: Int(fraction))
  }

  /// As `text`, with whole milliseconds: HTML allows no more.
  public var millisecondText: String {
    let (seconds, fraction) = Self.parts(nanoseconds)
    return Self.text(seconds: seconds, nanoseconds: Int(fraction) / 1_000_000 * 1_000_000)
  }

  static func text(seconds: Int64, nanoseconds: Int) -> String {
    let day = (seconds - ((seconds % 86_400) + 86_400) % 86_400) / 86_400
    let time = Int(seconds - day * 86_400)
    let date = date(Int(day))
    // Written for every event, so digit by digit and not by interpolation.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    append(date.year, 4, to: &bytes)
    for (mark, number) in [
      (0x2D, date.month), (0x2D, date.day), (0x54, time / 3_600), (0x3A, time / 60 % 60),
      (0x3A, time % 60),
    ] as [(UInt8, Int)] {
      bytes.append(mark)
      append(number, 2, to: &bytes)
    }
    bytes.append(contentsOf: fraction(nanoseconds).utf8)
    bytes.append(0x5A)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ number: Int, _ digits: Int, to bytes: inout [UInt8]) {
    var power = digits == 4 ? 1_000 : 10
    while power > 0 {
      bytes.append(UInt8(0x30 + number / power % 10))
      power /= 10
    }
  }

  static func parts(_ nanoseconds: Int64) -> (seconds: Int64, fraction: Int64) {
    let rest = nanoseconds % 1_000_000_000
    return rest < 0
      ? (nanoseconds / 1_000_000_000 - 1, rest + 1_000_000_000)
      : (nanoseconds / 1_000_000_000, rest)
  }

  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, day)
  }

  /// A point with three, six or nine digits; nothing for 0.
  static func fraction(_ nanoseconds: Int) -> String {
    guard nanoseconds > 0 else { return "" }
    var rest = nanoseconds
    var count = 9
    while rest % 1_000 == 0 {
      rest /= 1_000
      count -= 3
    }
    var bytes: [UInt8] = [0x2E]
    var power = count == 9 ? 100_000_000 : count == 6 ? 100_000 : 100
    while power > 0 {
      bytes.append(UInt8(0x30 + rest / power % 10))
      power /= 10
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
