import TraceModel

/// The ids that a test's name holds: `[B1, T2]` in brackets, `scen_oagw_01` in words.
enum TestName {
  static func ids(in name: String) -> [String] {
    let bytes = Array(name.utf8.prefix(400))
    return bracketed(bytes) + worded(bytes)
  }

  private static func bracketed(_ bytes: [UInt8]) -> [String] {
    var found: [String] = []
    var start: Int?
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "[") { start = index + 1 }
      guard byte == UInt8(ascii: "]"), let first = start else { continue }
      start = nil
      for part in bytes[first..<index].split(separator: UInt8(ascii: ",")) {
        let id = String(decoding: part.filter { $0 != 0x20 }, as: UTF8.self)
        if id.utf8.contains(where: isDigit), IDGrammar.fault(in: id) == nil { found.append(id) }
      }
    }
    return found
  }

  private static let prefixes: Set<String> = ["SCEN", "REQ", "TASK", "PHASE", "RT", "INC", "ADR"]

  /// A known prefix, at most three words, and the first word that is a number.
  private static func worded(_ bytes: [UInt8]) -> [String] {
    let words = bytes.split { !isWord($0) }.map {
      String(decoding: $0, as: UTF8.self).uppercased()
    }
    var found: [String] = []
    for (index, word) in words.enumerated() where prefixes.contains(word) {
      let following = words[(index + 1)...].prefix(4)
      guard let end = following.firstIndex(where: { $0.utf8.allSatisfy(isDigit) }) else { continue }
      found.append(words[index...end].joined(separator: "-"))
    }
    return found
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
  }
}
