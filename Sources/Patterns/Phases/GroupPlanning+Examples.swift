import SourceText

extension GroupPlanning {
  /// Examples that state no id, unless their schema takes none.
  func examplesWithIDs() -> [PlannedFile] {
    registry.patterns.flatMap { pattern in
      let schema = registry.tree[pattern.place(.schema)].flatMap(BatchValidation.value)
      let folder = pattern.place(.examples)
      let others = Set(registry.patterns.map { $0.place(.schema) } + [registry.index.file.path])
      return registry.tree.paths(below: folder)
        .filter { path in
          // Deeper files, and those of other roles, are nobody's examples.
          let name = path.dropFirst(folder.utf8.count).drop { $0 == "/" }
          return !name.contains("/") && !others.contains(path) && !folder.hasSuffix("registry/")
        }
        .compactMap { path -> PlannedFile? in exampleWithID(path, of: pattern, schema) }
    }
  }

  private func exampleWithID(
    _ path: String, of pattern: RegistryPattern, _ schema: InstanceValue?
  ) -> PlannedFile? {
    let editing = RegistryEditing(tree: registry.tree, patterns: registry.patterns)
    guard path.hasSuffix(".json"), let change = editing.example(at: path, of: pattern) else {
      return nil
    }
    return PlannedFile(path: path, pattern: pattern.id, before: registry.tree[path]?.bytes) {
      let made = BatchValidation.value(SourceFile(path: path, bytes: change.bytes))
      guard let schema, let made,
        InstanceCheck.faults(of: made, against: schema).contains("doc_id is not known")
      else { return .success(change.bytes) }
      return .failure(Unmade(reason: "its schema takes no doc_id"))
    }
  }
}
