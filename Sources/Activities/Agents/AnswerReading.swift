import Notation
import Orchestration
import SourceText

/// From what an agent sent to what a contract promises; everything between is looked at.
enum AnswerReading {
  private static let limits = NotationLimits(
    bytes: longestAnswer, depth: 32, nodes: 100_000, expandedBytes: 2 << 20,
    scalarBytes: longestAnswer)

  /// The value of an answer.
  ///
  /// - Parameters:
  ///   - bytes: what came back.
  ///   - source: who sent it, for the failure.
  ///   - type: what it has to be.
  ///   - faults: what speaks against a value that has the right shape.
  /// - Returns: the value.
  /// - Throws: a failure that says what is wrong and where; another attempt may bring a better one.
  static func value<Value: Decodable>(
    _ bytes: [UInt8], from source: String, as type: Value.Type = Value.self,
    faults: (Value) -> [String] = { _ in [] }
  ) throws -> Value {
    let file = SourceFile(path: source, bytes: bytes)
    let parsed = JSONParser.parse(file, limits: limits)
    if let first = parsed.diagnostics.min(by: <) {
      throw bad(source, "\(place(of: first))\(first.summary)")
    }
    let value: Value
    do { value = try Payload(json: bytes).decoded(as: Value.self) } catch let error
      as DecodingError
    { throw bad(source, words(error)) }
    let found = faults(value)
    guard found.isEmpty else { throw bad(source, list(found)) }
    return value
  }

  private static func bad(_ source: String, _ what: String) -> Failure {
    .passing("BadAgentAnswer", "the answer of \(source) cannot be used: \(what)")
  }

  private static func list(_ faults: [String]) -> String {
    let shown = faults.prefix(5).joined(separator: "; ")
    return faults.count > 5 ? "\(shown); and \(faults.count - 5) more" : shown
  }

  private static func place(of diagnostic: Diagnostic) -> String {
    let range = diagnostic.range
    return range.line == 0 ? "" : "line \(range.line), column \(range.column): "
  }

  private static func words(_ error: DecodingError) -> String {
    let (path, what): ([any CodingKey], String) =
      switch error {
      case .keyNotFound(let key, let context):
        (context.codingPath, "the member \(key.stringValue) is missing")
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .dataCorrupted(let context):
        (context.codingPath, context.debugDescription)
      @unknown default: ([], "\(error)")
      }
    guard !path.isEmpty else { return what }
    return path.map { displayName($0.stringValue) }.joined(separator: "/") + ": " + what
  }
}
