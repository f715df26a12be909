import SourceText
import TraceModel

/// Everything that one scope declares, merged over its files, with the nodes that became of it.
struct LinkedScope {
  let scope: Scope
  /// Ids of a manifold mean nothing outside it; those of other documents may be looked up anywhere.
  let isManifold: Bool
  let items: [DeclaredItem]
  let relations: [DeclaredRelation]
  let claims: [StatedClaim]
  let recommendedOption: Prose?
  /// For each item; `nil` for one whose key another item has taken.
  var index: [NodeIndex?] = []

  init(_ manifold: ManifoldDocument, scope: Scope) {
    self.scope = scope
    isManifold = true
    items = manifold.items
    relations = manifold.relations
    claims = manifold.claims
    recommendedOption = manifold.recommendedOption
  }

  /// Merges the documents of one scope, sorted by path; what does not fit is appended.
  init(_ documents: [TraceDocument], scope: Scope, _ diagnostics: inout [Diagnostic]) {
    var merge = ItemMerge()
    for document in documents {
      merge.add(document.items, from: document.path)
      diagnostics += document.diagnostics
    }
    self.scope = scope
    isManifold = false
    items = merge.items
    relations = documents.flatMap(\.relations)
    claims = documents.flatMap(\.claims)
    recommendedOption = nil
    diagnostics += merge.diagnostics
  }

  /// The manifold itself is its first item.
  var manifold: NodeIndex { index.first.flatMap { $0 } ?? NodeIndex(0) }
}
