import SourceText

/// Files that get lines: every pattern has a `doc_id`, and its files say so.
///
/// A line is put in only where everything that was there means the same afterwards. Where that cannot
/// be, and where something is there that says otherwise, the file is open.
extension GroupPlanning {
  func edits(_ kind: GroupKind) -> [PlannedFile] {
    switch kind {
    case .documentIDs: table()
    case .index: index()
    case .specs: registry.patterns.flatMap(spec)
    case .links:
      registry.patterns.flatMap { pattern in
        [PatternPart.executor, .test].compactMap { link($0, of: pattern) }
      }
    default: []
    }
  }

  private var editing: RegistryEditing {
    RegistryEditing(tree: registry.tree, patterns: registry.patterns)
  }

  private func planned(_ change: RegistryChange, _ pattern: String = "") -> PlannedFile {
    let before = registry.tree[change.path]
    guard let before, !EditProof.keeps(before, change.bytes) else {
      return PlannedFile(path: change.path, pattern: pattern, before: before?.bytes) {
        .success(change.bytes)
      }
    }
    return PlannedFile(
      open: change.path, pattern: pattern,
      reason: "what it lacks cannot be put in without changing what is there")
  }

  // MARK: the registry's own files

  private func table() -> [PlannedFile] {
    let path = "patterns/registry/doc_id_mapping.json"
    let old = registry.tree[path]
    guard let bytes = SidecarMaking.mapping(registry.patterns, keeping: old) else {
      return [PlannedFile(open: path, reason: "it is no table of ids, and left as it is")]
    }
    return old?.bytes == bytes ? [] : [planned(RegistryChange(path: path, bytes: bytes))]
  }

  private func index() -> [PlannedFile] {
    let change = editing.index(registry.index).map { planned($0) }
    let notes = registry.patterns.flatMap { pattern in
      let entry = pattern.entry
      let empty = entry.places.map(\.key).filter {
        RegistryEditing.indexKeys.contains($0) && entry[$0] == nil
      }
      let foreign = entry["doc_id"].flatMap { $0 == pattern.documentID.text ? nil : $0 }
      return Self.notes(empty, foreign, pattern).map {
        PlannedFile(open: registry.index.file.path, pattern: pattern.id, reason: $0)
      }
    }
    return [change].compactMap(\.self) + notes
  }

  // MARK: files of a pattern

  private func spec(_ pattern: RegistryPattern) -> [PlannedFile] {
    guard let spec = pattern.spec else { return [] }
    let place = pattern.place(.spec)
    if let fault = spec.diagnostics.first(where: { $0.severity == .error }) {
      let reason = "line \(fault.range.line): \(fault.summary)"
      return [PlannedFile(open: place, pattern: pattern.id, reason: reason)]
    }
    let empty = spec.edit.places.map(\.key).filter {
      RegistryEditing.specKeys.contains($0) && spec[$0] == nil
    }
    let foreign = spec["doc_id"].flatMap { $0 == pattern.documentID.text ? nil : $0 }
    let notes = Self.notes(empty, foreign, pattern).map {
      PlannedFile(open: place, pattern: pattern.id, reason: $0)
    }
    guard spec.edit.places.isEmpty else {
      return [editing.spec(of: pattern).map { planned($0, pattern.id) }].compactMap(\.self) + notes
    }
    return [PlannedFile(open: place, pattern: pattern.id, reason: "it is no mapping")]
  }

  private static func notes(
    _ empty: [String], _ foreign: String?, _ pattern: RegistryPattern
  ) -> [String] {
    var notes: [String] = []
    if !empty.isEmpty {
      notes.append(
        "\(pattern.id): \(empty.joined(separator: ", ")) without a text; write one, or take the key "
          + "away")
    }
    if let foreign {
      notes.append(
        "\(pattern.id): its doc_id is \(foreign.prefix(80)), expected \(pattern.documentID)")
    }
    return notes
  }

  private func link(_ part: PatternPart, of pattern: RegistryPattern) -> PlannedFile? {
    let place = pattern.place(part)
    guard let file = registry.tree[place] else { return nil }
    if let stated = StatedIDReading.id(in: registry.tree, at: place) {
      guard stated.text != pattern.documentID.text else { return nil }
      return PlannedFile(
        open: place, pattern: pattern.id,
        reason:
          "line \(stated.line) states \(stated.text.prefix(80)), expected \(pattern.documentID)")
    }
    guard RegistryEditing.takesLink(file) else {
      return PlannedFile(
        open: place, pattern: pattern.id, reason: "a line that begins with # is no comment in it")
    }
    return editing.program(at: place, of: pattern).map { planned($0, pattern.id) }
  }
}
