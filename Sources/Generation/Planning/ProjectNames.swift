/// The names that generated files, classes and metrics are built from.
///
/// Taken from the manifold's feature: a version at its end is dropped, the last word names the
/// process and what stands before it the subject; one word is both.
public struct ProjectNames: Sendable, Hashable {
  /// The feature as written.
  public let label: String
  /// Words in lower case, letters and digits only; never empty.
  public let words: [String]

  /// Names for a feature, whatever it is made of.
  public init(feature: String) {
    label = feature
    var words = Self.words(of: feature)
    if words.count > 1, let last = words.last, Self.isVersion(last) { words.removeLast() }
    if words.isEmpty { words = ["system"] }
    // A name that begins with a digit is no name in most languages.
    if let first = words.first?.utf8.first, first >= 0x30, first <= 0x39 {
      words.insert("system", at: 0)
    }
    self.words = words
  }

  /// `seat` of `seat-hold-v2`.
  public var subject: String {
    Self.safe((words.count > 1 ? words.dropLast() : words[...]).joined(separator: "_"))
  }
  /// `hold` of `seat-hold-v2`.
  public var process: String { Self.safe(words[words.count - 1]) }
  /// `seat_hold`
  public var module: String { Self.safe(words.joined(separator: "_")) }
  /// `seat-hold`
  public var slug: String { words.joined(separator: "-") }
  /// `SeatHold`
  public var className: String { Self.capitalised(words[...]) }
  /// `Seat`
  public var subjectClass: String {
    Self.capitalised(words.count > 1 ? words.dropLast() : words[...])
  }
  /// `Hold`
  public var processClass: String { Self.capitalised(words.suffix(1)) }
  /// `Seat hold`
  public var title: String {
    let text = words.joined(separator: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  private static func capitalised(_ words: ArraySlice<String>) -> String {
    let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return ["None", "True", "False"].contains(name) ? name + "Value" : name
  }

  /// A word of the language gets a `_` behind it.
  private static func safe(_ name: String) -> String {
    keywords.contains(name) ? name + "_" : name
  }

  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var wasLower = false
    let close = {
      if !word.isEmpty { words.append(String(decoding: word.prefix(40), as: UTF8.self)) }
      word = []
    }
    for byte in text.utf8.prefix(200) {
      let isUpper = byte >= 0x41 && byte <= 0x5A
      let isLower = byte >= 0x61 && byte <= 0x7A
      let isDigit = byte >= 0x30 && byte <= 0x39
      if isUpper, wasLower { close() }
      if isUpper || isLower || isDigit {
        word.append(isUpper ? byte | 0x20 : byte)
      } else {
        close()
      }
      wasLower = isLower || isDigit
    }
    close()
    return Array(words.prefix(8))
  }

  /// `v2`, `2`, `v10`.
  private static func isVersion(_ word: String) -> Bool {
    let digits = word.utf8.first == UInt8(ascii: "v") ? word.utf8.dropFirst() : word.utf8[...]
    return !digits.isEmpty && digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }

  private static let keywords: Set<String> = [
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "match", "nonlocal", "not", "or", "pass", "raise", "return", "src", "test", "tests", "try",
    "type", "while", "with", "yield", "self", "run", "activity", "workflow",
  ]
}

/// An id as a name in a program: `RT-3.1` becomes `rt_3_1`.
func identifier(_ id: String) -> String {
  var bytes: [UInt8] = []
  for byte in id.utf8.prefix(80) {
    switch byte {
    case 0x41...0x5A: bytes.append(byte | 0x20)
    case 0x61...0x7A, 0x30...0x39: bytes.append(byte)
    default: if bytes.last != 0x5F, !bytes.isEmpty { bytes.append(0x5F) }
    }
  }
  if bytes.last == 0x5F { bytes.removeLast() }
  if bytes.isEmpty { return "item" }
  if bytes[0] >= 0x30, bytes[0] <= 0x39 { bytes.insert(contentsOf: Array("n_".utf8), at: 0) }
  return String(decoding: bytes, as: UTF8.self)
}
