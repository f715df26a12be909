import Generation
import SourceText
import Testing
import TraceModel

@Suite struct `Archetypes of constraints` {
  struct Case: Sendable, CustomTestStringConvertible {
    let statement: String
    var measurement: String?
    var type = "invariant"
    var more = ""
    let archetype: Archetype?
    var testDescription: String { statement }
  }

  static let cases: [Case] = [
    Case(statement: "An order is booked at most once", archetype: .idempotency),
    Case(
      statement: "Importing a file again has no further effect",
      measurement: "duplicate_rows == 0", more: "implementation_hint: Make the import idempotent",
      archetype: .idempotency),
    Case(
      statement: "No upload may last later than 48 hours after the first part", type: "boundary",
      archetype: .timeWindow),
    Case(
      statement: "Tokens expire within 15 minutes", type: "boundary", archetype: .timeWindow),
    Case(statement: "The upload window is bounded", type: "boundary", archetype: nil),
    Case(
      statement: "A parcel is tried at most three times", type: "boundary", archetype: .retryBound),
    Case(
      statement: "An address gets no more than two letters per week", type: "boundary",
      archetype: .rateLimit),
    Case(
      statement: "Clients are throttled to 100 requests per minute", type: "boundary",
      archetype: .rateLimit),
    Case(
      statement: "The p95 of searches stays below 80 ms", type: "goal", archetype: .latencyGoal),
    Case(
      statement: "Searches are quick", measurement: "latency", type: "goal", archetype: nil),
    Case(
      statement: "At least 97 % of the parcels arrive", measurement: "arrived / sent >= 0.97",
      type: "goal", archetype: .ratioGoal),
    Case(statement: "A booking changes atomically, all or nothing", archetype: .atomicTransition),
    Case(statement: "The guest is notified of every change", archetype: .notification),
    Case(statement: "Errors are classified before they are shown", archetype: .classification),
    Case(
      statement: "A parcel that nobody accepts is escalated to the depot", archetype: .escalation),
    Case(
      statement: "A guest can cancel until the doors open", type: "goal", archetype: .cancellation),
    Case(statement: "Passwords are never logged", archetype: .secretHygiene),
    Case(statement: "Only authorised staff open the vault", archetype: .authorisation),
    Case(
      statement: "The shop degrades when the catalogue is down", type: "boundary",
      archetype: .degradation),
    Case(statement: "Every change leaves an audit trail", type: "goal", archetype: .observability),
    Case(
      statement: "Jobs run on the workflow engine that is already in operation",
      type: "boundary", archetype: .platform),
    Case(statement: "The foyer smells of fresh bread", type: "goal", archetype: nil),
    Case(
      statement: "The foyer smells of fresh bread", more: "archetype: observability",
      archetype: .observability),
  ]

  @Test(arguments: cases)
  func `a statement is recognised by its words`(_ example: Case) throws {
    let request = try Sample.request(
      Sample.manifold(
        statement: example.statement, measurement: example.measurement, type: example.type,
        more: example.more))
    let found = try #require(request.manifold.constraints.first)
    #expect(
      found.archetype == example.archetype,
      "best guess: \(String(describing: found.bestGuess?.archetype)), \(found.bestGuess?.confidence ?? 0)"
    )
    #expect((found.reason == nil) == (example.archetype != nil))
  }

  @Test func `an archetype that the manifold names is certain`() throws {
    let request = try Sample.request(
      Sample.manifold(statement: "Bread", more: "archetype: [time-window, notification]"))
    let found = try #require(request.manifold.constraints.first)
    #expect(found.classifications.map(\.archetype) == [.timeWindow, .notification])
    #expect(found.classifications.map(\.confidence) == [1, 1])
    #expect(found.classifications[0].lacksFigure)
  }

  @Test func `an unknown archetype is an error with the nearest name`() throws {
    let graph = Sample.graph(
      Sample.manifold(statement: "Bread", more: "archetype: time-windows"))
    let index = try #require(graph.nodes(of: .manifold).first)
    let outcome = GenerationRequest.check(index, in: graph, option: nil)
    #expect(outcome.request == nil)
    #expect(outcome.diagnostics.map(\.rule.id) == ["unknown-archetype"])
    #expect(outcome.diagnostics.first?.fix == "write \"time-window\"")
    #expect(outcome.diagnostics.first?.range.line == 7)
  }

  struct Reason: Sendable, CustomTestStringConvertible {
    let statement: String
    var type = "goal"
    let reason: MissingReason
    var testDescription: String { statement }
  }

  static let reasons: [Reason] = [
    Reason(statement: "The importer bears 5000 concurrent sessions", reason: .performanceTest),
    Reason(statement: "Uploads are encrypted and no injection works", reason: .securityTest),
    Reason(statement: "Every function is documented", reason: .manual),
    Reason(statement: "Customer satisfaction rises", reason: .productionMeasurement),
    Reason(statement: "The foyer smells of fresh bread", reason: .agent),
  ]

  @Test(arguments: reasons)
  func `what is not recognised says what it would need`(_ example: Reason) throws {
    let request = try Sample.request(
      Sample.manifold(statement: example.statement, type: example.type))
    #expect(request.manifold.constraints.first?.reason == example.reason)
  }

  struct Mode: Sendable, CustomTestStringConvertible {
    let scenario: String
    let archetype: FailureArchetype?
    var testDescription: String { scenario }
  }

  static let modes: [Mode] = [
    Mode(scenario: "The bank books, and its answer is lost", archetype: .responseLost),
    Mode(scenario: "The answer is ambiguous", archetype: .ambiguousAnswer),
    Mode(scenario: "A guest cancels while the booking is under way", archetype: .cancelInFlight),
    Mode(scenario: "The mail service is down", archetype: .notifierDown),
    Mode(scenario: "Two clerks update a seat simultaneously", archetype: .duplicateRequest),
    Mode(scenario: "The warehouse is unreachable", archetype: .providerDown),
    Mode(scenario: "The process crashes in the middle", archetype: .crashInFlight),
    Mode(scenario: "A burst of orders overloads the queue", archetype: .overload),
    Mode(scenario: "The price list is stale", archetype: .staleState),
    Mode(scenario: "The curtain falls too early", archetype: nil),
  ]

  @Test(arguments: modes)
  func `a failure mode is recognised by its words`(_ example: Mode) throws {
    let text =
      Sample.manifold(statement: "An order is booked at most once")
      + "failure_modes:\n  - {id: X1, scenario: \"\(example.scenario)\"}\n"
    let request = try Sample.request(text)
    #expect(request.manifold.failureModes.first?.classification.archetype == example.archetype)
  }
}

extension `Archetypes of constraints` {
  @Test func `a failure mode may name its kind as well`() throws {
    let text =
      Sample.manifold(statement: "An order is booked at most once")
      + "failure_modes:\n  - {id: X1, scenario: The curtain falls, archetype: provider-down}\n"
    let mode = try #require(try Sample.request(text).manifold.failureModes.first)
    #expect(mode.classification.archetype == .providerDown)
    #expect(mode.classification.confidence == 1)
  }
}

@Suite struct `Figures of constraints` {
  struct Case: Sendable, CustomTestStringConvertible {
    let statement: String
    var measurement: String?
    var more = ""
    let archetype: Archetype
    var limit: Double?
    var window: Double?
    var quantile: Double?
    var comparison: Comparison?
    var testDescription: String { statement }
  }

  static let cases: [Case] = [
    Case(
      statement: "No attempt is made later than 48 hours after the first", archetype: .timeWindow,
      limit: 172_800, comparison: .atMost),
    Case(
      statement: "Kept within twenty-four hours", archetype: .timeWindow, limit: 86_400,
      comparison: .atMost),
    Case(
      statement: "Over in due time", measurement: "age <= 1,000 s", archetype: .timeWindow,
      limit: 1000, comparison: .atMost),
    Case(
      statement: "Over in due time", more: "threshold: {operator: \"<\", ceiling: 90, unit: min}",
      archetype: .timeWindow, limit: 5400, comparison: .less),
    Case(
      statement: "At most two messages in any 12 hours", archetype: .rateLimit, limit: 2,
      window: 43_200, comparison: .atMost),
    Case(
      statement: "No more than 5 calls a second", archetype: .rateLimit, limit: 5, window: 1,
      comparison: .atMost),
    Case(
      statement: "Once per day at most", measurement: "max(mails per day) <= 1",
      archetype: .rateLimit, limit: 1, window: 86_400),
    Case(
      statement: "Tried at most three times", archetype: .retryBound, limit: 3,
      comparison: .atMost),
    Case(
      statement: "Bounded", measurement: "max(attempts per order) <= 7", archetype: .retryBound,
      limit: 7, comparison: .atMost),
    Case(
      statement: "Decided in less than 250 ms for 99 of 100 cases", archetype: .latencyGoal,
      limit: 0.25, quantile: 0.99, comparison: .less),
    Case(
      statement: "The p95 stays ≤ 2 s", archetype: .latencyGoal, limit: 2, quantile: 0.95,
      comparison: .atMost),
    Case(
      statement: "Quick", more: "threshold: {p999: 0.4, unit: s}", archetype: .latencyGoal,
      limit: 0.4, quantile: 0.999, comparison: .less),
    Case(
      statement: "At least 97.5 % arrive", archetype: .ratioGoal, limit: 0.975,
      comparison: .atLeast),
    Case(
      statement: "At least 80 % need no hand", measurement: "by_hand / all < 0.20",
      archetype: .ratioGoal, limit: 0.2, comparison: .less),
    Case(statement: "A second charge costs a day", archetype: .rateLimit),
  ]

  @Test(arguments: cases)
  func `a figure is read with its unit and comparison`(_ example: Case) throws {
    var more = "archetype: \(example.archetype.rawValue)"
    if !example.more.isEmpty { more += "\n      \(example.more)" }
    let request = try Sample.request(
      Sample.manifold(statement: example.statement, measurement: example.measurement, more: more))
    let figures = try #require(request.manifold.constraints.first?.classifications.first?.figures)
    #expect(figures.limit.map { ($0.value * 1e6).rounded() / 1e6 } == example.limit)
    #expect(figures.window?.value == example.window)
    #expect(figures.quantile.map { ($0.value * 1e6).rounded() / 1e6 } == example.quantile)
    if let comparison = example.comparison { #expect(figures.limit?.comparison == comparison) }
  }
}
