import SourceText

extension YAMLTree {
  typealias Key = (text: String, mark: UInt64, span: Span)

  /// Builds the key that is current; `nil` when it was reported as unusable.
  mutating func key(depth: Int) throws(Stop) -> Key? {
    let isOrdinary =
      events.kind == .scalar && events.isPlain && events.anchor == nil && pairs == nil
    guard isOrdinary, events.text.count <= limits.scalarBytes else {
      return try unusualKey(depth: depth)
    }
    let text = events.text
    let mark = keyMark(text)
    let key = keyCache.key(text, mark: mark)
    try count(bytes: text.count)
    let span = self.span
    return isUsable(key, span) ? (key, mark, span) : nil
  }

  /// A key with quotes, a tag, an anchor; an alias; or a collection.
  private mutating func unusualKey(depth: Int) throws(Stop) -> Key? {
    let node = try node(depth: depth)
    guard case .scalar(let scalar) = node.value else {
      findings.add(
        .yamlKey, node.span, "a key must be text, found \(node.kindName)",
        fix: "write the key as text")
      return nil
    }
    if scalar.isPlain, !isUsable(scalar.text, node.span) { return nil }
    var text = scalar.text
    return (scalar.text, text.withUTF8 { keyMark($0) }, node.span)
  }

  private mutating func isUsable(_ key: String, _ span: Span) -> Bool {
    if key == "<<" {
      findings.add(
        .yamlMergeKey, span, "the merge key \"<<\" is not part of YAML 1.2",
        fix: "write the entries out")
      return false
    }
    guard CoreSchema.isNull(key) else { return true }
    let found = key.isEmpty ? "nothing" : quoted(key)
    findings.add(
      .yamlKey, span, "a key must be text, found \(found)", fix: "put the key in quotes")
    return false
  }
}
