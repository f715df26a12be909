import SourceText
import Testing

@Suite struct `A text in a text` {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let sought: String
    let before: String?
    var testDescription: String { "\(sought) in \(text)" }
  }

  static let cases = [
    Case(text: "", sought: "", before: ""), Case(text: "", sought: "a", before: nil),
    Case(text: "abc", sought: "", before: ""), Case(text: "abc", sought: "abc", before: ""),
    Case(text: "abc", sought: "abcd", before: nil), Case(text: "aab", sought: "ab", before: "a"),
    Case(text: "aaab", sought: "aab", before: "a"), Case(text: "aüß€b", sought: "€", before: "aüß"),
    Case(text: "line\r\nnext", sought: "\n", before: "line\r"),
    Case(text: "abab", sought: "ab", before: ""), Case(text: "xyz", sought: "z", before: "xy"),
  ]

  @Test(arguments: cases) func `is found byte for byte`(_ example: Case) {
    let found = example.text.firstRange(of: example.sought)
    #expect(found.map { String(example.text[..<$0.lowerBound]) } == example.before)
    #expect(example.text.contains(example.sought) == (example.before != nil))
    // A part of a text counts from its own start.
    let part = "--\(example.text)--".dropFirst(2).dropLast(2)
    let inPart = part.firstRange(of: example.sought)
    #expect(inPart.map { String(part[..<$0.lowerBound]) } == example.before)
    #expect(inPart.map { String(part[$0]) } == example.before.map { _ in example.sought })
  }
}
