import SourceText

extension JSONReader {
  /// Steps over white space, and over comments, which are reported.
  @inline(__always)
  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      case 0x2F where skipComment(): continue
      default: return
      }
    }
  }

  private mutating func skipComment() -> Bool {
    let start = position
    guard start + 1 < bytes.count, bytes[start + 1] == 0x2F || bytes[start + 1] == 0x2A else {
      return false
    }
    let isBlock = bytes[start + 1] == 0x2A
    position += 2
    while position < bytes.count {
      if !isBlock, bytes[position] == 0x0A || bytes[position] == 0x0D { break }
      position += 1
      let isEnd =
        isBlock && position > start + 3 && bytes[position - 1] == 0x2F
        && bytes[position - 2] == 0x2A
      if isEnd { break }
    }
    findings.add(
      .jsonSyntax, Span(start, position), "JSON has no comments", fix: "remove the comment")
    return true
  }
}
