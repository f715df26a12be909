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
  /// The names, in the order in which they were given.
  public private(set) var names: [String]
  /// The value of each name.
  public private(set) var values: [TemplateValue]

  /// The names and values of a literal; names are distinct.
  public init(dictionaryLiteral elements: (String, TemplateValue)...) {
    names = elements.map(\.0)
    values = elements.map(\.1)
  }

  /// The value of a name; `nil` when there is no such name.
  public subscript(_ name: String) -> TemplateValue? {
    get { names.firstIndex(of: name).map { values[$0] } }
    set {
      if let index = names.firstIndex(of: name) {
        values[index] = newValue ?? .null
      } else {
        names.append(name)
        values.append(newValue ?? .null)
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
  /// A record; of two values with one name the later wins.
  public init(dictionaryLiteral elements: (String, TemplateValue)...) {
    var record = TemplateRecord()
    for (name, value) in elements { record[name] = value }
    self = .record(record)
  }
}
