import Drawing
import History
import SourceText
import Templates
import TraceModel

extension RunPage {
  /// A step as a row: what it was given and what came of it, output and error alike.
  func row(_ group: EventGroup) -> TemplateValue {
    guard let history = run?.history else { return .null }
    let name = group.name(in: history)
    let failure = group.failure(in: history)
    let last = group.lastFailure(in: history)
    return [
      "anchor": .string(anchor("s", group.head, history)),
      "kind": .string(group.kind.rawValue), "name": .string(cutEscaped(name.text, to: 240)),
      "id": .string(cutEscaped(name.id, to: 160)),
      "summary": .string(cutEscaped(name.summary, to: 240)),
      "status": context.groupStatus(group.status), "isFailure": .bool(group.status.isFailure),
      "offset": .string(offset(group.started)), "time": .string(group.started?.text ?? ""),
      "datetime": .string(group.started?.millisecondText ?? ""),
      "length": .string(group.length?.text ?? ""), "attempts": .int(group.attempts),
      "input": context.payloads(group.input(in: history, limit: 400), limit: 420, count: 2),
      "output": context.payloads(group.output(in: history, limit: 400), limit: 420, count: 2),
      "error": .string(failure.map { cutEscaped($0.summary, to: 600) } ?? ""),
      "errorType": .string(failure.map { cutEscaped(($0.causes.last ?? $0).type, to: 120) } ?? ""),
      "earlier": .string(
        last.map { cutEscaped("attempt \(max(1, group.attempts - 1)): \($0.summary)", to: 400) }
          ?? ""),
      "other": other(group, history),
      "events": .list(group.members.prefix(8).map { eventLink(Int($0), history) }),
    ]
  }

  /// The run of a child or of the receiver of a signal, when its history is among the files.
  private func other(_ group: EventGroup, _ history: RunHistory) -> TemplateValue {
    guard let ids = group.otherRun(in: history) else { return .null }
    // A workflow's id alone may mean several runs; a child without a run id never began.
    guard !ids.runID.isEmpty || group.kind != .child,
      let node = index.run(ids.runID, workflowID: ids.workflowID)
    else { return .null }
    return [
      "url": context.url(node), "title": .string(context.site.title(of: node)),
      "status": context.runStatus(context.graph[node].runFacts?.status ?? ""),
    ]
  }

  /// A letter and the event's id; an id that stands twice gets a number behind it.
  func anchor(_ letter: String, _ position: Int, _ history: RunHistory) -> String {
    let id = history.events[position].id
    let isFirst = position == 0 || history.events[position - 1].id != id
    return isFirst ? "\(letter)\(id)" : "\(letter)\(id)-\(position)"
  }

  func eventLink(_ position: Int, _ history: RunHistory) -> TemplateValue {
    let id = history.events[position].id
    return ["id": .int(id), "url": .url(eventURL(position, id))]
  }

  // MARK: the drawing

  func timeline(prefix: String = "run") -> TemplateValue {
    guard let run, !run.groups.isEmpty, let scale = TimeScale(run.history, run.groups) else {
      return .null
    }
    let chosen = chosenLanes(run.groups)
    let timeline = Timeline(
      lanes: chosen.map { lane(run.groups[$0], run.history, scale) },
      omitted: run.groups.count - chosen.count,
      idle: scale.idle.map { .init(start: $0.start, end: $0.end, label: $0.length.text) },
      startLabel: scale.start.text, endLabel: scale.end.text,
      title: "Timeline of the run",
      description: "\(chosen.count) of \(run.groups.count) steps, \(facts.failures) failed, "
        + "\(facts.pending) pending, from left to right.")
    let idle = scale.idle.isEmpty ? "" : " Idle time is drawn short."
    return [
      "svg": .html(SafeHTML { timeline.write(into: &$0, prefix: prefix) }),
      "caption": .string(timeline.description + idle),
    ]
  }

  /// Failed and pending steps first when there are too many, then the earliest; in order.
  private func chosenLanes(_ groups: [EventGroup]) -> [Int] {
    guard groups.count > Timeline.laneLimit else { return Array(groups.indices) }
    let urgent = groups.indices.filter {
      groups[$0].status.isFailure || groups[$0].status == .pending
    }.prefix(Timeline.laneLimit / 2)
    let chosen = Set(urgent)
    let rest = groups.indices.lazy.filter { !chosen.contains($0) }
      .prefix(Timeline.laneLimit - chosen.count)
    return (Array(chosen) + Array(rest)).sorted()
  }

  private func lane(
    _ group: EventGroup, _ history: RunHistory, _ scale: TimeScale
  ) -> Timeline.Lane {
    let name = group.name(in: history)
    let start = group.started.map { scale.place(of: $0) } ?? 0
    let end =
      group.ended.map { scale.place(of: $0) } ?? (group.status == .pending ? 1 : start)
    let words = [group.status.rawValue, group.length?.text ?? ""].filter { !$0.isEmpty }
    let id = history.events[group.head].id
    return Timeline.Lane(
      label: cut(name.summary.isEmpty ? "\(group.kind.rawValue) \(name.text)" : name.summary),
      start: start, end: end, state: state(group),
      note: words.joined(separator: ", "), href: eventURL(group.head, id))
  }

  private func cut(_ text: String) -> String { shortened(text, to: 120) }

  private func state(_ group: EventGroup) -> Timeline.State {
    switch group.status {
    case .pending: .pending
    case .canceled: .cancelled
    case .received, .recorded, .sent: .point
    case .completed: .done
    case .fired: .waiting
    case .failed, .timedOut, .terminated, .rejected: .failed
    }
  }

  /// Where an event is shown. There are many: the address of the first page is the start of all.
  private func eventURL(_ position: Int, _ id: Int) -> String {
    let page = position / pages.events.size
    if page == eventPage { return "#e\(id)" }
    return page == 0 ? "\(eventsURL).html#e\(id)" : "\(eventsURL)-\(page + 1).html#e\(id)"
  }
}
