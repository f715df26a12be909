import Analysis
import Ingest
import Notation
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
  let input: GateInput

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
    self.reading = reading
    input = reading.input(for: module)
  }

  /// The same module as it is now, after something was run or written.
  func again() throws(SetupFault) -> ModuleOrder? { try ModuleOrder(invocation, console) }

  // MARK: writing

  /// Writes files and the record, all or nothing; `nil` leaves the record as it is.
  ///
  /// A document that cannot be read to its end is not written to: what is put there would be read
  /// otherwise than it is meant, or not at all.
  func write(_ files: [ModuleFile], record: PipelineRecord?) -> ExitCode {
    let subject = input.subject
    let place = "\(subject.documentFolder)/\(PipelineRecord.name)"
    let read = bytesRead
    var all = files
    if let record, record != input.record || read[place] == nil {
      all.append(ModuleFile(path: place, bytes: Array(record.text(of: subject.name).utf8)))
    }
    let targets = Set(all.map(\.path))
    let errors = input.findings.filter {
      targets.contains($0.range.path) && $0.severity == .error
        && ($0.range.path == place || Self.isUnreadable($0.rule))
    }
    guard errors.isEmpty else {
      report(errors)
      console.complain("what cannot be read is not written to, so nothing is written")
      return .findings
    }
    return ModuleWriting(project, console, isDryRun: invocation.isOn(.dryRun))
      .write(all, read: read)
  }

  private static func isUnreadable(_ rule: Rule) -> Bool {
    let rules = [.commentOpen, .idDeclaredTwice, .pipelineRecord] + NotationRules.all
    return rules.contains { $0.id == rule.id } || rule.id == "duplicate-id"
  }

  /// What drafts and the record were made from.
  private var bytesRead: [String: [UInt8]] {
    var read = Dictionary(
      input.subject.outlines.values.map { ($0.file.path, $0.file.bytes) },
      uniquingKeysWith: { first, _ in first })
    let place = "\(input.subject.documentFolder)/\(PipelineRecord.name)"
    read[place] = reading.text(of: place)?.bytes
    return read
  }

  // MARK: printing

  /// Says which requirements and scenarios a draft leaves out because nothing could hold their ids.
  func sayUnheld(by isHeld: (ModuleSubject.Item) -> Bool, _ place: String) {
    let left = input.subject.intended.filter { !isHeld($0) }.map(\.id)
    guard !left.isEmpty else { return }
    let more = left.count > 5 ? " and \(left.count - 5) more" : ""
    console.say(
      visibleText(
        "left out, because \(place) cannot hold their ids: \(left.prefix(5).joined(separator: ", "))"
          + more))
  }

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
