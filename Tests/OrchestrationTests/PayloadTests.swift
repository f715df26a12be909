import History
import Testing

@testable import Orchestration

/// Values to payloads and back, and how they look in between.
@Suite struct `Payloads` {
  struct Design: Codable, Hashable {
    var moduleName = "oagw"
    var prNumber: Int?
    var parts: [Part] = []
    var byID: [String: Part] = [:]
    var kind = Kind.firstDraft

    struct Part: Codable, Hashable { var sizeKB: Double }
    enum Kind: String, Codable { case firstDraft, last = "LAST" }
  }

  enum Step: Codable, Hashable {
    case waitFor(activityName: String, Int)
    case done
  }

  static func json(_ value: some Encodable) throws -> String {
    String(decoding: try Payload(value).data, as: UTF8.self)
  }

  @Test func `names of members are in snake case, keys and values as they are`() throws {
    let design = Design(prNumber: 7, parts: [.init(sizeKB: 1.5)], byID: ["bKey": .init(sizeKB: 2)])
    let text =
      #"{"module_name":"oagw","pr_number":7,"parts":[{"size_kb":1.5}],"#
      + #""by_id":{"bKey":{"size_kb":2.0}},"kind":"firstDraft"}"#
    #expect(try Self.json(design) == text)
    #expect(try Payload(design).decoded(as: Design.self) == design)
  }

  @Test func `members that are left out or null are nil`() throws {
    #expect(
      try Self.json(Design())
        == #"{"module_name":"oagw","parts":[],"by_id":{},"kind":"firstDraft"}"#)
    #expect(try Payload(Design()).decoded(as: Design.self) == Design())
    let null = Payload(
      json: Array(
        #"{"moduleName":"oagw","pr_number":null,"parts":[],"byID":{},"kind":"firstDraft"}"#.utf8))
    #expect(try null.decoded(as: Design.self) == Design())
  }

  @Test func `cases with values keep their names`() throws {
    let step = Step.waitFor(activityName: "x", 3)
    #expect(try Self.json(step) == #"{"wait_for":{"activity_name":"x","_1":3}}"#)
    #expect(try Payload([step, .done]).decoded(as: [Step].self) == [step, .done])
  }

  @Test func `what has no order is written in one`() throws {
    let keys = (0..<40).map { "k\($0)" }
    let sorted = keys.sorted().map { #""\#($0)":1"# }.joined(separator: ",")
    #expect(try Self.json(Dictionary(uniqueKeysWithValues: keys.map { ($0, 1) })) == "{\(sorted)}")
    let numbers = Dictionary(uniqueKeysWithValues: (10..<40).map { ($0, true) })
    #expect(
      try Self.json(numbers) == "{\((10..<40).map { #""\#($0)":true"# }.joined(separator: ","))}")
    #expect(try Payload(numbers).decoded(as: [Int: Bool].self) == numbers)
    #expect(
      try Self.json(Set(10..<40)) == "[\((10..<40).map { "\($0)" }.joined(separator: ","))]")
    let pairs: [Design.Part: Int] = [.init(sizeKB: 2): 1, .init(sizeKB: 1): 2, .init(sizeKB: 3): 0]
    #expect(
      try Self.json(pairs) == #"[{"size_kb":1.0},2,{"size_kb":2.0},1,{"size_kb":3.0},0]"#)
    #expect(try Payload(pairs).decoded(as: [Design.Part: Int].self) == pairs)
  }

  @Test(arguments: [
    "", "text", "\u{0}", "a\u{0}b\\u0000\u{0}", "\\\u{0}", "\u{1}\u{1F}\u{7F}\u{85}", "\"\\/",
    "</script>&", "\u{2028}\u{202E}", "é", "e\u{301}", "🇩🇪👩‍👩‍👧", "\u{FFFD}", "\r\n",
  ])
  func `every text survives`(text: String) throws {
    let read = try Payload(["k": text]).decoded(as: [String: String].self)["k"]
    #expect(read.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
  }

  @Test(arguments: ["", "a\"b", "<k>", "camelCase", "snake_case", "a\nb", "é", "\u{202E}"])
  func `every key survives`(key: String) throws {
    #expect(
      try Payload([key: [key: 1]]).decoded(as: [String: [String: Int]].self) == [key: [key: 1]])
  }

  @Test(arguments: [
    0, -0.0, 0.1, 1, 1e15, 1e16, -1e300, Double.leastNonzeroMagnitude, .greatestFiniteMagnitude,
    123_456_789.5,
  ])
  func `every double survives`(value: Double) throws {
    #expect(try Payload([value]).decoded(as: [Double].self).map(\.bitPattern) == [value.bitPattern])
  }

  @Test func `whole numbers survive to their limits`() throws {
    #expect(try Payload([Int64.min, .max]).decoded(as: [Int64].self) == [.min, .max])
    #expect(try Payload([UInt64.min, .max]).decoded(as: [UInt64].self) == [.min, .max])
    #expect(try Payload(UInt64.max / 2 + 2).decoded(as: UInt64.self) == .max / 2 + 2)
    #expect(try Payload([UInt8.max, 0]).decoded(as: [UInt8].self) == [255, 0])
    #expect(try Payload(Float(0.1)).decoded(as: Float.self) == 0.1)
  }
}
