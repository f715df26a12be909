import SourceText

extension YAMLTree {
  /// Builds the scalar that is current.
  mutating func scalar() throws(Stop) -> Node {
    height = 0
    let text = events.text
    if text.count > limits.scalarBytes {
      try refuse("a text of more than \(limits.scalarBytes) bytes")
    }
    try count(bytes: text.count)
    let span = scalarSpan()
    if events.isDoubleQuoted, text.contains(0) {
      findings.add(
        .controlCharacter, span, "expected text, found the control character U+0000",
        fix: "remove the escape")
    }
    let value = string(text, span)
    let isPlain = events.isPlain || isTypedByTag(value, span)
    return Node(.scalar(Node.Scalar(value, isPlain: isPlain)), span)
  }

  private func string(_ text: UnsafeBufferPointer<UInt8>, _ span: Span) -> String {
    guard let pairs else { return String(decoding: text, as: UTF8.self) }
    let isDoubleQuoted = events.isDoubleQuoted
    return String(
      decoding: pairs.restored(text, at: span.offsets, isDoubleQuoted: isDoubleQuoted),
      as: UTF8.self)
  }

  /// The library ends a block scalar where the next thing begins.
  private func scalarSpan() -> Span {
    guard events.isBlockScalar else { return span }
    return places.trimmed(span)
  }

  /// Checks an explicit tag. A core tag must fit the text; `!!int "5"` then counts as plain, and
  /// reads as a number.
  private mutating func isTypedByTag(_ text: String, _ span: Span) -> Bool {
    guard let tag = events.tag else { return false }
    guard let name = coreName(tag) else {
      if tag != "!" { reportTag(tag, span) }
      return false
    }
    switch name {
    case "str": return false
    case "null": return fits(CoreSchema.isNull(text), name, text, span)
    case "bool": return fits(CoreSchema.bool(text) != nil, name, text, span)
    case "int": return fits(CoreSchema.isInteger(text), name, text, span)
    case "float": return fits(CoreSchema.isNumber(text), name, text, span)
    default:
      reportTag(tag, span)
      return false
    }
  }

  private mutating func fits(_ fits: Bool, _ name: String, _ text: String, _ span: Span) -> Bool {
    if !fits {
      findings.add(.yamlTag, span, "expected a value of type \(name), found \(quoted(text))")
    }
    return fits
  }

  /// Checks the tag of the collection that is current; `kind` is its core name.
  mutating func checkCollectionTag(_ kind: String) {
    guard let tag = events.tag, tag != "!", coreName(tag) != kind else { return }
    reportTag(tag, span)
  }

  private mutating func reportTag(_ tag: String, _ span: Span) {
    findings.add(
      .yamlTag, span, "expected a plain value, found the tag \(quoted(tag))",
      fix: "remove the tag; tags never build objects here")
  }

  private func coreName(_ tag: String) -> String? {
    let prefix = "tag:yaml.org,2002:"
    return tag.hasPrefix(prefix) ? String(tag.dropFirst(prefix.count)) : nil
  }

  /// Counts a scalar's bytes against the budget.
  @inline(__always)
  mutating func count(bytes more: Int) throws(Stop) {
    bytes += more
    if bytes > limits.expandedBytes {
      try refuse("more than \(limits.expandedBytes) bytes of text")
    }
  }

  /// Checks a collection's level; `depth` counts from 1.
  @inline(__always)
  mutating func enter(_ depth: Int) throws(Stop) {
    if depth > limits.depth { try refuse("more than \(limits.depth) levels of nesting") }
  }

  /// Reports a passed limit at the current event and stops.
  mutating func refuse(_ found: String) throws(Stop) -> Never {
    findings.add(.yamlLimit, span, "the document holds \(found)", fix: "split the file")
    throw .limit
  }
}

extension CodePointIndex {
  /// The span without white space at its end, but never empty.
  func trimmed(_ span: Span) -> Span { Span(Int(span.start), textEnd(span.offsets)) }
}
