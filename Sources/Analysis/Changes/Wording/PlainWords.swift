import SourceText

/// The words of a text in lower case; `doesn't` and `cannot` are two of them. Points and commas between digits
/// belong to a word, and the sign for per cent is one by itself.
func plainWords(of text: String) -> [String] {
  var words: [String] = []
  var word: [UInt8] = []
  func end() {
    guard !word.isEmpty else { return }
    let text = String(decoding: word, as: UTF8.self).lowercased()
    word = []
    if text == "t", let last = words.last, let whole = shortened[last] {
      words[words.count - 1] = whole
      words.append("not")
    } else {
      words += text == "cannot" ? ["can", "not"] : [text]
    }
  }
  let bytes = Array(text.utf8)
  for (index, byte) in bytes.enumerated() {
    // The typographic apostrophe is three bytes that would join what it parts.
    let isApostrophe = byte >= 0x80 && isApostropheByte(bytes, index)
    if isLetterOrDigit(byte) || byte >= 0x80 && !isApostrophe || joinsDigits(bytes, index, word) {
      word.append(byte)
      continue
    }
    end()
    if byte == UInt8(ascii: "%") { words.append("%") }
  }
  end()
  return words
}

private func isApostropheByte(_ bytes: [UInt8], _ index: Int) -> Bool {
  (max(0, index - 2)...index).contains { start in
    start + 2 < bytes.count && bytes[start] == 0xE2 && bytes[start + 1] == 0x80
      && bytes[start + 2] == 0x99
  }
}

private func joinsDigits(_ bytes: [UInt8], _ index: Int, _ word: [UInt8]) -> Bool {
  func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }
  guard bytes[index] == 0x2E || bytes[index] == 0x2C, isDigit(word.last) else { return false }
  return index + 1 < bytes.count && isDigit(bytes[index + 1])
}

/// What stands before `n't`, as far as the letter belongs to it.
private let shortened = [
  "isn": "is", "aren": "are", "wasn": "was", "weren": "were", "don": "do", "doesn": "does",
  "didn": "did", "won": "will", "can": "can", "couldn": "could", "shouldn": "should",
  "mustn": "must", "needn": "need", "hasn": "has", "haven": "have", "shan": "shall",
  "wouldn": "would", "mayn": "may",
]

/// Words that two statements have in common whatever they say.
let idleWords: Set<String> = [
  "a", "an", "the", "this", "that", "these", "those", "is", "are", "be", "been", "being", "was",
  "were", "do", "does", "did", "has", "have", "of", "to", "in", "on", "for", "by", "and", "it",
  "its", "their", "there", "which", "with", "as",
]
