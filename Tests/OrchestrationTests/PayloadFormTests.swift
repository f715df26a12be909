import History
import SourceText
import Testing

@testable import Orchestration

/// No value, lists without elements, classes; and what histories hold.
@Suite struct `Forms of payloads` {
  @Test func `no value`() throws {
    #expect(try Payload(Nothing()) == .null)
    #expect(try Payload(Int?.none) == .null)
    #expect(try Payload.null.decoded(as: Int?.self) == nil)
    #expect(try [Payload]().decoded(as: Int?.self) == nil)
    #expect(try [Payload.null].decoded(as: [String: Int].self).isEmpty)
    _ = try Payload.null.decoded(as: Nothing.self)
    _ = try [Payload]().decoded(as: Nothing.self)
    #expect(try [Payload]().decoded(as: String?.self) == nil)
    #expect(throws: DecodingError.self) { try [Payload]().decoded(as: String.self) }
  }

  @Test func `no value among others`() throws {
    struct Holder: Codable { let nothing: Nothing, list: [Int?], map: [String: Int?] }
    let holder = Holder(nothing: Nothing(), list: [1, nil, 3], map: ["a": nil, "b": 2])
    let payload = try Payload(holder)
    #expect(
      String(decoding: payload.data, as: UTF8.self)
        == #"{"nothing":null,"list":[1,null,3],"map":{"a":null,"b":2}}"#)
    let read = try payload.decoded(as: Holder.self)
    #expect(read.list == [1, nil, 3])
    #expect(read.map == ["a": nil, "b": 2])
  }

  @Test func `empty lists and objects`() throws {
    struct Empty: Codable {}
    #expect(try Payload([Int]()) == Payload(json: Array("[]".utf8)))
    #expect(try Payload([String: Int]()) == Payload(json: Array("{}".utf8)))
    #expect(try Payload(Empty()) == Payload(json: Array("{}".utf8)))
    #expect(try Payload([[Int]()]).decoded(as: [[Int]].self) == [[]])
    #expect(try Payload(Bool?.some(true)).decoded(as: Bool?.self) == true)
  }

  class Base: Codable { var first = 1 }
  final class Derived: Base {
    var second = 2
    private enum CodingKeys: CodingKey { case second }

    override init() { super.init() }
    required init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      second = try container.decode(Int.self, forKey: .second)
      try super.init(from: container.superDecoder())
    }
    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(second, forKey: .second)
      try super.encode(to: container.superEncoder())
    }
  }

  @Test func `a class and what it inherits`() throws {
    let value = Derived()
    (value.first, value.second) = (10, 20)
    let payload = try Payload(value)
    #expect(String(decoding: payload.data, as: UTF8.self) == #"{"second":20,"super":{"first":10}}"#)
    let read = try payload.decoded(as: Derived.self)
    #expect((read.first, read.second) == (10, 20))
  }

  @Test func `other programs' forms are read`() throws {
    let events = try eventsOf(
      #"{"eventId":1,"eventType":"WorkflowExecutionSignaled","#
        + #""workflowExecutionSignaledEventAttributes":{"input":{"payloads":["#
        + #"{"metadata":{"encoding":"anNvbi9wbGFpbg=="},"data":"WzEsMi4wLDNlMF0="},"#
        + #"{"metadata":{"encoding":"YmluYXJ5L251bGw="}},"#
        + #"{"metadata":{"encoding":"YmluYXJ5L2VuY3J5cHRlZA=="},"data":"AAE="}]}}}"#)
    let payloads = Payload.list(events[0]["input"])
    #expect(payloads.count == 3)
    #expect(try payloads.decoded(as: [Int].self) == [1, 2, 3])
    #expect(payloads[1] == .null)
    #expect(payloads[2] == Payload(encoding: "binary/encrypted", data: [0, 1]))
    #expect(throws: DecodingError.self) { try payloads[2].decoded(as: String.self) }
  }

  @Test(arguments: [
    Payload.null, Payload(json: Array(#"{"a":1}"#.utf8)),
    Payload(encoding: "binary/plain", data: [0, 255]), Payload(encoding: "x", data: []),
  ])
  func `a payload survives its way through a history`(_ payload: Payload) throws {
    var json = JSONWriter()
    json.object { json in
      json.member("eventId", 1)
      json.object("workflowExecutionSignaledEventAttributes") { $0.payloads("input", [payload]) }
    }
    let events = try eventsOf(String(decoding: json.buffer.bytes, as: UTF8.self))
    #expect(Payload.list(events[0]["input"]) == [payload])
  }
}
