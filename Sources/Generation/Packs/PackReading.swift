import Notation
import SourceText

/// Reads `pack.yaml`; unknown keys and words are errors.
struct PackReading {
  private let file: SourceFile
  private let parsed: ParsedNotation
  private let templates: Set<String>
  private(set) var name = ""
  private(set) var title = ""
  private(set) var testCommand = ""
  private(set) var companions: [Archetype: Archetype] = [:]
  private(set) var fitness: ArtifactPack.Fitness?
  private(set) var entries: [ArtifactPack.Entry] = []
  /// Paths, names and scenarios, as templates of their own.
  private(set) var texts: [SourceFile] = []
  private(set) var diagnostics: [Diagnostic]

  init(_ file: SourceFile, templates: Set<String>) {
    self.file = file
    self.templates = templates
    parsed = YAMLParser.parse(file, limits: .manifold)
    diagnostics = parsed.diagnostics
  }

  mutating func read() {
    guard let root = parsed.root, let members = root.entries else {
      return report(Span(0, 0), "expected a mapping with the key \"artifacts\"")
    }
    for entry in members {
      switch entry.key {
      case "name": name = text(entry)
      case "title": title = text(entry)
      case "test_command": testCommand = text(entry)
      case "fits": fitness = fitness(entry.value)
      case "artifacts": for node in entry.value.elements ?? [] { read(node) }
      case "only_beside": companions = readCompanions(entry.value)
      default: unknown(entry.key, entry.keySpan, Self.packKeys)
      }
    }
    if entries.isEmpty, diagnostics.isEmpty { report(root.span, "the pack lists no artifact") }
  }

  /// `{rate-limit: notification}`
  private mutating func readCompanions(_ node: Node) -> [Archetype: Archetype] {
    var found: [Archetype: Archetype] = [:]
    for entry in node.entries ?? [] {
      guard let archetype = Archetype(rawValue: entry.key) else {
        unknown(entry.key, entry.keySpan, Archetype.allCases.map(\.rawValue))
        continue
      }
      found[archetype] = archetypes(entry.value).first
    }
    return found
  }

  private static let packKeys = [
    "name", "title", "test_command", "fits", "only_beside", "artifacts",
  ]

  // MARK: one entry

  private static let keys = [
    "template", "path", "kind", "type", "name", "when", "covers", "modes", "for", "scenario",
  ]

  private mutating func read(_ node: Node) {
    let range = parsed.lines.range(node.span)
    guard let members = node.entries, let template = node["template"]?.string,
      node["path"]?.string != nil
    else { return report(node.span, "an artifact needs a template and a path") }
    guard templates.contains(template) else {
      let near = nearestName(to: template, among: templates.sorted())
      return report(
        node["template"]?.span ?? node.span, "the pack has no template \"\(template.prefix(120))\"",
        fix: near.map { "write \"\($0)\"" })
    }
    guard
      let kind = word(
        node, "kind", ArtifactKind.self, { Self.kinds[$0] }, Self.kinds.keys.sorted()),
      let type = word(
        node, "type", ArtifactType.self,
        { ArtifactType(rawValue: String($0.map { $0 == "-" ? "_" : $0 })) },
        ArtifactType.allCases.map(\.rawValue))
    else { return }
    var entry = ArtifactPack.Entry(template: template, kind: kind, type: type, range: range)
    for member in members { read(member, into: &entry) }
    entries.append(entry)
  }

  private static let kinds: [String: ArtifactKind] = [
    "code": .code, "test": .test, "doc": .doc, "observability": .observability,
  ]

  private mutating func read(_ member: Node.Entry, into entry: inout ArtifactPack.Entry) {
    switch member.key {
    case "template", "kind", "type": break
    case "path", "name", "scenario": add(text(member), member.key)
    case "for":
      let names = list(member.value)
      for (index, name) in names.enumerated() { add(name, "for.\(index)") }
      entry.forCount = names.count
    case "when": entry.condition = condition(member.value)
    case "covers":
      if member.value.string == "all" {
        entry.coversAll = true
      } else if member.value.string == "watched" {
        entry.coversWatched = true
      } else {
        entry.covers = Set(archetypes(member.value))
      }
    case "modes":
      if member.value.string == "all" {
        entry.coversAllModes = true
      } else {
        entry.modes = Set(modes(member.value))
      }
    default: unknown(member.key, member.keySpan, Self.keys)
    }
  }

  private mutating func add(_ text: String, _ part: String) {
    let name = ArtifactPack.textTemplate(entries.count, part)
    texts.append(SourceFile(path: name, text: text))
  }

  private mutating func condition(_ node: Node) -> ArtifactPack.Condition {
    var condition = ArtifactPack.Condition()
    guard let members = node.entries else {
      condition.any = archetypes(node)
      return condition
    }
    for member in members {
      switch member.key {
      case "any": condition.any = archetypes(member.value)
      case "all": condition.all = archetypes(member.value)
      case "modes": condition.modes = modes(member.value)
      default: unknown(member.key, member.keySpan, ["any", "all", "modes"])
      }
    }
    return condition
  }

  private mutating func fitness(_ node: Node) -> ArtifactPack.Fitness {
    var fitness = ArtifactPack.Fitness(range: parsed.lines.range(node.span))
    for member in node.entries ?? [] {
      switch member.key {
      case "kinds": fitness.kinds = archetypes(member.value)
      case "at_least": fitness.least = max(1, member.value.int ?? 1)
      default: unknown(member.key, member.keySpan, ["kinds", "at_least"])
      }
    }
    if fitness.kinds.isEmpty { report(node.span, "\"fits\" needs the key \"kinds\"") }
    return fitness
  }

  private mutating func archetypes(_ node: Node) -> [Archetype] {
    words(node, { Archetype(rawValue: $0) }, Archetype.allCases.map(\.rawValue), "archetype")
  }

  private mutating func modes(_ node: Node) -> [FailureArchetype] {
    words(
      node, { FailureArchetype(rawValue: $0) }, FailureArchetype.allCases.map(\.rawValue),
      "kind of failure")
  }

  // MARK: words

  private mutating func words<Value>(
    _ node: Node, _ value: (String) -> Value?, _ known: [String], _ what: String
  ) -> [Value] {
    var found: [Value] = []
    for element in node.elements ?? [node] {
      guard let word = element.string else { continue }
      if let value = value(word) {
        found.append(value)
        continue
      }
      report(
        element.span, "there is no \(what) \"\(word.prefix(60))\"",
        fix: nearestName(to: word, among: known).map { "write \"\($0)\"" }
          ?? "known are \(known.joined(separator: ", "))")
    }
    return found
  }

  private mutating func word<Value>(
    _ node: Node, _ key: String, _ type: Value.Type, _ value: (String) -> Value?,
    _ known: [String]
  ) -> Value? {
    guard let member = node[key] else {
      report(node.span, "an artifact needs the key \"\(key)\"")
      return nil
    }
    return words(member, value, known, key).first
  }

  private func list(_ node: Node) -> [String] {
    node.elements?.compactMap(\.string) ?? node.string.map { [$0] } ?? []
  }

  private mutating func text(_ entry: Node.Entry) -> String {
    if let text = entry.value.string { return text }
    report(entry.value.span, "\"\(entry.key)\" is \(entry.value.kindName); expected text")
    return ""
  }

  private mutating func unknown(_ key: String, _ span: Span, _ known: [String]) {
    report(
      span, "\"\(key.prefix(60))\" is not a key here",
      fix: nearestName(to: key, among: known).map { "write \"\($0)\"" }
        ?? "keys are \(known.joined(separator: ", "))")
  }

  private mutating func report(_ span: Span, _ text: String, fix: String? = nil) {
    diagnostics.append(Diagnostic(.packFormat, at: parsed.lines.range(span), text, fix: fix))
  }
}
