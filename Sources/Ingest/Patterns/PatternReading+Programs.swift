import Notation
import SourceText
import TraceModel

extension PatternReading {
  /// Lines at the start of a program in which its header is looked for.
  private static let headerLines = 40

  /// An executor or a test: the `DOC_LINK` and the label in its first lines, and marks anywhere.
  mutating func readProgram(_ file: SourceFile, as kind: NodeKind) {
    lines = LineMap(file)
    var facts = PatternFileFacts(path: place.inside)
    facts.absolutePaths = absolutePaths(in: file)
    for number in 1...max(1, min(lines.count, Self.headerLines)) {
      guard let span = lines.contents(ofLine: number) else { continue }
      facts.docID = facts.docID ?? id(after: "DOC_LINK:", in: span, file.bytes)
      facts.patternID = facts.patternID ?? id(startingWith: "PAT-", in: span, file.bytes)
    }
    let start = facts.docID?.range ?? .file(file.path)
    var item = fileItem(kind, facts, at: start)
    item.links += marks(in: file, kind)
    add(item)
  }

  private func id(
    after label: String, in line: Range<Int>, _ bytes: [UInt8]
  ) -> Prose? {
    guard let found = bytes[line].firstRange(of: Array(label.utf8)) else { return nil }
    let rest = bytes[found.upperBound..<line.upperBound].drop { $0 <= 0x20 }
    return prose(rest.prefix(while: Self.isIDByte))
  }

  private func id(
    startingWith prefix: String, in line: Range<Int>, _ bytes: [UInt8]
  ) -> Prose? {
    guard let found = bytes[line].firstRange(of: Array(prefix.utf8)),
      found.lowerBound == line.lowerBound || !Self.isIDByte(bytes[found.lowerBound - 1])
    else { return nil }
    return prose(bytes[found.lowerBound..<line.upperBound].prefix(while: Self.isIDByte))
  }

  private func prose(_ bytes: ArraySlice<UInt8>) -> Prose? {
    guard !bytes.isEmpty else { return nil }
    return Prose(
      String(decoding: bytes, as: UTF8.self), at: lines.range(bytes.startIndex, bytes.endIndex))
  }

  private static func isIDByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
      || byte == 0x5F || byte == 0x2E
  }

  /// What the code says it is for, beside its pattern.
  private func marks(in file: SourceFile, _ kind: NodeKind) -> [DeclaredLink] {
    let source = SourceLines(file.bytes)
    let known = SourceMarks([])
    let found = source.marked { line in known.marks(in: line).filter { !$0.isReference } }
    return found.prefix(200).flatMap { line, marks in
      let span = source.contents[line]
      return marks.map { mark in
        DeclaredLink.optional(
          kind == .patternTest ? .verifies : .satisfies, to: mark.id,
          at: lines.range(span.lowerBound, span.upperBound), .marked)
      }
    }
  }

  // MARK: mappings and fragments

  /// `PAT-X → DOC-X`, or a name with both ids.
  mutating func readMapping(_ file: SourceFile) {
    for entry in json(file)?.entries ?? [] {
      let isPlain = entry.value.string != nil
      let patternID =
        isPlain
        ? Prose(entry.key, at: range(entry.keySpan)) : text(entry.value["pattern_id"])
      guard let patternID, let docID = text(isPlain ? entry.value : entry.value["doc_id"]) else {
        warn(
          .patternEntry, range(entry.value.span),
          "\"\(entry.key.clipped)\" is mapped to \(entry.value.kindName); expected a doc_id")
        continue
      }
      addMention(patternID, PatternFacts(mapped: [docID]))
    }
  }

  /// Entries in a file of their own: further places that declare a pattern.
  mutating func readFragment(_ file: SourceFile) {
    let isJSON = file.path.hasSuffix(".json")
    let nodes: [Node]
    if isJSON {
      let root = json(file)
      nodes = root?.elements ?? root?["patterns"]?.elements ?? []
    } else {
      let text = PatternText(file)
      lines = text.lines
      add(text.diagnostics)
      nodes = text["patterns"]?.elements ?? text.roots.flatMap { $0.elements ?? [] }
    }
    for node in nodes {
      guard let id = text(node["pattern_id"]) else { continue }
      addMention(id, PatternFacts(), title: text(node["title"]) ?? text(node["name"]))
    }
  }

  private mutating func addMention(_ id: Prose, _ facts: PatternFacts, title: Prose? = nil) {
    // A file that names a pattern twice says nothing new of it.
    guard !document.items.contains(where: { $0.id.text == id.text }) else { return }
    add(
      DeclaredItem(
        kind: .pattern, id: id, title: title, detail: .pattern(facts), range: id.range))
  }
}
