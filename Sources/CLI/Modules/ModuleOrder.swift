import Analysis
import Ingest
import Pipeline
import Reports
import SourceText
import System
import TraceModel

/// What every step begins with: the project read as a whole, and one module of it.
struct ModuleOrder {
  let invocation: Invocation
  let console: Console
  let project: Project
  let reading: ModuleReading
  let module: NodeIndex
  let input: GateInput
  /// The record cannot be read, so nothing may be written over it.
  let hasBrokenRecord: Bool

  /// `nil` when the project or the module cannot be read, which has been said.
  init?(_ invocation: Invocation, _ console: Console) throws(SetupFault) {
    let project = try Project.open(invocation)
    guard let reading = try ModuleReading(invocation, project, console),
      let module = reading.module(named: invocation.operands.dropFirst().first ?? "", console)
    else { return nil }
    self.init(invocation, console, project, reading, module)
  }

  private init(
    _ invocation: Invocation, _ console: Console, _ project: Project, _ reading: ModuleReading,
    _ module: NodeIndex
  ) {
    (self.invocation, self.console, self.project) = (invocation, console, project)
    (self.reading, self.module) = (reading, module)
    input = reading.input(for: module)
    hasBrokenRecord = input.findings.contains {
      $0.severity == .error && $0.range.path.hasSuffix("/\(PipelineRecord.name)")
    }
  }

  /// The same module as it is now, after something was run or written.
  func again() throws(SetupFault) -> ModuleOrder? { try ModuleOrder(invocation, console) }

  // MARK: writing

  /// Writes files and the record, all or nothing.
  ///
  /// - note: what the record becomes with the documents as they are now.
  func write(_ files: [ModuleFile], record: PipelineRecord) -> ExitCode {
    if hasBrokenRecord {
      report(input.findings.filter { $0.range.path.hasSuffix("/\(PipelineRecord.name)") })
      console.complain("the record cannot be read, so nothing is written")
      return .findings
    }
    let subject = input.subject
    let place = "\(subject.documentFolder)/\(PipelineRecord.name)"
    var all = files
    if record != input.record || reading.text(of: place) == nil {
      all.append(ModuleFile(path: place, bytes: Array(record.text(of: subject.name).utf8)))
    }
    return ModuleWriting(project, console, isDryRun: invocation.isOn(.dryRun)).write(all)
  }

  // MARK: printing

  /// Prints a text whose lines may hold names of the project.
  func show(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    console.result(lines.map { visibleText(String($0)) }.joined(separator: "\n"))
  }

  /// Prints findings about the project's files, with their lines.
  func report(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    var style = ReportStyle()
    style.pathPrefix = repositoryPrefix(of: project.root)
    style.rules = RuleCatalogue.all
    let format = invocation.text(.format).flatMap(ReportFormat.init) ?? .text
    let tree = project.tree
    console.report(
      Findings(diagnostics), as: format, on: format == .text ? .error : .output, style: style
    ) { try? tree.read($0).get() }
  }
}
