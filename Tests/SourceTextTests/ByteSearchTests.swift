import SourceText
import Testing

struct ByteSearchTests {
  struct Case: Sendable {
    var text: String
    var range: Range<Int>
    var offset: Int?
  }

  @Test(arguments: [
    Case(text: "needle", range: 0..<6, offset: 0),
    Case(text: "a needle", range: 0..<8, offset: 2),
    Case(text: "a needle", range: 3..<8, offset: nil),
    Case(text: "a needle", range: 0..<7, offset: nil),
    Case(text: "neneedle", range: 0..<8, offset: 2),
    Case(text: "", range: 0..<0, offset: nil),
    Case(text: "need", range: 0..<400, offset: nil),
  ])
  func `a text is found within its range alone`(_ test: Case) {
    #expect(Array(test.text.utf8).offset(of: "needle", in: test.range) == test.offset)
  }

  @Test func `a limit cuts what is looked at`() {
    let bytes = Array("12345 key: 1".utf8)
    #expect(bytes.holds("key"))
    #expect(!bytes.holds("key", inFirst: 8))
    #expect(bytes.holds("key", inFirst: 9))
    #expect(!bytes.holds(""))
  }

  @Test(arguments: ["key: 1", "other: 2\nkey: 1", "a key: 1\nkey: 2", "a\r\nkey:"])
  func `a key begins a line`(_ text: String) {
    #expect(Array(text.utf8).holdsLine(startingWith: "key:"))
  }

  @Test(arguments: ["", " key: 1", "akey: 1\n key:", "key"])
  func `a key within a line begins none`(_ text: String) {
    #expect(!Array(text.utf8).holdsLine(startingWith: "key:"))
  }
}
