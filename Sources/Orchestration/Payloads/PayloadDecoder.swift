import History

extension Payload {
  /// The value of a payload; throws `DecodingError` with the path of what does not fit.
  public func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    switch encoding {
    case "json/plain":
      let document = HistoryDocument(json: data)
      guard document.fault == nil, let root = document.root else {
        throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "no JSON"))
      }
      return try PayloadDecoder(root).decode(type)
    case "binary/null":
      let document = HistoryDocument(json: Array("null".utf8))
      return try PayloadDecoder(document.root).decode(type)
    default:
      throw DecodingError.dataCorrupted(
        .init(codingPath: [], debugDescription: "a payload in \(encoding)"))
    }
  }
}

extension [Payload] {
  /// The value of the first payload; none at all stands for no value.
  public func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    try (first ?? .null).decoded(as: type)
  }
}

/// The standard library's decoding over a tape; `nil` stands for a member that is missing.
private struct PayloadDecoder: Decoder {
  let value: HistoryValue?
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any] = [:]
  var spellsKeys = true

  init(_ value: HistoryValue?, _ path: [any CodingKey] = []) {
    self.value = value
    codingPath = path
  }

  var isNull: Bool { value?.isNull ?? true }

  func mismatch(_ type: Any.Type) -> DecodingError {
    let found = value?.kindName ?? "nothing"
    return .typeMismatch(
      type, .init(codingPath: codingPath, debugDescription: "expected \(type), found \(found)"))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let value, value.isObject else { throw mismatch([String: String].self) }
    return KeyedDecodingContainer(Members<Key>(decoder: self, object: value))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let value, value.isArray else { throw mismatch([String].self) }
    return Elements(decoder: self, elements: Array(value.elements))
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { One(decoder: self) }

  /// Every kind of value that is not a container goes through here.
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let found = plain(type) { return found }
    if type == Bool.self || type == String.self || type is any FixedWidthInteger.Type
      || type is any BinaryFloatingPoint.Type
    {
      throw mismatch(type)
    }
    var inner = self
    inner.spellsKeys = !(type is any StringKeyed.Type)
    return try Value(from: inner)
  }

  private func plain<Value>(_ type: Value.Type) -> Value? {
    guard let value else { return nil }
    if type == Bool.self { return value.bool as? Value }
    if type == String.self { return value.text as? Value }
    if type == Double.self { return value.double as? Value }
    if type == Float.self { return value.double.map { Float($0) } as? Value }
    if let type = type as? any FixedWidthInteger.Type {
      return value.isNumber ? value.whole(type) as? Value : nil
    }
    return nil
  }
}

extension HistoryValue {
  fileprivate func whole<Whole: FixedWidthInteger>(_ type: Whole.Type) -> Whole? {
    if let int { return Whole(exactly: int) }
    // `3.0` is 3 to everybody who writes JSON by hand.
    return double.flatMap { Whole(exactly: $0) }
  }

  fileprivate var double: Double? {
    isNumber ? Double(String(decoding: source, as: UTF8.self)) : nil
  }
}

private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: PayloadDecoder
  let object: HistoryValue
  var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { object.children.compactMap { Key(stringValue: $0.key) } }

  private func inner(_ key: any CodingKey) -> PayloadDecoder {
    let name = decoder.spellsKeys ? snakeCase(key.stringValue) : key.stringValue
    return PayloadDecoder(
      object[name] ?? object[key.stringValue], decoder.codingPath + [key])
  }
  private func found(_ key: Key) throws -> PayloadDecoder {
    guard contains(key) else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "\(key.stringValue) is missing"))
    }
    return inner(key)
  }
  func contains(_ key: Key) -> Bool { inner(key).value != nil }
  func decodeNil(forKey key: Key) throws -> Bool { inner(key).isNull }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try found(key).decode(type)
  }
  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> { try found(key).container(keyedBy: type) }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try found(key).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { try found(key) }
}

private struct Elements: UnkeyedDecodingContainer {
  let decoder: PayloadDecoder
  let elements: [HistoryValue]
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  init(decoder: PayloadDecoder, elements: [HistoryValue]) {
    self.decoder = decoder
    self.elements = elements
  }

  private mutating func next() throws -> PayloadDecoder {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        Any.self, .init(codingPath: codingPath, debugDescription: "the list is at its end"))
    }
    defer { currentIndex += 1 }
    return PayloadDecoder(elements[currentIndex], codingPath)
  }
  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex].isNull else { return false }
    currentIndex += 1
    return true
  }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try next().decode(type)
  }
  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder { try next() }
}

private struct One: SingleValueDecodingContainer {
  let decoder: PayloadDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.isNull }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.decode(type) }
}
