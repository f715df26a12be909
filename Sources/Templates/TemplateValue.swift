public import SourceText

/// HTML that is already safe: made by a renderer of ours, never from input text alone.
public struct SafeHTML: Sendable {
  /// Appends the markup; may be called more than once.
  public let write: @Sendable (inout ByteBuffer) throws -> Void

  public init(_ write: @escaping @Sendable (inout ByteBuffer) throws -> Void) {
    self.write = write
  }

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
  public private(set) var names: [String]
  public private(set) var values: [TemplateValue]

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
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
  public init(nilLiteral: ()) { self = .null }
  public init(dictionaryLiteral elements: (String, TemplateValue)...) {
    var record = TemplateRecord()
    for (name, value) in elements { record[name] = value }
    self = .record(record)
  }
}
