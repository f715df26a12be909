import Notation
import SourceText
import Testing

@Suite struct NodeReadingTests {
  /// What one plain YAML scalar reads as.
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var kind: String
    var int: Int?
    var double: Double?
    var bool: Bool?
    var testDescription: String { text }

    init(_ text: String, _ kind: String, int: Int? = nil, double: Double? = nil, bool: Bool? = nil)
    {
      self.text = text
      self.kind = kind
      self.int = int
      self.double = double ?? int.map(Double.init)
      self.bool = bool
    }
  }

  @Test(arguments: [
    Case("7", "a number", int: 7), Case("-7", "a number", int: -7), Case("+7", "a number", int: 7),
    Case("010", "a number", int: 10), Case("0x1F", "a number", int: 31),
    Case("0o17", "a number", int: 15), Case("0x", "text"), Case("0o8", "text"),
    Case("9223372036854775807", "a number", int: .max),
    Case("9223372036854775808", "a number", double: 9223372036854775808),
    Case("99999999999999999999999999", "a number", double: 1e26),
    Case("0xffffffffffffffffffff", "a number"),
    Case("1e3", "a number", double: 1000), Case("1.5", "a number", double: 1.5),
    Case(".5", "a number", double: 0.5), Case("5.", "a number", double: 5),
    Case("-1.5E-1", "a number", double: -0.15), Case("1e999999", "a number"),
    Case(".", "text"), Case("e5", "text"), Case("1e", "text"), Case("1.2.3", "text"),
    Case("-", "text"), Case(".inf", "text"), Case("-.nan", "text"), Case("nan", "text"),
    Case("0x1p4", "text"), Case("1_000", "text"), Case("12:30:45", "text"),
    Case("true", "true or false", bool: true), Case("False", "true or false", bool: false),
    Case("NO", "text"), Case("yes", "text"), Case("on", "text"),
    Case("null", "nothing"), Case("~", "nothing"),
  ])
  func `plain text follows the core schema of YAML`(_ row: Case) throws {
    let node = try #require(
      YAMLParser.parse(SourceFile(path: "f", text: "[\(row.text)]")).root?.elements?.first)
    #expect(node.string == row.text && node.kindName == row.kind)
    #expect(node.int == row.int && node.double == row.double && node.bool == row.bool)
    #expect(node.isNull == (row.kind == "nothing"))
  }

  @Test(arguments: ["7", "true", "null", "1.5", ""])
  func `quoted text is text`(_ text: String) {
    let node = YAMLParser.parse(SourceFile(path: "f", text: "'\(text)'")).root
    #expect(node?.kindName == "text" && node?.string == text)
    #expect(node?.int == nil && node?.bool == nil && node?.double == nil && node?.isNull == false)
  }

  @Test func `entries are found by key`() {
    let root = JSONParser.parse(SourceFile(path: "f", text: #"{"a":{"b":[1]}}"#)).root
    #expect(root?["a"]?["b"]?.elements?.first?.int == 1)
    #expect(root?["x"] == nil && root?["a"]?["b"]?["c"] == nil)
    #expect(root?.entry("a")?.keySpan == Span(1, 4))
    #expect(root?.kindName == "a mapping" && root?["a"]?["b"]?.kindName == "a list")
    #expect(root?.string == nil && root?.elements == nil && root?["a"]?["b"]?.entries == nil)
  }
}
