import Notation
import SourceText
import TraceModel

extension ManifoldReading {
  /// Types what the keys said, appends the item, and gives its position.
  mutating func finish(_ draft: inout ItemDraft, in place: ItemPlace) -> Int {
    switch draft.item.kind {
    case .constraint:
      let facts = ConstraintFacts(type: constraintType(draft), category: place.category)
      draft.item.detail = .constraint(facts)
    case .tension:
      let isResolved = draft.status.map { $0.text.lowercased() == "resolved" }
      let hasResolution = draft.item.attributes.contains { $0.name == "resolution" }
      draft.item.detail = .tension(
        TensionFacts(type: draft.type?.text, isResolved: isResolved ?? hasResolution))
      keepStatus(&draft)
    case .requiredTruth:
      draft.item.detail = .truth(TruthFacts(declared: truthStatus(&draft), depth: place.depth))
    case .evidence: draft.item.detail = .evidence(evidenceFacts(&draft))
    case .artifact: finishArtifact(&draft)
    case .solutionOption: draft.item.detail = .option(OptionFacts(isRecommended: false))
    default: keepStatus(&draft)
    }
    document.items.append(draft.item)
    return document.items.count - 1
  }

  /// Evidence and nested truths, whose parent is the item just appended.
  mutating func readContents(of draft: ItemDraft, at position: Int, _ place: ItemPlace) {
    let owner = draft.item.id.text
    var inside = ItemPlace(parent: position, givenPrefix: "\(owner).E")
    for (index, node) in draft.evidence.enumerated() {
      let first = document.items.count
      readItem(node, .evidence, in: inside, number: index + 1)
      for item in first..<document.items.count {
        document.items[item].links.append(
          DeclaredLink(.verifies, to: owner, at: document.items[item].range))
      }
    }
    inside = ItemPlace(parent: position, category: place.category, depth: place.depth + 1)
    for child in draft.children { readItem(child, .truth, in: inside) }
  }

  private mutating func constraintType(_ draft: ItemDraft) -> ConstraintType? {
    let name = draft.item.id.text
    guard let word = draft.type else {
      document.diagnostics.append(
        Diagnostic(
          IngestRules.missingField, at: draft.item.id.range,
          "constraint \"\(name)\" has no type; expected invariant, boundary or goal"))
      return nil
    }
    if let type = ConstraintType(rawValue: word.text.lowercased()) { return type }
    unknownWord(word, as: "type of constraint", among: ConstraintType.allCases.map(\.rawValue))
    return nil
  }

  private mutating func truthStatus(_ draft: inout ItemDraft) -> DeclaredStatus? {
    guard let word = draft.status else { return nil }
    document.claims.append(StatedClaim(.status(draft.item.id), declared: word))
    if let status = DeclaredStatus(rawValue: word.text.uppercased()) { return status }
    unknownWord(word, as: "status of a truth", among: DeclaredStatus.allCases.map(\.rawValue))
    keepStatus(&draft)
    return nil
  }

  private mutating func evidenceFacts(_ draft: inout ItemDraft) -> EvidenceFacts {
    var facts = EvidenceFacts(type: .statement)
    facts.path = draft.item.attributes.first { $0.name == "path" }?.value.text
    if let word = draft.type {
      if let type = EvidenceType(rawValue: word.text.lowercased()) {
        facts.type = type
      } else {
        unknownWord(word, as: "type of evidence", among: EvidenceType.allCases.map(\.rawValue))
      }
    }
    if let word = draft.status {
      facts.declared = EvidenceStatus(rawValue: word.text.uppercased())
      if facts.declared == nil {
        unknownWord(
          word, as: "status of evidence", among: EvidenceStatus.allCases.map(\.rawValue))
        keepStatus(&draft)
      }
    }
    return facts
  }

  private func finishArtifact(_ draft: inout ItemDraft) {
    let path = draft.item.id.text
    let role = ArtifactRole(word: draft.type?.text, path: path)
    draft.item.detail = .artifact(
      ArtifactFacts(
        role: role, path: path, isSubstantive: draft.artifactClass != "structural"))
    for link in draft.satisfies {
      var link = link
      link.kind = role.verb(forPath: path)
      draft.item.links.append(link)
    }
    if let type = draft.type { draft.item.attributes.append(Attribute("type", type)) }
  }

  private func keepStatus(_ draft: inout ItemDraft) {
    if let status = draft.status { draft.item.attributes.append(Attribute("status", status)) }
  }

  mutating func unknownWord(_ word: Prose, as what: String, among known: [String]) {
    let near = nearestName(to: word.text, among: known)
    document.diagnostics.append(
      Diagnostic(
        IngestRules.unknownWord, at: word.range,
        "\"\(word.text.clipped)\" is not a \(what); expected one of "
          + known.joined(separator: ", "),
        fix: near.map { "write \"\($0)\"" }))
  }
}

extension ArtifactRole {
  /// The role that a free word names (about forty are in use), or that the path suggests.
  init(word: String?, path: String) {
    let word = word?.lowercased() ?? ""
    self = Self.words[word] ?? Self(ofPath: path, word: word)
  }

  /// The verb between an artifact of this role and the ids that it is said to satisfy.
  func verb(forPath path: String) -> LinkKind {
    switch self {
    case .code, .config, .other: .satisfies
    case .test: .verifies
    case .docs: .documents
    case .ops: path.contains("alert") ? .alertsOn : .covers
    }
  }

  private init(ofPath path: String, word: String) {
    let path = path.lowercased()
    if word.contains("test") || path.contains("/tests/") || path.hasPrefix("tests/")
      || path.contains(".test.") || path.contains("_test.")
    {
      self = .test
    } else if word.contains("doc") || path.hasSuffix(".md") {
      self = .docs
    } else if word.contains("alert") || word.contains("dashboard") || path.hasPrefix("ops/") {
      self = .ops
    } else if word.contains("config") || path.hasSuffix(".yaml") || path.hasSuffix(".toml") {
      self = .config
    } else {
      self = .other
    }
  }

  private static let words: [String: ArtifactRole] = {
    let roles: [(ArtifactRole, [String])] = [
      (
        .code,
        [
          "code", "library", "command", "entrypoint", "script", "module", "service", "source",
          "hook", "component", "binary", "implementation", "parser", "workflow", "activity",
          "model", "skill", "plugin", "agent",
        ]
      ),
      (.test, ["test", "tests", "unit-test", "integration-test", "e2e", "benchmark", "fixture"]),
      (
        .docs,
        [
          "docs", "doc", "documentation", "readme", "guide", "prd", "stories", "changelog",
          "reference", "glossary",
        ]
      ),
      (.ops, ["ops", "runbook", "dashboard", "alerts", "alert", "monitoring", "ci", "pipeline"]),
      (
        .config,
        [
          "config", "configuration", "schema", "template", "template-structure", "manifest",
          "build",
        ]
      ),
    ]
    var words: [String: ArtifactRole] = [:]
    for (role, names) in roles { for name in names { words[name] = role } }
    return words
  }()
}
