@testable import CLI
import Testing

@Suite struct BuildDayTests {
  static let days: [(text: String, day: String?)] = [
    ("2026-01-31", "2026-01-31"), ("2024-02-29", "2024-02-29"), ("2023-02-29", nil),
    ("2026-02-31", nil), ("2026-13-01", nil), ("26-01-31", nil), ("2026-1-31", nil),
    ("2026-01-31T23:59:59Z", "2026-01-31"), ("2026-01-31T23:30:00-02:00", "2026-02-01"),
    ("2026-01-31 and later", nil), ("0", "1970-01-01"), ("951782400", "2000-02-29"),
    ("1780271999", "2026-05-31"), ("1780272000", "2026-06-01"),
    ("99999999999999999", nil), ("999999999999999999999999", nil), ("-1", nil), ("today", nil),
  ]

  @Test(arguments: days)
  func `a day is a day, a time or seconds`(_ row: (text: String, day: String?)) {
    #expect(BuildDay.day(of: row.text) == row.day)
  }
}
