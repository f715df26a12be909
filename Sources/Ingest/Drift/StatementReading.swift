public import TraceModel

extension Ingest {
  /// What a file of a manifold says of ids, for comparing versions; `nil` when it says nothing.
  public static func tracked(_ document: ManifoldDocument) -> TrackedDocument? {
    var tracked = TrackedDocument(
      path: document.path, family: .manifold(root: document.root, stem: document.stem),
      part: document.part, feature: document.feature?.text)
    tracked.statements = statements(document.items)
    return tracked.statements.isEmpty ? nil : tracked
  }

  /// What the documents of one file say of ids that are followed over time: one for each scope.
  public static func tracked(_ documents: [TraceDocument]) -> [TrackedDocument] {
    var tracked: [TrackedDocument] = []
    for document in documents {
      let statements = statements(document.items)
      guard !statements.isEmpty else { continue }
      let family = TrackedDocument.Family.scope(document.scope)
      if let known = tracked.firstIndex(where: { $0.family == family }) {
        tracked[known].statements += statements
      } else {
        tracked.append(TrackedDocument(path: document.path, family: family))
        tracked[tracked.count - 1].statements = statements
      }
    }
    return tracked
  }

  private static func statements(_ items: [DeclaredItem]) -> [TrackedStatement] {
    let ids = EvidenceIDs(items)
    return items.filter { isTracked($0.kind) }.flatMap { item in
      facets(of: item).map { facet, content in
        TrackedStatement(
          kind: item.kind, id: ids.id(of: item, in: items), facet: facet, content: content)
      }
    }
  }

  /// Results, runs, marks and reports are made anew again and again, and nobody states them; a
  /// release is history by itself.
  private static func isTracked(_ kind: NodeKind) -> Bool {
    switch kind {
    case .page, .run, .test, .coverage, .finding, .sourceRange, .report, .criterion, .antiPattern,
      .release, .pullRequest, .issue:
      false
    default: true
    }
  }

  private static func facets(
    of item: DeclaredItem
  ) -> [(TrackedStatement.Facet, TrackedContent)] {
    let title = item.title?.text
    guard case .specified(let facts) = item.detail else {
      let state = state(of: item.detail)
      let text = item.statement?.text
      let isTicked = if case .progress = item.detail { true } else { false }
      return [
        (
          .stated,
          TrackedContent(title: title, text: isTicked ? text.map(unticked) : text, state: state)
        )
      ]
    }
    var facets: [(TrackedStatement.Facet, TrackedContent)] = []
    if facts.intent != nil || item.statement != nil {
      facets.append((.intent, TrackedContent(title: title, text: item.statement?.text)))
    }
    if facts.actual != nil || facts.mark != nil {
      let state = facts.mark.map { TrackedState.word($0.rawValue) } ?? .none
      facets.append(
        (.actual, TrackedContent(title: title, text: facts.actual?.text, state: state)))
    }
    if let gap = facts.gap { facets.append((.gap, TrackedContent(title: nil, text: gap.text))) }
    return facets
  }

  /// The text with all boxes open: a box that is ticked is another state, and no other text.
  private static func unticked(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for index in bytes.indices.dropFirst().dropLast() {
      let isMark = bytes[index] == UInt8(ascii: "x") || bytes[index] == UInt8(ascii: "X")
      if isMark, bytes[index - 1] == UInt8(ascii: "["), bytes[index + 1] == UInt8(ascii: "]") {
        bytes[index] = 0x20
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func state(of detail: NodeDetail) -> TrackedState {
    switch detail {
    case .progress(let facts):
      facts.total > 0 ? .boxes(done: facts.done, total: facts.total) : .none
    case .truth(let facts): word(facts.declared?.rawValue)
    case .evidence(let facts): word(facts.declared?.rawValue)
    case .tension(let facts): .word(facts.isResolved ? "resolved" : "open")
    case .decision(let facts): word(facts.status)
    case .manifold(let facts):
      word([facts.phase, facts.convergence].compactMap { $0 }.joined(separator: ", "))
    default: .none
    }
  }

  private static func word(_ word: String?) -> TrackedState {
    word.map { $0.isEmpty ? .none : .word($0) } ?? .none
  }
}
