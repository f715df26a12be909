import TraceModel

/// What speaks for an archetype: a phrase with the weight that it has in the statement.
struct Signal: Sendable {
  let phrase: Phrase
  let weight: Double

  init(_ phrase: String, _ weight: Double) {
    self.phrase = Phrase(phrase)
    self.weight = weight
  }
}

/// Figures without which an archetype cannot be generated.
enum FigureDemand: Sendable {
  case none, duration, count, countInPeriod, durationForShare, share
}

/// One row of the table of archetypes.
struct ArchetypeRow: Sendable {
  let archetype: Archetype
  let words: [Signal]
  /// Phrases that count in the measurement alone.
  var measurement: [Signal] = []
  /// Properties whose presence counts, with their weight.
  var properties: [String: Double] = [:]
  /// Members of `threshold` whose presence counts.
  var thresholds: [String: Double] = [:]
  var types: [ConstraintType: Double] = [:]
  var categories: [String: Double] = [:]
  /// Phrases that speak against it.
  var against: [Signal] = []
  var demand = FigureDemand.none
  /// May be read out of a constraint beside its main archetype, when figure and words are there.
  var isSecondary = false
}

/// Everything that is known of how people word what they demand: one table, so it stays whole.
enum ArchetypeTable {
  static let rows: [ArchetypeRow] = [
    ArchetypeRow(
      archetype: .idempotency,
      words: [
        Signal("idempoten*", 0.8), Signal("at most once", 0.6), Signal("however often", 0.3),
        Signal("double|doubled effect|order|booking|entry|charge|posting", 0.4),
        Signal("exactly once", 0.55),
        Signal("duplicate*|duplication", 0.5), Signal("only once", 0.4),
        Signal("same .. key", 0.3), Signal("never|nobody|no .. twice", 0.5),
        Signal("not .. twice", 0.45), Signal("double|doubles|doubled", 0.25),
        Signal("dedupl*", 0.6), Signal("repeat* .. same result|effect|outcome", 0.5),
      ],
      measurement: [
        Signal("duplicate*|double .. == #", 0.55), Signal("per .. == #", 0.2),
        Signal("distinct .. key .. == #", 0.5),
      ],
      types: [.invariant: 0.1]),
    ArchetypeRow(
      archetype: .atomicTransition,
      words: [
        Signal("atomic*", 0.75), Signal("all or nothing", 0.7), Signal("whole or not at all", 0.7),
        Signal("state machine*", 0.5), Signal("transition* .. legal|valid|allowed|illegal", 0.5),
        Signal("state* .. transition*", 0.4), Signal("transition*", 0.3),
        Signal("undefined|inconsistent|partial|invalid|corrupt* state*", 0.5),
        Signal("state to the next", 0.45), Signal("transactional*", 0.4),
        Signal("rolled|roll back", 0.3), Signal("undone|rollback|rollbacks", 0.3),
        Signal("half|partly|partially written|applied", 0.45),
        Signal("consisten* .. state*", 0.3),
      ],
      measurement: [Signal("undefined|invalid|inconsistent .. == #", 0.5)],
      types: [.invariant: 0.1]),
    ArchetypeRow(
      archetype: .retryBound,
      words: [
        Signal("# attempt*|tries|retries", 0.6),
        Signal("attempt*|tries|retries # times", 0.5),
        Signal("tried|retried|attempted .. # times", 0.6),
        Signal("max*|most .. attempt*|tries|retries", 0.5),
        Signal("retry|retries limit*|bound*|budget*", 0.5),
        Signal("give* up after", 0.4), Signal("attempt* .. used up|exhausted", 0.2),
      ],
      measurement: [
        Signal("max .. attempt*|tries|retries .. <=|< #", 0.6),
        Signal("attempt*|tries|retries .. <=|< #", 0.5),
      ],
      against: [
        Signal("no attempt", 0.3), Signal("concurrent*|parallel|login|logins", 0.6),
      ], demand: .count, isSecondary: true),
    ArchetypeRow(
      archetype: .rateLimit,
      words: [
        Signal("rate limit*", 0.7), Signal("throttl*", 0.65), Signal("quota*", 0.5),
        Signal("at most .. in any|a|each|one", 0.6),
        Signal("at most .. per|every|each", 0.6), Signal("more than .. in any|a|each|one", 0.6),
        Signal("more than .. per|every|each", 0.6),
        Signal("at most .. a|an day|hour|minute|second|week|month", 0.6),
        Signal("max* .. per|every|each", 0.45),
        Signal("# .. per day|hour|minute|second|week|month", 0.4),
        Signal("# .. a day|hour|minute|second|week|month", 0.35),
        Signal("once|twice a|per|every|in day|hour|minute|week", 0.5),
        Signal("frequency .. limit*", 0.4),
      ],
      measurement: [
        Signal("per .. <=|< #", 0.4), Signal("rate .. <=|< #", 0.4),
        Signal("max .. per .. <=|< #", 0.5),
      ],
      thresholds: ["window": 0.2], types: [.boundary: 0.1], demand: .countInPeriod,
      isSecondary: true),
    ArchetypeRow(
      archetype: .latencyGoal,
      words: [
        Signal("latency", 0.6), Signal("response time*", 0.6), Signal("p99|p95|p90|p50|p999", 0.55),
        Signal("percentile", 0.5), Signal("less|under|below|within .. # ms|millisecond*", 0.5),
        Signal("# ms|millisecond*", 0.35),
        Signal("respond*|answer*|decided|return*|complete* .. within|under|less|below .. #", 0.45),
        Signal("fast*|quick*|speed|instant*", 0.15),
        Signal("less|under|below .. second|seconds", 0.35),
        Signal("startup|start .. # second*|ms", 0.4),
      ],
      measurement: [
        Signal("histogram quantile", 0.65), Signal("duration|latency .. <|<=", 0.5),
        Signal("duration seconds", 0.25), Signal("p99|p95|p90|p50 .. <|<=", 0.5),
      ],
      thresholds: ["p99": 0.5, "p95": 0.5, "p90": 0.5, "p50": 0.4], types: [.goal: 0.1],
      demand: .durationForShare, isSecondary: true),
    ArchetypeRow(
      archetype: .timeWindow,
      words: [
        Signal("later than .. #", 0.6), Signal("within # hour*|day*|minute*|week*", 0.5),
        Signal("not|never exceed|exceeds .. # hour*|day*|minute*|week*", 0.55),
        Signal("at most # hour*|day*|minute*|week*", 0.45), Signal("window", 0.35),
        Signal("deadline*", 0.4), Signal("expire*|expiry|expiration", 0.45),
        Signal("before .. end*|ends|expires", 0.2),
        Signal("older than|than .. # hour*|day*|minute*", 0.4),
        Signal("# hour*|day*|minute*|week* after|of|from|since", 0.45),
        Signal("time out|timeout|timeouts", 0.25),
        Signal("retention|retained|kept .. # day*|month*|year*|hour*", 0.4),
      ],
      measurement: [
        Signal("time|at|completion .. <=|< #", 0.45), Signal("age|window|duration .. <=|< #", 0.4),
      ],
      types: [.boundary: 0.1], against: [Signal("# ms|millisecond*", 0.4), Signal("p99|p95", 0.4)],
      demand: .duration, isSecondary: true),
    ArchetypeRow(
      archetype: .escalation,
      words: [
        Signal("escalat*", 0.7), Signal("hand|handed|hands .. over|to", 0.35),
        Signal("take|takes|taken over", 0.4), Signal("manual queue", 0.5),
        Signal("manual|human review|intervention|queue", 0.3),
        Signal("used up", 0.35), Signal("given up", 0.35), Signal("exhausted", 0.35),
        Signal("named owner|person|team", 0.3), Signal("dead letter", 0.5),
        Signal("on call", 0.25),
      ],
      measurement: [Signal("escalat* .. == #|null", 0.5), Signal("without .. owner|escalat*", 0.4)]),
    ArchetypeRow(
      archetype: .cancellation,
      words: [
        Signal("cancel*", 0.65), Signal("call|called|calls .. off", 0.5),
        Signal("abort*", 0.5), Signal("opt out|opted", 0.35), Signal("withdraw*", 0.4),
        Signal("revoke* .. request|booking|order|reservation", 0.4), Signal("can stop", 0.4),
      ],
      against: [Signal("never cancel*", 0.3)]),
    ArchetypeRow(
      archetype: .notification,
      words: [
        Signal("notif*", 0.65), Signal("hears|informed|told", 0.55),
        Signal("is|are|gets|get .. message*", 0.3),
        Signal("remind*|reminder*", 0.55), Signal("sent|send|sends .. email|message|mail|sms", 0.5),
        Signal("learns|learn .. of|that|when", 0.4), Signal("alerted", 0.3),
        Signal("receives|receive .. confirmation|message|mail|notice", 0.5),
        Signal("confirmation .. sent|mail|message", 0.4),
      ],
      measurement: [
        Signal("notif* .. == #|false|true", 0.45), Signal("informed|told .. == #|false", 0.4),
      ],
      properties: ["channels": 0.5],
      against: [Signal("at most .. message|messages|notifications|notification", 0.35)]),
    ArchetypeRow(
      archetype: .classification,
      words: [
        Signal("classif*", 0.7), Signal("categori*", 0.45), Signal("triage*", 0.5),
        Signal("transient|passing .. permanent|final", 0.5),
        Signal("permanent|final .. transient|passing", 0.5),
        Signal("retriable|retryable", 0.4), Signal("distinguish*|told apart", 0.45),
        Signal("kind|kinds|class|classes of failure*|error*", 0.4),
      ],
      measurement: [
        Signal("after .. permanent|final .. == #", 0.3), Signal("classif*|unclassified", 0.4),
      ]),
    ArchetypeRow(
      archetype: .secretHygiene,
      words: [
        Signal("never|no|not .. log|logs|logged|logging", 0.5),
        Signal("never|no|not .. stored|storage|persist*|kept", 0.4),
        Signal("credential*|secret|secrets|password*", 0.45),
        Signal("api|private|access|signing key|keys|token|tokens", 0.45),
        Signal("card .. data|number*", 0.4),
        Signal("personal|health|patient|sensitive|account data", 0.45), Signal("pii", 0.45),
        Signal("redact*|masked|mask", 0.6), Signal("plaintext|cleartext", 0.4),
        Signal("plain text", 0.3),
        Signal("leak*|expose*|exposed", 0.3),
      ],
      measurement: [Signal("credential*|secret*|pii|logged|leaked .. == #", 0.45)],
      properties: ["compliance": 0.15], categories: ["security": 0.15],
      against: [Signal("not logged in", 0.5)]),
    ArchetypeRow(
      archetype: .authorisation,
      words: [
        Signal("authoris*|authoriz*", 0.65), Signal("unauthoris*|unauthoriz*", 0.6),
        Signal("authentic*", 0.5),
        Signal("permission*|role|roles|rbac|acl", 0.4), Signal("access control*", 0.5),
        Signal("may|can only .. own", 0.35), Signal("only .. may|can .. their own", 0.45),
        Signal("only .. owner*|member*|admin* .. may|can", 0.45), Signal("on behalf of", 0.3),
        Signal("nobody else", 0.3), Signal("by nothing else", 0.3),
      ],
      measurement: [Signal("without .. context|authori*|permission|consent .. == #", 0.4)],
      categories: ["security": 0.15]),
    ArchetypeRow(
      archetype: .degradation,
      words: [
        Signal("degrad*", 0.6), Signal("never|not block*|blocks|blocked", 0.5),
        Signal("never|not .. block|blocks", 0.4), Signal("is|are down", 0.35),
        Signal("unavailable|outage*", 0.4),
        Signal("fallback", 0.5), Signal("fall|falls back", 0.5), Signal("circuit breaker*", 0.6),
        Signal("continue* .. without|when|if|even", 0.4), Signal("offline", 0.3),
        Signal("must not .. affect|affects|slow|delay", 0.35),
        Signal("not reachable|unreachable", 0.4),
      ],
      measurement: [Signal("when .. == down", 0.5)], properties: ["fallback": 0.45]),
    ArchetypeRow(
      archetype: .observability,
      words: [
        Signal("trace|traced|traces|traceable|traceability", 0.4), Signal("observab*", 0.6),
        Signal("can be followed|traced", 0.55), Signal("audit trail|log|logs", 0.6),
        Signal("audited|auditable", 0.5),
        Signal("metric|metrics .. emitted|exported|recorded", 0.5), Signal("monitor*", 0.4),
        Signal("every|each|all .. logged|recorded|emits|event", 0.45), Signal("dashboard*", 0.3),
        Signal("leaves .. event|record|trace|trail", 0.45), Signal("structured log*", 0.5),
        Signal("visible to support|operations|operators", 0.4),
      ],
      measurement: [Signal("traced|logged|recorded|audited .. /", 0.45)],
      properties: ["tooling": 0.3], categories: ["operational": 0.15],
      against: [Signal("never|no|not .. log|logs|logged", 0.5)]),
    ArchetypeRow(
      archetype: .ratioGoal,
      words: [
        Signal("at least # %|percent|per", 0.5), Signal("# %|percent", 0.35),
        Signal("less|under|below|fewer|at .. # %|percent", 0.3),
        Signal("success|error|failure|completion rate|rates", 0.4), Signal("conversion", 0.3),
        Signal("availab* .. # %", 0.4), Signal("# of hundred|thousand", 0.2), Signal("uptime", 0.4),
        Signal("rate .. # %", 0.3), Signal("reduc* .. # %", 0.3), Signal("reduc* .. by #", 0.2),
      ],
      measurement: [
        Signal("/ .. <|<=|>|>=|== #", 0.55), Signal("rate|ratio|share <|<=|>|>= #", 0.55),
        Signal("rate|ratio|share .. <|<=|>|>= # %", 0.5),
      ],
      thresholds: ["failure_rate": 0.4], types: [.goal: 0.2], demand: .share),
    ArchetypeRow(
      archetype: .platform,
      words: [
        Signal("run|runs|running on|in|inside|under", 0.35), Signal("built|build on|with", 0.35),
        Signal("uses|use|using .. existing|already", 0.4),
        Signal("engine|platform|framework|runtime|infrastructure|stack", 0.35),
        Signal("already in operation|use|place|production", 0.4), Signal("workflow engine", 0.35),
        Signal("must use|uses", 0.35), Signal("written|implemented in", 0.4),
        Signal("compatible with", 0.4),
        Signal("no new|second|additional dependenc*|service|scheduler|library", 0.4),
        Signal("dependenc*", 0.25),
      ],
      categories: ["technical": 0.1]),
  ]
}
