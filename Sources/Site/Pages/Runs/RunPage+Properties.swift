import History
import SourceText
import Templates
import TraceModel

/// What a run says of itself, and the runs beside it.
extension RunPage {
  func properties() -> [TemplateValue] {
    let start = run?.history.start
    let text = { (value: HistoryValue?) in value?.shownText(limit: 200) ?? "" }
    let number = { (key: String) in start?[key]?.int.map(String.init) ?? "" }
    let fields: [(String, String)] = [
      ("Workflow id", facts.workflowID), ("Run id", facts.runID),
      ("Started", facts.started ?? ""), ("Closed", facts.closed ?? ""),
      ("Took", facts.length.map { TimeSpan(nanoseconds: $0).text } ?? ""),
      ("Task queue", text(start?["taskQueue"]?["name"] ?? start?["taskList"]?["name"])),
      ("Attempt", number("attempt")), ("Schedule", text(start?["cronSchedule"])),
      ("Started by", text(start?["identity"])), ("Written with", sdk()),
    ]
    return fields.filter { !$0.1.isEmpty }.map {
      ["name": .string($0.0), "text": .string($0.1), "url": .null, "ids": ""]
    }
      + [
        relation("Parent", facts.parentRunID, facts.parentWorkflowID),
        relation("Goes on from", facts.continuedRunID, ""),
        relation("Goes on as", facts.nextRunID, ""),
      ].compactMap { $0 }
  }

  /// Another run, as a link when its history is among the files.
  private func relation(_ name: String, _ runID: String, _ workflowID: String) -> TemplateValue? {
    guard !runID.isEmpty || !workflowID.isEmpty else { return nil }
    let other = index.run(runID, workflowID: workflowID)
    let ids = [workflowID, runID].filter { !$0.isEmpty }.joined(separator: " / ")
    return [
      "name": .string(name),
      "text": .string(other.map { context.site.title(of: $0) } ?? ids),
      "url": other.map { context.url($0) } ?? .null, "ids": .string(other == nil ? "" : ids),
    ]
  }

  /// The kit of the first workflow task that names one.
  private func sdk() -> String {
    for event in run?.history.events.prefix(64) ?? [] {
      guard let data = event["sdkMetadata"], let name = data["sdkName"]?.shownText(limit: 60),
        !name.isEmpty
      else { continue }
      return "\(name) \(data["sdkVersion"]?.shownText(limit: 40) ?? "")"
    }
    return ""
  }
}
