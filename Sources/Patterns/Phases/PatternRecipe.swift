import Notation
public import SourceText

/// One kind of file that is made, in the words of the generation specification.
public enum GroupKind: String, Sendable, CaseIterable {
  case documentIDs = "doc_id_mapping"
  case index = "registry_index"
  case specs = "spec_files"
  case sidecars
  case links = "doc_links"
  case exampleIDs = "example_ids"
  case schemas, examples, executors, tests
  case migratedSchemas = "migrated_schemas"
  case migratedExamples = "migrated_examples"
  case migratedExecutors = "migrated_executors"
  case migratedTests = "migrated_tests"
  case checkers
  case domainSchemas = "domain_schemas"
  case testInfrastructure = "test_infrastructure"
}

/// What is looked at once a batch is made.
public enum BatchCheck: String, Sendable, CaseIterable {
  /// The file can be read as what it is.
  case syntax = "syntax_check"
  /// An example is one that its schema accepts.
  case schema = "schema_compliance"
  /// What was made is there.
  case presence = "file_exists_check"
}

/// The specification of a generation, which a team may edit: what is made, in which phase, in batches
/// of which size, and what is looked at after each.
public struct PatternRecipe: Sendable {
  /// One phase with its groups, in order.
  public struct Phase: Sendable {
    /// From 1.
    public var number: Int
    /// For people.
    public var title: String
    /// In order.
    public var groups: [Group]
  }

  /// One group with what is looked at after each of its batches.
  public struct Group: Sendable {
    /// What is made.
    public var kind: GroupKind
    /// What is looked at after each batch; all that can be when nothing is said.
    public var checks: [BatchCheck]
  }

  /// `PAT-BATCH-FILE-GEN-001`.
  public var id = ""
  /// In order.
  public var phases: [Phase] = []
  /// Files to a batch, from 1.
  public var batchSize = 10
  /// How ids of patterns become those of their documents.
  public var derivation = DocumentIDDerivation.replacing

  /// Reads a specification; unknown words are errors, because what is not understood would silently
  /// not be made.
  public static func read(_ file: SourceFile) -> (recipe: PatternRecipe, diagnostics: [Diagnostic])
  {
    var reading = RecipeReading(file)
    reading.read()
    return (reading.recipe, reading.diagnostics)
  }
}

/// One specification while it is read.
private struct RecipeReading {
  private let parsed: ParsedNotation
  private(set) var recipe = PatternRecipe()
  private(set) var diagnostics: [Diagnostic]
  private var taken: Set<GroupKind> = []

  init(_ file: SourceFile) {
    parsed = YAMLParser.parse(file, limits: .manifold)
    diagnostics = parsed.diagnostics
  }

  mutating func read() {
    guard let members = parsed.root?.entries else {
      return report(Span(0, 0), "expected a mapping with the key \"phases\"")
    }
    for member in members { read(member) }
    if recipe.phases.isEmpty, diagnostics.isEmpty {
      report(parsed.root?.span ?? Span(0, 0), "the specification lists no phase")
    }
  }

  private static let keys = [
    "pattern_id", "name", "version", "description", "doc_id_derivation", "execution_strategy",
    "phases",
  ]

  private mutating func read(_ member: Node.Entry) {
    switch member.key {
    case "pattern_id": recipe.id = member.value.string ?? ""
    case "name", "version", "description": break
    case "doc_id_derivation":
      recipe.derivation = word(member.value, "derivation") ?? recipe.derivation
    case "execution_strategy": readStrategy(member.value)
    case "phases": for phase in member.value.elements ?? [] { readPhase(phase) }
    default: unknown(member, Self.keys)
    }
  }

  private mutating func readStrategy(_ node: Node) {
    for member in node.entries ?? [] {
      switch member.key {
      case "batch_size":
        if let size = member.value.int, (1...1_000).contains(size) {
          recipe.batchSize = size
        } else {
          report(member.value.span, "a batch has from 1 to 1000 files")
        }
      case "type", "validation_mode": break
      default: unknown(member, ["type", "batch_size", "validation_mode"])
      }
    }
  }

  private mutating func readPhase(_ node: Node) {
    var phase = PatternRecipe.Phase(number: recipe.phases.count + 1, title: "", groups: [])
    for member in node.entries ?? [] {
      switch member.key {
      case "phase":
        let isNext = member.value.int == phase.number
        if !isNext { report(member.value.span, "expected phase \(phase.number) here") }
      case "title": phase.title = member.value.string ?? ""
      case "groups": for group in member.value.elements ?? [] { readGroup(group, into: &phase) }
      default: unknown(member, ["phase", "title", "groups"])
      }
    }
    recipe.phases.append(phase)
  }

  /// `- schemas`, or a mapping with the group and its checks.
  private mutating func readGroup(_ node: Node, into phase: inout PatternRecipe.Phase) {
    guard let name = node["group"] ?? (node.string == nil ? nil : node),
      let kind: GroupKind = word(name, "group")
    else {
      if node["group"] == nil, node.string == nil { report(node.span, "a group needs its name") }
      return
    }
    guard taken.insert(kind).inserted else {
      return report(name.span, "the group \"\(kind.rawValue)\" is listed a second time")
    }
    let checks = (node["validations"]?.elements ?? []).compactMap { node -> BatchCheck? in
      word(node, "validation")
    }
    phase.groups.append(
      PatternRecipe.Group(
        kind: kind, checks: node["validations"] == nil ? BatchCheck.allCases : checks))
  }

  // MARK: words

  private mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ node: Node, _ what: String
  ) -> Word? {
    let text = node.string ?? ""
    if let word = Word(rawValue: text) { return word }
    let known = Word.allCases.map(\.rawValue)
    report(
      node.span, "there is no \(what) \"\(text.prefix(60))\"",
      fix: nearestName(to: text, among: known).map { "write \"\($0)\"" }
        ?? "known are \(known.joined(separator: ", "))")
    return nil
  }

  private mutating func unknown(_ member: Node.Entry, _ known: [String]) {
    report(
      member.keySpan, "\"\(member.key.prefix(60))\" is not a key here",
      fix: nearestName(to: member.key, among: known).map { "write \"\($0)\"" }
        ?? "keys are \(known.joined(separator: ", "))")
  }

  private mutating func report(_ span: Span, _ text: String, fix: String? = nil) {
    diagnostics.append(Diagnostic(.patternRecipe, at: parsed.lines.range(span), text, fix: fix))
  }
}
