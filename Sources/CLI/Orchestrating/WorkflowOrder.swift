import EmbeddedHost
import Glibc
import Notation
import Orchestration
import SourceText
import System

/// What a `workflow` or `worker` command line asks for.
struct WorkflowOrder {
  let step: WorkflowStep
  let invocation: Invocation
  let console: Console

  init(
    _ step: WorkflowStep, _ invocation: Invocation, _ console: Console
  ) throws(SetupFault) {
    self.step = step
    self.invocation = invocation
    self.console = console
    let most = step == .signal || step == .query || step == .update ? 3 : 2
    if let stray = invocation.operands.dropFirst(most).first {
      throw .usage(
        UsageFault(
          "\(quoted(stray)) is one word too many for workflow \(step.rawValue)", verb: "workflow"))
    }
  }

  func text(_ option: Option) -> String? { invocation.text(option) }

  /// The second word: a workflow's type, its id, or a file.
  func subject(_ what: String) throws -> String {
    guard invocation.operands.count > 1 else {
      throw UsageFault("workflow \(step.rawValue) needs \(what)", verb: "workflow")
    }
    return invocation.operands[1]
  }

  var namespace: String { text(.namespace) ?? "default" }
  var isJSON: Bool { text(.listFormat) == "json" }

  /// Who is at the keyboard: it stands in histories.
  var identity: String {
    if let given = text(.identity) { return given }
    let user = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(getuid())"
    return "\(user), command line"
  }

  func target() throws -> RunTarget {
    RunTarget(
      namespace: namespace, workflowID: try subject("the workflow's id"),
      runID: text(.runID) ?? "")
  }

  /// The database; one that only answers is not made when it is not there.
  func access(makes: Bool = false) throws -> DirectAccess {
    let path = invocation.databasePath
    if makes { try invocation.makeDatabaseFolder() }
    guard makes || Glibc.access(path, F_OK) == 0 else {
      throw ServiceError.invalid(
        "\(path) is not there: nothing was started yet, or --database names another file")
    }
    let access = try DirectAccess(path: path)
    if let notice = access.notice { console.complain(notice) }
    return access
  }

  /// How the values of runs are kept.
  var codec: any PayloadCodec {
    get throws { try PayloadKeys.codec(Tool.processEnvironment()) }
  }

  /// The value of `--input`: JSON, or the file that `@` names, checked before anybody is sent it.
  func input() throws -> [Payload] {
    guard let given = text(.workflowInput) else { return [.null] }
    let isFile = given.hasPrefix("@")
    let path = isFile ? String(given.dropFirst()) : "--input"
    let bytes = isFile ? try Self.read(path) : Array(given.utf8)
    return [Payload(json: try Self.checked(bytes, path))]
  }

  static func checked(_ bytes: [UInt8], _ path: String) throws -> [UInt8] {
    let file = SourceFile(path: path, bytes: bytes)
    let findings = JSONParser.parse(file).diagnostics.filter { $0.severity == .error }
    guard let first = findings.first else { return bytes }
    throw ServiceError.invalid("\(path): \(first.summary)")
  }

  /// A file of the person at the keyboard, wherever it lies.
  static func read(_ path: String) throws -> [UInt8] {
    let parts = absolute(path).split(separator: "/")
    let tree = try ProjectTree(root: "/" + parts.dropLast().joined(separator: "/"))
    switch tree.read(String(parts.last ?? ""), limit: 64 << 20) {
    case .success(let file): return file.bytes
    case .failure(let fault): throw ServiceError.invalid("\(path): \(fault.summary)")
    }
  }
}

extension Invocation {
  /// The database that verbs of workflows share.
  var databasePath: String { text(.database) ?? joined(folder, ".throughline/engine.db") }

  /// The folder of the standard place; one that is named has to be there.
  func makeDatabaseFolder() throws {
    guard text(.database) == nil else { return }
    let path = joined(folder, BuildCache.folderName)
    if CacheFolder.isLink(path) { throw ServiceError.invalid("\(path) is a link") }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw ServiceError.invalid("cannot make \(path): \(String(cString: strerror(errno)))")
    }
  }
}
