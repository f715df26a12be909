import History
import SourceText
import Templates
import TraceModel

extension PageContext {
  /// A run as a row of a list.
  func runRow(_ node: NodeIndex) -> TemplateValue {
    guard let facts = graph[node].runFacts else { return .null }
    return [
      "url": url(node), "title": .string(graph[node].title), "status": runStatus(facts.status),
      "workflowID": .string(facts.workflowID),
      "started": .string(
        facts.started.flatMap { Moment(rfc3339: Array($0.utf8)[...]) }?.millisecondText ?? ""),
      "length": .string(facts.length.map { TimeSpan(nanoseconds: $0).text } ?? ""),
      "events": .int(facts.events), "failures": .int(facts.failures),
      "pending": .int(facts.pending), "path": .string(graph[node].range.path),
      "isIncomplete": .bool(facts.isIncomplete),
    ]
  }

  /// The status of a run, in the colours of verdicts.
  func runStatus(_ word: String) -> TemplateValue {
    switch word {
    case "completed": Site.status("ok", "Completed")
    case "failed", "timed out", "terminated", "unreadable":
      Site.status("failing", word.capitalisedFirst)
    case "running": Site.status("partial", "Running")
    default: Site.status("declared", word.capitalisedFirst)
    }
  }

  func groupStatus(_ status: EventGroup.Status) -> TemplateValue {
    let key =
      switch status {
      case .pending: "partial"
      case .completed, .fired, .sent: "ok"
      case .received, .recorded, .canceled: "declared"
      case .failed, .timedOut, .terminated, .rejected: "failing"
      }
    return Site.status(key, status.rawValue.capitalisedFirst)
  }

  /// Payloads, each cut so that a page of rows stays within its budget.
  func payloads(_ payloads: [PayloadText], limit: Int, count: Int = 20) -> TemplateValue {
    var shown = payloads.prefix(count).map { payload -> TemplateValue in
      [
        "text": .string(cutEscaped(payload.text, to: limit)),
        "encoding": .string(cutEscaped(payload.encoding, to: 80)),
        "isDecoded": .bool(payload.isDecoded),
      ]
    }
    if payloads.count > count {
      shown.append([
        "text": .string("\(payloads.count - count) more"), "encoding": "", "isDecoded": false,
      ])
    }
    return .list(shown)
  }

  /// A failure with its causes; null for none. In a list of failures each is told in short.
  func failure(_ failure: RunFailure?, isShort: Bool = false) -> TemplateValue {
    guard let failure else { return .null }
    let chain = ([failure] + failure.causes).prefix(isShort ? 4 : 17)
    let causes = chain.map { cause -> TemplateValue in
      [
        "message": .string(cutEscaped(cause.message, to: isShort ? 600 : 4_000)),
        "kind": .string(cause.kind), "type": .string(cutEscaped(cause.type, to: 200)),
        "source": .string(cutEscaped(cause.source, to: 100)),
        "stack": .string(cutEscaped(cause.stackTrace, to: isShort ? 1_000 : 12_000)),
      ]
    }
    return ["causes": .list(causes), "summary": .string(cutEscaped(failure.summary, to: 2_000))]
  }
}

/// As much of a text as takes at most so many bytes in HTML, where five characters take six.
func cutEscaped(_ text: String, to limit: Int) -> String {
  if text.utf8.count * 6 <= limit { return text }
  var used = 0
  var end = 0
  for byte in text.utf8 {
    if byte & 0xC0 != 0x80, used > limit - 12 {
      return String(decoding: text.utf8.prefix(end), as: UTF8.self) + "…"
    }
    switch byte {
    case 0x22, 0x26, 0x27, 0x3C, 0x3E: used += 6
    default: used += 1
    }
    end += 1
  }
  return text
}
