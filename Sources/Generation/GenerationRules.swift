public import SourceText

/// The rules of generating artifacts.
public enum GenerationRules {
  /// Every rule of this module, sorted by id.
  public static let all: [Rule] =
    [
      .agentAnswer, .artifactClash, .artifactCoverage, .artifactPath, .figuresDisagree,
      .packFormat, .packUnfit, .planFormat, .telemetryFormat, .thresholdFormat,
      .truthWithoutConstraint, .unfitManifold, .unknownArchetype, .unknownOption,
    ] + VerificationRules.all
}

extension Rule {
  /// Nothing of what an agent has sent is used.
  public static let agentAnswer = Rule(
    "agent-answer", .warning, "the answer of an agent is refused",
    explanation: """
      With `generate --agent` a demand that no archetype covers is put to the agent of the project. \
      What comes back is taken as a whole or not at all: the form, the two paths that were asked \
      for, plain text, marks for the one id and for no other, a file that compiles, and tests that \
      pass with the code and fail without it. The demand stays not covered, and the report of the \
      generation gives the same reason.
      """,
    remedy: "Ask again, correct what the agent is told, or write code and tests by hand.",
    example: "{\"files\": [{\"path\": \"../setup.py\", \"text\": \"…\"}]}")

  /// Two artifacts of a pack have one path.
  public static let artifactClash = Rule(
    "artifact-clash", .error, "two artifacts would be written to one path",
    explanation: """
      Each entry of a pack gives one file. Paths may hold names of the manifold, so that two entries \
      can meet in one place: the later would silently replace the earlier. Names that differ only \
      in capitals count as one, because some file systems think so.
      """,
    remedy: "Give one of the entries in pack.yaml another path.",
    example: "path: \"src/{{names.module}}.py\" twice")

  /// A rendered file marks other constraints than its entry in the pack promises.
  public static let artifactCoverage = Rule(
    "artifact-coverage", .warning, "a file is for other constraints than its entry says",
    explanation: """
      The plan is made from `covers` in pack.yaml, and coverage is counted in the blocks and tests \
      of the rendered files. Where the two differ the plan misleads: it promises what no block \
      does, or is silent about what one does.
      """,
    remedy: "Correct `covers` of the entry, or the marks in the template.",
    example: "covers: [time-window]    # and the template marks {{idempotency.ids}}")

  /// The path of an artifact leads out of the output folder, or is no portable name.
  public static let artifactPath = Rule(
    "artifact-path", .error, "an artifact's path cannot be used",
    explanation: """
      Paths are relative to the output folder, stay inside of it, and consist of names that every \
      file system accepts. They are checked after the names of the manifold have been put in.
      """,
    remedy: "Write a relative path without `..` in pack.yaml.",
    example: "path: ../../etc/cron.d/job")

  /// A `telemetry` section that cannot be used.
  public static let telemetryFormat = Rule(
    "telemetry-format", .warning, "an entry of telemetry cannot be used",
    explanation: """
      The section `telemetry` of a manifold, or of its context file, names the metrics, tables and \
      queries that people look into. Steps of the generated runbook are made of them; an entry \
      without a name, or a query without a text, would leave a step empty.
      """,
    remedy: "Give the entry a name, and a query its text.",
    example: "telemetry: {queries: [{name: charges of a key}]}")

  /// A threshold that names what watches it, in words that cannot be used.
  public static let thresholdFormat = Rule(
    "threshold-format", .warning, "a threshold cannot be watched as it is written",
    explanation: """
      A pack that makes alerts takes them from thresholds: a metric or a query, its line, and how \
      long that may be crossed. A member that cannot be read is never replaced by a default, \
      because an alert on another line than the written one deceives whoever relies on it. No \
      alert is made for the constraint, and it counts as not covered. The same holds for a query \
      that would change the rule around it: one with an open bracket or quote, a comment or a \
      semicolon; for a line that no value is ever beyond or within; and for the name of an alert \
      that another constraint has.
      """,
    remedy: "Write the member as the message says: a plain number, `1h30m`, one of `<= < >= > ==`.",
    example: "threshold: {metric: queue_oldest_seconds, ceiling: 300, for: five minutes}")

  /// A constraint states one figure in words and another one in its fields.
  public static let figuresDisagree = Rule(
    "figures-disagree", .warning, "a constraint states two figures for one thing",
    explanation: """
      Typed fields and the measurement come before the statement, because less is left to reading. \
      Where they give another figure than the sentence that people have agreed on, code, tests and \
      alerts follow the field, and the constraint counts as covered in part until both say the same.
      """,
    remedy: "Decide which figure is meant, and write it in both places.",
    example: "statement: Over within 72 hours\nthreshold: {ceiling: 48h}")

  /// A pack cannot be read.
  public static let packFormat = Rule(
    "pack-format", .error, "a pack of templates cannot be read",
    explanation: """
      `pack.yaml` lists the artifacts of a pack: template, path, kind, type, name, when it applies \
      and which archetypes it covers. Unknown keys and words are errors, because a condition that \
      is not understood would change what is generated.
      """,
    remedy: "Correct the key or the word; the message names the nearest known one.",
    example: "when: {any: [idempotence]}")

  /// A pack makes a kind of program that the manifold does not ask for.
  public static let packUnfit = Rule(
    "pack-unfit", .warning, "the pack makes a program that the manifold does not ask for",
    explanation: """
      A pack says with `fits` which kinds of demand make its kind of program, and how many of them \
      it takes: with fewer there is next to nothing that the program would do, and a whole project \
      around one log line would only look like an answer. No file is planned then; the account lists \
      every constraint as not covered.
      """,
    remedy: "Use another pack with `--pack`, or name the archetype in the manifold when the words "
      + "were not understood.",
    example: "fits: {kinds: [idempotency, retry-bound, time-window], at_least: 2}")

  /// A plan cannot be read back.
  public static let planFormat = Rule(
    "plan-format", .error, "a plan of artifacts cannot be read",
    explanation: """
      A plan is YAML with the key `artifact_plan` and the groups code, tests, documentation and \
      observability. It is written by this program; a plan edited by hand has to keep its keys.
      """,
    remedy: "Write the plan anew with `generate --dry-run`, or correct the key that is named.",
    example: "artifact_plan: {sources: []}")

  /// A required truth leads to no constraint.
  public static let truthWithoutConstraint = Rule(
    "truth-without-constraint", .error, "a required truth of the option leads to no constraint",
    explanation: """
      What is generated for a truth is counted for the constraints that need it. A truth that \
      neither names a constraint nor stands below one that does cannot be planned for: whatever \
      was written for it would count for nothing.
      """,
    remedy: "Add `maps_to` to the truth, or take it out of the option.",
    example: "- {id: RT-1, statement: Keys are stable}")

  /// A manifold from which nothing can be generated.
  public static let unfitManifold = Rule(
    "unfit-manifold", .error, "nothing can be generated from the manifold",
    explanation: """
      Generation needs at least one constraint, from a file that could be read as a whole and whose \
      placeholders are filled. From anything less a project would come out that looks complete.
      """,
    remedy: "Complete the manifold, then generate again.",
    example: "feature: \"[CUSTOMIZE: your-feature-name]\"")

  /// A constraint names an archetype that nobody knows.
  public static let unknownArchetype = Rule(
    "unknown-archetype", .error, "a constraint names an archetype that does not exist",
    explanation: """
      A constraint may say itself what kind of demand it makes, with `archetype:` and one or more \
      names. The name is then taken as certain, so that a wrong one cannot be guessed right.
      """,
    remedy: "Use one of the names that the message lists, or remove the key.",
    example: "archetype: idempotence")

  /// The option that was asked for is none of the manifold's.
  public static let unknownOption = Rule(
    "unknown-option", .error, "the manifold has no such option",
    explanation: """
      `--option` names one of the manifold's solution options: by its id, by the letter that ends \
      the id or begins its name, or by its whole text. Without `--option` the recommended one is \
      taken; a manifold with several options and no recommendation needs one.
      """,
    remedy: "Name one of the options that the message lists.",
    example: "--option=SOL_Z")
}
