extension Payload {
  /// A value as JSON, names of members in snake case; `nil` and `()` become no value.
  public init(_ value: some Encodable) throws {
    let encoder = PayloadEncoder()
    let tree = try encoder.tree(of: value)
    if case .null = tree { self = .null } else { self.init(json: tree.bytes) }
  }
}

/// The standard library's encoding, without Foundation, which no workflow may reach.
///
/// A class, because containers write into their parent after it has handed them out.
private final class PayloadEncoder: Encoder {
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any] = [:]
  let spellsKeys: Bool
  private var kind = Kind.single
  private var single = PayloadTree.object([])
  private var elements: [PayloadEncoder] = []
  private var members: [(key: String, value: PayloadEncoder)] = []

  private enum Kind { case single, list, object }

  init(_ path: [any CodingKey] = [], spellsKeys: Bool = true) {
    codingPath = path
    self.spellsKeys = spellsKeys
  }

  /// What was written; dictionaries have no order, so theirs is that of their keys.
  var tree: PayloadTree {
    switch kind {
    case .single: single
    case .list: .list(elements.map(\.tree))
    case .object:
      .object(
        (spellsKeys ? members : members.sorted { $0.key < $1.key }).map {
          ($0.key, $0.value.tree)
        })
    }
  }

  func tree(of value: some Encodable) throws -> PayloadTree {
    let inner = PayloadEncoder(codingPath, spellsKeys: !(value is any StringKeyed))
    try inner.write(plainOrCoded: value)
    return inner.tree
  }

  func set(_ tree: PayloadTree) { single = tree }

  func child(_ key: any CodingKey) -> PayloadEncoder {
    let inner = PayloadEncoder(codingPath + [key])
    members.append((spellsKeys ? snakeCase(key.stringValue) : key.stringValue, inner))
    return inner
  }

  func element() -> PayloadEncoder {
    elements.append(PayloadEncoder(codingPath))
    return elements[elements.count - 1]
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    kind = .object
    return KeyedEncodingContainer(Keyed<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    kind = .list
    return Unkeyed(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }
}

extension PayloadEncoder {
  /// A value inside another.
  func write(_ value: some Encodable) throws { set(try tree(of: value)) }

  /// What JSON has a word for, or else what the value says of itself.
  func write(plainOrCoded value: some Encodable) throws {
    switch value {
    case let value as Bool: set(.bool(value))
    case let value as String: set(.text(value))
    case let value as any FixedWidthInteger: set(.number("\(value)"))
    case let value as Double: set(try number(value))
    case let value as Float: set(try number(Double(value)))
    default: try value.encode(to: self)
    }
  }

  private func number(_ value: Double) throws -> PayloadTree {
    guard value.isFinite else {
      throw EncodingError.invalidValue(
        value, .init(codingPath: codingPath, debugDescription: "JSON has no \(value)"))
    }
    let whole = value == value.rounded() && abs(value) < 1e15
    return .number(whole ? "\(Int64(value)).0" : "\(value)")
  }
}

private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: PayloadEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }

  mutating func encodeNil(forKey key: Key) { encoder.child(key).set(.null) }
  mutating func encode(_ value: some Encodable, forKey key: Key) throws {
    try encoder.child(key).write(value)
  }
  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> { encoder.child(key).container(keyedBy: type) }
  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder.child(key).unkeyedContainer()
  }
  mutating func superEncoder() -> any Encoder { encoder.child(SuperKey()) }
  mutating func superEncoder(forKey key: Key) -> any Encoder { encoder.child(key) }
}

private struct SuperKey: CodingKey {
  var stringValue: String { "super" }
  var intValue: Int? { nil }
  init() {}
  init?(stringValue: String) {}
  init?(intValue: Int) { nil }
}

private struct Unkeyed: UnkeyedEncodingContainer {
  let encoder: PayloadEncoder
  private(set) var count = 0
  var codingPath: [any CodingKey] { encoder.codingPath }

  init(encoder: PayloadEncoder) { self.encoder = encoder }

  private mutating func next() -> PayloadEncoder {
    count += 1
    return encoder.element()
  }
  mutating func encodeNil() { next().set(.null) }
  mutating func encode(_ value: some Encodable) throws { try next().write(value) }
  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> { next().container(keyedBy: type) }
  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    next().unkeyedContainer()
  }
  mutating func superEncoder() -> any Encoder { next() }
}

private struct Single: SingleValueEncodingContainer {
  let encoder: PayloadEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }

  mutating func encodeNil() { encoder.set(.null) }
  mutating func encode(_ value: some Encodable) throws { try encoder.write(value) }
}
