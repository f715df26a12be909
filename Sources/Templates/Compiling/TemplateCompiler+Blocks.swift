import SourceText

/// The words that open a block.
private enum BlockKind: String, CaseIterable {
  case `if`, unless, each, with
  /// A name alone, as in Mustache: a list is gone through, a record entered, anything else tested.
  case section
  case inverted

  var entry: Operation.Code {
    switch self {
    case .if: .jumpUnless
    case .unless, .inverted: .jumpIf
    case .each: .each
    case .with: .with
    case .section: .section
    }
  }

  var hasScope: Bool { self == .each || self == .with || self == .section }
}

extension TemplateCompiler {
  /// Compiles `{{#if x}}…{{/if}}` and its kin, with everything inside.
  mutating func compileBlock(_ tag: Tag) throws(TagFault) {
    guard depth < 64 else {
      isAbandoned = true
      throw TagFault(span: tag.span, text: "blocks are nested more than 64 deep")
    }
    depth += 1
    defer { depth -= 1 }
    var reader = try reader(skippingBodyOf: tag)
    let word = reader.first?.text ?? ""
    let closing = compileBranches(tag, &reader, tag.content)
    if let closing, text(closing).filter({ $0 != " " }) != word {
      let opened = program.templates[index].lines.range(tag.span)
      report(
        .templateSyntax, closing, "'{{/\(text(closing))}}' does not close '\(text(tag.span))'",
        note: "opened at line \(opened.line), column \(opened.column); expected '{{/\(word)}}'")
    } else if closing == nil, !isAbandoned {
      report(.templateSyntax, tag.span, "'\(text(tag.span))' is never closed")
      isAbandoned = true
    }
  }

  /// Words of an opening tag. When they cannot be read the body is compiled all the same, so that
  /// its own faults are found and its closing tag is not reported as well.
  private mutating func reader(skippingBodyOf tag: Tag) throws(TagFault) -> TagReader {
    do { return try TagReader(file.bytes, tag) } catch {
      _ = compileItems()
      throw error
    }
  }

  /// Compiles the body of a block and its `else` branches; the closing tag's words, or `nil` when
  /// the file ends first.
  private mutating func compileBranches(
    _ tag: Tag, _ reader: inout TagReader, _ content: Range<Int>
  ) -> Span? {
    var kind: BlockKind?
    var condition = 0
    do {
      let (opened, expression) = try header(tag, &reader)
      kind = opened
      condition = expression
    } catch { report(.templateSyntax, error) }
    let entry = program.emit(
      kind?.entry ?? .jumpUnless, a: condition, span: Span(content.lowerBound, content.upperBound))
    let before = scanner
    let ending = compileItems()
    if kind?.hasScope == true { program.emit(.next, a: entry + 1, span: tag.span) }
    return finishBranches(tag, ending, entry, before, repeats: kind == .each || kind == .section)
  }

  private mutating func finishBranches(
    _ tag: Tag, _ ending: Ending, _ entry: Int, _ before: ContextScanner, repeats: Bool
  ) -> Span? {
    let after = repeats ? join(scanner, before, tag.span) : scanner
    switch ending {
    case .endOfFile: return nil
    case .close(let closing):
      program.operations[entry].b = program.operations.count
      scanner = join(after, before, tag.span)
      return Span(closing.content.lowerBound, closing.content.upperBound)
    case .otherwise(let other):
      let jump = program.emit(.jump)
      program.operations[entry].b = program.operations.count
      scanner = before
      let closing = compileElse(other)
      program.operations[jump].a = program.operations.count
      scanner = join(after, scanner, other.span)
      return closing
    }
  }

  private mutating func compileElse(_ other: Tag) -> Span? {
    if other.kind == .otherwise, !file.bytes[other.content].allSatisfy(isSpace) {
      do {
        var reader = try TagReader(file.bytes, other)
        return compileBranches(other, &reader, other.content)
      } catch { report(.templateSyntax, error) }
    }
    switch compileItems() {
    case .close(let closing): return Span(closing.content.lowerBound, closing.content.upperBound)
    case .endOfFile: return nil
    case .otherwise(let second):
      report(.templateSyntax, second.span, "the block already has an else")
      return compileElse(second)
    }
  }

  /// The kind of a block and the expression that it tests or enters.
  private mutating func header(
    _ tag: Tag, _ reader: inout TagReader
  ) throws(TagFault) -> (BlockKind, Int) {
    guard let word = reader.first, word.kind == .path else {
      throw TagFault(span: tag.span, text: "expected a block's name after '{{#'")
    }
    if let kind = BlockKind(rawValue: word.text), kind != .section, kind != .inverted,
      tag.kind != .invertedOpen
    {
      _ = reader.next()
      let expression = try reader.expression(&program, depth: 0)
      try reader.expectEnd()
      return (kind, expression)
    }
    guard reader.count == 1 else {
      let known = ["if", "unless", "each", "with"]
      throw TagFault(
        span: word.span, text: "there is no block '\(word.text)'",
        note: nearestName(to: word.text, among: known).map { "the nearest block is '\($0)'" }
          ?? "blocks are \(known.joined(separator: ", "))")
    }
    let expression = try reader.expression(&program, depth: 0)
    return (tag.kind == .invertedOpen ? .inverted : .section, expression)
  }

  private mutating func join(
    _ a: ContextScanner, _ b: ContextScanner, _ span: Span
  ) -> ContextScanner {
    if let joined = a.joined(with: b) { return joined }
    report(
      .templateContext, span,
      "the branches of this block end in different contexts, one in \(a.placeDescription) and one "
        + "in \(b.placeDescription)",
      fix: "close the tags and quotes that the block opens before it ends")
    return b
  }
}
