import SourceText
import TraceModel

/// Merges the documents of one family into the strongest.
///
/// What a stronger file says stands; a weaker one fills in what is missing, because conversions
/// between the dialects have lost links and prose.
struct ManifoldMerge {
  private(set) var document: ManifoldDocument
  private(set) var diagnostics: [Diagnostic]
  private var index = ItemIndex()
  /// Position in the merged list of each item of the document being absorbed.
  private var positions: [Int] = []

  init(_ family: ManifoldFamily) {
    var first = family.documents[0]
    let items = first.items
    first.items = []
    document = first
    diagnostics = first.diagnostics
    document.diagnostics = []
    add(items, of: first, isFirst: true)
    for other in family.documents.dropFirst() { absorb(other) }
    document.items[0].id.text = family.scope.name
    document.facts.sources = family.documents.map(\.path)
    document.facts.isDegraded = family.documents.contains(where: \.isDegraded)
    compareIDs(family)
    if !first.part.isMain { reportIncomplete(first) }
  }

  private mutating func absorb(_ other: ManifoldDocument) {
    add(other.items, of: other, isFirst: false)
    document.relations += other.relations
    document.claims += other.claims
    document.recommendedOption = document.recommendedOption ?? other.recommendedOption
    diagnostics += other.diagnostics
  }

  private mutating func add(_ items: [DeclaredItem], of file: ManifoldDocument, isFirst: Bool) {
    positions.removeAll(keepingCapacity: true)
    for item in items {
      var item = item
      let parent = item.parent.map { positions[$0] }
      item.parent = parent
      let owner = item.kind == .evidence ? parent : nil
      let probe = index.probe(item, owner: owner)
      guard let known = index.position(of: item, probe, in: document.items) else {
        if let near = index.collides(item, probe) { reportCollision(item, with: near) }
        append(item, probe)
        continue
      }
      let isOneOfItsKind = item.kind == .manifold || item.kind == .outcome
      if document.items[known].range.path == item.range.path, !isOneOfItsKind {
        reportDuplicate(item, of: document.items[known])
        if item.kind == .artifact { document.items[known].fill(from: item) }
        positions.append(known)
      } else if item.kind == .gap, document.items[known].statement?.text != item.statement?.text {
        addGap(&item, file)
      } else {
        document.items[known].fill(from: item)
        positions.append(known)
      }
    }
  }

  /// A gap's number in another file is another finding.
  private mutating func addGap(_ item: inout DeclaredItem, _ file: ManifoldDocument) {
    item.id.text += ".\(file.part)"
    let probe = index.probe(item, owner: nil)
    if let known = index.position(of: item, probe, in: document.items) {
      document.items[known].fill(from: item)
      positions.append(known)
    } else {
      append(item, probe)
    }
  }

  private mutating func append(_ item: DeclaredItem, _ probe: ItemIndex.Probe) {
    positions.append(document.items.count)
    index.insert(probe, at: document.items.count)
    document.items.append(item)
  }

  // MARK: what does not fit

  private mutating func reportDuplicate(_ item: DeclaredItem, of first: DeclaredItem) {
    let isLabel = item.kind == .evidence || item.kind == .artifact
    diagnostics.append(
      Diagnostic(
        IngestRules.duplicateID, at: item.id.range,
        "\(item.kind.label) \"\(item.id.text)\" is declared twice, on lines "
          + "\(first.id.range.line) and \(item.id.range.line)",
        notes: [Diagnostic.Note("the first declaration is here", at: first.id.range)],
        severity: isLabel ? .warning : nil))
  }

  private mutating func reportCollision(_ item: DeclaredItem, with position: Int) {
    let other = document.items[position]
    let note = Diagnostic.Note("the other is here", at: other.id.range)
    if item.id.text.lowercased() == other.id.text.lowercased() {
      diagnostics.append(
        Diagnostic(
          IngestRules.idCollision, at: item.id.range,
          "\"\(item.id.text)\" and \"\(other.id.text)\" differ only in case", notes: [note]))
    } else {
      diagnostics.append(
        Diagnostic(
          IngestRules.equivalentSpelling, at: item.id.range,
          "\"\(item.id.text)\" and \"\(other.id.text)\" are spellings of one id; "
            + "they are kept apart", notes: [note], severity: .warning))
    }
  }

  private mutating func reportIncomplete(_ first: ManifoldDocument) {
    diagnostics.append(
      Diagnostic(
        IngestRules.incompleteFamily, at: .file(first.path),
        "there is no \(first.stem).json or \(first.stem).yaml that declares this manifold"))
  }

  /// The "linking check" of the hybrid dialect, and the same between JSON and older YAML.
  private mutating func compareIDs(_ family: ManifoldFamily) {
    guard let main = family.documents.first, main.part.isMain else { return }
    for other in family.documents.dropFirst() {
      guard other.part == .companion || other.part == .yaml else { continue }
      compare(main, other, isCompanion: other.part == .companion)
    }
  }

  private mutating func compare(
    _ main: ManifoldDocument, _ other: ManifoldDocument, isCompanion: Bool
  ) {
    let declared = Self.comparedIDs(main)
    let described = Self.comparedIDs(other)
    // YAML that holds its own prose needs no companion; what the companion adds is no fault.
    if isCompanion, main.part == .json {
      report(missing: declared, from: described, in: other.path, "has no heading in")
    }
    if main.part == .json || !isCompanion {
      report(missing: described, from: declared, in: main.path, "is not declared in")
    }
  }

  private mutating func report(
    missing ids: [String: Prose], from other: [String: Prose], in path: String, _ verb: String
  ) {
    for (key, id) in ids where other[key] == nil {
      diagnostics.append(
        Diagnostic(
          IngestRules.companionMismatch, at: id.range, "\"\(id.text)\" \(verb) \(path)"))
    }
  }

  private static func comparedIDs(_ document: ManifoldDocument) -> [String: Prose] {
    var ids: [String: Prose] = [:]
    for item in document.items where !item.hasGivenID {
      switch item.kind {
      case .constraint, .tension, .requiredTruth: ids[IDSpelling.canonical(item.id.text)] = item.id
      default: break
      }
    }
    return ids
  }
}
