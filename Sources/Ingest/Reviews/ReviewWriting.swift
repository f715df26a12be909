import Notation
public import SourceText
public import TraceModel

extension Ingest {
  /// The bytes of a file of reviews with an entry behind its others; everything else in it stays.
  ///
  /// What was made is read again: a file of another shape, such as a list in brackets, is left as it
  /// is, and the fault says why.
  /// - Parameters:
  ///   - review: the entry; its place is not written.
  ///   - file: the file as it is; empty for one that is not there yet.
  /// - Returns: the new bytes, or why nothing could be added.
  public static func adding(
    _ review: Reviews.Entry, to file: SourceFile
  ) -> Result<[UInt8], Diagnostic> {
    let before = readReviews([file])
    if let fault = before.diagnostics.first(where: { $0.severity == .error }) {
      return .failure(fault)
    }
    let bytes = file.applying(ReviewWriting.edits(review, file))
    let after = readReviews([SourceFile(path: file.path, bytes: bytes)])
    guard after.diagnostics.isEmpty,
      after.entries.dropLast().map(\.unplaced) == before.entries.map(\.unplaced),
      after.entries.last?.unplaced == review.unplaced
    else {
      return .failure(
        Diagnostic(
          IngestRules.reviewEntry, at: .file(file.path),
          "an entry can only be added below a list with a dash before each entry",
          fix: "write \"reviews:\" and each entry on lines of its own"))
    }
    return .success(bytes)
  }
}

/// Where a further review goes, and how it is written.
private enum ReviewWriting {
  static func edits(_ review: Reviews.Entry, _ file: SourceFile) -> [TextEdit] {
    let list = YAMLParser.parse(file).root?["reviews"]
    let end = TextEdit(offset: file.bytes.count, text: .lines([]))
    guard let list else {
      return [put(["reviews:"] + lines(review, indent: 2), end)]
    }
    guard let last = list.elements?.last else {
      return emptied(list, file) + [put(lines(review, indent: 2), end)]
    }
    return [put(lines(review, indent: indent(before: last, file)), end)]
  }

  private static func put(_ lines: [String], _ edit: TextEdit) -> TextEdit {
    TextEdit(offset: edit.offset, text: .lines(lines))
  }

  /// `reviews: []` loses its brackets.
  private static func emptied(_ list: Node, _ file: SourceFile) -> [TextEdit] {
    let span = list.span.offsets
    return span.isEmpty
      ? [] : [TextEdit(offset: span.lowerBound, replacing: span.count, text: .inline(""))]
  }

  /// Column of the dash before an element, from 0.
  private static func indent(before element: Node, _ file: SourceFile) -> Int {
    var offset = Int(element.span.start)
    while offset > 0, file.bytes[offset] != UInt8(ascii: "-") { offset -= 1 }
    return offset - file.lineStart(of: offset)
  }

  private static func lines(_ review: Reviews.Entry, indent: Int) -> [String] {
    var fields = [("node", review.node), ("digest", review.digest), ("by", review.reviewer)]
    fields.append(("on", review.day))
    if !review.note.isEmpty { fields.append(("note", review.note)) }
    var lines = fields.map { "\($0.0): \(YAMLText.quoted($0.1))" }
    if !review.ends.isEmpty {
      lines.append("ends: [\(review.ends.map(YAMLText.quoted).joined(separator: ", "))]")
    }
    let margin = String(repeating: " ", count: indent)
    return lines.enumerated().map { margin + ($0.offset == 0 ? "- " : "  ") + $0.element }
  }
}

extension Reviews.Entry {
  /// The entry without its place, by which two are compared.
  fileprivate var unplaced: Reviews.Entry {
    var entry = self
    entry.range = .file("")
    return entry
  }
}
