import Notation
import SourceText
import TestSupport
import Testing

@Suite struct YAMLLimitTests {
  private static let small = NotationLimits(
    bytes: 1_000, depth: 4, nodes: 20, expandedBytes: 100, scalarBytes: 30)

  @Test(arguments: [
    FaultCase(
      "depth of brackets", "a: [[[①[1]]]]",
      "yaml-limit: the document holds more than 4 levels of nesting"),
    FaultCase(
      "depth of blocks", "a:\n b:\n  c:\n   d:\n    ①e: 1",
      "yaml-limit: the document holds more than 4 levels of nesting"),
    FaultCase(
      "depth through an alias", "a: &a [[1]]\nb: [[[①*a]]]",
      "yaml-limit: alias \"a\" makes the document larger than 20 values, 100 bytes or 4 levels"),
    FaultCase(
      "values",
      String(repeating: "- 1\n", count: 19) + "- ①1",
      "yaml-limit: the document holds more than 20 values"),
    FaultCase(
      "values through aliases, said once", "a: &a [1, 1, 1]\nb: &b [*a, *a, *a]\nc: [①*b, *b]",
      "yaml-limit: alias \"b\" makes the document larger than 20 values, 100 bytes or 4 levels"),
    FaultCase(
      "bytes through aliases", "a: &a 123456789012345678901234567890\nb: *a\nc: *a\nd: ①*a",
      "yaml-limit: alias \"a\" makes the document larger than 20 values, 100 bytes or 4 levels"),
    FaultCase(
      "one text", "a: ①\"1234567890123456789012345678901\"",
      "yaml-limit: the document holds a text of more than 30 bytes"),
    FaultCase(
      "one key", "①1234567890123456789012345678901: a",
      "yaml-limit: the document holds a text of more than 30 bytes"),
  ])
  func `a passed limit is reported where it is passed`(_ row: FaultCase) {
    expectFaults(row) { YAMLParser.parse($0, limits: Self.small) }
  }

  @Test func `exactly at the limits nothing is said`() {
    let text = "a: [[[1]]]\nb: &b \"123456789012345678901234567890\"\nc: *b\nd: *b"
    let parsed = YAMLParser.parse(SourceFile(path: "f", text: text), limits: Self.small)
    #expect(list(parsed).isEmpty)
  }

  @Test func `a large file is refused unread`() {
    let file = SourceFile(path: "f", bytes: [UInt8](repeating: 0xFF, count: 1_001))
    #expect(
      list(YAMLParser.parse(file, limits: Self.small)) == [
        "0:0 yaml-limit: the text has 1001 bytes, more than the limit of 1000"
      ])
  }

  /// The library needs minutes for each of these without a check on its events.
  @Test(arguments: ["[", "{a: ", "- ", "? ", "a:\n", "!a "])
  func `depth costs nothing`(_ piece: String) {
    let text = String(repeating: piece, count: 100_000)
    let file = SourceFile(path: "f", text: text)
    let work = secondsOfWork { #expect(!YAMLParser.parse(file).diagnostics.isEmpty) }
    #expect(work < 60)
  }

  @Test func `a flood of directives is refused`() {
    let text = (0..<60_000).map { "%TAG !a\($0)! b\n" }.joined() + "---\nx"
    let parsed = YAMLParser.parse(SourceFile(path: "f", text: text))
    #expect(parsed.diagnostics.map(\.rule.id) == ["yaml-limit"])
  }
}
