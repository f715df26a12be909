import TraceModel

/// What the documents of one family say together.
struct FamilyStatements: Sendable {
  struct Slot: Hashable, Sendable {
    var kind: NodeKind
    /// What spellings of the id have in common.
    var id: String
    var facet: TrackedStatement.Facet
    /// Tells gaps of one number in several files apart; empty for all else.
    var path: String
  }

  struct Statement: Sendable {
    var id: String
    var content: TrackedContent
  }

  private let family: TrackedDocument.Family
  var documents: [String: TrackedDocument] = [:]
  private(set) var scope: Scope
  private(set) var statements: [Slot: Statement] = [:]

  init(_ family: TrackedDocument.Family) {
    self.family = family
    switch family {
    case .scope(let scope): self.scope = scope
    case .manifold(let root, let stem): scope = Scope(root: root, name: stem)
    }
  }

  /// The first document to say something of an id stands, later ones fill in where it is silent.
  mutating func putTogether() {
    let sorted = strongestFirst()
    if case .manifold(let root, let stem) = family {
      scope = Scope(root: root, name: sorted.lazy.compactMap(\.feature).first ?? stem)
    }
    statements = [:]
    for document in sorted {
      for statement in document.statements {
        let slot = Slot(
          kind: statement.kind, id: IDSpelling.canonical(statement.id), facet: statement.facet,
          path: statement.kind == .gap ? document.path : "")
        if let known = statements[slot] {
          statements[slot]?.content = known.content.filled(from: statement.content)
        } else {
          statements[slot] = Statement(id: statement.id, content: statement.content)
        }
      }
    }
  }

  /// As the linker has it: beside JSON the text comes before an older YAML file.
  private func strongestFirst() -> [TrackedDocument] {
    let hasJSON = documents.values.contains { $0.part == .json }
    let rank = { (document: TrackedDocument) -> Int in
      switch document.part {
      case nil, .json: 0
      case .companion: hasJSON ? 1 : 4
      case .yaml: 2
      case let part?: part.rawValue * 2
      }
    }
    return documents.values.sorted { (rank($0), $0.path) < (rank($1), $1.path) }
  }
}
