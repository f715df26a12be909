import SourceText

/// A word of a text, or a sign between words, with the bytes where it stands.
struct PlainToken {
  var text: String
  var range: Range<Int>
  var isSign = false
}

/// The words of a text in lower case; `doesn't` and `cannot` are two of them. Points and commas between digits
/// belong to a word, and the sign for per cent is one by itself.
func plainWords(of text: String) -> [String] {
  plainTokens(of: Array(text.utf8)).lazy.filter { !$0.isSign }.map(\.text)
}

/// Words, and all signs but those within words: `best-effort` is two words, `a - b` has a sign.
func plainTokens(of bytes: [UInt8]) -> [PlainToken] {
  var scan = PlainScan(bytes: bytes)
  var place = 0
  while place < bytes.count { place = scan.step(place) }
  scan.end(at: place)
  return scan.tokens
}

private struct PlainScan {
  let bytes: [UInt8]
  var tokens: [PlainToken] = []
  private var start: Int?

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Where it goes on.
  mutating func step(_ place: Int) -> Int {
    let byte = bytes[place]
    let width = byte < 0x80 ? 1 : signWidth(at: place)
    if isLetterOrDigit(byte) || width == 0 || joinsDigits(place) {
      start = start ?? place
      return place + 1
    }
    let isInWord =
      start != nil && isWordByte(place + width) && (isHyphen(place) || isApostrophe(place))
    end(at: place)
    if byte == UInt8(ascii: "%") {
      tokens.append(PlainToken(text: "%", range: place..<place + 1))
    } else if !isInWord, !isBlank(place, width) {
      addSign(place, width)
    }
    return place + width
  }

  mutating func end(at place: Int) {
    guard let first = start else { return }
    start = nil
    let text = String(decoding: bytes[first..<place], as: UTF8.self).lowercased()
    let range = first..<place
    if text == "t", let last = tokens.last, let whole = shortened[last.text] {
      tokens[tokens.count - 1].text = whole
      tokens.append(PlainToken(text: "not", range: range))
    } else if text == "cannot" {
      tokens += ["can", "not"].map { PlainToken(text: $0, range: range) }
    } else {
      tokens.append(PlainToken(text: text, range: range))
    }
  }

  /// `>=` and `<!--` are one sign each.
  private mutating func addSign(_ place: Int, _ width: Int) {
    let text = String(decoding: bytes[place..<place + width], as: UTF8.self)
    let joins = ["<", ">", "=", "!", "~", "-"]
    if joins.contains(text), let last = tokens.last, last.isSign, last.range.upperBound == place,
      last.text.utf8.count < 4, joins.contains(where: last.text.hasSuffix)
    {
      tokens[tokens.count - 1].text += text
      tokens[tokens.count - 1].range = last.range.lowerBound..<place + width
    } else {
      tokens.append(PlainToken(text: text, range: place..<place + width, isSign: true))
    }
  }

  // MARK: bytes

  /// Of a sign of several bytes, such as a dash, `≥` or a blank of fixed width; 0 for a letter.
  private func signWidth(at place: Int) -> Int {
    let next = place + 1 < bytes.count ? bytes[place + 1] : 0
    if bytes[place] == 0xC2, next == 0xA0 { return 2 }
    let isSign = bytes[place] == 0xE2 && (next == 0x80 || next == 0x88 || next == 0x89)
    return isSign && place + 2 < bytes.count ? 3 : 0
  }

  private func isBlank(_ place: Int, _ width: Int) -> Bool {
    switch width {
    case 1: bytes[place] <= 0x20
    case 2: true
    default: bytes[place + 1] == 0x80 && (bytes[place + 2] <= 0x8B || bytes[place + 2] == 0xAF)
    }
  }

  private func isHyphen(_ place: Int) -> Bool { bytes[place] == UInt8(ascii: "-") }

  /// The typographic one is three bytes.
  private func isApostrophe(_ place: Int) -> Bool {
    bytes[place] == UInt8(ascii: "'") || bytes[place...].starts(with: [0xE2, 0x80, 0x99])
  }

  private func isWordByte(_ place: Int) -> Bool {
    place < bytes.count
      && (isLetterOrDigit(bytes[place]) || bytes[place] >= 0x80 && signWidth(at: place) == 0)
  }

  private func joinsDigits(_ place: Int) -> Bool {
    func isDigit(_ place: Int) -> Bool {
      bytes.indices.contains(place) && bytes[place] >= 0x30 && bytes[place] <= 0x39
    }
    guard bytes[place] == 0x2E || bytes[place] == 0x2C, start != nil else { return false }
    return isDigit(place - 1) && isDigit(place + 1)
  }
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
