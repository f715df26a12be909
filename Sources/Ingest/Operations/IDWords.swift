/// Ids in running text, as fields of runbooks and descriptions of panels name them.
///
/// `B1`, `RT-3`, `F_NEW_1`, `T_INC089_2`, `goal:success_rate`, `payment-retry-v2/B1`; words and
/// abbreviations without a digit are none.
func idWords(in text: String) -> [String] {
  var found: [String] = []
  for word in text.utf8.split(whereSeparator: { !isWordByte($0) }) {
    guard let word = String(Substring(word)).trimmingMarks, isIDWord(word), !found.contains(word)
    else { continue }
    found.append(word)
  }
  return found
}

/// Ids in a description: in brackets at any place, before a colon at its start, or after a slash.
func mentionedIDs(in text: String) -> [String] {
  var found: [String] = []
  var rest = Substring(text)
  while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
    found += idWords(in: String(rest[rest.index(after: open)..<close]))
    rest = rest[rest.index(after: close)...]
  }
  if let colon = text.firstIndex(of: ":") {
    let start = String(text[..<colon])
    if isIDWord(start) { found.append(start) }
  }
  if text.hasPrefix("goal:"), let first = idWords(in: text).first { found.append(first) }
  found += idWords(in: text).filter { $0.contains("/") }
  var seen: Set<String> = []
  return found.filter { seen.insert($0).inserted }
}

private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x3A, 0x5F: true
  default: false
  }
}

/// After the last slash: up to four capitals, then digits or parts after `_`, `-` and `.`.
private func isIDWord(_ word: String) -> Bool {
  let id = word.split(separator: "/").last.map(String.init) ?? ""
  if id.hasPrefix("goal:") { return id.utf8.count > 5 }
  let capitals = id.utf8.prefix { $0 >= 0x41 && $0 <= 0x5A }.count
  let hasDigit = id.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
  let isPlain = id.utf8.allSatisfy {
    $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x41 && $0 <= 0x5A || $0 == 0x5F || $0 == 0x2D || $0 == 0x2E
  }
  return (1...4).contains(capitals) && hasDigit && isPlain && id.utf8.count <= 40
}

extension String {
  /// Without the punctuation that ends a sentence; `nil` when nothing is left.
  fileprivate var trimmingMarks: String? {
    var text = Substring(self)
    while let last = text.last, ".:/-".contains(last) { text.removeLast() }
    while let first = text.first, ".:/-".contains(first) { text.removeFirst() }
    return text.isEmpty ? nil : String(text)
  }
}
