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
  /// Elements of one entry of what has no order of its own; `nil` for what has one.
  private let entryLength: Int?
  private var kind = Kind.single
  private var single = PayloadTree.object([])
  private var elements: [PayloadEncoder] = []
  private var members: [(key: String, value: PayloadEncoder)] = []
  /// What cannot be written, found where nothing can be thrown.
  private var fault: EncodingError?

  private enum Kind { case single, list, object }

  init(_ path: [any CodingKey] = [], entryLength: Int? = nil) {
    codingPath = path
    self.entryLength = entryLength
  }

  /// What was written; what has no order gets that of its text.
  var tree: PayloadTree {
    switch kind {
    case .single: single
    case .list: .list(ordered(elements.map(\.tree)))
    case .object:
      .object(
        (entryLength == nil ? members : members.sorted { $0.key < $1.key }).map {
          ($0.key, $0.value.tree)
        })
    }
  }

  private func ordered(_ elements: [PayloadTree]) -> [PayloadTree] {
    guard let length = entryLength else { return elements }
    let entries = stride(from: 0, to: elements.count, by: length).map { start in
      elements[start..<min(start + length, elements.count)].map { (text: $0.bytes, tree: $0) }
    }
    return entries.sorted { $0[0].text.lexicographicallyPrecedes($1[0].text) }
      .flatMap { $0.map(\.tree) }
  }

  /// Readers give up at 128 levels, and a value that nobody can read is as good as lost.
  private static let depthLimit = 120

  func tree(of value: some Encodable) throws -> PayloadTree {
    guard codingPath.count <= Self.depthLimit else {
      throw invalid(value, "deeper than \(Self.depthLimit) levels")
    }
    let inner = PayloadEncoder(
      codingPath, entryLength: (value as? any Unordered).map { type(of: $0).entryLength })
    try inner.write(plainOrCoded: value)
    if let fault = inner.fault { throw fault }
    return inner.tree
  }

  func set(_ tree: PayloadTree) { single = tree }

  func child(_ key: any CodingKey) -> PayloadEncoder {
    let inner = PayloadEncoder(codingPath + [key])
    let name = entryLength == nil ? snakeCase(key.stringValue) : key.stringValue
    members.append((name, inner))
    if name.utf8.contains(0) { fault = fault ?? invalid(name, "no key may hold U+0000") }
    return inner
  }

  func element() -> PayloadEncoder {
    elements.append(PayloadEncoder(codingPath + [PathKey.index(elements.count)]))
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
    guard value.isFinite else { throw invalid(value, "JSON has no \(value)") }
    return .number("\(value)")
  }

  private func invalid(_ value: Any, _ reason: String) -> EncodingError {
    .invalidValue(value, .init(codingPath: codingPath, debugDescription: reason))
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
  mutating func superEncoder() -> any Encoder { encoder.child(PathKey.inherited) }
  mutating func superEncoder(forKey key: Key) -> any Encoder { encoder.child(key) }
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
