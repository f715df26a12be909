import History
import Testing

@testable import Orchestration

/// What cannot be read or written, and where.
@Suite struct `Faults of payloads` {
  struct Order: Codable {
    var lineItems: [Item]
    struct Item: Codable {
      var count: Int8
      var price: Double?
    }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let path: String
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case(text: "7", path: ""),
    Case(text: #"{"x":1}"#, path: "missing lineItems"),
    Case(text: #"{"line_items":null}"#, path: "lineItems"),
    Case(text: #"{"line_items":{}}"#, path: "lineItems"),
    Case(text: #"{"line_items":[{"count":1},[]]}"#, path: "lineItems.1"),
    Case(text: #"{"line_items":[{"count":1},{}]}"#, path: "lineItems.1 missing count"),
    Case(text: #"{"line_items":[{"count":"1"}]}"#, path: "lineItems.0.count"),
    Case(text: #"{"line_items":[{"count":128}]}"#, path: "lineItems.0.count"),
    Case(text: #"{"line_items":[{"count":1.5}]}"#, path: "lineItems.0.count"),
    Case(text: #"{"line_items":[{"count":true}]}"#, path: "lineItems.0.count"),
    Case(text: #"{"line_items":[{"count":1,"price":1e400}]}"#, path: "lineItems.0.price"),
    Case(text: #"{"line_items":["#, path: ""),
    Case(text: "", path: ""),
  ])
  func `the place of what does not fit is named`(_ row: Case) {
    #expect(place { try Payload(json: Array(row.text.utf8)).decoded(as: Order.self) } == row.path)
  }

  @Test(arguments: ["18446744073709551616", "-1", "9007199254740993.0", "1e30"])
  func `no number is rounded in silence`(digits: String) {
    #expect(throws: DecodingError.self) {
      try Payload(json: Array(digits.utf8)).decoded(as: UInt64.self)
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `JSON has no word for it`(value: Double) {
    #expect(throws: EncodingError.self) { try Payload(["k": value]) }
  }

  @Test func `a key that would be changed is refused`() {
    #expect(throws: EncodingError.self) { try Payload(["a\u{0}": 1]) }
  }

  indirect enum Nest: Codable {
    case end
    case nest([Nest])

    static func of(depth: Int) -> Nest { (0..<depth).reduce(.end) { nest, _ in .nest([nest]) } }
  }

  @Test func `what is too deep to be read is not written`() throws {
    // Three levels each: the case, its value, the list.
    let deep = try Payload(Nest.of(depth: 38))
    #expect(try Payload(deep.decoded(as: Nest.self)) == deep)
    #expect(throws: EncodingError.self) { try Payload(Nest.of(depth: 45)) }
    #expect((try? Payload(Nest.of(depth: 2_000))) == nil)
  }

  @Test func `a union tries its next case`() throws {
    enum Either: Decodable, Equatable {
      case number(Int)
      case text(String)
      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        if let number = try? list.decode(Int.self) { self = .number(number); return }
        self = .text(try list.decode(String.self))
      }
    }
    let payload = Payload(json: Array(#"[["a"],[1]]"#.utf8))
    #expect(try payload.decoded(as: [Either].self) == [.text("a"), .number(1)])
  }

  private func place<Value>(_ body: () throws -> Value) -> String? {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
        .joined(separator: ".")
    }
    do { _ = try body() } catch DecodingError.keyNotFound(let key, let context) {
      return [path(context), "missing", key.stringValue].filter { !$0.isEmpty }
        .joined(separator: " ")
    } catch DecodingError.typeMismatch(_, let context),
      DecodingError.valueNotFound(_, let context), DecodingError.dataCorrupted(let context)
    {
      return path(context)
    } catch { return "\(error)" }
    return nil
  }
}
