import History
import SourceText
import Templates
import TraceModel

/// One page of one run while it is rendered.
struct RunPage {
  let context: PageContext
  let node: NodeIndex
  let facts: RunFacts
  let pages: RunRoutes
  let index: RunIndex
  let forge: ForgeIndex
  /// `nil` when the file could not be read again.
  let run: LoadedRun?
  /// The number of this page of events, from 0; `nil` for other pages.
  var eventPage: Int?
  /// The address of the first page of events, without its ending.
  let eventsURL: String
  /// When the first event was recorded.
  private let firstTime: Moment?

  init(
    _ node: NodeIndex, _ facts: RunFacts, _ pages: RunRoutes, context: PageContext,
    index: RunIndex, forge: ForgeIndex, run: LoadedRun?
  ) {
    self.context = context
    self.node = node
    self.facts = facts
    self.pages = pages
    self.index = index
    self.forge = forge
    self.run = run
    firstTime = run?.history.events.first?.time
    eventsURL =
      String(
        context.route.relativeURL(to: Route(pages.events.path)).utf8.dropLast(".html".utf8.count))
      ?? ""
  }

  /// The run's own page.
  func renderRun(into buffer: inout ByteBuffer) throws {
    let history = run?.history
    let start = history?.start
    let close = history?.close
    let groups = run?.groups ?? []
    let shown = Array(groups.indices.prefix(RunPages.firstSteps))
    let own: TemplateRecord = [
      "run": context.runRow(node), "facts": .list(properties()),
      "summary": .string(summary()),
      "input": context.payloads(start?["input"]?.payloads() ?? [], limit: 12_000),
      "result": context.payloads(
        (close?["result"] ?? close?["details"])?.payloads() ?? [], limit: 12_000),
      "failure": context.failure(failure),
      "timeline": timeline(), "steps": .list(shown.map { row(groups[$0]) }),
      "stepsMore": pages.steps.map {
        context.anchor("All \(groups.count) steps", context.url($0.path))
      } ?? .null,
      "failedOnly": pages.failed.map {
        context.anchor(
          facts.failures == 1
            ? "Only the step that failed" : "Only the \(facts.failures) that failed",
          context.url($0.path))
      } ?? .null,
      "events": history == nil
        ? .null
        : context.anchor(
          facts.events == 1 ? "The event" : "All \(facts.events) events",
          context.url(pages.events.path)),
      "made": .list(forge.records(of: node).prefix(50).map { context.forgeRow($0, forge) }),
      "remarked": .list(
        forge.records(.references, of: node).prefix(50).map { context.forgeRow($0, forge) }),
      "incoming": context.incoming(to: node, without: .forge),
      "outgoing": context.outgoing(from: node),
    ]
    try context.render("run.html", head(""), own, into: &buffer)
  }

  /// Why the run ended; `nil` when it did not fail.
  var failure: RunFailure? { RunFailure(run?.history.close?["failure"]) }

  /// One page of steps.
  func renderSteps(_ number: Int, failed: Bool, into buffer: inout ByteBuffer) throws {
    guard let list = failed ? pages.failed : pages.steps else { return }
    let all = run?.groups ?? []
    let groups = failed ? all.filter { $0.status.isFailure } : all
    let range = list.range(ofPage: number).clamped(to: 0..<groups.count)
    let own: TemplateRecord = [
      "steps": .list(groups[range].map { row($0) }),
      "failures": .list(failed ? groups[range].compactMap { causes($0) } : []),
      "pager": list.pager(page: number, context), "run": context.runRow(node),
    ]
    let title = failed ? "Steps that failed" : "Steps"
    try context.render("run-steps.html", head(title), own, into: &buffer)
  }

  /// A failed step with everything that it says of its causes.
  private func causes(_ group: EventGroup) -> TemplateValue? {
    guard let history = run?.history, let failure = group.failure(in: history) else { return nil }
    let name = group.name(in: history)
    return [
      "anchor": .string(anchor("f", group.head, history)),
      "title": .string(cutEscaped("\(group.kind.rawValue) \(name.text) \(name.id)", to: 300)),
      "failure": context.failure(failure, isShort: true),
    ]
  }

  func head(_ part: String) -> PageHead {
    let name = context.site.title(of: node)
    var head = PageHead(title: part.isEmpty ? name : "\(part) of \(name)", kind: "run")
    head.description = plainExcerpt("\(part.isEmpty ? "A run" : part) of \(name). \(summary())")
    head.source = context.graph[node].range
    head.section = "runs"
    head.breadcrumbs = [context.anchor("Runs", context.url("runs/index.html"))]
    if !part.isEmpty { head.breadcrumbs.append(context.anchor(name, context.url(node))) }
    let problems = context.site.problems[context.graph[node].range.path] ?? []
    head.problems = part.isEmpty ? context.problems(problems.prefix(20)) : []
    return head
  }

  func summary() -> String {
    let length = facts.length.map { " after \(TimeSpan(nanoseconds: $0).text)" } ?? ""
    let failed = facts.failures > 0 ? ", \(facts.failures) failed" : ""
    let pending = facts.pending > 0 ? ", \(facts.pending) pending" : ""
    let cut = facts.isIncomplete ? " The history is not whole." : ""
    let steps = facts.groups == 1 ? "1 step" : "\(facts.groups) steps"
    return "\(facts.status.capitalisedFirst)\(length): \(facts.events) events, "
      + "\(steps)\(failed)\(pending).\(cut)"
  }

  /// `+3.2 s`: since the first event.
  func offset(_ moment: Moment?) -> String {
    guard let moment, let firstTime else { return "" }
    let span = TimeSpan(nanoseconds: moment.nanoseconds &- firstTime.nanoseconds)
    return span.nanoseconds < 0 ? span.text : "+" + span.text
  }
}
