import SourceText

extension Renderer {
  /// Writes a value as its place demands.
  mutating func writeValue(_ operation: Operation) throws(TemplateError) {
    let value = try value(of: operation.a)
    let context = operation.context
    switch value {
    case .null: try writeNull(operation)
    case .string(let text): try write(text, operation)
    case .url(let text): try write(url: text, operation)
    case .int(let number): if try admits(value, operation) { output.append(number) }
    case .decimal(let number): if try admits(value, operation) { output.append(number) }
    case .bool(let isTrue):
      if context == .pythonCode { return output.append(isTrue ? "True" : "False") }
      if context == .powerShellCode { return output.append(isTrue ? "$true" : "$false") }
      if try admits(value, operation) { output.append(isTrue ? "true" : "false") }
    case .html(let markup): try write(markup, operation)
    case .list, .record:
      guard context == .jsonValue else {
        throw failure(
          .templateValue, operation.span, "\(value.typeName) cannot be written; expected text")
      }
      try writeJSON(value, operation, depth: 0)
    }
  }

  /// Nothing, but for places where nothing would break the file.
  private mutating func writeNull(_ operation: Operation) throws(TemplateError) {
    switch operation.context {
    case .jsonValue: output.append("null")
    case .pythonCode: output.append("None")
    case .powerShellCode: output.append("$null")
    case .word:
      throw failure(
        .templateValue, operation.span, "nothing cannot be written here",
        fix: "put the line into a block that asks whether the value is there")
    default: break
    }
  }

  private func admits(
    _ value: TemplateValue, _ operation: Operation
  ) throws(TemplateError) -> Bool {
    if operation.context == .markup { throw notMarkup(value, operation) }
    if operation.context == .urlTrusted { throw notTrusted(value, operation) }
    return true
  }

  private func notMarkup(_ value: TemplateValue, _ operation: Operation) -> TemplateError {
    failure(
      .templateValue, operation.span,
      "three braces take markup made by a renderer, found \(value.typeName)",
      fix: "write two braces, so that the value is escaped")
  }

  private func notTrusted(_ value: TemplateValue, _ operation: Operation) -> TemplateError {
    failure(
      .templateValue, operation.span,
      "what the page loads has to be an address that we made, found \(value.typeName)")
  }

  private mutating func write(_ text: String, _ operation: Operation) throws(TemplateError) {
    switch operation.context {
    case .text, .quoted, .feedText: output.append(escaped: text)
    case .markup: throw notMarkup(.string(text), operation)
    case .urlTrusted: throw notTrusted(.string(text), operation)
    case .urlStart, .urlOpen: writeChecked(text, operation)
    case .urlPath: writePath(text)
    case .urlQuery: output.append(urlSegment: text)
    case .jsonString: output.append(jsonEscaped: text)
    case .jsonValue: writeJSONString(text)
    case .pythonCode, .powerShellCode, .word: try writeWord(text, operation)
    case .powerShellText: output.append(powerShellText: text)
    case .pythonText: output.append(pythonText: text, isLong: false)
    case .pythonLongText: output.append(pythonText: text, isLong: true)
    case .tomlText: output.append(tomlText: text)
    case .yamlText: output.append(yamlText: text)
    case .comment: output.append(plainComment(text))
    case .markdownStart: output.append(markdownText: text, isAtStart: true)
    case .markdownText: output.append(markdownText: text, isAtStart: false)
    case .markdownCode: output.append(markdownCode: text)
    case .markdownAddress: output.append(markdownAddress: text)
    case .markdownComment: output.append(markdownComment: text)
    case .plain: output.append(text)
    }
  }

  private mutating func writeWord(_ text: String, _ operation: Operation) throws(TemplateError) {
    let isWord =
      [.pythonCode, .powerShellCode].contains(operation.context)
      ? isCodeWord(text) : isSettingWord(text)
    guard isWord else {
      throw failure(
        .templateValue, operation.span,
        "only a word or a number can stand here, found '\(text.prefix(80))'",
        fix: "put quotes around the value")
    }
    output.append(text)
  }

  private mutating func write(url: String, _ operation: Operation) throws(TemplateError) {
    switch operation.context {
    case .urlStart, .urlOpen, .urlPath, .urlQuery, .urlTrusted: output.append(escaped: url)
    default: try write(url, operation)
    }
  }

  /// A slash behind the slash that opens an address would make what follows a host.
  private mutating func writePath(_ text: String) {
    let end = output.bytes.suffix(2)
    let isFirst = end.last == 0x2F && (end.first == 0x22 || end.first == 0x27)
    guard isFirst, text.utf8.first == 0x2F else { return output.append(urlText: text) }
    output.append("%2F")
    output.append(urlText: String(text.dropFirst()))
  }

  private mutating func writeChecked(_ text: String, _ operation: Operation) {
    if isSafeAddress(text, mayHaveScheme: operation.context == .urlStart) {
      return output.append(urlText: text)
    }
    output.append("#")
    warnings.append(
      diagnostic(
        .templateURL, operation.span, "'\(text.prefix(80))' is not a safe address; '#' is written",
        note: "expected a relative address, http:, https: or mailto:"))
  }

  private mutating func write(_ html: SafeHTML, _ operation: Operation) throws(TemplateError) {
    switch operation.context {
    case .text, .markup, .plain: try run(html, operation)
    case .feedText, .jsonString, .jsonValue:
      let text = try bytes(of: html, operation)
      if operation.context == .feedText { return output.append(escaped: text) }
      let decoded = String(decoding: text, as: UTF8.self)
      if operation.context == .jsonValue { return writeJSONString(decoded) }
      output.append(jsonEscaped: decoded)
    default:
      throw failure(
        .templateValue, operation.span,
        "markup cannot stand in an attribute, an address or a title",
        fix: "give the view's plain text instead")
    }
  }

  private mutating func run(_ html: SafeHTML, _ operation: Operation) throws(TemplateError) {
    do { try html.write(&output) } catch {
      if let error = error as? TemplateError { throw error }
      throw failure(.templateValue, operation.span, "the markup could not be written: \(error)")
    }
  }

  private mutating func bytes(
    of html: SafeHTML, _ operation: Operation
  ) throws(TemplateError) -> [UInt8] {
    var kept = ByteBuffer()
    swap(&kept, &output)
    defer { swap(&kept, &output) }
    try run(html, operation)
    return output.bytes
  }

  private mutating func writeJSONString(_ text: String) {
    output.append(byte: 0x22)
    output.append(jsonEscaped: text)
    output.append(byte: 0x22)
  }

  private mutating func writeJSON(
    _ value: TemplateValue, _ operation: Operation, depth: Int
  ) throws(TemplateError) {
    guard depth < 64 else {
      throw failure(.templateValue, operation.span, "the value is nested more than 64 deep")
    }
    switch value {
    case .null: output.append("null")
    case .bool(let isTrue): output.append(isTrue ? "true" : "false")
    case .int(let number): output.append(number)
    case .decimal(let number): output.append(number)
    case .string(let text), .url(let text): writeJSONString(text)
    case .html(let markup): try write(markup, operation)
    case .list(let items):
      output.append("[")
      for (index, item) in items.enumerated() {
        if index > 0 { output.append(",") }
        try writeJSON(item, operation, depth: depth + 1)
      }
      output.append("]")
    case .record(let record):
      output.append("{")
      for (index, name) in record.names.enumerated() {
        if index > 0 { output.append(",") }
        writeJSONString(name)
        output.append(":")
        try writeJSON(record.values[index], operation, depth: depth + 1)
      }
      output.append("}")
    }
  }
}
