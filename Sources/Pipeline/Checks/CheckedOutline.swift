import SourceText
import TraceModel

/// A document as checks look at it, with what they look up often.
struct CheckedOutline {
  let outline: ModuleOutline
  let lines: LineMap
  /// The first section of each id that a heading declares.
  let declared: [String: Int]

  init(_ outline: ModuleOutline) {
    self.outline = outline
    lines = LineMap(outline.file)
    declared = Dictionary(
      outline.sections.enumerated().compactMap { index, section in section.id.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Ids that are named, with their places.
  var mentions: [(id: String, range: SourceRange)] { outline.mentions }
  /// Positions of all headings.
  var sections: Range<Int> { outline.sections.indices }
  /// All boxes.
  var boxes: [ModuleOutline.Box] { outline.boxes }

  /// Where the document as a whole is complained about.
  var head: SourceRange {
    sections.first.map { outline.sections[$0].heading.range } ?? lines.range(0, 0)
  }

  /// A word stands in a section, or in one below it, that is neither heading nor comment.
  func says(_ section: Int) -> Bool {
    let end = outline.sections[section].end
    var index = section
    while index < outline.sections.count, outline.sections[index].start < end {
      var offset = outline.sections[index].bodyStart
      while offset < min(outline.sections[index].bodyEnd, end) {
        if let comment = outline.comment(at: offset) {
          offset = comment.upperBound
        } else if Self.isOfWord(outline.file.bytes[offset]) {
          return true
        } else {
          offset += 1
        }
      }
      index += 1
    }
    return false
  }

  /// The innermost section that holds an offset.
  func section(at offset: Int) -> Int? {
    let behind = outline.sections.firstPosition { $0.start > offset }
    return behind > 0 ? behind - 1 : nil
  }

  /// Numbers of the lines whose text fulfils a condition.
  func lines(where isWanted: (String) -> Bool) -> Set<UInt32> {
    Set(
      (1...lines.count).filter { number in
        lines.contents(ofLine: number).map {
          isWanted(String(decoding: outline.file.bytes[$0], as: UTF8.self))
        } == true
      }.map { UInt32(clamping: $0) })
  }

  /// Ids that are named from one offset up to another.
  func mentions(in span: Range<Int>) -> ArraySlice<(id: String, range: SourceRange)> {
    let first = mentions.firstPosition { Int($0.range.span.start) >= span.lowerBound }
    let last = mentions.firstPosition { Int($0.range.span.start) >= span.upperBound }
    return mentions[first..<max(first, last)]
  }

  private static func isOfWord(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || byte >= 0x80 }
}

extension Array {
  /// The first position from which on a condition holds; the end when it holds nowhere.
  fileprivate func firstPosition(where isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
