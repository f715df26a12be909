import Notation
public import SourceText

/// One step of a pattern, in the order in which it is done.
public struct PatternStep: Sendable {
  /// `S1_load_template`; made from the position when the specification gives none.
  public var id: String
  /// What is done.
  public var description: String
  /// Names of what is done in it, in order.
  public var actions: [String]
  /// What follows a failure, as written; empty when nothing is said.
  public var onError: String
}

/// `specs/<name>.pattern.yaml`, read for making from it and for adding to it.
public struct PatternSpec: Sendable {
  /// Texts of the first level, by key, as written.
  public let fields: [String: String]
  /// What an instance gives.
  public let inputs: [InputField]
  /// What a run gives back.
  public let outputs: [InputField]
  /// In order.
  public let steps: [PatternStep]
  /// Why the pattern exists; empty when nothing is said.
  public let intent: String
  /// Faults of the notation after all repairs.
  public let diagnostics: [Diagnostic]
  let edit: MappingEdit
  /// Not all steps were read.
  private let isCut: Bool

  /// Keys that are looked for line by line in a file that is no YAML.
  private static let recovered = [
    "doc_id", "pattern_id", "name", "version", "status", "role", "schema_ref", "executor_ref",
  ]
  /// Where a reader looks for the keys that are added.
  private static let order = [
    "doc_id", "pattern_id", "name", "version", "category", "status", "role", "schema_ref",
    "executor_ref",
  ]

  /// Reads a specification, whatever state it is in.
  public init(_ file: SourceFile) {
    let yaml = LooseYAML(file, limits: RegistryIndex.limits, recovering: Self.recovered)
    var fields: [String: String] = [:]
    for member in yaml.entries where fields[member.key] == nil {
      fields[member.key] = member.value.string
    }
    self.fields = fields
    inputs = FieldReading.fields(yaml["inputs"])
    outputs = FieldReading.fields(yaml["outputs"])
    let listed = yaml["execution_steps"] ?? yaml["steps"]
    steps = StepReading.steps(listed)
    isCut = (listed?.elements ?? []).count > StepReading.limit
    intent = fields["intent"] ?? fields["description"] ?? ""
    diagnostics = yaml.diagnostics
    edit = MappingEdit(
      file: file, places: MappingEdit.places(yaml.roots.first?.entries ?? []),
      isFlow: yaml.roots.first.map(yaml.isFlow) ?? false, order: Self.order)
  }

  /// The text of a key; `nil` when it is missing or empty.
  public subscript(key: String) -> String? { fields[key].flatMap { $0.isEmpty ? nil : $0 } }

  /// Why no program can take these steps; `nil` when one can.
  var obstacleToSteps: String? {
    if isCut { return "it has more than \(StepReading.limit) steps, or actions in one" }
    var seen: Set<String> = []
    for step in steps where !seen.insert(functionName(step.id)).inserted {
      return "two of its steps would have one function, \(functionName(step.id).prefix(80))"
    }
    return nil
  }
}

/// A text as a function can be called: everything but letters, digits and `_` becomes `_`.
func functionName(_ text: String) -> String {
  String(
    decoding: text.utf8.map { isLetterOrDigit($0) || $0 >= 0x80 ? $0 : 0x5F }, as: UTF8.self)
}

/// Reads the steps of a specification.
private enum StepReading {
  static let limit = 200

  static func steps(_ node: Node?) -> [PatternStep] {
    (node?.elements ?? []).prefix(limit).enumerated().map { index, step in
      let text = step.string
      let name = step["step_id"]?.string ?? step["id"]?.string ?? step["name"]?.string
      return PatternStep(
        id: name ?? "S\(index + 1)", description: text ?? step["description"]?.string ?? "",
        actions: (step["actions"]?.elements ?? []).prefix(limit).compactMap(action),
        onError: step["on_error"]?.string ?? step["on_failure"]?.string ?? "")
    }
  }

  /// `- action: compile`, `- compile`, or a mapping whose first key is the action.
  private static func action(_ node: Node) -> String? {
    node.string ?? node["action"]?.string ?? node.entries?.first?.key
  }
}
