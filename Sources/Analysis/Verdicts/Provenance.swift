public import TraceModel

extension Assessment {
  /// Why a node has its verdict: what supports it, what it inherits and from where, what is missing.
  ///
  /// Sentences in reading order: support first, then limits. Computed on demand, a page at a time.
  public func reasons(for node: NodeIndex) -> [Reason] {
    var reasons =
      support(for: node) + inheritance(for: node) + (policyReasons(for: node) ?? limits(on: node))
    if reasons.isEmpty { reasons = [Reason("nothing that this project contains supports it")] }
    return reasons + acceptance(of: node)
  }

  /// What the project's policy demands of a node, with the floor of invariants; `nil` where the
  /// standard rule holds.
  public func demand(of node: NodeIndex) -> (subject: PolicySubject, demand: Demand)? {
    guard let (subject, rule) = policy.demand(of: graph[node]) else { return nil }
    return (subject, rule.demand.forced(on: graph[node]))
  }

  /// The policy's part in a verdict.
  private func policyReasons(for node: NodeIndex) -> [Reason]? {
    guard let (subject, demand) = demand(of: node) else { return nil }
    let words = "what the policy demands of \(subject.plural): \(demand.text)"
    switch verdicts[node] {
    case .satisfied: return [Reason("meets \(words)")]
    case .failing: return [Reason("fails, because a test that speaks for it fails")]
    default:
      return demand.isMet(by: verdicts.facets(of: node))
        ? [Reason("has \(words)"), Reason("waits for a truth that does not hold far enough")]
        : [Reason("falls short of \(words)")]
    }
  }

  private func acceptance(of node: NodeIndex) -> [Reason] {
    guard verdicts[node] != .satisfied, verdicts[node] != .failing, let gap = accepted[node] else {
      return []
    }
    return [
      Reason(
        "is a gap that \(gap.owner) accepts until \(gap.expires)", remark: gap.reason)
    ]
  }

  private func support(for node: NodeIndex) -> [Reason] {
    graph.links(to: node).filter { $0.kind.supportsTarget }.compactMap { link in
      switch graph[link.source].detail {
      case .artifact(let artifact):
        return Reason(
          "is \(link.kind.inverse)", link.source,
          remark: tested(link.source, remark(on: artifact)))
      case .evidence(let evidence):
        return Reason(
          "has evidence", link.source, remark: tested(link.source, remark(on: evidence)))
      case .sourceRange(let facts):
        return Reason(
          "is \(link.kind.inverse)", link.source, remark: "a mark in \(facts.role.rawValue)")
      case .test(let facts):
        return Reason("is \(link.kind.inverse)", link.source, remark: facts.sentence)
      case .alert:
        return Reason("is \(link.kind.inverse)", link.source, remark: remark(onAlert: link.source))
      case .panel:
        return Reason("is \(link.kind.inverse)", link.source, remark: "it is watched, not proven")
      case .section:
        return Reason("is \(link.kind.inverse)", link.source, remark: "a section of a runbook")
      default: return nil
      }
    } + ownFacts(of: node)
  }

  private func ownFacts(of node: NodeIndex) -> [Reason] {
    switch graph[node].detail {
    case .artifact(let artifact): [Reason(remark(on: artifact))] + results(behind: node)
    case .evidence(let evidence): [Reason(remark(on: evidence))] + results(behind: node)
    case .test(let facts): [Reason(facts.sentence)]
    default: []
    }
  }

  /// The tests behind a file, those that failed first; a page shows the first few.
  private func results(behind node: NodeIndex) -> [Reason] {
    let tests = verdicts.tests(behind: node).sorted { verdicts[$0] < verdicts[$1] }
    return tests.prefix(8).compactMap { test in
      guard case .test(let facts) = graph[test].detail else { return nil }
      return Reason("has the result of", test, remark: facts.sentence)
    }
  }

  /// A remark with the results of the tests; it names the worst.
  private func tested(_ node: NodeIndex, _ remark: String) -> String {
    let tests = verdicts.tests(behind: node)
    guard let worst = tests.min(by: { verdicts[$0] < verdicts[$1] }),
      case .test(let facts) = graph[worst].detail
    else { return remark }
    let passed = tests.filter { verdicts[$0] == .satisfied }.count
    return "\(passed) of \(tests.count) results passed; \(facts.name): \(facts.sentence)"
  }

  private func remark(onAlert alert: NodeIndex) -> String {
    let facets = verdicts.facets(of: alert)
    if facets.contains(.fired) {
      return "it is watched, not proven; a test has made the alert fire"
    }
    return facets.contains(.observed)
      ? "it is watched, not proven; nothing has seen the alert fire"
      : "a test of the alert fails, so that it watches nothing"
  }

  private func remark(on artifact: ArtifactFacts) -> String {
    guard artifact.exists == true else {
      return artifact.exists == nil
        ? "nobody looked for the file" : "the file is not in the project"
    }
    return artifact.isSubstantive ? "the file exists" : "the file exists, but is only structural"
  }

  private func remark(on evidence: EvidenceFacts) -> String {
    let declared = evidence.declared.map { "declared \($0.rawValue), which does not count" }
    let checked: String? =
      switch (evidence.type, evidence.exists) {
      case (.fileExists, true?): "the file exists"
      case (.contentMatch, true?): remark(on: evidence.pattern)
      case (.testPasses, true?): "the test file exists; no test result is read"
      case (_, false?): "the file is not in the project"
      default: nil
      }
    return [checked, declared].compactMap { $0 }.joined(separator: "; ")
  }

  private func remark(on pattern: PatternOutcome?) -> String {
    switch pattern {
    case .found: "the pattern is in the file"
    case .absent: "the file exists, but the pattern is not in it"
    case .unchecked: "the file exists; whether the pattern is in it could not be checked"
    case nil: "the file exists; nobody looked for a pattern in it"
    }
  }

  private func inheritance(for node: NodeIndex) -> [Reason] {
    let truths = graph.links(to: node).filter { $0.kind == .mapsTo }.map {
      Reason("inherits \(verdicts[$0.source].word) from", $0.source)
    }
    guard [.requiredTruth, .outcome].contains(graph[node].key.kind) else { return truths }
    let parts = graph[node].key.kind == .outcome ? constraintsBeside(node) : childTruths(of: node)
    return truths + parts.map { Reason("needs", $0, remark: "which is \(verdicts[$0].word)") }
  }

  private func childTruths(of node: NodeIndex) -> [NodeIndex] {
    graph.children(of: node).filter { graph[$0].key.kind == .requiredTruth }
  }

  private func constraintsBeside(_ outcome: NodeIndex) -> [NodeIndex] {
    guard let manifold = graph[outcome].parent else { return [] }
    return graph.children(of: manifold).filter { graph[$0].key.kind == .constraint }
  }

  private func limits(on node: NodeIndex) -> [Reason] {
    switch graph[node].detail {
    case .constraint(let facts) where facts.type == .invariant:
      invariantLimit(on: node)
    case .constraint where verdicts[node] == .failing:
      [Reason("fails, because a test that speaks for it fails")]
    case .constraint where verdicts[node] == .partial:
      [Reason("rests on files that exist, which supports partial at most")]
    case .truth(let facts):
      facts.declared.map {
        [Reason("is declared \($0.rawValue), which is shown and does not count")]
      } ?? []
    default: []
    }
  }

  private func invariantLimit(on node: NodeIndex) -> [Reason] {
    switch verdicts[node] {
    case .satisfied: []
    case .failing: [Reason("is an invariant: no test may fail, and one does")]
    default: [Reason("is an invariant: it needs a passing test, and no result is a pass for it")]
    }
  }
}

extension TestFacts {
  /// How the test ended, in words.
  fileprivate var sentence: String {
    switch outcome {
    case .passed where isGone, .skipped where isGone:
      "the test is not in the project any more, so that its result shows nothing"
    case .passed where isUnsure: "the test passed, and its file does not define it by that name"
    case .passed: "the test passed"
    case .failed: "the test failed"
    case .errored: "the test ended in an error, which is no pass"
    case .skipped: "the test was skipped, which is no pass"
    }
  }
}
