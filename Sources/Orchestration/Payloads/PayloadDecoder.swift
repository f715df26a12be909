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
  /// The value of the first payload. None at all stands for no value, and where that will not do for
  /// one without members: whoever approves without a note need not say `{}`.
  public func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    let given = first ?? .null
    guard given == .null else { return try given.decoded(as: type) }
    if let value = try? given.decoded(as: type) { return value }
    return try Payload(json: [UInt8]("{}".utf8)).decoded(as: type)
  }
}

/// The standard library's decoding over a tape; `nil` stands for a member that is missing.
struct PayloadDecoder: Decoder {
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
    inner.spellsKeys = !(type is any Unordered.Type)
    return try Value(from: inner)
  }

  private func plain<Value>(_ type: Value.Type) -> Value? {
    guard let value else { return nil }
    if type == Bool.self { return value.bool as? Value }
    if type == String.self { return value.exactText as? Value }
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
    if let exact = Whole(String(decoding: source, as: UTF8.self)) { return exact }
    // `3.0` is 3 to everybody who writes JSON by hand; beyond 53 bits it might be another number.
    guard let double, abs(double) < 0x1p53 else { return nil }
    return Whole(exactly: double)
  }

  fileprivate var double: Double? {
    guard isNumber else { return nil }
    return Double(String(decoding: source, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
  }

  /// The text of a string with every U+0000, which histories otherwise show as U+FFFD.
  fileprivate var exactText: String? {
    guard let text, text.utf8.contains(0xEF) else { return self.text }
    let parts = source.dropFirst().dropLast().splitAtNullEscapes()
    guard parts.count > 1 else { return text }
    return parts.map { HistoryDocument(json: [0x22] + $0 + [0x22]).root?.text ?? "" }
      .joined(separator: "\0")
  }
}

extension ArraySlice<UInt8> {
  /// The escaped text between its escapes of U+0000.
  fileprivate func splitAtNullEscapes() -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var (start, index) = (startIndex, startIndex)
    while index < endIndex {
      guard self[index] == 0x5C else { index += 1; continue }
      if self[index...].starts(with: "\\u0000".utf8) {
        parts.append(self[start..<index])
        start = index + 6
        index = start
      } else {
        index += 2
      }
    }
    return parts + [self[start...]]
  }
}
