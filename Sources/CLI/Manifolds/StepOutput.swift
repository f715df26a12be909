import Generation
import Glibc
import Reports
import SourceText
import System

/// Where the report of a step goes: printed, or into a file that nobody else has written.
struct StepOutput {
  private let invocation: Invocation
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
  }

  func write(_ report: StepReport) -> ExitCode {
    guard let given = invocation.text(.stepOutput) else {
      print(report.text(as: form(of: nil)))
      return .clean
    }
    let path = place(given, report)
    let form = form(of: path)
    let text = report.text(as: form)
    let old = Self.bytes(of: path)
    if let old, let obstacle = obstacle(old, text), !invocation.isOn(.replaceStep) {
      console.complain("\(path) \(obstacle); nothing is written, --force overwrites")
      return .findings
    }
    if old == Array(text.utf8) {
      console.result("\(visibleText(path)) is as it was\n")
      return .clean
    }
    guard !invocation.isOn(.dryRun) else {
      console.result("would write \(visibleText(path))\n")
      return .clean
    }
    return write(text, to: path)
  }

  /// In YAML and JSON the values are escaped already; a report in lines may hold anything.
  private func print(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    console.result(lines.map { visibleText(String($0)) }.joined(separator: "\n"))
  }

  private func write(_ text: String, to path: String) -> ExitCode {
    do throws(FileAdder.Refusal) {
      try FileAdder.replace(file: path, with: Array(text.utf8))
      console.result("wrote \(visibleText(path))\n")
      return .clean
    } catch {
      console.complain("\(CommandTable.program): cannot write \(path): \(error.clause)")
      return .failure
    }
  }

  /// Why a file that is there must stay; `nil` when it is ours.
  private func obstacle(_ old: [UInt8], _ text: String) -> String? {
    if old == Array(text.utf8) { return nil }
    switch StepReport.origin(of: old) {
    case .written: return nil
    case .edited: return "was changed by hand"
    case .foreign: return "is there, and no step has written it"
    }
  }

  /// What `--format` says, or the ending of the file.
  private func form(of path: String?) -> StepReport.Form {
    if let given = invocation.text(.stepFormat).flatMap(StepReport.Form.init) { return given }
    guard let path else { return .text }
    if path.hasSuffix(".json") { return .json }
    return path.hasSuffix(".yaml") || path.hasSuffix(".yml") ? .yaml : .text
  }

  /// A folder takes the file under the name that readers know.
  private func place(_ given: String, _ report: StepReport) -> String {
    var status = stat()
    let isFolder = stat(given, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard isFolder || given.hasSuffix("/") else { return given }
    let form = invocation.text(.stepFormat).flatMap(StepReport.Form.init) ?? .yaml
    let ending = form == .text ? "txt" : form.rawValue
    return joined(given, "\(report.name).\(ending)")
  }

  /// The bytes of a file; `nil` when there is none, and none for what is no file that can be read.
  private static func bytes(of path: String) -> [UInt8]? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    let parts = absolute(path).split(separator: "/")
    guard let tree = try? ProjectTree(root: "/" + parts.dropLast().joined(separator: "/")),
      let file = try? tree.read(String(parts.last ?? ""), limit: 16 << 20).get()
    else { return [] }
    return file.bytes
  }
}
