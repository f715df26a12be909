import Notation
public import SourceText

extension GenerationPlan {
  /// The plan as YAML with the key `artifact_plan`.
  public var yaml: String {
    var text = YAMLText()
    write(to: &text)
    return text.text
  }

  func write(to text: inout YAMLText) {
    text.mapping("artifact_plan") { text in
      for kind in ArtifactKind.allCases {
        text.list(kind.planKey, artifacts(of: kind)) { $1.write(to: &$0) }
      }
    }
  }

  /// Reads a plan back; faults are findings at their place, and the artifacts they spoil left out.
  public static func read(_ file: SourceFile) -> (plan: GenerationPlan, diagnostics: [Diagnostic]) {
    let parsed = YAMLParser.parse(file, limits: .manifold)
    var reading = PlanReading(lines: parsed.lines, diagnostics: parsed.diagnostics)
    guard let root = parsed.root?["artifact_plan"] else {
      if parsed.diagnostics.isEmpty {
        reading.report(.file(file.path), "the file has no key \"artifact_plan\"")
      }
      return (GenerationPlan([]), reading.diagnostics)
    }
    reading.read(root)
    return (GenerationPlan(reading.artifacts), reading.diagnostics.sorted())
  }
}

/// The keys under which an artifact names what it is for, which depend on its group.
private struct PlanKeys {
  let constraints: String
  let modes: String
  let scenario: String

  init(_ kind: ArtifactKind, _ type: ArtifactType) {
    switch kind {
    case .code: (constraints, modes) = ("satisfies_constraints", "mitigates_failure_modes")
    case .test: (constraints, modes) = ("verifies_constraints", "verifies_failure_modes")
    case .doc: (constraints, modes) = ("constraint_coverage", "covers_failure_modes")
    case .observability:
      constraints = type == .dashboard ? "metrics_from_constraints" : "from_constraints"
      modes = "covers_failure_modes"
    }
    scenario = kind == .doc && type != .runbook ? "explains" : "scenario"
  }

  static let all: Set<String> = [
    "type", "name", "path", "for_code", "satisfies_truths", "satisfies_constraints",
    "mitigates_failure_modes", "verifies_constraints", "verifies_failure_modes",
    "constraint_coverage", "covers_failure_modes", "metrics_from_constraints", "from_constraints",
    "explains", "scenario",
  ]
}

extension PlannedArtifact {
  fileprivate func write(to text: inout YAMLText) {
    let keys = PlanKeys(kind, type)
    text.entry("type", type.rawValue)
    if !name.isEmpty { text.entry("name", name) }
    text.entry("path", path)
    if !forCode.isEmpty { text.entry("for_code", forCode) }
    if !scenario.isEmpty { text.entry(keys.scenario, scenario) }
    if !constraints.isEmpty { text.entry(keys.constraints, constraints) }
    if !truths.isEmpty { text.entry("satisfies_truths", truths) }
    if !failureModes.isEmpty { text.entry(keys.modes, failureModes) }
  }
}

/// Reads the artifacts of a plan.
private struct PlanReading {
  let lines: LineMap
  var diagnostics: [Diagnostic]
  var artifacts: [PlannedArtifact] = []

  mutating func report(_ range: SourceRange, _ text: String, fix: String? = nil) {
    diagnostics.append(Diagnostic(.planFormat, at: range, text, fix: fix))
  }

  mutating func read(_ node: Node) {
    for group in node.entries ?? [] {
      guard let kind = ArtifactKind.allCases.first(where: { $0.planKey == group.key }) else {
        let known = ArtifactKind.allCases.map(\.planKey)
        let near = nearestName(to: group.key, among: known)
        report(
          lines.range(group.keySpan), "\"\(group.key.prefix(60))\" is not a group of a plan",
          fix: near.map { "write \"\($0)\"" } ?? "groups are \(known.joined(separator: ", "))")
        continue
      }
      for element in group.value.elements ?? [] { read(element, kind) }
    }
  }

  private mutating func read(_ node: Node, _ kind: ArtifactKind) {
    let word = node["type"]?.string ?? ""
    guard let type = ArtifactType(rawValue: word), let path = node["path"]?.string else {
      report(
        lines.range(node.span),
        "an artifact of a plan has type \"\(word.prefix(40))\"; expected a known type and a path")
      return
    }
    for entry in node.entries ?? [] where !PlanKeys.all.contains(entry.key) {
      report(
        lines.range(entry.keySpan), "\"\(entry.key.prefix(60))\" is not a key of an artifact",
        fix: nearestName(to: entry.key, among: PlanKeys.all.sorted()).map { "write \"\($0)\"" })
    }
    let keys = PlanKeys(kind, type)
    var artifact = PlannedArtifact(
      kind: kind, type: type, name: node["name"]?.string ?? "", path: path)
    artifact.constraints = texts(node[keys.constraints])
    artifact.truths = texts(node["satisfies_truths"])
    artifact.failureModes = texts(node[keys.modes])
    artifact.forCode = texts(node["for_code"])
    artifact.scenario = node[keys.scenario]?.string ?? ""
    artifacts.append(artifact)
  }

  /// A text counts as a list of one, as the format's examples have it.
  private func texts(_ node: Node?) -> [String] {
    guard let node else { return [] }
    return node.elements?.compactMap(\.string) ?? node.string.map { [$0] } ?? []
  }
}
