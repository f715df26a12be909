import Notation
import SourceText
import TraceModel

extension PatternReading {
  /// A JSON file's root, with its faults reported.
  mutating func json(_ file: SourceFile) -> Node? {
    let parsed = JSONParser.parse(file)
    lines = parsed.lines
    add(parsed.diagnostics)
    return parsed.root
  }

  /// The schema of a pattern's instances.
  mutating func readSchema(_ file: SourceFile) {
    let root = json(file)
    var facts = PatternFileFacts(path: place.inside)
    facts.docID = text(root?["doc_id"])
    let properties = root?["properties"]
    facts.demandedDocID = text(properties?["doc_id"]?["const"])
    facts.patternID =
      text(root?["pattern_id"]) ?? text(properties?["pattern_id"]?["const"])
    let start = facts.docID?.range ?? facts.demandedDocID?.range ?? .file(file.path)
    var item = fileItem(.schema, facts, title: text(root?["title"]), at: start)
    item.statement = text(root?["description"])
    add(item)
  }

  /// The file beside a schema that gives it a `doc_id`.
  mutating func readSidecar(_ file: SourceFile) {
    let text = PatternText(file)
    lines = text.lines
    add(text.diagnostics)
    var sidecar = SchemaSidecar(path: file.path)
    sidecar.docID = self.text(text["doc_id"])
    sidecar.schemaPath = self.text(text["schema_path"])
    for entry in text.entries where entry.key.hasPrefix("linked_") {
      let targets = entry.value.elements ?? [entry.value]
      for target in targets.compactMap({ self.text($0) }) {
        let path = place.inside(cleanedPatternPath(target.text))
        sidecar.links.append(
          SidecarLink(key: entry.key, target: target, path: PatternPath(path)))
      }
    }
    var facts = PatternFileFacts(path: schemaPath(sidecar), isRead: false)
    facts.patternID = self.text(text["pattern_id"])
    facts.sidecar = sidecar
    add(fileItem(.schema, facts, at: sidecar.docID?.range ?? .file(file.path)))
  }

  /// What the sidecar says, else what its own name says.
  private func schemaPath(_ sidecar: SchemaSidecar) -> String {
    if let path = sidecar.schemaPath {
      return place.inside(cleanedPatternPath(path.text))
    }
    let ending = place.inside.hasSuffix(".yml") ? ".id.yml" : ".id.yaml"
    return String(place.inside.dropLast(ending.count)) + ".json"
  }

  // MARK: the schema of the index

  /// What the registry's own schema allows an entry to be.
  mutating func readIndexSchema(_ file: SourceFile) {
    let root = json(file)
    var facts = RegistryFacts(folder: place.base)
    for group in ["definitions", "$defs"] {
      for entry in root?[group]?.entries ?? [] {
        if let shape = shape(entry) { facts.shapes.append(shape) }
      }
    }
    guard !facts.shapes.isEmpty else { return }
    var item = registryItem(facts, at: .file(file.path))
    // An index that its schema accepts leaves no other trace of the schema.
    item.attributes = [
      Attribute("schema of the index", Prose(codeSpan(file.path), at: item.range))
    ]
    add(item)
  }

  private func shape(_ entry: Node.Entry) -> EntryShape? {
    guard entry.value["properties"]?["pattern_id"] != nil else { return nil }
    var allowed: [String: [String]] = [:]
    for property in entry.value["properties"]?.entries ?? [] {
      let words =
        property.value["enum"]?.elements ?? [property.value["const"]].compactMap { $0 }
      let texts = words.compactMap(\.string)
      if !texts.isEmpty { allowed[property.key] = texts }
    }
    return EntryShape(
      name: entry.key,
      required: (entry.value["required"]?.elements ?? []).compactMap(\.string),
      allowed: allowed, range: range(entry.keySpan))
  }

  // MARK: examples

  /// Keys of an instance that are no inputs.
  private static let frame: Set<String> = [
    "doc_id", "pattern_id", "metadata", "version", "name", "description", "outputs", "$schema",
  ]

  /// An instance; in files of the second generation the inputs lie flat beside the ids.
  mutating func readExample(_ file: SourceFile) {
    let root = json(file)
    var facts = PatternFileFacts(path: place.inside)
    facts.docID = text(root?["doc_id"])
    facts.patternID = text(root?["pattern_id"])
    let nested = root?["inputs"]?.entries
    let flat = (root?.entries ?? []).filter { !Self.frame.contains($0.key) }
    facts.given = (nested ?? flat).prefix(200).map { given($0) }
    facts.absolutePaths = absolutePaths(in: file)
    let start = facts.docID?.range ?? facts.patternID?.range ?? .file(file.path)
    var item = fileItem(.example, facts, at: start)
    item.statement = text(root?["metadata"]?["description"])
    add(item)
  }

  private func given(_ entry: Node.Entry) -> GivenInput {
    let name = Prose(entry.key, at: range(entry.value.span))
    switch entry.value.value {
    case .mapping: return GivenInput(name: name, type: "object")
    case .sequence(let elements):
      return GivenInput(name: name, type: "array", count: elements.count)
    case .scalar(let scalar):
      return GivenInput(name: name, type: Self.type(entry.value), text: scalar.text)
    }
  }

  private static func type(_ node: Node) -> String {
    if node.isNull { return "null" }
    if node.bool != nil { return "boolean" }
    return node.double != nil ? "number" : "string"
  }
}
