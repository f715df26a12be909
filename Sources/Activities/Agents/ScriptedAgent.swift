import Notation
import Orchestration
import SourceText
import Synchronization

/// Answers out of a file: for demonstrations and tests.
///
/// The file maps names of activities to lists of entries. An entry has `answer`, or `answers` that
/// are given one after the other to different questions; with `when` it is only for requests whose
/// fields have these values, `alert.service: shop` for a field inside another.
final class ScriptedAgent: AgentSource {
  var name: String { "the script \(path)" }
  private let path: String
  private let entries: [String: [Entry]]
  /// Which question has had which answer of a list: an attempt that is repeated hears the same.
  private let given = Mutex<[String: [String]]>([:])

  fileprivate struct Entry {
    let name: String
    let conditions: [(field: String, value: String)]
    let answers: [[UInt8]]
    let isList: Bool
  }

  /// Reads a script in YAML, or in JSON when its name says so.
  /// - Throws: a failure that names the place, when the file is no script.
  init(_ file: SourceFile) throws {
    let isJSON = file.path.hasSuffix(".json")
    let parsed = isJSON ? JSONParser.parse(file) : YAMLParser.parse(file)
    path = file.path
    if let first = parsed.diagnostics.filter({ $0.severity == .error }).min(by: <) {
      throw Failure.final("BadScript", "\(first.range): \(first.summary)")
    }
    entries = try Self.entries(parsed, path)
  }

  func answer(_ question: AgentQuestion, _ attempt: Attempt) async throws -> [UInt8] {
    let request = JSONParser.parse(SourceFile(path: "request", bytes: question.request)).root
    for entry in entries[question.activity] ?? [] where entry.matches(request) {
      guard entry.isList else { return entry.answers[0] }
      if let answer = next(of: entry, for: attempt.key) { return answer }
    }
    throw Failure.final(
      "NoScriptedAnswer", "\(path) has no answer left for `\(question.activity)` (\(attempt.key))")
  }

  private func next(of entry: Entry, for key: String) -> [UInt8]? {
    given.withLock { given in
      var keys = given[entry.name] ?? []
      if !keys.contains(key) { keys.append(key) }
      guard let place = keys.firstIndex(of: key), place < entry.answers.count else { return nil }
      given[entry.name] = keys
      return entry.answers[place]
    }
  }

  private static func entries(
    _ parsed: ParsedNotation, _ path: String
  ) throws -> [String: [Entry]] {
    guard let activities = parsed.root?.entries else {
      throw Failure.final("BadScript", "\(path): expected a mapping by activity")
    }
    var found: [String: [Entry]] = [:]
    for activity in activities {
      let list = activity.value.elements ?? [activity.value]
      found[activity.key] = try list.enumerated().map { place, node in
        try entry(node, "\(activity.key) \(place)", parsed.lines)
      }
    }
    return found
  }

  private static func entry(_ node: Node, _ name: String, _ lines: LineMap) throws -> Entry {
    let conditions = (node["when"]?.entries ?? []).compactMap { condition in
      condition.value.string.map { (field: condition.key, value: $0) }
    }
    let unknown = node.entries?.first { !["when", "answer", "answers"].contains($0.key) }
    if let answer = node["answer"], node["answers"] == nil, unknown == nil {
      return Entry(name: name, conditions: conditions, answers: [answer.json], isList: false)
    }
    if let answers = node["answers"]?.elements, node["answer"] == nil, unknown == nil {
      return Entry(
        name: name, conditions: conditions, answers: answers.map(\.json), isList: true)
    }
    throw Failure.final(
      "BadScript", "\(lines.range(node.span)): expected `answer` or `answers`, perhaps `when`")
  }
}

extension ScriptedAgent.Entry {
  fileprivate func matches(_ request: Node?) -> Bool {
    conditions.allSatisfy { field, value in
      let parts = field.split(separator: ".")
      return parts.reduce(request) { node, part in node?[String(part)] }?.string == value
    }
  }
}
