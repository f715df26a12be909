/// One id out of a field that refers to others, with what its author added.
public struct IDReference: Sendable, Hashable {
  /// As written, or as implied by a range: `U2` of `U1-U4`.
  public var id: String
  /// Words after the id: `partial` of `RT-4 partial`; `nil` for none.
  public var remark: String?

  /// An id with a remark, if any.
  public init(_ id: String, remark: String? = nil) {
    self.id = id
    self.remark = remark
  }
}

/// The one place that knows how ids are spelled.
public enum IDSpelling {
  /// A spelling that is equal for ids that mean the same: `RT-1` and `RT1`, `TENSION_1` and `TN1`,
  /// `SOL_A` and `A`, `SCEN-X-01` and `SCEN-X-1`.
  ///
  /// For look-up only: what is shown is always what the author wrote.
  public static func canonical(_ id: String) -> String {
    if isPlain(id) { return id }
    var id = id
    return id.withUTF8 { text in
      var result: [UInt8] = []
      result.reserveCapacity(text.count)
      var index = prefixRewrite(text, into: &result)
      while index < text.count {
        let byte = text[index]
        let isSeparator = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        let followsLetter = result.last.map(IDGrammar.isLetter) ?? false
        if isSeparator, followsLetter, index + 1 < text.count,
          IDGrammar.isDigit(text[index + 1])
        {
          index += 1
        } else if IDGrammar.isDigit(byte) {
          appendNumber(text, from: &index, to: &result)
        } else {
          result.append(byte)
          index += 1
        }
      }
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// The ids in the text of one reference: a single id, a list `B2, B4`, a range `U1-U4`, an id with
  /// words after it. Text that holds no id is returned whole, as one reference that will dangle.
  public static func references(in text: String) -> [IDReference] {
    if isSimple(text) { return [IDReference(text)] }
    var references: [IDReference] = []
    for part in text.split(whereSeparator: { $0 == "," || $0 == ";" }) {
      let part = trimmed(part)
      if part.isEmpty { continue }
      if let range = range(in: part) {
        references += range
      } else {
        references.append(single(part))
      }
    }
    return references.isEmpty ? [IDReference(text)] : references
  }

  /// `T3` and `revised` for `T3_revised`; `nil` when the id carries no such word.
  ///
  /// Only words that say "a later form of the same thing" count: `S5_event_channel` is another id.
  public static func withoutRevision(_ id: String) -> IDReference? {
    guard let bar = id.lastIndex(of: "_"), bar > id.startIndex else { return nil }
    let word = id[id.index(after: bar)...]
    guard revisionWords.contains(String(word)) else { return nil }
    return IDReference(String(id[..<bar]), remark: String(word))
  }

  private static let revisionWords: Set<String> = [
    "revised", "enhanced", "updated", "relaxed", "tightened", "extended", "partial", "basic",
    "amended", "new",
  ]

  /// Up to four letters and a number without leading zero: most ids, which no rule rewrites.
  private static func isPlain(_ id: String) -> Bool {
    let bytes = id.utf8
    let digits = bytes.drop(while: IDGrammar.isLetter)
    return bytes.count - digits.count <= 4 && digits.first != UInt8(ascii: "0")
      && !digits.isEmpty && digits.allSatisfy(IDGrammar.isDigit)
  }

  /// One id without words, and no range: a hyphen after a digit could be the middle of one.
  private static func isSimple(_ text: String) -> Bool {
    var last: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: " "), UInt8(ascii: "("), 0x80...:
        return false
      case UInt8(ascii: "-") where IDGrammar.isDigit(last): return false
      default: last = byte
      }
    }
    return true
  }

  private static func single(_ part: Substring) -> IDReference {
    guard let space = part.firstIndex(where: { $0 == " " || $0 == "(" }) else {
      return IDReference(String(part))
    }
    let id = part[..<space]
    // Words before a digit was seen are a sentence, not an id with a remark.
    guard id.utf8.contains(where: IDGrammar.isDigit) else { return IDReference(String(part)) }
    let remark = trimmed(part[space...].drop { $0 == "(" || $0 == " " })
    let isBracketed = remark.last == ")" && !remark.contains("(")
    return IDReference(String(id), remark: String(isBracketed ? remark.dropLast() : remark))
  }

  /// `U1-U4` as four references; `nil` when the text is not a range of at most 1,000 ids.
  private static func range(in part: Substring) -> [IDReference]? {
    for dash in part.indices where part[dash] == "-" || part[dash] == "–" {
      let first = trimmed(part[..<dash])
      let last = trimmed(part[part.index(after: dash)...])
      guard let from = numbered(first), let to = numbered(last), from.prefix == to.prefix,
        from.number < to.number, to.number - from.number < 1_000
      else { continue }
      return (from.number...to.number).map { IDReference("\(from.prefix)\($0)") }
    }
    return nil
  }

  private static func numbered(_ id: Substring) -> (prefix: Substring, number: Int)? {
    guard let first = id.utf8.first, IDGrammar.isLetter(first),
      let split = id.firstIndex(where: \.isNumber), let number = Int(id[split...])
    else { return nil }
    return (id[..<split], number)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Copies a rewritten prefix and gives the index after it.
  private static func prefixRewrite(
    _ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]
  ) -> Int {
    for (long, short) in [("TENSION", "TN"), ("SOL_", "")] where text.count > long.utf8.count {
      if long.utf8.elementsEqual(text[..<long.utf8.count]) {
        result += Array(short.utf8)
        return long.utf8.count
      }
    }
    return 0
  }

  /// Copies a run of digits without its leading zeros.
  private static func appendNumber(
    _ text: UnsafeBufferPointer<UInt8>, from index: inout Int, to result: inout [UInt8]
  ) {
    var end = index
    while end < text.count, IDGrammar.isDigit(text[end]) { end += 1 }
    while index + 1 < end, text[index] == UInt8(ascii: "0") { index += 1 }
    result.append(contentsOf: text[index..<end])
    index = end
  }
}
