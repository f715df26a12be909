public import SourceText

// MARK: phases

extension Rule {
  /// A phase that brings nothing, or a scenario that no phase brings.
  public static let phaseEmpty = Rule(
    "phase-empty", .warning, "a phase has no scenario, or a scenario no phase",
    explanation: """
      A phase is what somebody can do when it is done, and scenarios say what that is. A phase \
      without any has nothing to show at its gate; a scenario without a phase is built in none. The \
      rule is silent while a module has no scenarios, or no phases.
      """,
    remedy: "Put each scenario below the heading of the phase that brings it.",
    example: "## PHASE-PAY-1\n\n## PHASE-PAY-2\n\n### SCEN-PAY-01: A slow endpoint\n- **WHEN** …\n")

  /// A phase that cannot be built before a later one.
  public static let phaseOrder = Rule(
    "phase-order", .error, "a phase needs what a later one brings",
    explanation: """
      Each phase is built, tested and released by itself. It cannot be when one of its scenarios \
      shows a requirement of a later phase, when one of its tasks names a scenario or a requirement \
      of one in a box or in its heading, or when a task depends on a task of a later phase. What \
      a line leaves open on purpose, with the word TODO or stub, is no need.
      """,
    remedy: "Move one of the two to the other's phase, or leave a stub and say so.",
    example:
      "## PHASE-PAY-1\n### TASK-PAY-01: Limits\n- [ ] 1.1 Try again (SCEN-PAY-15, of phase 2)\n")

  /// A phase that the design does not know.
  public static let phaseUndeclared = Rule(
    "phase-undeclared", .error, "a document uses a phase that the design does not have",
    explanation: """
      The design cuts a module into phases; requirements, scenarios and tasks are sorted into them. \
      A phase of another number is a slip, or a decision that nobody has approved. The rule is \
      silent while the design names no phase at all.
      """,
    remedy: "Correct the number, or add the phase to the design.",
    example: "## PHASE-PAY-3\n\n### SCEN-PAY-09: Two addresses\n- **WHEN** …\n")
}

// MARK: tasks

extension Rule {
  /// A box with a number that is not its own.
  public static let subtaskNumber = Rule(
    "subtask-number", .warning, "the numbers of a task's boxes are not its own, or not in order",
    explanation: """
      The boxes of task 2 are 2.1, 2.2, 2.3, so that a person, a commit or an agent can name one. A \
      number of another task, the same number twice, a missing one or one out of order names the \
      wrong box or none. A task may have no numbers at all, but not for some of its boxes.
      """,
    remedy: "Number the boxes from 1 behind the number of their task; the message names the next.",
    example: "### TASK-PAY-02: Limits\n- [ ] 2.1 Read them\n- [ ] 2.3 Apply them\n- [ ] Test them\n"
  )

  /// A box that nobody can do.
  public static let taskNotActionable = Rule(
    "task-not-actionable", .warning, "a box does not begin with something to do",
    explanation: """
      A box is ticked when something has been done, so it begins with what that is. Verbs are too \
      many for a list; what cannot be one is known: articles, pronouns, prepositions, numbers, ids, \
      words in -ing, nouns in -tion, -ment and -ness, and words for what never ends, such as \
      "consider", "investigate" or "think". A clause before a comma is passed over: "In the handler, \
      add …". "Unit tests for …" is taken for writing them.
      """,
    remedy: "Begin with a verb: \"Implement …\", \"Add …\", \"Test …\".",
    example: "- [ ] 1.1 The timeout\n- [ ] 1.2 Think about retries\n")

  /// A phase that nobody plans to test.
  public static let phaseWithoutUnitTests = Rule(
    "phase-without-unit-tests", .warning, "a phase has no task about unit tests",
    explanation: """
      Code and unit tests of a phase are written together, and one gate looks at both. What is not \
      among the tasks is not done. A heading or a box with a word such as "test" or "unit tests" is \
      enough; end-to-end tests are another step. In a module without phases all tasks are one phase.
      """,
    remedy: "Add a task for unit tests, or boxes to the tasks that bring what is tested.",
    example: "## Phase 1\n\n### TASK-PAY-01: Limits\n- [ ] 1.1 Implement limits\n")

  /// A scenario or a requirement that no task brings about.
  public static let untasked = Rule(
    "untasked", .warning, "no task names a scenario or a binding requirement",
    explanation: """
      Tasks are worked through one by one; what stands in none is built by accident. Each scenario, \
      and each requirement that says MUST or SHALL, is named by a box or in the section of a task. A \
      requirement counts as named when a scenario that shows it is. The rule is silent until there \
      are tasks.
      """,
    remedy: "Name it in the box that brings it about.",
    example: "### SCEN-PAY-02: In no task\n- **WHEN** …\n- **THEN** …\n")
}

// MARK: releases

extension Rule {
  /// A change log in a form of its own.
  public static let changelogForm = Rule(
    "changelog-form", .warning, "a change log does not have the form that others read",
    explanation: """
      Tools and people look for the newest release at the top, by a semantic version and a day. \
      Checked are the order of versions and days, the versions themselves, days that no calendar \
      has, and the headings below a release: Added, Changed, Deprecated, Removed, Fixed, Security. \
      What is not released yet stands first.
      """,
    remedy: "Put releases in order, and changes below one of the six headings.",
    example: "## [0.1.0] - 2031-02-30\n### New\n- SCEN-PAY-01: limits\n\n## [0.2] - 2031-01-31\n")
}
