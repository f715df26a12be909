import SourceText
import TraceModel

/// Items of several files that mean one another: the first to declare one stands, later files fill
/// in what it does not say.
struct ItemMerge {
  private(set) var items: [DeclaredItem] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var index = ItemIndex()
  /// Position in the merged list of each item of the file being added.
  private var positions: [Int] = []

  /// Adds one file's items; `source` tells its gaps from those of other files.
  mutating func add(_ added: [DeclaredItem], from source: String) {
    positions.removeAll(keepingCapacity: true)
    for item in added {
      var item = item
      item.parent = item.parent.map { positions[$0] }
      add(&item, from: source)
    }
  }

  private mutating func add(_ item: inout DeclaredItem, from source: String) {
    let probe = index.probe(item, owner: item.kind == .evidence ? item.parent : nil)
    guard let known = index.position(of: item, probe, in: items) else {
      if let near = index.collides(item, probe) { reportCollision(item, with: near) }
      return append(item, probe)
    }
    let isOneOfItsKind = item.kind == .manifold || item.kind == .outcome
    if items[known].range.path == item.range.path, !isOneOfItsKind {
      reportDuplicate(item, of: items[known])
      if item.kind == .artifact { items[known].fill(from: item) }
      positions.append(known)
    } else if item.kind == .gap, items[known].statement?.text != item.statement?.text {
      addGap(&item, from: source)
    } else {
      if item.kind.family == .modules { reportSpelling(item, of: items[known]) }
      items[known].fill(from: item)
      positions.append(known)
    }
  }

  /// A gap's number in another file is another finding.
  private mutating func addGap(_ item: inout DeclaredItem, from source: String) {
    item.id.text += ".\(source)"
    let probe = index.probe(item, owner: nil)
    if let known = index.position(of: item, probe, in: items) {
      items[known].fill(from: item)
      positions.append(known)
    } else {
      append(item, probe)
    }
  }

  private mutating func append(_ item: DeclaredItem, _ probe: ItemIndex.Probe) {
    positions.append(items.count)
    index.insert(probe, at: items.count)
    items.append(item)
  }

  // MARK: what does not fit

  private mutating func reportDuplicate(_ item: DeclaredItem, of first: DeclaredItem) {
    let isLabel = item.kind == .evidence || item.kind == .artifact
    diagnostics.append(
      Diagnostic(
        IngestRules.duplicateID, at: item.id.range,
        "\(item.kind.label) \"\(item.id.text)\" is declared twice",
        notes: [Diagnostic.Note("the first declaration is here", at: first.id.range)],
        severity: isLabel ? .warning : nil))
  }

  /// Intent and actual are one item under two spellings, which is never settled in silence.
  private mutating func reportSpelling(_ item: DeclaredItem, of first: DeclaredItem) {
    guard item.id.text != first.id.text, !item.hasGivenID, !first.hasGivenID else { return }
    diagnostics.append(
      Diagnostic(
        IngestRules.equivalentSpelling, at: item.id.range,
        "\"\(item.id.text)\" is spelled \"\(first.id.text)\" in another document of its module",
        notes: [Diagnostic.Note("the other is here", at: first.id.range)], severity: .warning))
  }

  private mutating func reportCollision(_ item: DeclaredItem, with position: Int) {
    let other = items[position]
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
}
