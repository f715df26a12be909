public import SourceText

/// A registry that can be added to: its patterns with the ids that join their parts.
public struct Registry: Sendable {
  /// The files.
  public let tree: RegistryTree
  /// As read.
  public let index: RegistryIndex
  /// Patterns for which something can be made, in the order of the index.
  public let patterns: [RegistryPattern]
  /// Who states another id than the assigned one, by pattern.
  public let contradictions: [String: [StatedID]]
  /// Faults of the index, and patterns that get no id.
  public let diagnostics: [Diagnostic]

  /// Reads a registry; `nil` when it has no index.
  public init?(_ tree: RegistryTree, derivation: DocumentIDDerivation = .replacing) {
    guard let file = tree["patterns/\(RegistryIndex.place)"] else { return nil }
    let index = RegistryIndex(file)
    let assignment = IDAssignment(tree: tree, derivation: derivation)
    var (patterns, diagnostics) = ([RegistryPattern](), index.diagnostics)
    var contradictions: [String: [StatedID]] = [:]
    var owners: [DocumentID: String] = [:]
    for entry in index.entries {
      guard let assigned = assignment.assign(entry) else {
        diagnostics.append(
          Diagnostic(
            .registryEntry, at: entry.range,
            "\(entry.id.prefix(80)) cannot become a doc_id of capitals, digits and hyphens",
            fix: "give the entry a doc_id"))
        continue
      }
      if let owner = owners[assigned.id] {
        diagnostics.append(
          Diagnostic(
            .registryEntry, at: entry.range,
            "\(entry.id.prefix(80)) would have the doc_id \(assigned.id), which is that of "
              + "\(owner.prefix(80))", fix: "give the entry a doc_id of its own"))
        continue
      }
      owners[assigned.id] = entry.id
      contradictions[entry.id] = assigned.contradictions.isEmpty ? nil : assigned.contradictions
      let spec = tree[RegistryPattern.place(.spec, of: entry)].map(PatternSpec.init)
      patterns.append(RegistryPattern(entry: entry, documentID: assigned.id, spec: spec))
    }
    (self.tree, self.index, self.patterns) = (tree, index, patterns)
    (self.contradictions, self.diagnostics) = (contradictions, diagnostics)
  }

  /// The part is there; of examples at least one.
  public func has(_ part: PatternPart, of pattern: RegistryPattern) -> Bool {
    let place = pattern.place(part)
    return part == .examples
      ? tree.paths(below: place).contains { $0.hasSuffix(".json") } : tree[place] != nil
  }

  /// How many executors and tests of a language there are.
  public func programs(endingIn ending: String) -> Int {
    patterns.reduce(0) { count, pattern in
      let places = [pattern.place(.executor), pattern.place(.test)]
      return count + places.count { $0.hasSuffix(ending) && tree[$0] != nil }
    }
  }

  /// Entries that cannot be used, by the lines of the index that they begin in.
  public var refused: [String] {
    diagnostics.filter { $0.rule == .registryEntry }.map { "line \($0.range.line)" }
  }

  var patternsByID: [String: RegistryPattern] {
    Dictionary(patterns.map { ($0.id, $0) }) { first, _ in first }
  }

  /// Patterns of the registry's own, or those that were taken over.
  func patterns(migrated: Bool) -> [RegistryPattern] {
    patterns.filter { $0.entry.isMigrated == migrated }
  }
}
