import Notation
import SourceText

/// A value of an instance, as JSON has them; members keep their order.
public indirect enum InstanceValue: Sendable, Hashable {
  case null
  case truth(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([InstanceValue])
  case record([Member])

  /// One member of a record.
  public struct Member: Sendable, Hashable {
    /// As written.
    public var name: String
    /// What stands behind it.
    public var value: InstanceValue
  }

  /// A value of a specification, typed as YAML's core schema says.
  init(_ node: Node) {
    if let members = node.entries {
      self = .record(members.map { Member(name: $0.key, value: Self($0.value)) })
    } else if let elements = node.elements {
      self = .list(elements.map(Self.init))
    } else if node.isNull {
      self = .null
    } else if let truth = node.bool {
      self = .truth(truth)
    } else if let integer = node.int {
      self = .integer(integer)
    } else if let number = node.double {
      self = .number(number)
    } else {
      self = .text(node.string ?? "")
    }
  }

  /// A record of members in their order.
  static func members(_ members: [(String, InstanceValue)]) -> InstanceValue {
    .record(members.map { Member(name: $0.0, value: $0.1) })
  }

  /// The document, with two spaces a level and a line end behind it.
  func document() -> [UInt8] {
    var json = JSONWriter(indentation: 2)
    write(into: &json, as: nil)
    return json.buffer.bytes + [0x0A]
  }

  private func write(into json: inout JSONWriter, as key: String?) {
    switch self {
    case .list(let elements):
      let body = { (json: inout JSONWriter) in
        for element in elements { element.write(into: &json, as: nil) }
      }
      if let key { json.array(key, body) } else { json.array(body) }
    case .record(let members):
      let body = { (json: inout JSONWriter) in
        for member in members { member.value.write(into: &json, as: member.name) }
      }
      if let key { json.object(key, body) } else { json.object(body) }
    default: writeScalar(into: &json, as: key)
    }
  }

  private func writeScalar(into json: inout JSONWriter, as key: String?) {
    switch self {
    case .text(let text):
      if let key { json.member(key, text) } else { json.element(text) }
    case .integer(let value): json.literal(String(value), as: key)
    case .number(let value): json.literal("\(value)", as: key)
    case .truth(let value): json.literal(value ? "true" : "false", as: key)
    default: json.literal("null", as: key)
    }
  }
}
