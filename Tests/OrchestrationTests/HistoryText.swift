import History
import SourceText
import Testing

@testable import Orchestration

/// Reads events that are written one behind another, as a history's file holds them.
func eventsOf(_ texts: String...) throws -> [HistoryEvent] { try eventsOf(texts) }

/// Reads events, all of which must be readable.
func eventsOf(_ texts: [String]) throws -> [HistoryEvent] {
  let text = #"{"events":[\#(texts.joined(separator: ",\n"))]}"#
  let file = HistoryFile.read(SourceFile(path: "history.json", text: text))
  let run = try #require(file.runs.first, "\(text)")
  try #require(!file.isDegraded && !run.isIncomplete, "\(file.diagnostics.map(\.summary)) \(text)")
  return run.events
}
