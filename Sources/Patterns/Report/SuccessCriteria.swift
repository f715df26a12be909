import Notation
import SourceText

/// One thing that a registry has to have when everything is made, counted in its files.
public struct SuccessCriterion: Sendable {
  /// What is demanded, as a clause without figures.
  public let text: String
  /// How many have it.
  public let met: Int
  /// Of how many.
  public let total: Int
  /// The first that lack it.
  public let lacking: [String]

  /// All of at least one have it; of nothing nothing is met.
  public var isMet: Bool { total > 0 && met == total }
  /// There is nothing that it could be demanded of.
  public var isEmpty: Bool { total == 0 }

  init(_ text: String, _ rows: [(name: String, isMet: Bool)]) {
    self.text = text
    met = rows.count { $0.isMet }
    total = rows.count
    lacking = rows.lazy.filter { !$0.isMet }.prefix(5).map(\.name)
  }
}

/// A requirement on the registry's folder, as somebody else has checked it.
public struct CheckedRequirement: Sendable {
  /// `PAT-CHECK-001-020`.
  public var id: String
  /// What is required, as a clause.
  public var title: String
  /// Checks that passed.
  public var passed: Int
  /// Of how many.
  public var total: Int
  /// Why others did not, each once.
  public var reasons: [String]

  /// A requirement with what came of its checks.
  public init(id: String, title: String, passed: Int, total: Int, reasons: [String]) {
    (self.id, self.title, self.passed, self.total) = (id, title, passed, total)
    self.reasons = reasons
  }

  /// Met by all of at least one.
  public var isMet: Bool { total > 0 && passed == total }
}

/// What is to be there in the end, and how much of it is.
public struct SuccessCriteria: Sendable {
  /// In the order of the phases.
  public let criteria: [SuccessCriterion]
  /// Binding requirements that are not met yet, with their reasons.
  public let unmet: [CheckedRequirement]

  /// Counts in a registry; `requirements` are the binding ones that can be decided.
  public init(
    _ registry: Registry, _ templates: PatternTemplates, requirements: [CheckedRequirement] = []
  ) {
    let count = CriteriaCount(registry: registry, templates: templates)
    var criteria = [
      count.ofEntries, count.ofIndex, count.ofTable, count.ofSpecs, count.ofSidecars,
    ]
    for migrated in [false, true] {
      criteria += [
        count.schemas(migrated), count.examples(migrated), count.executors(migrated),
        count.tests(migrated),
      ]
    }
    criteria.append(
      SuccessCriterion(
        "Every binding requirement on the folder is met", requirements.map { ($0.id, $0.isMet) }))
    criteria += [
      count.consistency,
      count.fixed(templates.fixedFiles(.checkers), "The checkers are there"),
      count.fixed(templates.fixedFiles(.domainSchemas), "The schemas of the domain are there"),
      count.fixed(
        templates.fixedFiles(.testInfrastructure), "Tests of the registry as a whole are there"),
    ]
    self.criteria = criteria
    unmet = requirements.filter { !$0.isMet }
  }
}

/// Counts what patterns have.
private struct CriteriaCount {
  let registry: Registry
  let templates: PatternTemplates

  private var tree: RegistryTree { registry.tree }

  private func count(
    _ text: String, _ patterns: [RegistryPattern], _ isMet: (RegistryPattern) -> Bool
  ) -> SuccessCriterion {
    SuccessCriterion(text, patterns.map { ($0.id, isMet($0)) })
  }

  // MARK: ids

  /// What cannot be used is counted, or all that follows would be about a part of the registry.
  var ofEntries: SuccessCriterion {
    SuccessCriterion(
      "Every entry of the index can be used",
      registry.patterns.map { ($0.id, true) } + registry.refused.map { ($0, false) })
  }

  var ofIndex: SuccessCriterion {
    count("Every pattern has a doc_id in the index", registry.patterns) {
      $0.entry["doc_id"] == $0.documentID.text
    }
  }

  var ofTable: SuccessCriterion {
    let table = tree["patterns/registry/doc_id_mapping.json"].flatMap(BatchValidation.rules)
    return count("The table of ids has every pattern with its doc_id", registry.patterns) {
      table?[$0.id] == .text($0.documentID.text)
    }
  }

  var ofSpecs: SuccessCriterion {
    count("Every specification has the doc_id", registry.patterns.filter { $0.spec != nil }) {
      $0.spec?["doc_id"] == $0.documentID.text
    }
  }

  var ofSidecars: SuccessCriterion {
    count("Every schema has a sidecar with the doc_id", registry.patterns) {
      StatedIDReading.id(in: tree, at: $0.sidecarPlace)?.text == $0.documentID.text
    }
  }

  var consistency: SuccessCriterion {
    count("All files of a pattern state one doc_id", registry.patterns) {
      registry.contradictions[$0.id] == nil
    }
  }

  // MARK: parts

  private func whose(_ migrated: Bool) -> String { migrated ? "taken-over pattern" : "pattern" }

  func schemas(_ migrated: Bool) -> SuccessCriterion {
    count(
      "Every \(whose(migrated)) has a schema that can be read",
      registry.patterns(migrated: migrated)
    ) { tree[$0.place(.schema)].flatMap(BatchValidation.rules) != nil }
  }

  func examples(_ migrated: Bool) -> SuccessCriterion {
    count(
      "Every \(whose(migrated)) has examples, and its schema accepts them",
      registry.patterns(migrated: migrated), hasGoodExamples)
  }

  private func hasGoodExamples(_ pattern: RegistryPattern) -> Bool {
    let files = tree.paths(below: pattern.place(.examples)).filter { $0.hasSuffix(".json") }
    guard !files.isEmpty, let schema = tree[pattern.place(.schema)].flatMap(BatchValidation.rules)
    else { return false }
    return files.allSatisfy { path in
      tree[path].flatMap(BatchValidation.value).map { InstanceCheck.accepts($0, by: schema) }
        ?? false
    }
  }

  func executors(_ migrated: Bool) -> SuccessCriterion {
    programs(.executor, "an executor", migrated)
  }

  func tests(_ migrated: Bool) -> SuccessCriterion { programs(.test, "a test", migrated) }

  private func programs(
    _ part: PatternPart, _ what: String, _ migrated: Bool
  ) -> SuccessCriterion {
    count(
      "Every \(whose(migrated)) has \(what) with its DOC_LINK",
      registry.patterns(migrated: migrated)
    ) { pattern in
      let place = pattern.place(part)
      return StatedIDReading.id(in: tree, at: place)?.text == pattern.documentID.text
        && (part != .executor || hasRuntime(place))
    }
  }

  /// An executor that takes its steps by what executors share has that beside it.
  private func hasRuntime(_ executor: String) -> Bool {
    guard let file = tree[executor], GroupPlanning.usesRuntime(file) else { return true }
    return templates.runtime(besides: executor).map { tree[$0.path]?.bytes.isEmpty == false }
      ?? true
  }

  func fixed(_ files: [SourceFile], _ text: String) -> SuccessCriterion {
    SuccessCriterion(
      text,
      files.map { file in
        let isEmpty = tree[file.path]?.bytes.isEmpty ?? true
        let isData =
          !file.path.hasSuffix(".json") || tree[file.path].flatMap(BatchValidation.rules) != nil
        return (file.path, tree[file.path] != nil && isEmpty == file.bytes.isEmpty && isData)
      })
  }
}
