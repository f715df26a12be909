import Notation
import SourceText
import Templates

/// Takes the two texts out of an answer, or says what is wrong with its form.
enum AnswerReading {
  static func texts(
    _ bytes: [UInt8], for task: AgentTask
  ) throws(AgentRefusal) -> (code: [UInt8], tests: [UInt8]) {
    var texts: [String: [UInt8]] = [:]
    for file in try files(bytes) {
      let (path, text) = try parts(file)
      guard path == task.codePath || path == task.testPath else {
        throw AgentRefusal(.path, pathFault(path, task))
      }
      guard texts.updateValue(Array(text.utf8), forKey: path) == nil else {
        throw AgentRefusal(.path, "\(path) is given twice")
      }
    }
    guard let code = texts[task.codePath], let tests = texts[task.testPath] else {
      let missing = texts[task.codePath] == nil ? task.codePath : task.testPath
      throw AgentRefusal(.path, "the answer has no \(missing)")
    }
    return (code, tests)
  }

  private static func files(_ bytes: [UInt8]) throws(AgentRefusal) -> [Node] {
    guard bytes.count <= AgentAnswer.limit else {
      throw AgentRefusal(.format, "the answer has more than \(AgentAnswer.limit) bytes")
    }
    let parsed = JSONParser.parse(SourceFile(path: "answer.json", bytes: bytes))
    if let fault = parsed.diagnostics.first(where: { $0.severity == .error }) {
      throw AgentRefusal(
        .format, "line \(fault.range.line) of the answer is no JSON: \(quotable(fault.summary))")
    }
    guard let entries = parsed.root?.entries else {
      throw AgentRefusal(.format, "the answer is no JSON object")
    }
    if let other = entries.first(where: { $0.key != "files" }) {
      throw AgentRefusal(.format, "\(quotable(other.key)) is no key of an answer; expected files")
    }
    guard let files = entries.first?.value.elements else {
      throw AgentRefusal(.format, "the answer has no list of files")
    }
    return files
  }

  private static func parts(_ file: Node) throws(AgentRefusal) -> (path: String, text: String) {
    guard let entries = file.entries, Set(entries.map(\.key)) == ["path", "text"],
      let path = text(file["path"]), let text = text(file["text"])
    else { throw AgentRefusal(.format, "a file is an object with path and text, both texts") }
    return (path, text)
  }

  /// A text in quotes; numbers and null are no texts.
  private static func text(_ node: Node?) -> String? {
    guard let node, case .scalar(let scalar) = node.value, !scalar.isPlain else { return nil }
    return scalar.text
  }

  private static func pathFault(_ path: String, _ task: AgentTask) -> String {
    let expected = "expected \(task.codePath) and \(task.testPath) alone"
    do throws(CleanPath.Fault) {
      _ = try CleanPath(path)
      return "\(quotable(path)) was not asked for; \(expected)"
    } catch {
      return "the path \(quotable(path)) \(error.clause); \(expected)"
    }
  }
}

/// Text of an answer on one line, in quotes, without anything that could spoil a report.
func quotable(_ text: String) -> String {
  let start = String(text.prefix(80))
  return "\"\(plainComment(displayName(start)))\(start.utf8.count < text.utf8.count ? "…" : "")\""
}
