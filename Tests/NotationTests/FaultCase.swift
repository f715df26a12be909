import Notation
import SourceText
import TestSupport
import Testing

/// An input with ① ② … where diagnostics point, and what they say, in order of place.
struct FaultCase: Sendable, CustomTestStringConvertible {
  var id: String
  var input: String
  var expected: [String]
  var testDescription: String { id }

  init(_ id: String, _ input: String, _ expected: String...) {
    self.id = id
    self.input = input
    self.expected = expected
  }
}

/// Compares rules, summaries and places; `expected` lines are `rule: summary`.
func expectFaults(
  _ row: FaultCase, sourceLocation: SourceLocation = #_sourceLocation,
  parse: (SourceFile) -> ParsedNotation
) {
  let marked = MarkedText(row.input)
  let parsed = parse(SourceFile(path: "f", text: marked.text))
  let found = parsed.diagnostics.sorted()
  #expect(
    found.map { "\($0.rule.id): \($0.summary)" } == row.expected, sourceLocation: sourceLocation)
  #expect(
    found.map { Int($0.range.span.start) } == marked.offsets, sourceLocation: sourceLocation)
  #expect(found.allSatisfy { $0.range.line > 0 }, sourceLocation: sourceLocation)
}
