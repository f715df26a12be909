import SourceText

/// Of the first phase what is certain: every pattern has a `doc_id`, and its files say so.
public struct IdentityPhase {
  private let registry: Registry
  private let editing: RegistryEditing

  /// The phase of a registry.
  public init(_ registry: Registry) {
    self.registry = registry
    editing = RegistryEditing(tree: registry.tree, patterns: registry.patterns)
  }

  /// The table of ids, the index, the specifications, the sidecars and the programs, in this order;
  /// nothing of what is as it should be.
  public func changes() -> [RegistryChange] {
    [GroupKind.documentIDs, .index, .specs, .sidecars, .links].flatMap(changes)
  }

  /// What one group of the phase changes; nothing for groups of other phases.
  func changes(_ kind: GroupKind) -> [RegistryChange] {
    switch kind {
    case .documentIDs: mapping()
    case .index: [editing.index(registry.index)].compactMap(\.self)
    case .specs: registry.patterns.compactMap(editing.spec)
    case .sidecars: sidecars()
    case .links: programs()
    default: []
    }
  }

  private func mapping() -> [RegistryChange] {
    let path = "patterns/registry/doc_id_mapping.json"
    let old = registry.tree[path]
    let bytes = SidecarMaking.mapping(registry.patterns, keeping: old)
    return old?.bytes == bytes ? [] : [RegistryChange(path: path, bytes: bytes)]
  }

  private func sidecars() -> [RegistryChange] {
    registry.patterns.compactMap { pattern in
      let path = pattern.sidecarPlace
      guard registry.tree[path] == nil else { return nil }
      return RegistryChange(path: path, bytes: SidecarMaking(pattern: pattern).sidecar())
    }
  }

  private func programs() -> [RegistryChange] {
    registry.patterns.flatMap { pattern in
      [PatternPart.executor, .test].compactMap {
        editing.program(at: pattern.place($0), of: pattern)
      }
    }
  }
}
