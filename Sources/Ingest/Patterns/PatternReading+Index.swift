import Notation
import SourceText
import TraceModel

extension PatternReading {
  /// Keys that real indexes give an entry beside the required ones.
  private static let optionalKeys: Set<String> = [
    "category", "tool_targets", "time_savings_vs_manual", "proven_uses", "created", "last_updated",
    "notes", "summary", "description", "title", "migrated_from", "original_atom_uid",
    "original_atom_key", "original_role", "migration_date", "migration_sequence",
    "source_template", "source_path", "auto_generated", "created_at", "tags", "priority",
    "est_time_minutes", "satisfies", "related_patterns", "deprecated_by",
  ]

  private static let knownKeys = optionalKeys.union(PatternField.allCases.map(\.rawValue))

  private static let totals = [
    "total_patterns", "total_categories", "migrated_patterns", "core_patterns",
  ]

  /// Every entry is checked for every requirement; real registries have a few hundred.
  private static let entryLimit = 10_000

  /// The index of a registry: figures about the whole, and one entry a pattern.
  mutating func readIndex(_ file: SourceFile) {
    let text = PatternText(file)
    lines = text.lines
    add(text.diagnostics)
    var facts = RegistryFacts(folder: place.base)
    facts.index = file.path
    facts.isIndexValid = !document.isDegraded && !text.roots.isEmpty
    let metadata = text["metadata"]?.entries ?? []
    for entry in metadata where Self.totals.contains(entry.key) {
      guard let declared = self.text(entry.value) else { continue }
      facts.claims.append(RegistryClaim(.total(entry.key), declared: declared))
    }
    let list = text["patterns"] ?? text.roots.first { $0.elements != nil }
    let entries = list?.elements ?? []
    if entries.isEmpty { reportEmpty(list, file) }
    if entries.count > Self.entryLimit {
      warn(
        .patternEntry, range(entries[Self.entryLimit].span),
        "the index lists \(entries.count) entries; those from this on are not read",
        fix: "split the registry")
    }
    let items = entries.prefix(Self.entryLimit).enumerated().compactMap {
      entry($0.element, number: $0.offset + 1)
    }
    facts.entries = items.map(\.id.text)
    add(registryItem(facts, at: .file(file.path)))
    for var item in items {
      item.parent = 0
      add(item)
    }
  }

  /// The registry as a whole, which several files may speak of.
  func registryItem(_ facts: RegistryFacts, at range: SourceRange) -> DeclaredItem {
    DeclaredItem(
      kind: .registry, id: Prose(place.scope.name, at: range), hasGivenID: true,
      title: Prose(place.title, at: range),
      detail: .registry(facts), range: range)
  }

  private mutating func reportEmpty(_ list: Node?, _ file: SourceFile) {
    let range = list.map { self.range($0.span) } ?? .file(file.path)
    warn(.patternEmptyRegistry, range, "expected a list of patterns, found none")
  }

  // MARK: entries

  private mutating func entry(_ node: Node, number: Int) -> DeclaredItem? {
    guard let entries = node.entries else {
      warn(
        .patternEntry, range(node.span),
        "entry \(number) is \(node.kindName); expected a mapping with pattern_id and its files")
      return nil
    }
    var facts = PatternEntry()
    for field in PatternField.allCases { facts.fields[field] = text(node[field.rawValue]) }
    facts.category = text(node["category"])
    facts.origin = text(node["migrated_from"])
    addPaths(to: &facts)
    reportKeys(entries)
    return item(node, facts, number)
  }

  private mutating func addPaths(to facts: inout PatternEntry) {
    var turned: [String] = []
    for field in PatternField.paths {
      guard let written = facts[field] else { continue }
      if written.text.contains("\\") { turned.append(field.rawValue) }
      reportControl(written, field.rawValue)
      facts.paths[field] = PatternPath(place.inside(cleanedPatternPath(written.text)))
    }
    guard let first = turned.first, let field = PatternField(rawValue: first),
      let place = facts[field]?.range
    else { return }
    warn(
      .patternSeparator, place,
      "\(turned.joined(separator: ", ")) \(turned.count == 1 ? "has" : "have") backslashes "
        + "between folders; they are read as \"/\"", fix: "write \"/\"")
  }

  /// `"new\tests"` in double quotes holds a tab where its author meant a folder.
  mutating func reportControl(_ written: Prose, _ key: String) {
    guard written.text.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return }
    warn(
      .patternSeparator, written.range,
      "\(key) holds a control character: a backslash in double quotes was read as an escape",
      fix: "write \"/\" between folders")
  }

  private mutating func reportKeys(_ entries: [Node.Entry]) {
    for entry in entries where !Self.knownKeys.contains(entry.key) {
      // A near name costs a look at all known ones: a file full of unknown keys gets a few.
      let near =
        document.diagnostics.count < 100
        ? nearestName(to: entry.key, among: Self.knownKeys.sorted()) : nil
      warn(
        IngestRules.unknownKey, range(entry.keySpan),
        "\"\(entry.key.clipped)\" is not a key of an entry",
        fix: near.map { "write \"\($0)\", or keep it as a property that is only shown" })
    }
  }

  private func item(_ node: Node, _ facts: PatternEntry, _ number: Int) -> DeclaredItem {
    let whole = range(node.span)
    let id = facts[.patternID]
    var item = DeclaredItem(
      kind: .pattern, id: id ?? Prose("entry-\(number)", at: whole), hasGivenID: id == nil,
      title: facts[.name], statement: text(node["summary"]) ?? text(node["description"]),
      detail: .pattern(PatternFacts(entry: facts)), range: whole)
    if let docID = facts[.docID], docID.text != id?.text { item.aliases = [docID.text] }
    let shown = Self.optionalKeys.subtracting(["summary", "description", "satisfies"])
    for entry in node.entries ?? [] where shown.contains(entry.key) {
      let value = entry.value.flattened
      guard !value.isEmpty else { continue }
      item.attributes.append(
        Attribute(entry.key, Prose(plainMarkdown(value), at: range(entry.value.span))))
    }
    item.links = references(node["satisfies"], .satisfies)
    return item
  }

  /// Ids of other documents, alone or in a list.
  func references(_ node: Node?, _ kind: LinkKind) -> [DeclaredLink] {
    (node?.elements ?? [node].compactMap { $0 }).compactMap { text($0) }.map {
      DeclaredLink(kind, to: $0.text, at: $0.range)
    }
  }
}
