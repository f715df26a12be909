import SourceText

extension HistoryValue {
  /// The value as JSON on one line, payloads decoded, secrets taken out, at most about `limit`
  /// bytes; what is left out is an ellipsis.
  public func shown(limit: Int = 2_000) -> String {
    document.entries.withUnsafeBufferPointer { entries in
      document.bytes.withUnsafeBufferPointer { bytes in
        var writer = ShownText(document, entries, bytes, limit: limit)
        writer.write(index)
        return cut(String(decoding: writer.text, as: UTF8.self), to: limit)
      }
    }
  }

  /// The text of a string without secrets, at most `limit` bytes; `nil` for anything else.
  public func shownText(limit: Int = 2_000) -> String? {
    // A secret must not lose its end, by which it is known, before it is looked for.
    guard isText, let text else { return nil }
    return cut(Secrets.removed(from: cut(text, to: limit + 16_384)), to: limit)
  }
}

/// Writes a value for readers until there is enough of it.
///
/// Walks over the tape itself: a page of events asks this for thousands of values.
struct ShownText {
  private(set) var text: [UInt8] = []
  private let document: HistoryDocument
  private let entries: UnsafeBufferPointer<TapeEntry>
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limit: Int

  init(
    _ document: HistoryDocument, _ entries: UnsafeBufferPointer<TapeEntry>,
    _ bytes: UnsafeBufferPointer<UInt8>, limit: Int
  ) {
    self.document = document
    self.entries = entries
    self.bytes = bytes
    self.limit = limit
    text.reserveCapacity(min(limit, 1_000))
  }

  private var isFull: Bool { text.count > limit }

  mutating func write(_ index: Int) {
    guard !isFull else { return }
    let entry = entries[index]
    switch entry.kind {
    case .object: isPayload(index) ? write(payload: index) : write(object: index)
    case .array: write(array: index)
    case .text, .escapedText: write(string: index)
    default: text.append(contentsOf: bytes[range(entry)].prefix(64))
    }
  }

  private func range(_ entry: TapeEntry) -> Range<Int> { Int(entry.start)..<Int(entry.end) }

  private func key(_ entry: TapeEntry) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[Int(entry.keyStart)..<Int(entry.keyEnd)])
  }

  /// Only objects that begin like one are looked at closely.
  private func isPayload(_ index: Int) -> Bool {
    guard index + 1 < Int(entries[index].next) else { return false }
    let first = entries[index + 1]
    let length = Int(first.keyEnd - first.keyStart)
    let mayBe =
      (length == 4 || length == 8 || length == 16)
      && "mde".utf8.contains(bytes[Int(first.keyStart)])
    return mayBe && HistoryValue(document, index).isPayload
  }

  private mutating func write(payload index: Int) {
    let payload = HistoryValue(document, index).payload(max(0, limit - text.count))
    if !payload.isDecoded { text.append(0x3C) }
    text.append(contentsOf: payload.text.utf8)
    if !payload.isDecoded { text.append(0x3E) }
  }

  private mutating func write(object index: Int) {
    var place = index + 1
    let end = Int(entries[index].next)
    text.append(0x7B)
    while place < end, !isFull {
      if place > index + 1 { separate() }
      write(member: place)
      place = Int(entries[place].next)
    }
    text.append(0x7D)
  }

  private mutating func write(member index: Int) {
    let entry = entries[index]
    write(keyOf: index)
    text.append(0x3A)
    text.append(0x20)
    switch entry.kind {
    case .null, .yes, .no: write(index)
    default:
      // An escape in a key could hide what it says.
      let isSecret =
        entry.hasEscapedKey
        ? Array(HistoryValue(document, index).key.utf8).withUnsafeBufferPointer {
          Secrets.isSecret(key: $0, of: HistoryValue(document, index))
        }
        : Secrets.mayBeTelling(key(entry))
          && Secrets.isSecret(key: key(entry), of: HistoryValue(document, index))
      isSecret ? write(text: Secrets.mark) : write(index)
    }
  }

  private mutating func write(array index: Int) {
    var place = index + 1
    let end = Int(entries[index].next)
    text.append(0x5B)
    while place < end, !isFull {
      if place > index + 1 { separate() }
      write(place)
      place = Int(entries[place].next)
    }
    text.append(0x5D)
  }

  private mutating func separate() {
    text.append(0x2C)
    text.append(0x20)
  }

  private mutating func write(keyOf index: Int) {
    let key = key(entries[index])
    guard !entries[index].hasEscapedKey, key.count < 200, Secrets.removed(from: key) == nil else {
      let whole = cut(HistoryValue(document, index).key, to: 200)
      return write(text: Secrets.removed(from: whole))
    }
    text.append(0x22)
    text.append(contentsOf: key)
    text.append(0x22)
  }

  /// Text without escapes, within the limit and without secrets is shown as it stands.
  private mutating func write(string index: Int) {
    let entry = entries[index]
    let source = UnsafeBufferPointer(rebasing: bytes[range(entry)])
    guard entry.kind == .text, !entry.isCut, source.count < limit,
      Secrets.removed(from: source) == nil
    else { return write(text: HistoryValue(document, index).shownText(limit: limit) ?? "") }
    text.append(contentsOf: source)
  }

  /// Quotes and escapes only what must be: this is read by people.
  private mutating func write(text string: String) {
    text.append(0x22)
    for byte in string.utf8 {
      switch byte {
      case 0x22: text.append(contentsOf: "\\\"".utf8)
      case 0x5C: text.append(contentsOf: "\\\\".utf8)
      case 0x0A: text.append(contentsOf: "\\n".utf8)
      case 0..<0x20: text.append(0x20)
      default: text.append(byte)
      }
    }
    text.append(0x22)
  }
}
