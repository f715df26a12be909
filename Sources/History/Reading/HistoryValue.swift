public import SourceText

/// One value of a document: a place on its tape.
public struct HistoryValue: Sendable {
  let document: HistoryDocument
  let index: Int

  init(_ document: HistoryDocument, _ index: Int) {
    self.document = document
    self.index = index
  }

  private var entry: TapeEntry { document.entries[index] }

  /// Its bytes in the document, quotes and brackets included.
  public var span: Span { Span(Int(entry.start), Int(entry.end)) }

  /// An object.
  public var isObject: Bool { entry.kind == .object }
  /// A list.
  public var isArray: Bool { entry.kind == .array }
  /// The text breaks inside it.
  public var isCut: Bool { entry.isCut }
  /// `null`.
  public var isNull: Bool { entry.kind == .null }
  /// A string in quotes.
  public var isText: Bool { entry.kind == .text || entry.kind == .escapedText }
  /// A number without quotes.
  public var isNumber: Bool { entry.kind == .number }

  /// The value of a key; `nil` when there is none, or when it is `null` or this is no object.
  ///
  /// - Complexity: linear in the members.
  public subscript(key: String) -> HistoryValue? {
    guard isObject else { return nil }
    var key = key
    guard let place = key.withUTF8({ place(of: $0) }) else { return nil }
    return document.entries[place].kind == .null ? nil : HistoryValue(document, place)
  }

  /// The place of a member; the last byte tells most keys apart, as many begin alike.
  private func place(of key: UnsafeBufferPointer<UInt8>) -> Int? {
    document.entries.withUnsafeBufferPointer { entries in
      document.bytes.withUnsafeBufferPointer { bytes in
        var place = index + 1
        let end = Int(entries[index].next)
        while place < end {
          let (from, to) = (Int(entries[place].keyStart), Int(entries[place].keyEnd))
          if to - from == key.count, key.isEmpty || bytes[to - 1] == key[key.count - 1],
            bytes[from..<to].elementsEqual(key)
          {
            return place
          }
          place = Int(entries[place].next)
        }
        return nil
      }
    }
  }

  /// Elements of a list, or values of an object, in file order.
  public var children: Children { Children(document, index + 1, Int(entry.next)) }

  /// Elements of a list; empty for anything else.
  public var elements: Children {
    isArray ? children : Children(document, index + 1, index + 1)
  }

  /// The key that it has in its object; empty for an element.
  public var key: String {
    let range = Int(entry.keyStart)..<Int(entry.keyEnd)
    return entry.hasEscapedKey
      ? unescaped(document.bytes[range]) : String(decoding: document.bytes[range], as: UTF8.self)
  }

  /// A string with escapes.
  var isEscaped: Bool { entry.kind == .escapedText }

  /// The text of a string; `nil` for anything else.
  public var text: String? {
    guard isText, entry.end > entry.start + 1 else { return nil }
    let content = document.bytes[Int(entry.start) + 1..<Int(entry.end) - 1]
    return entry.kind == .escapedText
      ? unescaped(content) : String(decoding: content, as: UTF8.self)
  }

  /// The bytes that a text says in base64; `nil` for anything else.
  public var base64: [UInt8]? {
    guard isText else { return nil }
    return decodedBase64(isEscaped ? Array((text ?? "").utf8)[...] : source.dropFirst().dropLast())
  }

  /// A whole number, in quotes or not, as both are in use.
  public var int: Int? {
    guard isText || isNumber else { return nil }
    var range = Int(entry.start)..<Int(entry.end)
    if isText, range.count > 1 { range = range.lowerBound + 1..<range.upperBound - 1 }
    return decimal(document.bytes[range])
  }

  /// `true` or `false`.
  public var bool: Bool? { entry.kind == .yes ? true : entry.kind == .no ? false : nil }

  /// The bytes of the value as they stand in the document.
  public var source: ArraySlice<UInt8> { document.bytes[Int(entry.start)..<Int(entry.end)] }

  /// What it is, for a message: `an object`, `a list`, `text`, ….
  public var kindName: String {
    switch entry.kind {
    case .object: "an object"
    case .array: "a list"
    case .text, .escapedText: "text"
    case .number: "a number"
    case .yes, .no: "true or false"
    case .null: "null"
    }
  }

  /// Values behind one another.
  public struct Children: Sequence, IteratorProtocol, Sendable {
    private let document: HistoryDocument
    private var place: Int
    private let end: Int

    init(_ document: HistoryDocument, _ place: Int, _ end: Int) {
      self.document = document
      self.place = place
      self.end = end
    }

    /// The next value.
    public mutating func next() -> HistoryValue? {
      guard place < end else { return nil }
      defer { place = Int(document.entries[place].next) }
      return HistoryValue(document, place)
    }

    /// Nothing is left.
    public var isEmpty: Bool { place >= end }
  }
}

/// A whole decimal number that fits.
private func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
  guard let first = digits.first, digits.count < 20 else { return nil }
  let isNegative = first == 0x2D
  var result = 0
  for byte in digits.dropFirst(isNegative ? 1 : 0) {
    guard (0x30...0x39).contains(byte) else { return nil }
    let (product, overflows) = result.multipliedReportingOverflow(by: 10)
    let (sum, overflowsAgain) = product.addingReportingOverflow(Int(byte) - 0x30)
    if overflows || overflowsAgain { return nil }
    result = sum
  }
  return digits.count == (isNegative ? 1 : 0) ? nil : isNegative ? -result : result
}
