import Ingest
import SourceText
import System
import TraceModel
import Workflows

/// What files of results say, on the way to a report.
struct ToolResults {
  /// What it finds are holes: an error among them is critical.
  let isAboutSafety: Bool
  /// Where it ran; where that is on this machine is nobody's business.
  let workspace: Workspace
  private var issues: [ToolIssue] = []
  private var tests = (passed: 0, failed: 0, skipped: 0)
  private var lines = (hit: 0, total: 0)
  private var own: ToolReport?
  private var isFailed = false
  private var readsTests = false

  private static let fileLimit = 64 << 20
  /// A history keeps what is found, and people read the first dozen.
  private static let issueLimit = 200

  init(in workspace: Workspace, isAboutSafety: Bool) {
    (self.workspace, self.isAboutSafety) = (workspace, isAboutSafety)
  }

  /// Reads a file of results; one that is missing or broken is a fault of the run.
  mutating func read(_ path: String) {
    let place = path.hasPrefix("{output}/") ? "output/" + path.dropFirst(9) : "tree/" + path
    guard (try? CleanPath(place).text) == place,
      let bytes = workspace.folder.read(place, limit: Self.fileLimit)
    else { return fail("there is no report at \(displayName(path))") }
    if let report: ToolReport = try? AnswerReading.value(bytes, from: path) {
      own = report
      own?.details = workspace.portable(report.details)
      own?.notRun = report.notRun.map(workspace.portable)
      own?.issues = report.issues.map {
        ToolIssue(message: workspace.portable($0.message), severity: $0.severity)
      }
      return
    }
    let file = SourceFile(path: path, bytes: bytes)
    for document in Ingest.read(file, as: .results) {
      for item in document.items { take(item.detail, (item.title ?? item.id).text) }
      for fault in document.diagnostics where fault.severity == .error {
        fail("\(fault.range): \(fault.summary)")
      }
      let isLog = bytes.first { $0 > 0x20 } == 0x7B
      // A log of findings may be empty; tests and lines have to be there before they can be right.
      if document.items.isEmpty, !isLog { fail("\(displayName(path)) holds no result") }
    }
  }

  private mutating func fail(_ what: String) {
    isFailed = true
    add(what, .high)
  }

  private mutating func add(_ what: String, _ severity: Workflows.Severity) {
    if issues.count < Self.issueLimit {
      let message = String(workspace.portable(what).prefix(400))
      issues.append(ToolIssue(message: message, severity: severity))
    }
  }

  private mutating func take(_ detail: NodeDetail, _ title: String) {
    switch detail {
    case .test(let facts):
      readsTests = true
      switch facts.outcome {
      case .passed: tests.passed += 1
      case .skipped: tests.skipped += 1
      case .failed, .errored:
        tests.failed += 1
        fail("\(facts.className.isEmpty ? "" : facts.className + "::")\(facts.name) failed")
      }
    case .coverage(let facts): lines = (lines.hit + facts.hit, lines.total + facts.total)
    case .finding(let facts): take(facts, title)
    default: break
    }
  }

  private mutating func take(_ facts: FindingFacts, _ title: String) {
    let place = facts.path.map { $0 + (facts.line.map { ":\($0)" } ?? "") + ": " } ?? ""
    let what = "\(place)\(title) (\(facts.rule))"
    switch facts.level {
    case "error":
      isFailed = true
      add(what, isAboutSafety ? .critical : .high)
    case "warning": add(what, .medium)
    case "note": add(what, .low)
    default: break
    }
  }

  /// The report of a run that ended so.
  func report(_ result: ProcessResult, _ command: ToolCommand) -> ToolReport {
    var report = own ?? ToolReport(passed: true)
    report.issues += issues
    if result.isTimedOut {
      report.issues.append(
        ToolIssue(message: "took longer than \(command.seconds) s, and was ended", severity: .high))
    }
    if readsTests, tests.passed == 0, tests.failed == 0 {
      report.issues.append(ToolIssue(message: "no test was run", severity: .high))
      report.passed = false
    }
    if lines.total > 0 { report.score = 100 * Double(lines.hit) / Double(lines.total) }
    report.passed = report.passed && result.isSuccess && !isFailed
    report.details = details(result, report.details)
    return report
  }

  private func details(_ result: ProcessResult, _ own: String) -> String {
    var parts = own.isEmpty ? [] : [own]
    if readsTests {
      parts.append("\(tests.passed) passed, \(tests.failed) failed, \(tests.skipped) skipped")
    }
    if lines.total > 0 { parts.append("\(lines.hit) of \(lines.total) lines") }
    if !result.isSuccess { parts.append(result.ending.words) }
    if result.isTruncated { parts.append("output cut off") }
    let said = workspace.lastWords(result.errors.isEmpty ? result.output : result.errors)
    if !result.isSuccess, !said.isEmpty { parts.append(said) }
    return parts.joined(separator: "; ")
  }
}
