import History
import Testing

@testable import Orchestration

/// Replay gives what was lived, whatever the code does and in whatever order the world answers.
@Suite struct `Law of replay` {
  @Test(arguments: 0..<8) func `a history from zero gives the same commands`(part: UInt64) throws {
    for seed in part * 250..<(part + 1) * 250 {
      let host = try Chance.play(seed: seed, size: 1 + Int(seed % 13))
      var random = SeededRandom(seed: seed)
      let events = try host.events()
      let turn = try #require(host.turns.randomElement(using: &random))
      let part = try WorkflowRun(host.definition, Rehearsal.info, input: host.input)
      let again = try part.process(events[..<turn.length])
      try #require(again?.commands == turn.commands, "seed \(seed), event \(turn.length)")
      let last = try #require(host.turns.last)
      let whole = try WorkflowRun(host.definition, Rehearsal.info, input: host.input)
      let end = try whole.process(events[..<last.length])
      try #require(end?.commands == last.commands, "seed \(seed)")
      try #require(try whole.process(events[last.length...]) == nil, "seed \(seed)")
    }
  }

  @Test func `the law speaks of something`() throws {
    var names: Set<String> = []
    for seed in 0..<150 as Range<UInt64> {
      for turn in try Chance.play(seed: seed, size: 1 + Int(seed % 13)).turns {
        names.formUnion(turn.commands.map(\.eventType.name))
      }
    }
    #expect(
      names == [
        "ActivityTaskScheduled", "ActivityTaskCancelRequested", "TimerStarted", "TimerCanceled",
        "MarkerRecorded", "UpsertWorkflowSearchAttributes", "WorkflowExecutionCompleted",
        "WorkflowExecutionFailed", "WorkflowExecutionCanceled",
      ])
  }

  enum Edit: CaseIterable { case kind, activityType, swap, removal, outcome }

  @Test(arguments: Edit.allCases)
  func `a history that was edited is refused by its event`(_ edit: Edit) throws {
    var count = 0
    for seed in 0..<100 as Range<UInt64> {
      let host = try Chance.play(seed: seed, size: 2 + Int(seed % 8))
      var random = SeededRandom(seed: seed)
      guard let (texts, expected) = edited(host.history.events, edit, &random) else { continue }
      count += 1
      let run = try WorkflowRun(host.definition, Rehearsal.info, input: host.input)
      let event = faultEvent { _ = try run.process(try eventsOf(texts)) }
      try #require(event == expected, "seed \(seed)")
    }
    #expect(count > 30)
  }

  /// The edited texts, and the event that has to be named.
  private func edited(
    _ texts: [String], _ edit: Edit, _ random: inout SeededRandom
  ) -> ([String], Int)? {
    let events = (try? eventsOf(texts)) ?? []
    var texts = texts
    func place(_ fits: (HistoryEvent) -> Bool) -> Int? {
      events.indices.filter { fits(events[$0]) }.randomElement(using: &random)
    }
    switch edit {
    case .kind:
      guard let place = place({ $0.type?.isCommand == true && !$0.isAboutChanges }) else {
        return nil
      }
      texts[place] = retyped(texts[place], from: events[place], to: .workflowPropertiesModified)
      return (texts, place + 1)
    case .activityType:
      guard let place = place({ $0.type == .activityTaskScheduled }) else { return nil }
      texts[place] = texts[place].replacing(#"{"name":""#, with: #"{"name":"un"#)
      return (texts, place + 1)
    case .swap:
      let places = events.indices.dropLast().filter { place in
        [place, place + 1].allSatisfy {
          events[$0].type?.isCommand == true && !events[$0].isAboutChanges
        }
      }
      guard let place = places.randomElement(using: &random) else { return nil }
      let (one, other) = (texts[place], texts[place + 1])
      texts[place] = other.replacing(
        #""eventId":"\#(place + 2)""#, with: #""eventId":"\#(place + 1)""#)
      texts[place + 1] = one.replacing(
        #""eventId":"\#(place + 1)""#, with: #""eventId":"\#(place + 2)""#)
      return (texts, place + 1)
    case .removal:
      let place = Int.random(in: 0..<texts.count - 1, using: &random)
      texts.remove(at: place)
      return (texts, place + 2)
    case .outcome:
      guard let place = place({ $0.type == .timerFired }) else { return nil }
      texts[place] = retyped(texts[place], from: events[place], to: .activityTaskCompleted)
      return (texts, place + 1)
    }
  }

  private func retyped(_ text: String, from event: HistoryEvent, to type: EventType) -> String {
    guard let old = event.type else { return text }
    return text.replacing(old.protocolName, with: type.protocolName)
      .replacing(old.attributesKey, with: type.attributesKey)
  }
}

extension HistoryEvent {
  /// Marks of changes, and what lists them, may be missing.
  fileprivate var isAboutChanges: Bool {
    if case .patch = RecordedMarker(self) { return true }
    return type == .upsertWorkflowSearchAttributes
  }
}
