import History
import SourceText
import Templates
import TraceModel

extension RunPage {
  /// One page of events, at most 200.
  func renderEvents(_ number: Int, into buffer: inout ByteBuffer) throws {
    let events = run?.history.events ?? []
    let range = pages.events.range(ofPage: number).clamped(to: 0..<events.count)
    var page = self
    page.eventPage = number
    let own: TemplateRecord = [
      "events": .list(run.map { run in range.map { page.eventRow($0, run.history) } } ?? []),
      "pager": pages.events.pager(page: number, context), "run": context.runRow(node),
    ]
    try context.render("run-events.html", head("Events"), own, into: &buffer)
  }

  private func eventRow(_ position: Int, _ history: RunHistory) -> TemplateValue {
    let event = history.events[position]
    let named = event.namedEvents.compactMap { history.position(of: $0) }
    let text = event.attributes.map { cutEscaped($0.shown(limit: 1_400), to: 1_500) } ?? ""
    let type = event.type?.name ?? cutEscaped(event.typeName, to: 160)
    return [
      "id": .int(event.id), "anchor": .string(anchor("e", position, history)),
      "type": .string(type),
      "isFailure": .bool(isFailure(event.type)), "isKnown": .bool(event.type != nil),
      "offset": .string(offset(event.time)), "time": .string(event.time?.text ?? ""),
      "datetime": .string(event.time?.millisecondText ?? ""),
      "text": .string(text == "{}" ? "" : text),
      "named": .list(named.map { eventLink($0, history) }),
    ]
  }

  private func isFailure(_ type: EventType?) -> Bool {
    switch type {
    case .workflowExecutionFailed, .workflowExecutionTimedOut, .workflowExecutionTerminated,
      .workflowTaskFailed, .workflowTaskTimedOut, .activityTaskFailed, .activityTaskTimedOut,
      .startChildWorkflowExecutionFailed, .childWorkflowExecutionFailed,
      .childWorkflowExecutionTimedOut, .childWorkflowExecutionTerminated,
      .signalExternalWorkflowExecutionFailed, .requestCancelExternalWorkflowExecutionFailed,
      .workflowExecutionUpdateRejected, .nexusOperationFailed, .nexusOperationTimedOut,
      .nexusOperationCancelRequestFailed:
      true
    default: false
    }
  }
}
