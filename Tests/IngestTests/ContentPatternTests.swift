import Testing

@testable import Ingest

@Suite struct ContentPatternTests {
  @Test(arguments: ["aaaaaaaa.*aaaaaaaa.*aaaaaaaab$", "b|aaaaaaaaaaaab|aaaaab$"])
  func `a pattern made to cost time is given up when its steps are used up`(_ text: String) throws {
    let pattern = try #require(ContentPattern(text))
    let page = [UInt8](repeating: 0x61, count: 200_000)
    var steps = 100_000
    #expect(pattern.isFound(in: page, steps: &steps) == nil)
    // A pass over the text for each part is the most that one more step may cost.
    #expect(steps > -400_000)
  }

  @Test(arguments: ["", String(repeating: "a", count: 257)])
  func `no text and too much text are no pattern`(_ text: String) {
    #expect(ContentPattern(text) == nil)
  }

  @Test func `looking through a file costs a few steps a byte`() throws {
    let page = Array(String(repeating: "some words in a line\n", count: 2_000).utf8)
    var steps = page.count * 6
    let pattern = try #require(ContentPattern("needle|haystack$"))
    #expect(pattern.isFound(in: page, steps: &steps) == false)
  }
}
