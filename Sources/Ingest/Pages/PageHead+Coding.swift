import Notation
import SourceText
import TraceModel

/// The form in which the head of a page lies in the build cache; the path is given again on reading.
extension PageHead {
  func encode(into writer: inout BinaryWriter) {
    writer.write(bodyStart)
    writer.write(frontMatter.title)
    writer.write(frontMatter.description)
    writer.write(frontMatter.date)
    writer.write(frontMatter.tags) { $0.write($1) }
    writer.write(frontMatter.isDraft)
    writer.write(frontMatter.aliases) { $0.write($1) }
    writer.write(frontMatter.aliasPlaces) { $0.write(place: $1) }
    writer.write(frontMatter.weight.map(String.init))
    writer.write(frontMatter.parameters) { writer, parameter in
      writer.write(parameter.name)
      writer.write(parameter.values) { $0.write($1) }
    }
    writer.write(frontMatter.range != nil)
    if let range = frontMatter.range { writer.write(place: range) }
    writer.write(diagnostics) { writer, finding in
      writer.write(finding.rule.id)
      writer.write(finding.summary)
      writer.write(place: finding.range)
      writer.write(finding.fix)
    }
  }

  init(from reader: inout BinaryReader, path: String) throws(BinaryReader.Malformed) {
    bodyStart = try reader.number()
    frontMatter.title = try reader.optionalText()
    frontMatter.description = try reader.optionalText()
    frontMatter.date = try reader.optionalText()
    frontMatter.tags = try reader.texts()
    frontMatter.isDraft = try reader.flag()
    frontMatter.aliases = try reader.texts()
    frontMatter.aliasPlaces = try reader.array { (reader) throws(BinaryReader.Malformed) in
      try reader.place(in: path)
    }
    frontMatter.weight = try reader.optionalText().flatMap { Int($0) }
    frontMatter.parameters = try reader.array { (reader) throws(BinaryReader.Malformed) in
      FrontMatter.Parameter(try reader.text(), try reader.texts())
    }
    frontMatter.range = try reader.flag() ? try reader.place(in: path) : nil
    diagnostics = try reader.array { (reader) throws(BinaryReader.Malformed) -> Diagnostic in
      let id = try reader.text()
      guard let rule = Self.rules[id] else { throw BinaryReader.Malformed() }
      let summary = try reader.text()
      let place = try reader.place(in: path)
      return Diagnostic(rule, at: place, summary, fix: try reader.optionalText())
    }
  }

  /// Rules that the head of a page can break.
  private static let rules = Dictionary(
    (PageRules.all + NotationRules.all).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }
  )
}

extension BinaryWriter {
  fileprivate mutating func write(place range: SourceRange) {
    for number in [range.span.start, range.span.end, range.line, range.column] {
      write(Int(number))
    }
  }
}

extension BinaryReader {
  fileprivate mutating func texts() throws(Malformed) -> [String] {
    try array { (reader) throws(Malformed) in try reader.text() }
  }

  fileprivate mutating func place(in path: String) throws(Malformed) -> SourceRange {
    let span = Span(try number(), try number())
    return SourceRange(path: path, span: span, line: try number(), column: try number())
  }
}
