/// What an agent has sent, as far as it can be judged without running it.
///
/// The form is a JSON object with the one key `files`: a list of two objects with `path` and `text`.
public struct AgentAnswer: Sendable {
  /// The file of code and the file of tests, as they would be written.
  public let artifacts: [GeneratedArtifact]

  /// Bytes of one file.
  public static let fileLimit = 128 << 10
  /// Bytes of a whole answer; escapes may make a text six times as long.
  public static let limit = 2 << 20

  /// Names of the tests, as they stand in the file, with classes before them.
  public var tests: [String] { artifacts.flatMap(\.tests).map(\.name) }

  /// Those of them that carry a mark.
  public var markedTests: [String] {
    artifacts.flatMap(\.tests).filter { !($0.constraints + $0.failureModes).isEmpty }.map(\.name)
  }

  /// Reads an answer and makes every check that needs no other program.
  public static func read(
    _ bytes: [UInt8], to task: AgentTask, of request: GenerationRequest
  ) -> Result<AgentAnswer, AgentRefusal> {
    do throws(AgentRefusal) {
      let texts = try AnswerReading.texts(bytes, for: task)
      return .success(try checked(texts, task, request))
    } catch {
      return .failure(error)
    }
  }

  /// Takes up files that were accepted earlier and have not been touched since.
  ///
  /// `code` and `tests` are the two files with their origin headers, as they lie in the output folder.
  public static func keep(
    code: [UInt8], tests: [UInt8], to task: AgentTask, of request: GenerationRequest
  ) -> Result<AgentAnswer, AgentRefusal> {
    do throws(AgentRefusal) {
      let texts = [code, tests].map(ArtifactHeader.body)
      return .success(try checked((texts[0], texts[1]), task, request))
    } catch {
      return .failure(error)
    }
  }

  private static func checked(
    _ texts: (code: [UInt8], tests: [UInt8]), _ task: AgentTask, _ request: GenerationRequest
  ) throws(AgentRefusal) -> AgentAnswer {
    for (path, bytes) in [(task.codePath, texts.code), (task.testPath, texts.tests)] {
      try AnswerText(path, bytes).check(task, request)
    }
    let code = artifact(texts.code, .code, task, request)
    let tests = artifact(texts.tests, .test, task, request)
    try AnswerMarks(task).check(code, tests)
    return AgentAnswer(artifacts: [code, tests])
  }

  private static func artifact(
    _ body: [UInt8], _ kind: ArtifactKind, _ task: AgentTask, _ request: GenerationRequest
  ) -> GeneratedArtifact {
    let isCode = kind == .code
    var planned = PlannedArtifact(
      kind: kind, type: isCode ? .service : .unit, name: "Agent's answer for \(task.id)",
      path: isCode ? task.codePath : task.testPath)
    if task.kind == .constraint {
      planned.constraints = [task.id]
      if isCode { planned.truths = request.truths(for: [task.id]) }
    } else {
      planned.failureModes = [task.id]
    }
    let head = ArtifactHeader(request)
      .text(for: planned.path, covering: [task.id], prompt: task.fingerprint)
    let bytes = Array(head.utf8) + body
    let lines = ArtifactLines(bytes)
    return GeneratedArtifact(
      planned: planned, bytes: bytes, lineCount: lines.lines.count,
      blocks: BlockScan(lines).blocks, tests: isCode ? [] : TestScan(lines).tests, measured: [],
      isByAgent: true)
  }
}
