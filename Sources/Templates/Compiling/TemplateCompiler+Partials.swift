import SourceText

extension TemplateCompiler {
  /// Compiles `{{> name context key=value}}`, and `{{> @partial-block}}`.
  mutating func compilePartial(_ tag: Tag) throws(TagFault) {
    var reader = try TagReader(file.bytes, tag)
    if reader.first?.text == "@partial-block" {
      requireBetweenTags(tag, "a partial")
      program.emit(.callBlock, span: tag.span)
      return
    }
    if let call = try partialCall(tag, &reader) {
      program.emit(.call, a: add(call), span: tag.span)
    }
  }

  /// Compiles `{{#> layout key=value}}…{{/layout}}`: a call, then the contents, jumped over.
  mutating func compileLayout(_ tag: Tag) throws(TagFault) {
    guard depth < 64 else {
      isAbandoned = true
      throw TagFault(span: tag.span, text: "blocks are nested more than 64 deep")
    }
    depth += 1
    defer { depth -= 1 }
    var call: PartialCall?
    var reader = try TagReader(file.bytes, tag)
    do { call = try partialCall(tag, &reader) } catch { report(.templateSyntax, error) }
    let operation = program.emit(.call, span: tag.span)
    let jump = program.emit(.jump)
    call?.block = program.operations.count
    compileContents(tag, name: reader.first?.text ?? "")
    program.emit(.end)
    program.operations[jump].a = program.operations.count
    if let call { program.operations[operation].a = add(call) }
  }

  private mutating func compileContents(_ tag: Tag, name: String) {
    switch compileItems() {
    case .endOfFile:
      if !isAbandoned { report(.templateSyntax, tag.span, "'\(text(tag.span))' is never closed") }
      isAbandoned = true
    case .otherwise(let other):
      report(.templateSyntax, other.span, "a layout has no else")
      compileContents(tag, name: name)
    case .close(let closing):
      let found = text(Span(closing.content.lowerBound, closing.content.upperBound))
      if found.filter({ $0 != " " }) != name {
        report(
          .templateSyntax, closing.span,
          "'\(text(closing.span))' does not close '\(text(tag.span))'; expected '{{/\(name)}}'")
      }
      if !scanner.isBetweenTags {
        report(
          .templateContext, closing.span, "the block ends inside \(scanner.placeDescription)")
        scanner = ContextScanner(scanner.language)
      }
    }
  }

  private mutating func add(_ call: PartialCall) -> Int {
    program.calls.append(call)
    return program.calls.count - 1
  }

  /// The call that a tag describes; `nil` when its partial was reported as missing.
  private mutating func partialCall(
    _ tag: Tag, _ reader: inout TagReader
  ) throws(TagFault) -> PartialCall? {
    requireBetweenTags(tag, "a partial")
    guard let word = reader.next(), word.kind == .path || word.kind == .text else {
      throw TagFault(span: tag.span, text: "expected the literal name of a partial")
    }
    var call = PartialCall(span: tag.span)
    if !reader.isAtEnd, !reader.isAtArgumentName {
      call.context = try reader.expression(&program, depth: 0)
    }
    while reader.isAtArgumentName, let name = reader.next() {
      _ = reader.next()
      let expression = try reader.expression(&program, depth: 0)
      call.arguments.append((program.add(name: name.text), expression))
    }
    try reader.expectEnd()
    do {
      call.template = try callee(word, tag)
      return call
    } catch {
      report(.templatePartial, error)
      return nil
    }
  }

  private mutating func callee(_ word: Word, _ tag: Tag) throws(TagFault) -> Int {
    let callee = try names.partial(word.text, from: name, word.span)
    program.templates[index].callees.append((callee, word.span))
    guard languages[callee].fits(into: languages[index]) else {
      throw TagFault(
        span: word.span,
        text: "'\(names.all[callee])' cannot stand in '\(name)': they are escaped differently")
    }
    return callee
  }

  private mutating func requireBetweenTags(_ tag: Tag, _ what: String) {
    guard !scanner.isBetweenTags else { return }
    report(
      .templatePartial, tag.span, "\(what) cannot stand in \(scanner.placeDescription)",
      fix: "move it between tags, or hand the value over by name")
  }
}
