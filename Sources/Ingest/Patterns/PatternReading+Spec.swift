import Notation
import SourceText
import TraceModel

extension PatternReading {
  private static let headerKeys = ["name", "version", "role", "schema_ref", "executor_ref"]

  /// A specification: what the pattern is for, and what an instance must give.
  mutating func readSpec(_ file: SourceFile) {
    let text = PatternText(file)
    lines = text.lines
    add(text.diagnostics)
    var facts = PatternFileFacts(path: place.inside)
    facts.docID = self.text(text["doc_id"])
    facts.patternID = self.text(text["pattern_id"])
    for key in Self.headerKeys { facts.header[key] = self.text(text[key]) }
    facts.absolutePaths = absolutePaths(in: file)
    facts.inputs = (text["inputs"]?.entries ?? []).compactMap { input($0) }
    let whole = SourceRange.file(file.path)
    if place.isSpecOfRegistry {
      add(registryItem(RegistryFacts(folder: place.base), at: whole))
    }
    let start = facts.patternID?.range ?? facts.docID?.range ?? whole
    var item = fileItem(.patternSpec, facts, title: title(text, file), at: start)
    item.statement = self.text(text["intent"]) ?? self.text(text["description"])
    item.attributes = attributes(text)
    item.links += references(text["satisfies"], .satisfies)
    item.links += related(text["related_patterns"])
    if document.isDegraded { degradedNote(&item) }
    add(item)
  }

  private func title(_ text: PatternText, _ file: SourceFile) -> Prose {
    if let name = self.text(text["title"]) ?? self.text(text["name"]) { return name }
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    return Prose(name, at: .file(file.path))
  }

  private static let shown = [
    "version", "category", "status", "role", "schema_ref", "executor_ref", "applicability",
    "outputs", "structural_decisions", "validation", "ground_truth", "anti_patterns",
  ]

  private func attributes(_ text: PatternText) -> [Attribute] {
    let steps = (text["execution_steps"] ?? text["steps"])?.elements ?? []
    let names = steps.prefix(60).compactMap { step in
      step["description"]?.string ?? step["name"]?.string ?? step["step_id"]?.string
    }
    let fields = Self.shown.compactMap { key -> Attribute? in
      guard let node = text[key] else { return nil }
      let value = String(node.flattened.prefix(2_000))
      return value.isEmpty
        ? nil : Attribute(key, Prose(plainMarkdown(value), at: range(node.span)))
    }
    guard !names.isEmpty, let node = text["execution_steps"] ?? text["steps"] else { return fields }
    let list = names.enumerated().map { "\($0.offset + 1). \(plainMarkdown($0.element))" }
    return fields + [Attribute("steps", Prose(list.joined(separator: "\n"), at: range(node.span)))]
  }

  private func degradedNote(_ item: inout DeclaredItem) {
    let errors = document.diagnostics.filter { $0.severity == .error }
    guard let first = errors.first else { return }
    let sentence = "the file is broken: \(first.summary), line \(first.range.line)"
    item.attributes.append(Attribute("degraded", Prose(plainMarkdown(sentence), at: first.range)))
  }

  /// Other patterns, by whatever id the author has for them; nothing is wrong when it is no node.
  private func related(_ node: Node?) -> [DeclaredLink] {
    (node?.elements ?? []).compactMap { element in
      guard let id = text(element) ?? text(element["pattern_id"]) ?? text(element["doc_id"]) else {
        return nil
      }
      let target = "\(place.scope.path)/\(id.text)"
      return .optional(.references, to: target, at: id.range, .declared)
    }
  }

  // MARK: inputs

  private func input(_ entry: Node.Entry) -> PatternInput? {
    // `placeholder: true` is how a generated specification says that nobody has written it yet.
    guard entry.value.bool == nil else { return nil }
    let name = Prose(entry.key, at: range(entry.keySpan))
    guard entry.value.entries != nil else {
      return PatternInput(name: name, type: entry.value.string ?? "")
    }
    return PatternInput(
      name: name, type: entry.value["type"]?.string ?? "",
      isRequired: entry.value["required"]?.bool ?? false,
      minimumItems: entry.value["min_items"]?.int ?? entry.value["minItems"]?.int,
      allowed: (entry.value["enum"]?.elements ?? []).compactMap(\.string))
  }

  // MARK: absolute paths

  /// Drive letters and home folders, at most eight.
  func absolutePaths(in file: SourceFile) -> [SourceRange] {
    var found: [SourceRange] = []
    let bytes = file.bytes
    for index in bytes.indices where bytes[index] == 0x3A || bytes[index] == 0x2F {
      guard let start = Self.absolutePath(at: index, bytes) else { continue }
      found.append(lines.range(start, index + 1))
      if found.count == 8 { break }
    }
    return found
  }

  private static func absolutePath(at index: Int, _ bytes: [UInt8]) -> Int? {
    let before = index > 0 ? bytes[index - 1] : 0x20
    if bytes[index] == 0x3A {
      let isDrive =
        (0x61...0x7A).contains(before | 0x20) && (index < 2 || !isWord(bytes[index - 2]))
      let isRoot = index + 1 < bytes.count && (bytes[index + 1] == 0x5C || bytes[index + 1] == 0x2F)
      return isDrive && isRoot ? index - 1 : nil
    }
    if isWord(before) || before == 0x2E || before == 0x2F { return nil }
    let homes = ["/home/", "/Users/", "/root/"].map { Array($0.utf8) }
    return homes.contains { bytes[index...].starts(with: $0) } ? index : nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
      || byte >= 0x80 || byte == 0x7D
  }
}
