/// Finds secrets by their form in one pass over a text.
struct SecretScan {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var result: [UInt8] = []
  private var copied = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// False when the text holds no secret: `result` is then empty.
  mutating func run() -> Bool {
    var index = 0
    while index < bytes.count {
      guard mayBegin(index), let secret = secret(at: index) else {
        index += 1
        continue
      }
      result.append(contentsOf: bytes[copied..<secret.lowerBound])
      result.append(contentsOf: Secrets.mark.utf8)
      copied = secret.upperBound
      index = max(secret.upperBound, index + 1)
    }
    guard copied > 0 else { return false }
    result.append(contentsOf: bytes[copied...])
    return true
  }

  /// Whether two bytes begin something that is looked for: nearly everywhere they do not.
  @inline(__always)
  private func mayBegin(_ index: Int) -> Bool {
    let first = bytes[index] | 0x20
    switch first {
    case 0x61, 0x62, 0x63, 0x65, 0x67, 0x70, 0x73, 0x74, 0x78, 0x2D, 0x3A: break
    default: return false
    }
    guard index + 1 < bytes.count else { return false }
    switch (first, bytes[index + 1] | 0x20) {
    case (0x61, 0x75), (0x61, 0x70), (0x61, 0x63), (0x61, 0x6B), (0x61, 0x73), (0x61, 0x69),
      (0x62, 0x65), (0x62, 0x61), (0x63, 0x72), (0x63, 0x6F), (0x65, 0x79), (0x67, 0x68),
      (0x67, 0x69), (0x67, 0x6C), (0x70, 0x61), (0x70, 0x72), (0x73, 0x65), (0x73, 0x6B),
      (0x74, 0x6F), (0x78, 0x6F), (0x2D, 0x2D), (0x3A, 0x2F):
      return true
    default: return false
    }
  }

  /// The bytes to be replaced when a secret begins here.
  private func secret(at index: Int) -> Range<Int>? {
    switch bytes[index] {
    case 0x2D: return privateKey(index)
    case 0x3A: return userPassword(index)
    default: break
    }
    if index == 0 || !isWord(bytes[index - 1]) {
      if let found = scheme(index) ?? prefixed(index) { return found }
    }
    return assignment(index)
  }

  private func starts(_ index: Int, _ word: StaticString, ignoresCase: Bool = true) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for place in 0..<count {
      var byte = bytes[index + place]
      if ignoresCase, (0x41...0x5A).contains(byte) { byte += 0x20 }
      if byte != word.utf8Start[place] { return false }
    }
    return true
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
    default: false
    }
  }

  /// Characters that tokens are made of.
  private func tokenEnd(_ start: Int) -> Int {
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E, 0x2B, 0x2F, 0x3D, 0x7E:
        index += 1
      default: return index
      }
    }
    return index
  }

  /// `Bearer …` and `Basic …`.
  private func scheme(_ index: Int) -> Range<Int>? {
    for (word, least) in [("bearer ", 1), ("basic ", 12)] as [(StaticString, Int)]
    where starts(index, word) {
      let start = index + word.utf8CodeUnitCount
      let end = tokenEnd(start)
      if end - start >= least { return start..<end }
    }
    return nil
  }

  /// Tokens that tell by their first letters who gave them out.
  private func prefixed(_ index: Int) -> Range<Int>? {
    for (word, least) in Self.prefixes where starts(index, word, ignoresCase: false) {
      let end = tokenEnd(index)
      if end - index >= least { return index..<end }
    }
    return nil
  }

  private static let prefixes: [(StaticString, Int)] = [
    ("AKIA", 20), ("ASIA", 20), ("ghp_", 20), ("gho_", 20), ("ghu_", 20), ("ghs_", 20),
    ("ghr_", 20), ("github_pat_", 20), ("glpat-", 16), ("xoxb-", 16), ("xoxp-", 16),
    ("xoxa-", 16), ("sk-", 20), ("sk_live_", 16), ("AIza", 30), ("eyJ", 30),
  ]

  /// `-----BEGIN … PRIVATE KEY-----` up to its end, or the end of the text.
  private func privateKey(_ index: Int) -> Range<Int>? {
    guard starts(index, "-----begin ") else { return nil }
    var place = index
    var isKey = false
    while place < bytes.count {
      if starts(place, "private key") { isKey = true }
      if isKey, starts(place, "-----end ") {
        var end = place + 9
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x2D { end += 1 }
        while end < bytes.count, bytes[end] == 0x2D { end += 1 }
        return index..<end
      }
      place += 1
    }
    return isKey ? index..<bytes.count : nil
  }

  /// `://user:password@`.
  private func userPassword(_ index: Int) -> Range<Int>? {
    guard starts(index, "://") else { return nil }
    var colon: Int?
    var place = index + 3
    while place < bytes.count, bytes[place] > 0x20, bytes[place] != 0x2F, bytes[place] != 0x22 {
      if bytes[place] == 0x3A, colon == nil { colon = place }
      if bytes[place] == 0x40 { return colon.map { $0 + 1..<place } }
      place += 1
    }
    return nil
  }

  /// `password = …`, `"api_key": "…"`, with quotes escaped or not.
  private func assignment(_ index: Int) -> Range<Int>? {
    guard let word = Self.assigned.first(where: { starts(index, $0) }) else { return nil }
    var place = index + word.utf8CodeUnitCount
    place = skip(place, "\"'\\] ")
    guard place < bytes.count, bytes[place] == 0x3A || bytes[place] == 0x3D else { return nil }
    place = skip(place + 1, " \\")
    let quote = place < bytes.count && (bytes[place] == 0x22 || bytes[place] == 0x27)
    let start = quote ? place + 1 : place
    var end = start
    while end < bytes.count, !endsValue(bytes[end], quote ? bytes[place] : nil) { end += 1 }
    return end > start && !bytes[start..<end].elementsEqual(Secrets.mark.utf8) ? start..<end : nil
  }

  private static let assigned: [StaticString] = [
    "password", "passwd", "passphrase", "secret", "authorization", "api_key", "apikey", "api-key",
    "access_key", "accesskey", "private_key", "credential", "cookie", "token",
  ]

  private func skip(_ start: Int, _ skipped: StaticString) -> Int {
    var index = start
    while index < bytes.count,
      UnsafeBufferPointer(start: skipped.utf8Start, count: skipped.utf8CodeUnitCount)
        .contains(bytes[index])
    {
      index += 1
    }
    return index
  }

  private func endsValue(_ byte: UInt8, _ quote: UInt8?) -> Bool {
    if let quote { return byte == quote || byte == 0x5C || byte == 0x0A }
    switch byte {
    case 0...0x20, 0x22, 0x27, 0x2C, 0x3B, 0x26, 0x7D, 0x29, 0x5D: return true
    default: return false
    }
  }
}
