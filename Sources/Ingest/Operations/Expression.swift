/// What can be said of a query in PromQL without knowing the language: its metrics, and the number
/// that it is compared with.
struct Expression {
  /// Names of metrics, in order, each once.
  private(set) var metrics: [String] = []
  /// What stands before the comparison, with single spaces; `nil` without exactly one comparison.
  private(set) var subject: String?
  /// The number behind it.
  private(set) var bound: Double?
  /// It yields only series for which something holds: `>`, `==`, `absent(…)`, `unless` and the like.
  private(set) var isCondition = false
  /// Why Prometheus cannot read it, as a clause; `nil` when nothing was seen, which proves little.
  private(set) var fault: String?

  /// A piece of a query.
  enum Token {
    case word(String), other(UInt8), comparison(String), quoted
  }

  private static let clauses: Set<String> = [
    "by", "without", "on", "ignoring", "group_left", "group_right",
  ]
  private static let words: Set<String> = ["and", "or", "unless", "offset", "bool", "start", "end"]

  private static let longest = 16_384

  init(_ text: String) {
    let bytes = Array(text.utf8.prefix(Self.longest))
    var scan = Scan(bytes)
    var comparisons: [(start: Int, end: Int)] = []
    var depth = 0
    var grammar = Grammar()
    while let token = scan.next() {
      grammar.take(token, isJoined: scan.start > 0 && bytes[scan.start - 1] > 0x20)
      switch token {
      case .word(let word):
        if word == "unless" || word == "absent" || word == "absent_over_time" { isCondition = true }
        if Self.clauses.contains(word) {
          scan.skipGroup()
        } else if !Self.words.contains(word), !scan.isCall, !metrics.contains(word) {
          metrics.append(word)
        }
      case .comparison:
        isCondition = true
        if depth == 0 { comparisons.append((scan.start, scan.index)) }
      case .other(let byte):
        depth += byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0
      case .quoted: break
      }
    }
    if bytes.count < Self.longest { fault = grammar.fault ?? grammar.faultAtEnd ?? scan.fault }
    guard comparisons.count == 1, let place = comparisons.first else { return }
    bound = Double(Self.spaced(bytes[place.end...]))
    if bound != nil { subject = Self.spaced(bytes[..<place.start]) }
  }

  /// The text with runs of white space as single spaces.
  static func spaced(_ bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    for byte in bytes {
      let isSpace = byte <= 0x20
      if isSpace, result.isEmpty || result.last == 0x20 { continue }
      result.append(isSpace ? 0x20 : byte)
    }
    if result.last == 0x20 { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }

  /// Walks over a query; what is in braces, brackets and quotes says nothing about metrics.
  private struct Scan {
    let bytes: [UInt8]
    var index = 0
    var start = 0
    /// What was opened and never closed.
    private(set) var fault: String?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Token? {
      while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
      guard index < bytes.count else { return nil }
      start = index
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
        skip(to: byte)
        return .quoted
      case UInt8(ascii: "{"):
        skipLabels()
        return .quoted
      case UInt8(ascii: "["):
        skip(to: UInt8(ascii: "]"))
        return .quoted
      case UInt8(ascii: "#"):
        skip(to: 0x0A)
        return .quoted
      case UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: "!"):
        if index < bytes.count, bytes[index] == UInt8(ascii: "=") { index += 1 }
        return .comparison(String(decoding: bytes[start..<index], as: UTF8.self))
      case _ where Self.starts(byte):
        while index < bytes.count, Self.continues(bytes[index]) { index += 1 }
        return .word(String(decoding: bytes[start..<index], as: UTF8.self))
      case 0x30...0x39:
        // A number, or a duration such as `5m`.
        while index < bytes.count, Self.continues(bytes[index]) || bytes[index] == 0x2E {
          index += 1
        }
        return .quoted
      default: return .other(byte)
      }
    }

    /// The word that was just read is the name of a function.
    var isCall: Bool {
      bytes[index...].first { $0 > 0x20 } == UInt8(ascii: "(")
    }

    mutating func skipGroup() {
      guard isCall else { return }
      skip(to: UInt8(ascii: ")"))
    }

    private mutating func skip(to end: UInt8) {
      while index < bytes.count, bytes[index] != end {
        index += bytes[index] == UInt8(ascii: "\\") && end != UInt8(ascii: "`") ? 2 : 1
      }
      if index >= bytes.count, end != 0x0A { fault = "a quote or bracket is not closed" }
      index = min(bytes.count, index + 1)
    }

    private mutating func skipLabels() {
      while index < bytes.count, bytes[index] != UInt8(ascii: "}") {
        let byte = bytes[index]
        index += 1
        if byte == 0x22 || byte == 0x27 || byte == 0x60 { skip(to: byte) }
      }
      if index >= bytes.count { fault = "a quote or bracket is not closed" }
      index = min(bytes.count, index + 1)
    }

    private static func starts(_ byte: UInt8) -> Bool {
      byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
    }

    private static func continues(_ byte: UInt8) -> Bool {
      starts(byte) || byte >= 0x30 && byte <= 0x39
    }
  }
}
