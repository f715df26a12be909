public import SourceText

/// The rules about patterns in programs, one for each kind of defect.
enum PatternRules {
  static let all: [Rule] = [
    .patternMissing, .keyUnstable, .effectUnasked, .triesExceeded, .windowExceeded,
    .guardWeakened, .limitDiffers, .messageUnlimited, .secretLogged, .secretKept, .logUnfiltered,
    .workflowNondeterminism, .bareExcept, .failureSwallowed, .constantCondition,
    .codeUnreachable, .neverCalled, .blockEmpty, .handlerEmpty, .unknownPasses, .failureSpreads,
    .stepUnrecorded,
  ]
}

extension Rule {
  /// Nothing in the programs does what a constraint needs.
  public static let patternMissing = Rule(
    "pattern-missing", .warning, "no program does what a constraint needs",
    explanation: """
      Every kind of constraint leaves a trace in programs: a window its duration, a limit its \
      count, a hand-over its call. Where there is none, the constraint is marked, and nothing \
      keeps it. What is looked for is in the report, with the lines where it was found.
      """,
    remedy: "Write what is missing, or generate the block again.",
    example: "# [B3] Within 72 hours    # and no duration of 72 hours anywhere")

  /// A key against doubled effects changes between attempts.
  public static let keyUnstable = Rule(
    "key-unstable", .error, "a key against doubled effects is made of something that changes",
    explanation: """
      A provider recognises a repeated request by its key. A key that holds the number of the \
      attempt, the time or something random is a new one each time: every attempt is then a new \
      request, and may take effect once more.
      """,
    remedy: "Make the key of the identity of the request alone, once.",
    example: "idempotency_key=f\"{key}_{attempt}\"")

  /// An effect is caused without asking whether it is there already.
  public static let effectUnasked = Rule(
    "effect-unasked", .error, "an effect is tried without asking whether it is there already",
    explanation: """
      The answer to an attempt may be lost after it took effect. Whoever tries again without \
      asking does it twice. The question has to come before each attempt: once before a loop is \
      before the first attempt only.
      """,
    remedy: "Ask for the status right before each attempt.",
    example: """
      existing = await execute_activity(check_existing, id)
      for attempt in range(3):
          await execute_activity(charge, id)    # not asked again
      """)

  /// More tries are possible than the manifold allows.
  public static let triesExceeded = Rule(
    "tries-exceeded", .error, "more tries are possible than the manifold allows",
    explanation: """
      Tries add up over everything that repeats: a loop, a retry policy of the engine, and both \
      inside each other. A call without a policy is repeated by the engine without end.
      """,
    remedy: "Count tries in one place, and let the engine repeat none of them.",
    example: "for attempt in range(3):\n    … retry_policy=RetryPolicy(maximum_attempts=3)    # 9")

  /// A program keeps another time than the manifold states.
  public static let windowExceeded = Rule(
    "window-exceeded", .error, "a program allows more time than the manifold",
    explanation: """
      The figure of a window comes from the manifold. A constant that differs from it, or waits \
      which together are longer, end later than promised.
      """,
    remedy: "Take the figure of the manifold, and let the waits fit into it.",
    example: "window = timedelta(hours=80)    # the manifold says 72")

  /// A guard is asked under a condition only.
  public static let guardWeakened = Rule(
    "guard-weakened", .error, "a guard is asked under a condition only",
    explanation: """
      A test that keeps a bound has to be made every time. Joined to another condition with `and` \
      it is left out whenever that one is false.
      """,
    remedy: "Ask the guard in a statement of its own.",
    example: "if attempt == 0 and not schedule.admits(age):")

  /// A limit of messages differs from the manifold.
  public static let limitDiffers = Rule(
    "limit-differs", .error, "a limit differs from the manifold",
    explanation: """
      A limit has a count and a period, and a comparison that takes the bound in. Another figure, \
      something added, or `>` where the count itself is reached lets more through than is allowed.
      """,
    remedy: "Take count and period from the manifold, and refuse from the count on.",
    example: "if len(recent) > self.count + 1:")

  /// A message is sent without asking the limit.
  public static let messageUnlimited = Rule(
    "message-unlimited", .error, "a message is sent past the limit",
    explanation: """
      A limit holds when every message goes through it. This call stands under no condition that \
      asks the limit, and nothing that it calls does.
      """,
    remedy: "Send every message through the function that counts.",
    example: "await self._notify_result(id)    # beside if self._should_notify(): …")

  /// Something secret is written to a log.
  public static let secretLogged = Rule(
    "secret-logged", .error, "something secret is written to a log",
    explanation: """
      Logs are kept for long, copied to many places and read by many people. Names such as card, \
      password or token in the arguments of a call that logs mean that the value goes there.
      """,
    remedy: "Log a reference instead of the value.",
    example: "logger.info(\"charging\", card_number=card.number)")

  /// Something secret is kept in state or in a recorded failure.
  public static let secretKept = Rule(
    "secret-kept", .error, "something secret is kept",
    explanation: """
      The input, state and failures of a workflow are recorded as they are. A field for a card \
      number, or the text of a foreign error that nobody has cleaned, stays there.
      """,
    remedy: "Keep a reference, and clean what comes from outside before it is recorded.",
    example: "card_number: str = \"\"")

  /// A log has no filter for secrets.
  public static let logUnfiltered = Rule(
    "log-unfiltered", .warning, "a log has no filter for what must stay secret",
    explanation: """
      Errors quote what they were given. Where a constraint forbids secrets in logs, a filter on \
      the logger is the only place that sees every record.
      """,
    remedy: "Add a filter that removes secrets where the logger is made.",
    example: "logger = logging.getLogger(\"pay\")    # and no addFilter")

  /// A workflow does what gives another result on replay.
  public static let workflowNondeterminism = Rule(
    "workflow-nondeterminism", .error, "a workflow does what a replay cannot repeat",
    explanation: """
      The engine replays a workflow to restore its state. The clock of the machine, chance, the \
      environment and the network give other answers then, and the run fails or goes another way.
      """,
    remedy: "Use `workflow.now()`, `workflow.random()`, `workflow.uuid4()`, or an activity.",
    example: "started = datetime.now()    # in a @workflow.defn class")

  /// Every exception is caught, the end of the process included.
  public static let bareExcept = Rule(
    "bare-except", .warning, "an except catches everything",
    explanation: """
      `except:` without a type also catches cancellation and the end of the process. A workflow \
      then goes on that should stop.
      """,
    remedy: "Name the type of error that is meant.",
    example: "except:\n    pass")

  /// A failure is caught, and nothing follows from it.
  public static let failureSwallowed = Rule(
    "failure-swallowed", .warning, "a failure in a workflow has no consequence",
    explanation: """
      A failure that is only logged has no consequence: whether it passes, is final or hides an \
      effect is never decided, and the program goes on as if nothing was.
      """,
    remedy: "Classify the failure and return or raise accordingly.",
    example: "except Exception as error:\n    logger.error(error)")

  /// A condition is always the same.
  public static let constantCondition = Rule(
    "constant-condition", .warning, "a condition is always the same",
    explanation:
      "A branch that is never or always taken is no decision. Something was switched off.",
    remedy: "Restore the condition, or remove the branch.",
    example: "if False:    # was: if not is_legal(before, after)")

  /// Statements follow a return.
  public static let codeUnreachable = Rule(
    "code-unreachable", .warning, "statements are never reached",
    explanation: "What stands behind a return or raise in the same block is never run.",
    remedy: "Remove what is unreachable, or the statement before it.",
    example: "return\nawait workflow.sleep(delay)")

  /// A function that is marked with a constraint is never called.
  public static let neverCalled = Rule(
    "never-called", .warning, "a function that is marked with a constraint is never called",
    explanation: """
      A private function of a workflow that nothing calls does nothing for the constraints that it \
      is marked with.
      """,
    remedy: "Call it where the constraint demands it, or remove it.",
    example: "async def _escalate(self): …    # and nobody calls self._escalate()")

  /// A block is marked with constraints and holds nothing.
  public static let blockEmpty = Rule(
    "block-empty", .error, "a block is marked with constraints and holds no statement",
    explanation: """
      The marks of a block say what its lines are for. Without a line between them there is \
      nothing that could satisfy the constraint.
      """,
    remedy: "Generate the file again, or remove the marks.",
    example: "# throughline:begin first-message [U1]\n# throughline:end")

  /// A handler does nothing.
  public static let handlerEmpty = Rule(
    "handler-empty", .error, "a signal is accepted, and nothing follows from it",
    explanation:
      "Whoever sends the signal is told that it arrived. A handler without a statement forgets it.",
    remedy: "Keep in the workflow's state what the signal asks for.",
    example: "@workflow.signal\ndef cancel(self):\n    pass")

  /// What is unknown counts as passing.
  public static let unknownPasses = Rule(
    "unknown-passes", .error, "a failure that nobody knows is taken for one that passes",
    explanation: """
      A table of failures has a default for what it does not hold. When that default is tried \
      again at once, a final or hidden failure is repeated.
      """,
    remedy: "Let what is unknown be ambiguous: look up what has happened first.",
    example: "codes.get(code, FailureClass.PASSING)")

  /// Trouble spreads where it should stay.
  public static let failureSpreads = Rule(
    "failure-spreads", .error, "a failure is passed on where it should stay",
    explanation: """
      The constraint, or the failure mode, says that trouble here must not stop what called. An \
      exception that is raised again does exactly that.
      """,
    remedy: "Keep what could not be done for later, and go on.",
    example: "except ActivityError:\n    raise")

  /// A step leaves no event.
  public static let stepUnrecorded = Rule(
    "step-unrecorded", .error, "a step may end before it is recorded",
    explanation: """
      Every step has to leave an event. A return before the call that records it leaves a gap in \
      what can be followed.
      """,
    remedy: "Record the step before returning.",
    example: "if stage is Stage.WAITING:\n    return\nawait record(stage)")
}
