import SourceText
import TraceModel

/// A document as checks look at it: what stands in a comment says nothing.
struct CheckedOutline {
  let outline: ModuleOutline
  let lines: LineMap
  /// Ids that are named outside comments.
  let mentions: [(id: String, range: SourceRange)]
  /// Positions of headings that are no comment.
  let sections: [Int]
  /// Boxes that are no comment.
  let boxes: [ModuleOutline.Box]
  /// The first section of each id that a heading declares.
  let declared: [String: Int]
  /// In file order.
  private let comments: [Range<Int>]

  init(_ outline: ModuleOutline) {
    self.outline = outline
    lines = LineMap(outline.file)
    let comments = outline.comments
    self.comments = comments
    let says = { (offset: Int) in Self.comment(comments, offset) == nil }
    mentions = outline.mentions.filter { says(Int($0.range.span.start)) }
    sections = outline.sections.indices.filter { says(outline.sections[$0].start) }
    boxes = outline.boxes.filter { says($0.mark) }
    declared = Dictionary(
      sections.compactMap { index in outline.sections[index].id.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
  }

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
        if let comment = comment(at: offset) {
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

  // MARK: comments

  func isComment(_ offset: Int) -> Bool { comment(at: offset) != nil }

  private func comment(at offset: Int) -> Range<Int>? { Self.comment(comments, offset) }

  private static func comment(_ comments: [Range<Int>], _ offset: Int) -> Range<Int>? {
    let behind = comments.firstPosition { $0.lowerBound > offset }
    guard behind > 0, comments[behind - 1].contains(offset) else { return nil }
    return comments[behind - 1]
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
