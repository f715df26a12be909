import SourceText
import TraceModel

/// Merges the documents of one family into the strongest.
///
/// What a stronger file says stands; a weaker one fills in what is missing, because conversions
/// between the dialects have lost links and prose.
struct ManifoldMerge {
  private(set) var document: ManifoldDocument
  private(set) var diagnostics: [Diagnostic]
  private var merge = ItemMerge()

  init(_ family: ManifoldFamily) {
    var first = family.documents[0]
    let items = first.items
    first.items = []
    document = first
    diagnostics = first.diagnostics
    document.diagnostics = []
    merge.add(items, from: "\(first.part)")
    for other in family.documents.dropFirst() { absorb(other) }
    document.items = merge.items
    diagnostics += merge.diagnostics
    document.items[0].id.text = family.scope.name
    document.facts.sources = family.documents.map(\.path)
    document.facts.isDegraded = family.documents.contains(where: \.isDegraded)
    compareIDs(family)
    if !first.part.isMain { reportIncomplete(first) }
  }

  private mutating func absorb(_ other: ManifoldDocument) {
    merge.add(other.items, from: "\(other.part)")
    document.relations += other.relations
    document.claims += other.claims
    document.recommendedOption = document.recommendedOption ?? other.recommendedOption
    diagnostics += other.diagnostics
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
