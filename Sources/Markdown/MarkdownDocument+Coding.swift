public import SourceText

/// The form in which documents travel from workers and lie in the build cache.
///
/// The path is left out, because a cache keys on content: it is given again when reading.
extension MarkdownDocument {
  /// Appends the document.
  public func encode(into writer: inout BinaryWriter) {
    writer.write(headings) { writer, heading in
      writer.write(heading.level)
      writer.write(heading.text)
      writer.write(heading.id)
      writer.write(place: heading.range)
    }
    writer.write(links) { writer, link in
      writer.write(Int(link.kind.rawValue))
      writer.write(link.destination)
      writer.write(link.text)
      writer.write(Int(link.slot))
      writer.write(place: link.range)
    }
    writer.write(excerpt)
    writer.write(terms.bytes)
    writer.write(diagnostics) { writer, diagnostic in
      writer.write(diagnostic.rule.id)
      writer.write(diagnostic.summary)
      writer.write(diagnostic.fix ?? "")
      writer.write(place: diagnostic.range)
    }
  }

  /// Reads what `encode` wrote.
  ///
  /// - Parameters:
  ///   - reader: stands at the document, and behind it afterwards.
  ///   - path: the file that every range is in.
  /// - Throws: `BinaryReader.Malformed` for anything that `encode` cannot have written.
  public init(
    from reader: inout BinaryReader, path: String
  ) throws(BinaryReader.Malformed) {
    self.init()
    headings = try reader.array { (reader) throws(BinaryReader.Malformed) -> Heading in
      Heading(
        level: try reader.number(), text: try reader.text(), id: try reader.text(),
        range: try reader.place(in: path))
    }
    links = try reader.array { (reader) throws(BinaryReader.Malformed) -> MarkdownLink in
      guard let kind = MarkdownLink.Kind(rawValue: UInt8(clamping: try reader.number())) else {
        throw BinaryReader.Malformed()
      }
      return MarkdownLink(
        kind: kind, destination: try reader.text(), text: try reader.text(),
        slot: UInt32(clamping: try reader.number()), range: try reader.place(in: path))
    }
    excerpt = try reader.text()
    guard let terms = SearchTerms(packed: try reader.content()) else {
      throw BinaryReader.Malformed()
    }
    self.terms = terms
    diagnostics = try reader.array { (reader) throws(BinaryReader.Malformed) -> Diagnostic in
      let id = try reader.text()
      guard let rule = MarkdownRules.all.first(where: { $0.id == id }) else {
        throw BinaryReader.Malformed()
      }
      let (summary, fix) = (try reader.text(), try reader.text())
      return Diagnostic(
        rule, at: try reader.place(in: path), summary, fix: fix.isEmpty ? nil : fix)
    }
  }
}

extension BinaryWriter {
  fileprivate mutating func write(place range: SourceRange) {
    write(Int(range.span.start))
    write(Int(range.span.end - range.span.start))
    write(Int(range.line))
    write(Int(range.column))
  }
}

extension BinaryReader {
  fileprivate mutating func place(in path: String) throws(Malformed) -> SourceRange {
    let start = try number()
    let length = try number()
    let (end, overflow) = start.addingReportingOverflow(length)
    guard !overflow else { throw Malformed() }
    return SourceRange(
      path: path, span: Span(start, end), line: try number(), column: try number())
  }
}
