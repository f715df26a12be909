import SourceText
import TraceModel

/// What registries of patterns lack, and what their documents state in vain.
func patternFindings(
  of registries: [PatternCompliance], in graph: TraceGraph
) -> [Diagnostic] {
  var found = fileFindings(in: graph)
  for registry in registries {
    let findings = PatternFindings(registry, graph)
    found += findings.layout
    found += registry.patterns.flatMap { findings.pattern($0) }
    found += findings.unregistered
    found += findings.claims
    found += findings.shapes
  }
  return found
}

/// The findings about one registry.
private struct PatternFindings {
  let compliance: PatternCompliance
  let graph: TraceGraph

  init(_ compliance: PatternCompliance, _ graph: TraceGraph) {
    self.compliance = compliance
    self.graph = graph
  }

  // One table: the rule on the left, the requirements that it gathers on the right.
  private static let gathered: [(rule: Rule, ids: Set<String>)] = [
    (.patternFields, ["011"]), (.patternDocID, ["012", "014", "SYS-002", "SYS-101"]),
    (.patternFile, ["013", "020", "030", "040", "050", "060"]), (.patternHeader, ["021"]),
    (.patternLink, ["031", "032", "041", "051", "061"]),
    (.patternJoin, ["022", "033", "042", "052", "062"]), (.patternAbsolutePath, ["023", "043"]),
  ]

  /// At most one finding a rule, with everything that it gathers.
  func pattern(_ index: NodeIndex) -> [Diagnostic] {
    guard let position = compliance.position(of: index) else { return [] }
    let node = graph[index]
    return Self.gathered.compactMap { rule, ids in
      let failed = compliance.results.filter {
        $0.requirement.subject == .pattern && ids.contains($0.requirement.shortID)
          && $0.checks[position].outcome == .failed
          // A field that is missing is one finding, not five.
          && (rule == .patternFields || !$0.checks[position].isForMissingField)
      }
      guard let first = failed.first else { return nil }
      let notes = failed.dropFirst().map { result in
        Diagnostic.Note(
          "\(result.requirement.id): \(result.checks[position].reason)",
          at: result.checks[position].range)
      }
      return Diagnostic(
        rule, at: first.checks[position].range ?? node.range,
        "\(node.key.id): \(first.checks[position].reason) (\(first.requirement.id))", notes: notes)
    }
  }

  var layout: [Diagnostic] {
    compliance.results.compactMap { result in
      guard result.requirement.subject == .registry, let check = result.checks.first,
        check.outcome == .failed
      else { return nil }
      let level: Severity? = result.requirement.level == .should ? .note : nil
      return Diagnostic(
        .patternLayout, at: graph[compliance.registry].range,
        "\(check.reason) (\(result.requirement.id))", severity: level)
    }
  }

  var unregistered: [Diagnostic] {
    compliance.unregistered.map { index in
      Diagnostic(
        .patternUnregistered, at: graph[index].range,
        "no entry of the index leads to \(graph[index].key.id)")
    }
  }

  var claims: [Diagnostic] {
    compliance.claims.filter { $0.outcome == .differs }.map { checked in
      Diagnostic(
        .patternClaim, at: checked.claim.declared.range,
        "\(checked.subject) is stated as \"\(checked.claim.declared.text)\", computed: "
          + checked.computed)
    }
  }

  // MARK: the registry's own schema

  /// One finding a registry, with the first entries that its schema refuses.
  var shapes: [Diagnostic] {
    guard case .registry(let facts) = graph[compliance.registry].detail, !facts.shapes.isEmpty
    else { return [] }
    let refused = compliance.patterns.compactMap { index -> Diagnostic.Note? in
      guard case .pattern(let pattern) = graph[index].detail, let entry = pattern.entry,
        let reason = reason(entry, facts.shapes)
      else { return nil }
      return Diagnostic.Note("\(graph[index].key.id) \(reason)", at: graph[index].range)
    }
    guard !refused.isEmpty, let first = facts.shapes.first else { return [] }
    return [
      Diagnostic(
        .patternShape, at: first.range,
        "the schema of the index refuses \(refused.count) of \(compliance.patterns.count) entries",
        notes: Array(refused.prefix(4)))
    ]
  }

  /// Why no shape accepts an entry, by the last of them; `nil` when one does.
  private func reason(_ entry: PatternEntry, _ shapes: [EntryShape]) -> String? {
    var reason: String?
    for shape in shapes {
      guard let found = refusal(entry, shape) else { return nil }
      reason = reason ?? found
    }
    return reason
  }

  private func refusal(_ entry: PatternEntry, _ shape: EntryShape) -> String? {
    var values: [(String, String?)] = PatternField.allCases.map { ($0.rawValue, entry[$0]?.text) }
    values += [("category", entry.category?.text), ("migrated_from", entry.origin?.text)]
    for (key, value) in values {
      if value == nil, shape.required.contains(key) { return "lacks \(key)" }
      guard let value, let allowed = shape.allowed[key], !allowed.contains(value) else { continue }
      return "has \(key) \"\(value.prefix(40))\", which is not allowed"
    }
    return nil
  }
}
