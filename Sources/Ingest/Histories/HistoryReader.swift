import History
import SourceText
import TraceModel

/// Reads recorded runs of workflows: one `.run` a history, in the scope of its folder.
///
/// Only what lists and links need is kept; the events are read again when their pages are made.
enum HistoryReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] { read(HistoryFile.read(file), of: file) }

  static func read(_ history: HistoryFile, of file: SourceFile) -> [TraceDocument] {
    let place = HistoryPlace(file.path)
    var document = TraceDocument(path: file.path, scope: Scope(root: place.folder, name: ""))
    document.diagnostics = history.diagnostics
    document.isDegraded = history.isDegraded
    var known: LineMap?
    let range = { (span: Span) -> SourceRange in
      // Lines are counted for findings only.
      let lines = known ?? LineMap(file)
      known = lines
      return history.isBinary ? .file(file.path) : lines.range(span)
    }
    for (number, run) in history.runs.enumerated() {
      document.diagnostics += run.faults(range)
      document.items.append(item(run, number, history.runs.count, place))
    }
    if history.runs.isEmpty { document.items = [unreadable(place)] }
    return [document]
  }

  /// `{"events": [{"eventId"` with `eventType` near it, in any of the containers.
  static func recognises(_ path: String, start: [UInt8]) -> Bool {
    guard path.hasSuffix(".json"), let first = start.first(where: { $0 > 0x20 }),
      first == 0x7B || first == 0x5B
    else { return false }
    let holds = { (text: StaticString) in start.holds(text, inFirst: 4_096) }
    return holds("\"eventId\"") && (holds("\"eventType\"") || holds("\"eventTime\""))
  }

  private static func item(
    _ run: RunHistory, _ number: Int, _ count: Int, _ place: HistoryPlace
  ) -> DeclaredItem {
    let summary = run.summary()
    let range = SourceRange.file(place.path)
    let id = count > 1 ? "\(place.name)-\(number + 1)" : place.name
    let title = summary.workflowType.isEmpty ? id : summary.workflowType
    var item = DeclaredItem(
      kind: .run, id: Prose(id, at: range), hasGivenID: true, title: Prose(title, at: range),
      detail: .run(facts(run, summary, number)), range: range)
    if !summary.runID.isEmpty { item.aliases.append("run \(summary.runID)") }
    if !summary.workflowID.isEmpty { item.aliases.append("workflow \(summary.workflowID)") }
    item.links = links(summary, of: id, range)
    return item
  }

  private static func unreadable(_ place: HistoryPlace) -> DeclaredItem {
    let range = SourceRange.file(place.path)
    var facts = RunFacts(workflowType: "", status: "unreadable", events: 0)
    facts.isIncomplete = true
    return DeclaredItem(
      kind: .run, id: Prose(place.name, at: range), hasGivenID: true,
      title: Prose(place.name, at: range), detail: .run(facts), range: range)
  }

  private static func facts(
    _ run: RunHistory, _ summary: RunSummary, _ number: Int
  ) -> RunFacts {
    var facts = RunFacts(
      workflowType: summary.workflowType, workflowID: summary.workflowID, runID: summary.runID,
      status: summary.status, started: summary.started?.text, closed: summary.closed?.text,
      events: run.events.count, place: number)
    if let started = summary.started, let closed = summary.closed {
      facts.length = closed.nanoseconds &- started.nanoseconds
    }
    let groups = run.groups()
    facts.groups = groups.count
    facts.failures = groups.reduce(0) { $0 + ($1.status.isFailure ? 1 : 0) }
    facts.pending = groups.reduce(0) { $0 + ($1.status == .pending ? 1 : 0) }
    facts.parentWorkflowID = summary.parent?.workflowID ?? ""
    facts.parentRunID = summary.parent?.runID ?? ""
    facts.continuedRunID = summary.continuedRunID
    facts.nextRunID = summary.nextRunID
    facts.isIncomplete = run.isIncomplete || run.goesOn
    return facts
  }

  /// A parent or a former run that was not exported is no fault; and no run goes on from itself.
  private static func links(
    _ summary: RunSummary, of id: String, _ range: SourceRange
  ) -> [DeclaredLink] {
    var links: [DeclaredLink] = []
    if let parent = summary.parent {
      let target = parent.runID.isEmpty ? "workflow \(parent.workflowID)" : "run \(parent.runID)"
      links.append(DeclaredLink(.startedBy, to: target, at: range))
    }
    if !summary.continuedRunID.isEmpty, summary.continuedRunID != summary.runID {
      links.append(DeclaredLink(.continues, to: "run \(summary.continuedRunID)", at: range))
    }
    if !summary.workflowType.isEmpty, summary.workflowType != id {
      links.append(DeclaredLink(.producedBy, to: summary.workflowType, at: range))
    }
    return links.map {
      var link = $0
      link.isOptional = true
      return link
    }
  }
}

/// Where a history lies, and what it is called.
struct HistoryPlace {
  let path: String
  let folder: String
  let name: String

  init(_ path: String) {
    self.path = path
    let parts = path.split(separator: "/")
    // Addresses with a part that begins with a point are shown by few servers, ours not among them.
    folder = parts.dropLast().map { $0.drop { $0 == "." } }.joined(separator: "/")
    let file = String(parts.last ?? "history")
    name = file.hasSuffix(".json") ? String(file.dropLast(5)) : file
  }
}
