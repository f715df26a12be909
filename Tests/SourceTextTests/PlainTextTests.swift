import SourceText
import Testing

@Suite struct `Days of the calendar` {
  @Test(arguments: [
    "2031-01-31", "2031-04-30", "2031-12-01", "2032-02-29", "2000-02-29", "1999-02-28",
  ])
  func `are days`(_ text: String) { #expect(isDay(text.utf8)) }

  @Test(arguments: [
    "", "2031-1-31", "2031-01-1", "2031-01-32", "2031-04-31", "2031-00-10", "2031-13-10",
    "2031-01-00", "2031-02-29", "1900-02-29", "2031/01/31", "2031-01-31 ", " 2031-01-31",
    "+031-01-31", "2031-+1-31", "2031-01--1", "2031-01-3x", "२०३१-०१-३१",
  ])
  func `are nothing else`(_ text: String) { #expect(!isDay(text.utf8)) }

  @Test func `fill a year, and one more in a leap year`() {
    let length = { (year: Int) in (1...12).reduce(0) { $0 + dayCount(ofMonth: $1, year) } }
    #expect([1900, 2000, 2023, 2024].map(length) == [365, 366, 365, 366])
    // The calendar repeats after 400 years, which are whole weeks.
    #expect((1601...2000).reduce(0) { $0 + length($1) } == 20_871 * 7)
  }
}
