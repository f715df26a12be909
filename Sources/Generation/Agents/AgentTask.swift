public import SourceText
import Templates
import TraceModel

/// One demand that no archetype covers, as it is put to an agent.
public struct AgentTask: Sendable {
  /// What is asked for; the raw value is the mark that its tests carry.
  public enum Kind: String, Sendable {
    case constraint
    case failureMode = "failure_mode"

    /// For people.
    var label: String { self == .constraint ? "constraint" : "failure mode" }
  }

  /// As the manifold writes it.
  public let id: String
  /// Whether a constraint or a failure mode.
  public let kind: Kind
  /// The only file of code that an answer may hold, relative to the output folder.
  public let codePath: String
  /// The only file of tests that an answer may hold.
  public let testPath: String
  /// Where the demand is declared.
  public let range: SourceRange
  /// What the agent is told, as UTF-8; empty until it has been rendered.
  public internal(set) var prompt: [UInt8] = []

  /// Tells whether an earlier answer was an answer to the same prompt.
  public var fingerprint: String { Fingerprint(of: prompt).description }

  init(_ item: SubjectItem, _ kind: Kind, key: String) {
    id = item.id
    self.kind = kind
    codePath = "src/services/agent_\(key).py"
    testPath = "tests/test_agent_\(key).py"
    range = item.range
  }

  /// The tasks of a project that was generated without an agent, in manifold order.
  ///
  /// Only what somebody could simply write is asked for. A figure that shows under load, in
  /// operation or to people alone is not: a test that passes would prove nothing of it.
  ///
  /// - Returns: the tasks with their prompts, and the faults of the pack's template; a pack without
  ///   `agent.txt` asks for nothing.
  public static func all(
    for project: GeneratedProject, of request: GenerationRequest, with pack: ArtifactPack
  ) -> (tasks: [AgentTask], diagnostics: [Diagnostic]) {
    guard pack.asksAgents else { return ([], []) }
    var tasks: [AgentTask] = []
    var diagnostics: [Diagnostic] = []
    let values = ValuesBuilder(request).values(project.plan)
    var keys: Set<String> = []
    for (item, kind) in open(project, request) {
      let key = unused(identifier(item.id), &keys)
      var task = AgentTask(item, kind, key: key)
      do throws(TemplateError) {
        try task.render(item, values, pack)
        tasks.append(task)
      } catch {
        diagnostics.append(error.diagnostic)
      }
    }
    return (tasks, diagnostics)
  }

  private static func open(
    _ project: GeneratedProject, _ request: GenerationRequest
  ) -> [(SubjectItem, Kind)] {
    let untested = Set(project.coverage.untestedModes)
    let missing = Set(project.coverage.constraints.filter { $0.reason == .agent }.map(\.id))
    let constraints = request.manifold.constraints
      .filter { $0.classifications.isEmpty && missing.contains($0.item.id) }
      .map { ($0.item, Kind.constraint) }
    let modes = request.manifold.failureModes
      .filter { $0.classification.archetype == nil && untested.contains($0.item.id) }
      .map { ($0.item, Kind.failureMode) }
    return constraints + modes
  }

  /// Ids that differ in signs alone must not share files.
  private static func unused(_ key: String, _ keys: inout Set<String>) -> String {
    var (name, number) = (key, 1)
    while !keys.insert(name).inserted {
      number += 1
      name = "\(key)_\(number)"
    }
    return name
  }

  private mutating func render(
    _ item: SubjectItem, _ values: TemplateRecord, _ pack: ArtifactPack
  ) throws(TemplateError) {
    var values = values
    values["task"] = .record(record(item))
    var buffer = ByteBuffer()
    try pack.templates.render(ArtifactPack.promptTemplate, values, page: codePath, into: &buffer)
    prompt = buffer.bytes
  }

  private func record(_ item: SubjectItem) -> TemplateRecord {
    let property = { (names: [String]) in optional(item.attribute(anyOf: names).map(oneLine)) }
    let module = codePath.dropLast(3).map { $0 == "/" ? "." : $0 }
    return [
      "id": .string(item.id), "kind": .string(kind.label), "mark": .string(kind.rawValue),
      "statement": .string(item.statement), "title": .string(item.title),
      "rationale": .string(item.rationale), "type": .string(item.constraintType?.rawValue ?? ""),
      "source": optional(item.source.map(oneLine)), "measurement": property(["measurement"]),
      "threshold": property(["threshold"]),
      "hint": property(["implementation_hint", "implementation_hints"]),
      "detection": property(["detection"]), "mitigation": property(["mitigation"]),
      "prevention": property(["prevention"]),
      "threatens": .string(item.targets(.threatens).joined(separator: ", ")),
      "code_path": .string(codePath), "test_path": .string(testPath),
      "module": .string(String(module)), "limit": .int(AgentAnswer.fileLimit / 1024),
    ]
  }
}
