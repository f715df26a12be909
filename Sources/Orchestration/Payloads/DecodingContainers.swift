import History

/// Members of an object under the names that the type gives them.
struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: PayloadDecoder
  /// By names as they are, escapes resolved; with members that are null, which `HistoryValue` hides.
  private let values: [String: HistoryValue]
  var codingPath: [any CodingKey] { decoder.codingPath }
  let allKeys: [Key]

  init(decoder: PayloadDecoder, object: HistoryValue) {
    self.decoder = decoder
    let members = object.children.map { ($0.key, $0) }
    values = Dictionary(members, uniquingKeysWith: { first, _ in first })
    allKeys = members.compactMap { name, _ in
      Key(stringValue: name) ?? (decoder.spellsKeys ? Key(stringValue: camelCase(name)) : nil)
    }
  }

  private func inner(_ key: any CodingKey) -> PayloadDecoder {
    let name = decoder.spellsKeys ? snakeCase(key.stringValue) : key.stringValue
    return PayloadDecoder(values[name] ?? values[key.stringValue], decoder.codingPath + [key])
  }

  private func found(_ key: any CodingKey) throws -> PayloadDecoder {
    let inner = inner(key)
    guard inner.value != nil else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "\(key.stringValue) is missing"))
    }
    return inner
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
  func superDecoder() throws -> any Decoder { try found(PathKey.inherited) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try found(key) }
}

/// Elements of a list, one behind another.
struct Elements: UnkeyedDecodingContainer {
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

  /// An element that does not fit stays the next one: a caller may try it as another type.
  private mutating func next<Result>(_ read: (PayloadDecoder) throws -> Result) throws -> Result {
    let path = codingPath + [PathKey.index(currentIndex)]
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        Any.self, .init(codingPath: path, debugDescription: "the list is at its end"))
    }
    let result = try read(PayloadDecoder(elements[currentIndex], path))
    currentIndex += 1
    return result
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex].isNull else { return false }
    currentIndex += 1
    return true
  }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try next { try $0.decode(type) }
  }
  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> { try next { try $0.container(keyedBy: type) } }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next { try $0.unkeyedContainer() }
  }
  mutating func superDecoder() throws -> any Decoder { try next { $0 } }
}

/// A value that is no container, or says itself what it is.
struct One: SingleValueDecodingContainer {
  let decoder: PayloadDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.isNull }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.decode(type) }
}
