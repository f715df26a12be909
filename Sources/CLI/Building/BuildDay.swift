import Glibc
import History

/// The day of a build: what expires is judged on it, and never by the clock unless somebody acts.
enum BuildDay {
  /// The day that `--timestamp` or its variable gives; `nil` for a text that gives none.
  ///
  /// Digits are seconds since 1970, as in `SOURCE_DATE_EPOCH`; anything else is a day, or a time as
  /// in `2026-01-31T09:30:00Z`.
  static func day(of text: String) -> String? {
    if let seconds = Option.number(text) {
      let (nanoseconds, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
      return overflow ? nil : day(Moment(nanoseconds: nanoseconds))
    }
    let time = text.utf8.count == 10 ? text + "T00:00:00Z" : text
    guard let moment = Moment(rfc3339: Array(time.utf8)[...]) else { return nil }
    let day = day(moment)
    // The thirty-first of February is a day in March to a calendar that only counts.
    return text.utf8.count != 10 || day == text ? day : nil
  }

  /// The day of the clock, for what a person does now; UTC.
  static var today: String {
    day(Moment(nanoseconds: Int64(time(nil)) * 1_000_000_000))
  }

  private static func day(_ moment: Moment) -> String { String(moment.text.prefix(10)) }
}
