import Markdown
import Notation
@testable import Site
import SourceText
import Testing
import TraceModel

/// The offline index: what is written can be read back, and says what a naive index says.
@Suite struct `Search` {
  /// A small generator, so that a failure can be repeated.
  struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
  }

  static let vocabulary = [
    "retry", "budget", "rt-1", "REQ-OAGW-42", "straße", "日本", "naïve", "a", "ab", "abc", "abcd",
    "payment_retry", "x.y", "42", "émoji", "zz",
  ]

  /// Random pages, some of them with an id's spelling in their text.
  static func fixture(pages: Int, seed: UInt64) -> Fixture {
    var dice = Dice(state: seed)
    var fixture = Fixture()
    for number in 0..<pages {
      let title = (0..<2).map { _ in vocabulary[dice.roll(vocabulary.count)] }
      let body = (0..<dice.roll(12)).map { _ in vocabulary[dice.roll(vocabulary.count)] }
      let head = vocabulary[dice.roll(vocabulary.count)]
      fixture.pages["content/p\(number).md"] = Fixture.Page(
        stringLiteral:
          "# \(title.joined(separator: " "))\n\n## \(head)\n\n\(body.joined(separator: " "))\n")
    }
    return fixture
  }

  /// One file of the index, as the browser reads it: `kind`, `key`, value.
  static func read(_ text: String) throws -> [Node] {
    let inner = text.dropFirst("throughlineSearch(".utf8.count).dropLast(");\n".utf8.count)
    let parsed = JSONParser.parse(SourceFile(path: "search.js", text: "[\(inner)]"))
    #expect(parsed.diagnostics.isEmpty)
    guard case .sequence(let parts)? = parsed.root?.value, parts.count == 3 else {
      throw Unreadable(text: String(text.prefix(80)))
    }
    return parts
  }

  struct Unreadable: Error { let text: String }

  /// Words with documents and weights, as the shards give them.
  static func decoded(_ built: Fixture.Built) throws -> [String: [Int: Int]] {
    var words: [String: [Int: Int]] = [:]
    for entry in built.plan.entries where entry.path.hasPrefix("search/t-") {
      let parts = try read(built.text(entry.path))
      guard case .sequence(let rows) = parts[2].value else { throw Unreadable(text: entry.path) }
      for pair in stride(from: 0, to: rows.count, by: 2) {
        let word = rows[pair].plain ?? ""
        #expect(word.hasPrefix(parts[1].plain ?? "?"))
        #expect(words[word] == nil, "\(word) stands in one shard")
        guard case .sequence(let postings) = rows[pair + 1].value else { continue }
        var document = 0
        words[word] = [:]
        for posting in postings {
          let number = posting.plain.flatMap { Int($0) } ?? -1
          document += number >> 2
          words[word]?[document] = number & 3
        }
      }
    }
    return words
  }

  /// The same, from the terms of the pages.
  static func naive(_ fixture: Fixture) -> [String: [Int: Int]] {
    let (content, graph) = fixture.content()
    var words: [String: [Int: Int]] = [:]
    for (number, page) in content.pages.enumerated() {
      for term in page.document.terms.all {
        words[term.word, default: [:]][number] = Int(term.weight) + 1
      }
      _ = graph
    }
    return words
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `shards hold what a naive index holds`(seed: UInt64) throws {
    let fixture = Self.fixture(pages: 50, seed: seed)
    let found = try Self.decoded(fixture.build())
    let expected = Self.naive(fixture)
    #expect(found.keys.sorted() == expected.keys.sorted())
    for (word, documents) in expected { #expect(found[word] == documents, "\(word)") }
  }

  @Test func `words of most documents are left out and listed`() throws {
    var fixture = Fixture()
    for number in 0..<100 {
      fixture.pages["content/p\(number).md"] = Fixture.Page(
        stringLiteral: "# Common\n\nplain \(number)\n")
    }
    fixture.pages["content/rare.md"] = "# Rare\n"
    let built = fixture.build()
    let map = try Self.read(built.text("search/map.js"))[2]
    #expect(map["stop"].map(Self.texts) == ["common", "plain"])
    #expect(try Self.decoded(built)["rare"]?.count == 1)
    #expect(try Self.decoded(built)["common"] == nil)
  }

  static func texts(_ node: Node) -> [String] {
    guard case .sequence(let elements) = node.value else { return [] }
    return elements.compactMap(\.plain)
  }

  @Test func `the map lists every shard, and every file is there`() throws {
    let built = Fixture.whole.build()
    let map = try Self.read(built.text("search/map.js"))[2]
    for prefix in map["terms"].map(Self.texts) ?? [] {
      #expect(built["search/t-\(encodedPrefix(prefix)).js"] != nil, "\(prefix)")
    }
    for prefix in map["ids"].map(Self.texts) ?? [] {
      #expect(
        built[prefix.isEmpty ? "search/ids.js" : "search/ids-\(encodedPrefix(prefix)).js"] != nil)
    }
    let documents = map["documents"]?.plain.flatMap { Int($0) } ?? 0
    for chunk in 0..<((documents + 31) / 32) { #expect(built["search/d-\(chunk).js"] != nil) }
    #expect(built["search/d-\((documents + 31) / 32).js"] == nil)
  }

  @Test func `ids are sorted without regard to case and say where they lead`() throws {
    let built = Fixture.whole.build()
    let parts = try Self.read(built.text("search/ids.js"))
    guard case .sequence(let rows) = parts[2].value else { throw Unreadable(text: "search/ids.js") }
    let ids = rows.compactMap { Self.texts($0).first }
    #expect(
      ids == ids.sorted { $0.lowercased().utf8.lexicographicallyPrecedes($1.lowercased().utf8) })
    for row in rows.map(Self.texts) {
      #expect(row.count == 6)
      #expect(built[row[4]] != nil, "\(row[4])")
    }
    #expect(rows.map(Self.texts).contains { $0[0] == "B1" && $0[5] == "stock" })
  }

  struct Keys: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let keys: [String]
    let limit: Int
    let prefixes: [String]
  }

  static let splits = [
    Keys(testDescription: "few", keys: ["a", "b"], limit: 100, prefixes: ["a", "b"]),
    Keys(
      testDescription: "a group too large", keys: ["a", "ab", "ac", "b"], limit: 20,
      prefixes: ["a", "ab", "ac", "b"]),
    Keys(
      testDescription: "between code points, not bytes", keys: ["日本", "日木", "早い"], limit: 10,
      prefixes: ["日木", "日本", "早"]),
    Keys(testDescription: "one word larger than a shard", keys: ["x"], limit: 1, prefixes: ["x"]),
    Keys(testDescription: "nothing", keys: [], limit: 1, prefixes: []),
  ]

  @Test(arguments: splits) func `shards split between code points`(_ one: Keys) {
    let keys = one.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let shards = Shard.split(keys.map { ($0, 10) }, limit: one.limit, startingAt: 1)
    #expect(shards.map(\.prefix) == one.prefixes)
    #expect(shards.flatMap(\.rows) == Array(keys.indices))
    for shard in shards { #expect(shard.rows.allSatisfy { keys[$0].hasPrefix(shard.prefix) }) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `random keys lie in exactly one shard`(seed: UInt64)
  {
    var dice = Dice(state: seed)
    let letters = ["a", "b", "ß", "日", "-"]
    var keys = Set<String>()
    for _ in 0..<400 {
      keys.insert((0...dice.roll(8)).map { _ in letters[dice.roll(letters.count)] }.joined())
    }
    let sorted = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let shards = Shard.split(sorted.map { ($0, 30) }, limit: 300, startingAt: 1)
    #expect(shards.flatMap(\.rows) == Array(sorted.indices))
    #expect(Set(shards.map(\.prefix)).count == shards.count)
    // The browser asks for the longest listed prefix: it must be the shard that holds the word.
    for (number, key) in sorted.enumerated() {
      let longest = shards.filter { key.hasPrefix($0.prefix) }.max {
        $0.prefix.utf8.count < $1.prefix.utf8.count
      }
      #expect(longest?.rows.contains(number) == true, "\(key)")
    }
  }

  @Test func `file names are plain and tell prefixes apart`() {
    #expect(encodedPrefix("ab9") == "ab9")
    #expect(encodedPrefix("_a-") == "_5fa_2d")
    #expect(encodedPrefix("ß\n") == "_c3_9f_0a")
  }

  @Test(arguments: [
    ("short", "short"),
    (String(repeating: "word ", count: 40), String(repeating: "word ", count: 31) + "word…"),
    (String(repeating: "日", count: 60), String(repeating: "日", count: 53) + "…"),
    (String(repeating: "x", count: 161), String(repeating: "x", count: 160) + "…"),
  ])
  func `excerpts end at a word, or at a code point`(text: String, short: String) {
    #expect(shortened(text) == short)
  }
}
