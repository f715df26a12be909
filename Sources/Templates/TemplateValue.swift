public import SourceText

/// HTML that is already safe: made by a renderer of ours, never from input text alone.
public struct SafeHTML: Sendable {
  /// Appends the markup; may be called more than once.
  public let write: @Sendable (inout ByteBuffer) throws -> Void

  /// Markup that `write` appends.
  public init(_ write: @escaping @Sendable (inout ByteBuffer) throws -> Void) {
    self.write = write
  }

  /// Markup that is already there.
  public init(bytes: [UInt8]) { self.init { $0.append(bytes) } }
}

/// What a template can be given.
public enum TemplateValue: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// A number that is no whole one, as it is written in JSON: `0.1`.
  case decimal(String)
  case string(String)
  /// A relative or http(s) URL that we made: may stand in `href` and `src`.
  case url(String)
  case html(SafeHTML)
  case list([TemplateValue])
  case record(TemplateRecord)
}

/// Named values, in a fixed order.
///
/// A handful of names, looked up by a linear scan: quicker than hashing at this size.
public struct TemplateRecord: Sendable, ExpressibleByDictionaryLiteral {
  /// Names with their values, in the order in which they were given; names are distinct.
  public private(set) var members: [(String, TemplateValue)]

  /// The names and values of a literal; names are distinct.
  public init(dictionaryLiteral elements: (String, TemplateValue)...) { members = elements }

  /// The names and values of an array; names are distinct.
  init(_ members: [(String, TemplateValue)]) { self.members = members }

  /// Adds the members of another record, whose names are not in this one.
  public mutating func append(_ other: TemplateRecord) {
    members.append(contentsOf: other.members)
  }

  /// The names, in order.
  public var names: [String] { members.map { $0.0 } }

  /// The values, in the order of the names.
  public var values: [TemplateValue] { members.map { $0.1 } }

  /// The value of a name; `nil` when there is no such name.
  public subscript(_ name: String) -> TemplateValue? {
    get { members.first { $0.0 == name }?.1 }
    set {
      if let index = members.firstIndex(where: { $0.0 == name }) {
        members[index].1 = newValue ?? .null
      } else {
        members.append((name, newValue ?? .null))
      }
    }
  }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByNilLiteral,
  ExpressibleByDictionaryLiteral
{
  /// Text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A number.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A list.
  public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
  /// Null, which prints nothing.
  public init(nilLiteral: ()) { self = .null }
  /// A record; names are distinct.
  public init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self = .record(TemplateRecord(elements))
  }
}
