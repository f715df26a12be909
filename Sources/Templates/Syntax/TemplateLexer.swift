import SourceText

/// What the first characters of a tag say about it.
enum TagKind: Equatable {
  case value, raw, open, invertedOpen, layout, close, partial, otherwise, comment, setDelimiter
  case decorator
}

/// One `{{…}}`, not yet read any further.
struct Tag {
  var kind: TagKind
  /// The whole tag, braces included.
  var span: Span
  /// What stands between the sigil and the closing braces.
  var content: Range<Int>
  var trimsBefore = false
  var trimsAfter = false
}

/// A stretch of a template: literal text or a tag.
enum Piece {
  case text(Range<Int>)
  case tag(Tag)
}

/// Splits a template into literal text and tags, and takes away the white space that tags claim.
struct TemplateLexer {
  private let bytes: [UInt8]
  private var pieces: [Piece] = []
  private var faults: [(offset: Int, text: String)] = []
  private var textStart = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The pieces in order; faults are tags that never end.
  static func pieces(of bytes: [UInt8]) -> ([Piece], faults: [(offset: Int, text: String)]) {
    var lexer = TemplateLexer(bytes)
    lexer.scan()
    let trimmed = WhiteSpaceControl(bytes: bytes, pieces: lexer.pieces).trimmed()
    return (trimmed, lexer.faults)
  }

  private mutating func scan() {
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == 0x7B, bytes[index + 1] == 0x7B else {
        index += 1
        continue
      }
      if index > textStart, bytes[index - 1] == 0x5C, let next = scanEscape(index) {
        index = next
        continue
      }
      endText(at: index)
      index = scanTag(index)
      textStart = index
    }
    endText(at: bytes.count)
  }

  /// `\{{` writes the braces; `\\{{` writes one backslash before a tag.
  private mutating func scanEscape(_ index: Int) -> Int? {
    let isDoubled = index - 2 >= textStart && bytes[index - 2] == 0x5C
    endText(at: index - 1)
    textStart = index
    return isDoubled ? nil : index + 2
  }

  private mutating func endText(at end: Int) {
    if end > textStart { pieces.append(.text(textStart..<end)) }
    textStart = end
  }

  /// Reads one tag; returns the offset after it.
  private mutating func scanTag(_ start: Int) -> Int {
    var index = start + 2
    let isTriple = at(index) == 0x7B
    if isTriple { index += 1 }
    let trimsBefore = at(index) == 0x7E
    if trimsBefore { index += 1 }
    while !isTriple, isSpace(at(index)) { index += 1 }
    let (kind, length) = isTriple ? (.raw, 0) : sigil(at: index)
    guard let end = contentEnd(from: index + length, kind) else {
      faults.append((start, "the tag is never closed; expected '\(isTriple ? "}}}" : "}}")'"))
      return bytes.count
    }
    let trimsAfter = end > index + length && at(end - 1) == 0x7E
    let content = index + length..<(trimsAfter ? end - 1 : end)
    let closed = end + (isTriple ? 3 : 2)
    pieces.append(
      .tag(
        Tag(
          kind: kind, span: Span(start, closed), content: content, trimsBefore: trimsBefore,
          trimsAfter: trimsAfter)))
    return closed
  }

  private func sigil(at index: Int) -> (TagKind, Int) {
    switch (at(index), at(index + 1)) {
    case (0x23, 0x3E): (.layout, 2)
    case (0x23, 0x2A): (.decorator, 2)
    case (0x23, _): (.open, 1)
    case (0x5E, _): (.invertedOpen, 1)
    case (0x2F, _): (.close, 1)
    case (0x3E, _): (.partial, 1)
    case (0x21, _): (.comment, 1)
    case (0x3D, _): (.setDelimiter, 1)
    case (0x26, _): (.raw, 1)
    default: startsWithElse(index) ? (.otherwise, 4) : (.value, 0)
    }
  }

  private func startsWithElse(_ index: Int) -> Bool {
    guard index + 4 <= bytes.count, bytes[index..<index + 4].elementsEqual("else".utf8) else {
      return false
    }
    return isSpace(at(index + 4)) || at(index + 4) == 0x7D || at(index + 4) == 0x7E
  }

  /// Offset of the closing braces; those inside quotes, or inside a `--` comment, do not count.
  private func contentEnd(from start: Int, _ kind: TagKind) -> Int? {
    let isLongComment = kind == .comment && at(start) == 0x2D && at(start + 1) == 0x2D
    let isTriple = kind == .raw && at(start - 1) != 0x26
    var quote: UInt8 = 0
    var index = start
    while index + 1 < bytes.count {
      let byte = bytes[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if kind != .comment, byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x7D, bytes[index + 1] == 0x7D, !isTriple || at(index + 2) == 0x7D {
        if !isLongComment || endsLongComment(start, index) { return index }
      }
      index += 1
    }
    return nil
  }

  private func endsLongComment(_ start: Int, _ end: Int) -> Bool {
    let last = at(end - 1) == 0x7E ? end - 1 : end
    return last - start >= 4 && at(last - 1) == 0x2D && at(last - 2) == 0x2D
  }

  private func at(_ index: Int) -> UInt8 {
    index >= 0 && index < bytes.count ? bytes[index] : 0
  }
}

/// Blank, tab or line end.
func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
