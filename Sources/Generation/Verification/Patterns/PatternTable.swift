import SourceText

/// What is looked for in programs: one row a pattern, by archetype; so it stays whole.
enum PatternTable {
  static let rows: [PatternRow] = keys + tries + times + limits + secrets + decisions + everywhere

  private static let keys: [PatternRow] = [
    .forbids(
      "stable-key", .archetype(.idempotency), .keyUnstable,
      "a key made of an attempt's number, the time or chance",
      "the key is made of something that changes between attempts",
      fix: "make it of the request's identity alone", IdentityPatterns.unstableKeys),
    .forbids(
      "question-before-effect", .archetype(.idempotency), .effectUnasked,
      "an effect without a question for its status right before it",
      "the effect is tried without asking whether it is there already",
      fix: "ask for the status right before each attempt", EffectPatterns.unasked),
    .needs(
      "key-given", .idempotency, "a call that carries a key",
      { scope in scope.statements { $0.code.contains("(") && $0.bare.hasWord(["key"]) } }),
  ]

  private static let tries: [PatternRow] = [
    .forbids(
      "bounded-tries", .archetype(.retryBound), .triesExceeded,
      "a loop, a policy, or both together, with more tries than stated",
      "more tries are possible than stated", fix: "count tries in one place", EffectPatterns.tries),
    .needs(
      "tries-figure", .retryBound, "the number of tries that the manifold states",
      { scope in
        guard let tries = scope.tries else { return [] }
        return scope.statements { statement in
          statement.bare.hasWord(["attempt", "attempts", "tries", "retries", "range"])
            && statement.bare.names.contains(String(tries))
        }
      }),
  ]

  private static let times: [PatternRow] = [
    .forbids(
      "window-figure", .archetype(.timeWindow), .windowExceeded,
      "a window with another length than stated", "the window has another length than stated",
      TimePatterns.otherWindows),
    .forbids(
      "waits-within-window", .archetype(.timeWindow), .windowExceeded,
      "waits that together are longer than the window",
      "the waits between attempts are together longer than the window", TimePatterns.longWaits),
    .forbids(
      "window-asked-always", .archetype(.timeWindow), .guardWeakened,
      "a test of the window joined to another condition",
      "the window is looked at under a condition only", TimePatterns.weakGuards),
    .needs(
      "window-kept", .timeWindow, "the length of the window that the manifold states",
      { scope in
        guard let window = scope.figures(.timeWindow)?.limit?.value else { return [] }
        return scope.statements { $0.bare.durations.contains { abs($0 - window) < 0.5 } }
      }),
  ]

  private static let limits: [PatternRow] = [
    .forbids(
      "limit-figures", .archetype(.rateLimit), .limitDiffers,
      "a count or a period that differs, or a comparison that lets more through",
      "the limit lets more through than stated", LimitPatterns.otherLimits),
    .forbids(
      "messages-limited", .archetype(.rateLimit), .messageUnlimited,
      "a message that no limit is asked for", "the message is sent without asking the limit",
      LimitPatterns.unlimited),
    .needs(
      "limit-kept", .rateLimit, "the period that the manifold states",
      { scope in
        guard let window = scope.figures(.rateLimit)?.window?.value else { return [] }
        return scope.statements { $0.bare.durations.contains { abs($0 - window) < 0.5 } }
      }),
  ]

  private static let secrets: [PatternRow] = [
    .forbids(
      "no-secret-logged", .archetype(.secretHygiene), .secretLogged,
      "a name such as card or password in a call that logs", "a secret goes to the log",
      SecretPatterns.logged),
    .forbids(
      "no-secret-field", .archetype(.secretHygiene), .secretKept,
      "a field or state for something secret", "a field holds something secret",
      SecretPatterns.fields),
    .forbids(
      "clean-failures", .archetype(.secretHygiene), .secretKept,
      "the text of a foreign error that nobody has cleaned",
      "the text of a foreign error is recorded as it is", SecretPatterns.rawFailures),
    .forbids(
      "clean-log", .archetype(.secretHygiene), .logUnfiltered, "a logger without a filter",
      "the logger has no filter for secrets", SecretPatterns.unfiltered),
  ]

  private static let decisions: [PatternRow] = [
    .needs(
      "permanent-ends", .classification, "a decision of the workflow on what is final",
      { scope in
        scope.inWorkflows.filter {
          $0.statement.code.hasWord(["permanent", "final", "fatal"])
            || $0.statement.code.contains("non_retryable_error_types")
        }.map { PatternRow.Place($0.file, $0.statement.line) }
      }),
    .forbids(
      "unknown-is-ambiguous", .archetype(.classification), .unknownPasses,
      "a default that is tried again", "what is unknown counts as passing",
      { scope in
        scope.statements { statement in
          guard let place = statement.bare.firstRange(of: ".get(") else { return false }
          let rest = String(statement.bare[place.upperBound...])
          return rest.contains(",") && rest.hasWord(["passing", "transient", "retryable"])
        }
      }),
    .needs(
      "handler-there", .cancellation, "a handler for a signal",
      { scope in
        scope.workflowFunctions.filter {
          $0.block.decorators.contains { $0.hasPrefix("@workflow.signal") }
        }.map { PatternRow.Place($0.file, $0.block.line) }
      }),
    .forbids(
      "handler-acts", .archetype(.cancellation), .handlerEmpty, "a handler without a statement",
      "the signal is accepted and forgotten", FlowPatterns.emptyHandlers),
    .needs(
      "asked-for-right", .authorisation, "a call that asks whether this may be done",
      FlowPatterns.authorisation),
    .needs(
      "illegal-refused", .atomicTransition, "a step that is refused where it is not allowed",
      { scope in
        scope.marked { $0.bare.hasPrefix("raise ") || $0.bare.contains("@workflow.update") }
      }),
    .needs(
      "somebody-takes-over", .escalation, "a call that hands over",
      { scope in
        scope.statements { statement in
          statement.bare.contains("(") && !statement.bare.contains("def ")
            && statement.bare.hasWord([
              "escalate", "manual", "takeover", "handover", "take", "hand",
            ])
        }
      }),
    .needs(
      "somebody-is-told", .notification, "a call that sends a message",
      { scope in
        scope.statements { statement in
          statement.bare.contains("(") && !statement.bare.contains("def ")
            && statement.bare.hasWord(["notify", "notification", "notifier", "message"])
        }
      }),
    .needs(
      "bounded-wait", .degradation, "a bound on how long is waited",
      { scope in
        scope.marked { $0.bare.contains("wait_for(") || $0.bare.hasWord(["timeout"]) }
      }),
    .forbids(
      "trouble-stays", .archetype(.degradation), .failureSpreads, "an exception raised again",
      "the failure is passed on", FlowPatterns.raisedAgain),
    .forbids(
      "notifier-is-optional", .mode(.notifierDown), .failureSpreads, "an exception raised again",
      "the failure is passed on", FlowPatterns.raisedAgain),
    .needs(
      "steps-recorded", .observability, "a call that records what happens",
      { scope in
        scope.statements { statement in
          let calls = ["events.append(", ".emit(", "start_span(", "record_transition", ".publish("]
          return calls.contains { statement.bare.contains($0) }
        }
      }),
    .forbids(
      "every-step-recorded", .archetype(.observability), .stepUnrecorded,
      "a return before a step is recorded", "the step may end before it is recorded",
      FlowPatterns.unrecorded),
    .needs(
      "on-the-engine", .platform, "a workflow of the engine",
      { scope in
        scope.sources.enumerated().flatMap { file, source in
          source.workflows.map { PatternRow.Place(file, $0.line) }
        }
      }),
  ]

  private static let everywhere: [PatternRow] = [
    .forbids(
      "deterministic", .everyProgram, .workflowNondeterminism,
      "clock, chance, environment or network in a workflow", "a replay cannot repeat this",
      FlowPatterns.nondeterminism),
    .forbids(
      "no-bare-except", .everyProgram, .bareExcept, "except without a type",
      "everything is caught, cancellation included",
      { scope in scope.statements { $0.bare == "except:" } }),
    .forbids(
      "no-swallowed-failure", .everyProgram, .failureSwallowed,
      "a failure in a workflow that is only logged", "the failure has no consequence",
      FlowPatterns.swallowed),
    .forbids(
      "no-constant-condition", .everyProgram, .constantCondition,
      "a condition that is always the same", "the condition is always the same",
      FlowPatterns.constantConditions),
    .forbids(
      "no-unreachable-code", .everyProgram, .codeUnreachable, "statements behind a return",
      "this is never reached", FlowPatterns.unreachable),
    .forbids(
      "no-forgotten-function", .everyProgram, .neverCalled,
      "a marked function that nothing calls", "nothing calls this function",
      FlowPatterns.neverCalled),
    .forbids(
      "no-empty-block", .everyProgram, .blockEmpty, "a marked block without a statement",
      "the block holds no statement", FlowPatterns.emptyBlocks),
  ]
}
