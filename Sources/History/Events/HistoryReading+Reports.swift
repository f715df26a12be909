import Notation
import SourceText

extension HistoryReading {
  /// Says what is wrong with an event that is left out.
  mutating func refuse(
    _ value: HistoryValue, _ pointer: String, _ sentence: String
  ) -> HistoryEvent? {
    report(.historyEvent, value, "\(pointer): \(sentence)")
    return nil
  }

  mutating func report(_ rule: Rule, _ value: HistoryValue, _ sentence: String) {
    result.isDegraded = true
    let range = self.range(of: value.span)
    result.diagnostics.append(Diagnostic(rule, at: range, sentence))
  }

  /// Bytes of a binary file have no line.
  private mutating func range(of span: Span) -> SourceRange {
    if isBinary { return .file(file.path) }
    // Most files are whole, and lines are counted for findings only.
    let known = lines ?? LineMap(file)
    lines = known
    return known.range(span)
  }

  /// The parser of every other JSON file finds the words for what is wrong.
  mutating func reportBrokenText() {
    result.isDegraded = true
    guard !file.bytes.isEmpty else {
      return result.diagnostics.append(
        Diagnostic(.historyShape, at: .file(file.path), "the file is empty"))
    }
    let limits = NotationLimits(
      bytes: 64 << 20, depth: TapeReader.depthLimit, nodes: TapeReader.entryLimit,
      expandedBytes: 64 << 20, scalarBytes: 4 << 20)
    let found = JSONParser.parse(file, limits: limits).diagnostics
    result.diagnostics += found
    if found.isEmpty {
      result.diagnostics.append(
        Diagnostic(.historyShape, at: .file(file.path), "the text is no JSON"))
    }
  }

  mutating func reportShape(_ root: HistoryValue) {
    let keys = root.isObject ? root.children.prefix(6).map { "\"\($0.key)\"" } : []
    let found =
      root.isObject
      ? keys.isEmpty ? "an empty object" : "the keys \(keys.joined(separator: ", "))"
      : root.isArray ? "a list without events" : root.kindName
    report(.historyShape, root, "expected events of a workflow, found \(found)")
  }
}
