/// Text that is put into a file, perhaps in place of some; every other byte stays as it was.
public struct TextEdit: Sendable {
  /// The offset of the byte before which it is put; the file's end for behind the last.
  public var offset: Int
  /// How many bytes from there on it takes the place of; none, unless somebody says so.
  public var replaced: Int
  /// What is put there.
  public var text: Content

  /// Where lines go, or a part of one.
  public enum Content: Sendable {
    /// Whole lines, without their ends. The offset is the start of a line, the end of the file, or
    /// behind a byte order mark.
    case lines([String])
    /// A part of a line.
    case inline(String)
  }

  /// A text before the byte at an offset, or in place of the bytes from there.
  public init(offset: Int, replacing replaced: Int = 0, text: Content) {
    (self.offset, self.replaced, self.text) = (offset, replaced, text)
  }
}

extension SourceFile {
  /// The bytes with the edits made, those of one offset in their order; of two that overlap the
  /// first. Lines end as the file's first line does.
  public func applying(_ edits: [TextEdit]) -> [UInt8] {
    let order = edits.indices.sorted {
      (edits[$0].offset, $0) < (edits[$1].offset, $1)
    }
    var result: [UInt8] = []
    var done = 0
    for index in order {
      let edit = edits[index]
      // Of two that overlap the first is made: half of each would be neither.
      guard edit.offset >= done else { continue }
      result += bytes[done..<edit.offset]
      done = edit.offset + edit.replaced
      switch edit.text {
      case .inline(let text): result += Array(text.utf8)
      case .lines(let lines):
        // A byte order mark stays the first of its line.
        let isLineStart =
          result.isEmpty || result.last == 0x0A || result.last == 0x0D
          || result == [0xEF, 0xBB, 0xBF]
        if !isLineStart { result += lineEnding }
        for line in lines { result += Array(line.utf8) + lineEnding }
      }
    }
    return result + bytes[done...]
  }

  private var lineEnding: [UInt8] {
    guard let end = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }), bytes[end] == 0x0D else {
      return [0x0A]
    }
    let isPair = end + 1 < bytes.count && bytes[end + 1] == 0x0A
    return isPair ? [0x0D, 0x0A] : [0x0D]
  }

  /// The start of the line that holds an offset.
  public func lineStart(of offset: Int) -> Int {
    var start = min(offset, bytes.count)
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }

  /// The start of the line behind the one that holds an offset; the file's end for the last line.
  public func nextLine(after offset: Int) -> Int {
    var end = min(offset, bytes.count)
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return min(end + 1, bytes.count)
  }
}
