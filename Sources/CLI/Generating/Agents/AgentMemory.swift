import Generation
import Notation
import SourceText
import System

/// Answers that an earlier generation has accepted, as they lie in the output folder.
struct AgentMemory {
  /// What is known of a task.
  enum Found {
    /// Both files as they were accepted, for the same prompt.
    case same(code: [UInt8], tests: [UInt8])
    /// They were accepted for another prompt, or somebody has changed them.
    case outdated
    case nothing
  }

  private struct Record {
    var prompt: String
    var files: [String]
  }

  private let folder: FolderExchange
  private var records: [String: Record] = [:]
  private var fingerprints: [String: String] = [:]

  /// - Parameters:
  ///   - output: the output folder, absolute.
  ///   - report: name of the report in it.
  init(output: String, report: String) {
    folder = FolderExchange(path: output)
    guard let bytes = folder.bytes(of: report),
      let root = YAMLParser.parse(SourceFile(path: report, bytes: bytes), limits: .manifold).root
    else { return }
    for entry in root["agent"]?.elements ?? [] where entry["result"]?.string == "accepted" {
      guard let key = Self.key(entry["kind"]?.string, entry["asked_for"]?.string) else { continue }
      records[key] = Record(
        prompt: entry["prompt"]?.string ?? "",
        files: entry["files"]?.elements?.compactMap(\.string) ?? [])
    }
    for artifact in (root["artifacts"]?.entries ?? []).flatMap({ $0.value.elements ?? [] }) {
      guard let path = artifact["path"]?.string else { continue }
      fingerprints[path] = artifact["fingerprint"]?.string
    }
  }

  func found(for task: AgentTask) -> Found {
    guard let key = Self.key(task.kind.rawValue, task.id), let record = records[key] else {
      return .nothing
    }
    guard record.prompt == task.fingerprint, record.files == [task.codePath, task.testPath],
      let code = untouched(task.codePath), let tests = untouched(task.testPath)
    else { return .outdated }
    return .same(code: code, tests: tests)
  }

  private func untouched(_ path: String) -> [UInt8]? {
    guard let bytes = folder.bytes(of: path),
      fingerprints[path] == Fingerprint(of: bytes).description
    else { return nil }
    return bytes
  }

  private static func key(_ kind: String?, _ id: String?) -> String? {
    guard let kind, let id else { return nil }
    return "\(kind) \(id)"
  }
}
