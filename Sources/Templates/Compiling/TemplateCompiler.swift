import SourceText

/// Compiles one template: its tags become operations, its text goes to the pool.
struct TemplateCompiler {
  let file: SourceFile
  let name: String
  let index: Int
  let names: TemplateNames
  /// Language of each template of the set.
  let languages: [TemplateLanguage]
  var program: Program
  var scanner: ContextScanner
  private(set) var diagnostics: [Diagnostic] = []
  private let pieces: [Piece]
  private var position = 0
  var depth = 0
  /// Set when going on would only repeat one fault.
  var isAbandoned = false

  /// How a sequence of pieces came to its end.
  enum Ending {
    case close(Tag)
    case otherwise(Tag)
    case endOfFile
  }

  init(
    _ file: SourceFile, _ index: Int, _ names: TemplateNames, _ languages: [TemplateLanguage],
    _ program: Program
  ) {
    self.file = file
    self.index = index
    self.names = names
    self.languages = languages
    self.program = program
    name = names.all[index]
    scanner = ContextScanner(languages[index])
    let (pieces, faults) = TemplateLexer.pieces(of: file.bytes)
    self.pieces = pieces
    for fault in faults {
      report(.templateSyntax, Span(fault.offset, fault.offset + 2), fault.text)
    }
  }

  /// Compiles the whole file.
  mutating func compile() {
    program.templates[index].start = program.operations.count
    if String(validating: file.bytes, as: UTF8.self) == nil {
      report(.templateSyntax, Span(0, 0), "the template is not valid UTF-8")
    }
    compileTopLevel()
    program.emit(.end)
    if !scanner.isBetweenTags, diagnostics.isEmpty {
      report(
        .templateContext, Span(file.bytes.count, file.bytes.count),
        "the template ends inside \(scanner.placeDescription)")
    }
    program.templates[index].isBroken = !diagnostics.isEmpty
  }

  private mutating func compileTopLevel() {
    while !isAbandoned {
      switch compileItems() {
      case .endOfFile: return
      case .close(let tag):
        report(.templateSyntax, tag.span, "'\(text(tag.span))' closes nothing")
      case .otherwise(let tag):
        report(.templateSyntax, tag.span, "'\(text(tag.span))' stands outside any block")
      }
    }
  }

  /// Compiles pieces until a tag that belongs to the block around them.
  mutating func compileItems() -> Ending {
    while position < pieces.count, !isAbandoned {
      position += 1
      switch pieces[position - 1] {
      case .text(let range): compileText(range)
      case .tag(let tag):
        if tag.kind == .close { return .close(tag) }
        if tag.kind == .otherwise || isBareInversion(tag) { return .otherwise(tag) }
        do { try compileTag(tag) } catch { report(.templateSyntax, error) }
      }
    }
    return .endOfFile
  }

  private func isBareInversion(_ tag: Tag) -> Bool {
    tag.kind == .invertedOpen && file.bytes[tag.content].allSatisfy(isSpace)
  }

  private mutating func compileText(_ range: Range<Int>) {
    if let fault = scanner.read(file.bytes[range]) {
      report(.templateContext, Span(fault.offset, fault.offset + 1), fault.text)
    }
    program.emitLiteral(file.bytes[range])
  }

  private mutating func compileTag(_ tag: Tag) throws(TagFault) {
    switch tag.kind {
    case .comment, .close, .otherwise: break
    case .value, .raw: try compileValue(tag)
    case .partial: try compilePartial(tag)
    case .layout: try compileLayout(tag)
    case .open, .invertedOpen: try compileBlock(tag)
    case .setDelimiter:
      throw TagFault(
        span: tag.span, text: "delimiters cannot be changed",
        note: "write \\{{ for two braces that are not a tag")
    case .decorator:
      throw TagFault(
        span: tag.span, text: "'\(text(tag.span))' is not supported",
        note: "put the partial into a file of its own below partials/")
    }
  }

  private mutating func compileValue(_ tag: Tag) throws(TagFault) {
    defer { scanner.passValue() }
    var reader = try TagReader(file.bytes, tag)
    let expression = try reader.tagExpression(&program)
    try reader.expectEnd()
    do {
      let context = try scanner.context(isRaw: tag.kind == .raw)
      program.emit(.value, a: expression, context: context, span: tag.span)
    } catch {
      report(.templateContext, tag.span, error.text, fix: error.fix)
    }
  }

  /// The text of a span, for messages.
  func text(_ span: Span) -> String { String(decoding: file.bytes[span.offsets], as: UTF8.self) }

  mutating func report(_ rule: Rule, _ fault: TagFault) {
    report(rule, fault.span, fault.text, note: fault.note)
  }

  mutating func report(
    _ rule: Rule, _ span: Span, _ text: String, note: String? = nil, fix: String? = nil
  ) {
    let range = program.templates[index].lines.range(span)
    let notes = note.map { [Diagnostic.Note($0)] } ?? []
    diagnostics.append(Diagnostic(rule, at: range, text, notes: notes, fix: fix))
  }
}
