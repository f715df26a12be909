/// What secrets look like.
extension SecretScan {
  /// `Bearer …` and `Basic …`.
  func scheme(_ index: Int) -> Range<Int>? {
    for (word, least) in [("bearer ", 1), ("basic ", 12)] as [(StaticString, Int)]
    where starts(index, word) {
      let start = index + word.utf8CodeUnitCount
      let end = tokenEnd(start)
      if end - start >= least { return start..<end }
    }
    return nil
  }

  /// Tokens that tell by their first letters who gave them out.
  func prefixed(_ index: Int) -> Range<Int>? {
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
  func privateKey(_ index: Int) -> Range<Int>? {
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
  func userPassword(_ index: Int) -> Range<Int>? {
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
  func assignment(_ index: Int) -> Range<Int>? {
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
