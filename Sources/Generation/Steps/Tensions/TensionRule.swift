/// In which way two demands pull against each other; the words of the format.
enum TensionType: String, Sendable, CaseIterable {
  /// Both take from the same: time, messages, tries.
  case resourceCompetition = "resource_competition"
  /// Both cannot hold.
  case logicalContradiction = "logical_contradiction"
  /// Which one gives way has to be said.
  case priorityConflict = "priority_conflict"
  /// Their times do not fit without more being said.
  case temporalConflict = "temporal_conflict"
  /// Where the one ends and the other begins has to be said.
  case scopeConflict = "scope_conflict"

  /// Ways out that are usual for the type; none of them is a recommendation.
  var patterns: [String] {
    switch self {
    case .resourceCompetition: ["compromise", "prioritize", "split"]
    case .logicalContradiction: ["transform", "eliminate", "prioritize"]
    case .priorityConflict: ["prioritize", "split"]
    case .temporalConflict: ["compromise", "split"]
    case .scopeConflict: ["split", "transform"]
    }
  }
}

/// Two archetypes of which one makes the other harder.
///
/// In texts `{a}` and `{b}` stand for the ids, `{A}` and `{B}` for the figures as stated.
struct TensionRule: Sendable {
  let first: Archetype
  let second: Archetype
  let type: TensionType
  /// Why they pull against each other.
  let reason: String
  /// What a person has to decide.
  let decision: String
  /// Only for demands about the same thing.
  var needsSubject = false
  /// The reason in figures, when both state them; it takes the place of `reason`.
  var computed: (@Sendable (StatedFigures, StatedFigures) -> String?)?

  /// The table: one row a pair, so it stays whole.
  static let all: [TensionRule] = [
    TensionRule(
      first: .latencyGoal, second: .idempotency, type: .resourceCompetition,
      reason: "{b} needs a look at what was done before, inside of the {A} that {a} leaves",
      decision: "whether that look counts towards the time of {a}, and what happens when it is slow"
    ),
    TensionRule(
      first: .latencyGoal, second: .classification, type: .resourceCompetition,
      reason: "sorting with care, as {b} asks, takes part of the {A} that {a} leaves",
      decision: "how long sorting may take, and what an unsorted case counts as meanwhile"),
    TensionRule(
      first: .latencyGoal, second: .authorisation, type: .resourceCompetition,
      reason: "{b} asks for a check before each answer, inside of the {A} that {a} leaves",
      decision: "whether a decision about rights may be kept, and for how long",
      needsSubject: true),
    TensionRule(
      first: .latencyGoal, second: .atomicTransition, type: .resourceCompetition,
      reason: "a step as a whole, as {b} asks, waits for its slowest part; {a} leaves {A}",
      decision: "which part of the step may happen after the answer"),
    TensionRule(
      first: .latencyGoal, second: .retryBound, type: .temporalConflict,
      reason: "every further try of {b} adds to the time that {a} bounds with {A}",
      decision: "whether {a} holds for one try or for all of them", needsSubject: true,
      computed: { latency, tries in
        guard let time = latency.limit?.value, let count = tries.limit?.value, count >= 2 else {
          return nil
        }
        return "{B} inside of {A} leave \(durationText(rounded(time / count))) to each"
      }),
    TensionRule(
      first: .latencyGoal, second: .observability, type: .resourceCompetition,
      reason: "{b} has every step recorded, and {a} leaves {A} for the step and its record",
      decision: "whether records may be written after the answer, and which may be lost",
      needsSubject: true),
    TensionRule(
      first: .timeWindow, second: .retryBound, type: .temporalConflict,
      reason: "the tries of {b} have to end inside of the {A} of {a}",
      decision: "how the waits between tries grow, so that the last one ends in time",
      computed: { window, tries in
        guard let time = window.limit?.value, let count = tries.limit?.value, count >= 2 else {
          return nil
        }
        let gap = durationText(rounded(time / (count - 1)))
        return "{B} end inside of {A} only if the waits between them are \(gap) on average or less"
      }),
    TensionRule(
      first: .timeWindow, second: .rateLimit, type: .temporalConflict,
      reason: "{b} lets few things happen in the {A} of {a}",
      decision: "which events inside of the window are told, and which are not",
      needsSubject: true,
      computed: { window, rate in
        guard let time = window.limit?.value, let count = rate.limit?.value,
          let period = rate.window?.value, period > 0, time >= period
        else { return nil }
        let most = decimalText((time / period).rounded(.down) * count)
        return
          "{b} allows at most \(most) in the {A} of {a}: whatever happens more often is not told"
      }),
    TensionRule(
      first: .notification, second: .rateLimit, type: .resourceCompetition,
      reason: "{a} asks for a message at each of its events, and {b} allows {B}",
      decision: "which messages are left out or put together when events come faster"),
    TensionRule(
      first: .ratioGoal, second: .retryBound, type: .resourceCompetition,
      reason: "a share such as that of {a} grows with every try, and {b} ends after {B}",
      decision: "what becomes of the cases that the last try leaves over", needsSubject: true),
    TensionRule(
      first: .ratioGoal, second: .escalation, type: .priorityConflict,
      reason: "every case that {b} hands to people counts against the share of {a}",
      decision: "whether cases that are handed over as planned count in the share",
      needsSubject: true),
    TensionRule(
      first: .degradation, second: .idempotency, type: .priorityConflict,
      reason:
        "going on without what is down, as {a} asks, means acting without the look at what was "
        + "done before that {b} needs",
      decision: "whether to act or to wait while it cannot be known what was done before"),
    TensionRule(
      first: .degradation, second: .atomicTransition, type: .priorityConflict,
      reason: "{a} goes on while something is down, and {b} lets no step end half done",
      decision: "whether being there or being consistent comes first, case by case"),
    TensionRule(
      first: .degradation, second: .authorisation, type: .priorityConflict,
      reason: "{a} goes on while something is down; if that is what {b} asks, nobody can be let in "
        + "with certainty",
      decision: "whether doors stay open or closed while rights cannot be checked"),
    TensionRule(
      first: .timeWindow, second: .degradation, type: .temporalConflict,
      reason: "the {A} of {a} run on while {b} has things wait",
      decision: "whether the time stops during an outage, and who is told when it runs out",
      needsSubject: true),
    TensionRule(
      first: .secretHygiene, second: .observability, type: .scopeConflict,
      reason: "what is recorded for {b} can hold what {a} keeps out of records",
      decision: "which fields are recorded, and who takes the others out"),
    TensionRule(
      first: .cancellation, second: .idempotency, type: .temporalConflict,
      reason:
        "what is called off under {a} may have taken effect already, and under {b} is not done "
        + "again",
      decision: "from which moment calling off is too late, and what is said then"),
    TensionRule(
      first: .cancellation, second: .atomicTransition, type: .temporalConflict,
      reason: "{a} may ask for an end in the middle of a step, and {b} knows no middle",
      decision: "whether a step that has begun is finished or undone", needsSubject: true),
    TensionRule(
      first: .platform, second: .latencyGoal, type: .resourceCompetition,
      reason: "what {a} builds on has its own times, and {b} leaves {B}",
      decision: "whether the time of {b} can be kept on it at all", needsSubject: true),
  ]
}

/// Three digits are enough for people; a whole number of seconds above ten.
private func rounded(_ seconds: Double) -> Double {
  seconds >= 10 ? seconds.rounded() : (seconds * 1000).rounded() / 1000
}
