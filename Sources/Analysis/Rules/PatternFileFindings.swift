import SourceText
import TraceModel

/// What examples, sidecars and mappings say that their registry denies.
func fileFindings(in graph: TraceGraph) -> [Diagnostic] {
  let registries = RegistryFiles.all(in: graph)
  return registries.flatMap { registry in
    exampleFindings(registry) + registry.files(.schema).flatMap { sidecarFindings($0) }
      + mappingFindings(registry, in: graph)
  }
}

// MARK: examples

private func exampleFindings(_ registry: RegistryFiles) -> [Diagnostic] {
  var specs: [String: PatternFileFacts] = [:]
  for spec in registry.files(.patternSpec) {
    // By the label where there is no join key: the entry may have neither, and the file is there.
    for id in [spec.docID, spec.patternID].compactMap({ $0?.text }) where specs[id] == nil {
      specs[id] = spec
    }
  }
  return registry.files(.example).compactMap { example in
    let ids = [example.docID, example.patternID].compactMap { $0?.text }
    guard let spec = ids.lazy.compactMap({ specs[$0] }).first else { return nil }
    return exampleFinding(example, spec, registry)
  }
}

private func exampleFinding(
  _ example: PatternFileFacts, _ spec: PatternFileFacts, _ registry: RegistryFiles
) -> Diagnostic? {
  let faults = spec.inputs.compactMap { fault($0, in: example) }
  guard let first = faults.first else { return nil }
  let place = first.range ?? example.docID?.range ?? example.patternID?.range
  return Diagnostic(
    .patternExample, at: place ?? .file("\(registry.root)\(example.path)"),
    "\(example.path) \(first.clause)",
    notes: faults.dropFirst().prefix(8).map { Diagnostic.Note("it \($0.clause)", at: $0.range) })
}

private func fault(
  _ input: PatternInput, in example: PatternFileFacts
) -> (clause: String, range: SourceRange?)? {
  let name = input.name.text
  guard let given = example.given.first(where: { $0.name.text == name }) else {
    return input.isRequired ? ("lacks the required input \(name)", nil) : nil
  }
  if let type = mismatch(input.type, given.type) {
    return ("gives \(name) as \(given.type); expected \(type)", given.name.range)
  }
  if let minimum = input.minimumItems, let count = given.count, count < minimum {
    return ("gives \(name) \(count) of at least \(minimum) elements", given.name.range)
  }
  if let text = given.text, !input.allowed.isEmpty, !input.allowed.contains(text) {
    return ("gives \(name) as \"\(text.prefix(40))\", which is not allowed", given.name.range)
  }
  return nil
}

/// The type that was wanted, when another was given; words that are no type of JSON pass.
private func mismatch(_ wanted: String, _ given: String) -> String? {
  let types: [String: Set<String>] = [
    "string": ["string"], "array": ["array"], "list": ["array"], "object": ["object"],
    "integer": ["number"], "number": ["number"], "boolean": ["boolean"], "bool": ["boolean"],
  ]
  guard let accepted = types[wanted.lowercased()], !accepted.contains(given) else { return nil }
  return wanted
}

// MARK: sidecars

private func sidecarFindings(_ schema: PatternFileFacts) -> [Diagnostic] {
  guard let sidecar = schema.sidecar else { return [] }
  var found: [Diagnostic] = []
  if !schema.isRead {
    found.append(
      Diagnostic(
        .patternSidecar, at: sidecar.schemaPath?.range ?? .file(sidecar.path),
        "the schema \(schema.path) is not there"))
  }
  return found
    + sidecar.links.filter { $0.path.exists == false }.map { link in
      Diagnostic(
        .patternSidecar, at: link.target.range, "\(link.key) leads to nothing: \(link.path.path)")
    }
}

// MARK: mappings

private func mappingFindings(_ registry: RegistryFiles, in graph: TraceGraph) -> [Diagnostic] {
  registry.mapped.flatMap { index -> [Diagnostic] in
    guard case .pattern(let facts) = graph[index].detail else { return [] }
    let id = graph[index].key.id
    return facts.mapped.compactMap { mapped in
      let summary: String
      switch (facts.entry, facts.docID) {
      case (nil, _): summary = "\(id) is mapped to \(mapped.text), but is in no index"
      case (_, nil): summary = "\(id) is mapped to \(mapped.text), but its entry has no doc_id"
      case (_, let own?):
        if own == mapped.text { return nil }
        summary = "\(id) is mapped to \(mapped.text), but its entry has \(own)"
      }
      return Diagnostic(
        .patternMapping, at: mapped.range, summary,
        notes: [Diagnostic.Note("the pattern is here", at: graph[index].range)])
    }
  }
}
