import SourceText

/// Samples of JSON, and what the text around them says of their fields.
struct SampleChecks {
  struct Sample {
    var text: String
    var span: Range<Int>
    /// The heading that the sample stands below.
    var section: Int
  }

  let samples: [Sample]

  func check(_ text: CompanionText, sections: [Int], into draft: inout DocumentDraft) {
    for sample in samples { checkComment(sample, &draft) }
    let schemas = samples.filter {
      $0.text.utf8.count < 32_768 && $0.text.contains("\"properties\"")
    }.prefix(12)
    guard !schemas.isEmpty else { return }
    // Each costs a look through a schema.
    var (formats, lists) = (0, 0)
    let fields = schemas.map { Self.patterns(in: $0.text) }
    for (row, section) in sections.enumerated() where !text.rows[row].isFenced {
      let span = text.trimmed(text.rows[row].span)
      let line = text.string(span)
      if lists < 60, line.utf8.count < 4_000, line.lowercased().contains("required fields: ") {
        lists += 1
        checkRequired(line, text.range(span), schemas.filter { $0.section == section }, &draft)
      }
      guard formats < 60, let pattern = Self.statedPattern(line) else { continue }
      formats += 1
      checkFormat(line, pattern, text.range(span), Array(zip(schemas, fields)), &draft)
    }
  }

  // MARK: comments

  /// JSON has no comments: whoever copies the sample gets an error.
  private func checkComment(_ sample: Sample, _ draft: inout DocumentDraft) {
    var isString = false
    var last: UInt8 = 0
    for (offset, byte) in sample.text.utf8.enumerated() {
      if isString {
        if byte == 0x22, last != 0x5C { isString = false }
        last = last == 0x5C && byte == 0x5C ? 0 : byte
        continue
      }
      if byte == 0x22 { isString = true }
      let slash = UInt8(ascii: "/")
      if last == slash, byte == slash || byte == UInt8(ascii: "*") {
        let start = sample.span.lowerBound + offset - 1
        return draft.warn(
          IngestRules.jsonComment, draft.lines.range(start, start + 2),
          "the sample is called JSON and holds a comment", severity: .note)
      }
      last = byte
    }
  }

  // MARK: fields

  /// `required fields: a, b` of the text, and `"required": ["a"]` of the sample.
  private func checkRequired(
    _ line: String, _ range: SourceRange, _ schemas: [Sample], _ draft: inout DocumentDraft
  ) {
    let lower = line.lowercased()
    guard let found = lower.firstRange(of: "required fields: "), let schema = schemas.first,
      let list = schema.text.between("\"required\": [", "]")
    else { return }
    let stated = Self.names(String(lower[found.upperBound...]))
    let shown = Self.names(list.lowercased())
    guard stated.count > 1, !shown.isEmpty, Set(stated) != Set(shown) else { return }
    let missing = stated.filter { !shown.contains($0) } + shown.filter { !stated.contains($0) }
    draft.warn(
      IngestRules.requiredFieldsDiffer, range,
      "the text and the sample disagree on whether \(missing.joined(separator: ", ").clipped) "
        + "is required",
      notes: [Diagnostic.Note("the sample is here", at: draft.lines.range(schema.span))])
  }

  private static func names(_ list: String) -> [String] {
    list.split { ",\"` \n".contains($0) }.map(String.init).filter {
      $0.utf8.allSatisfy { $0.isNameByte || $0 == 0x2D } && $0 != "and"
    }
  }

  /// The pattern in `doc_id values match format [A-Z]+`.
  private static func statedPattern(_ line: String) -> String? {
    let words = line.words.map(String.init)
    guard words.contains(where: { ["format", "match", "matches"].contains($0.lowercased()) })
    else { return nil }
    return words.last(where: isPattern).map(bare)
  }

  /// A pattern of the text, and the `pattern` of the same field.
  private func checkFormat(
    _ line: String, _ stated: String, _ range: SourceRange,
    _ schemas: [(sample: Sample, patterns: [String: String])], _ draft: inout DocumentDraft
  ) {
    let words = line.words.prefix(40).map(String.init)
    for word in words where word.utf8.allSatisfy(\.isNameByte) && word.utf8.count > 2 {
      for (schema, patterns) in schemas {
        guard let pattern = patterns[word], Self.bare(pattern) != stated else { continue }
        draft.warn(
          IngestRules.formatDiffers, range,
          "\(word.clipped) has the format \(stated.clipped) here and "
            + "\(Self.bare(pattern).clipped) in the sample",
          notes: [Diagnostic.Note("the sample is here", at: draft.lines.range(schema.span))])
        return
      }
    }
  }

  /// The `pattern` of each field that has one: `"doc_id": {"pattern": "[A-Z]+"}`.
  private static func patterns(in schema: String) -> [String: String] {
    var found: [String: String] = [:]
    var seen: Set<String> = []
    // The field whose object is open, if it is the first of its name.
    var (field, name, isPattern) = (String?.none, "", false)
    for piece in schema.split(separator: "\"", omittingEmptySubsequences: false) {
      if piece.contains("}") {
        field = nil
      } else if piece.hasPrefix(": {") {
        field = seen.insert(name).inserted ? name : nil
      } else if isPattern, let field {
        found[field] = String(piece)
      }
      isPattern = name == "pattern" && piece == ": "
      name = String(piece)
    }
    return found
  }

  private static func isPattern(_ word: String) -> Bool {
    word.contains("[") && word.contains("]") && (word.contains("-") || word.contains("\\"))
      && (word.contains("+") || word.contains("*") || word.contains("{"))
  }

  /// Without anchors and the marks of code.
  private static func bare(_ pattern: String) -> String {
    var text = pattern[...]
    while let first = text.first, "`^".contains(first) { text.removeFirst() }
    while let last = text.last, "`$.,".contains(last) { text.removeLast() }
    return String(text)
  }
}
