public import SourceText

/// The cross-reference rules of modules: who may name what, and who must.
public enum ModuleRules {
  /// Every rule of this file, in the order declared.
  public static let all: [Rule] = [
    .scenarioWithoutRequirement, .requirementWithoutScenario, .analysedNowhere, .tickedTooEarly,
    .releaseWithoutScenario, .progressDiffers, .idOfLaterStep, .referenceNotMeant,
    .requirementMeanings,
  ]
}

extension Rule {
  /// A scenario that shows no requirement.
  public static let scenarioWithoutRequirement = Rule(
    "scenario-without-requirement", .warning, "a scenario covers no requirement",
    explanation: """
      A scenario shows that a requirement holds. One that names none, and stands below none, is \
      either a requirement that nobody has written down or a test of nothing in particular. In a \
      file with more than three they are reported together.
      """,
    remedy: "Name the requirement in brackets in the step that shows it.",
    example: "### SCEN-PAY-01: A slow endpoint\n- **WHEN** it answers late\n- **THEN** it ends\n")

  /// A requirement that no scenario shows.
  public static let requirementWithoutScenario = Rule(
    "requirement-without-scenario", .warning, "a requirement is covered by no scenario",
    explanation: """
      Without a scenario nobody can say when a requirement is met. The rule is silent while a \
      module has no scenarios at all, because they are written in a later step than requirements, \
      and for requirements that a change removes or renames. In a file with more than three such \
      requirements they are reported together; those that say SHOULD or MAY are notes.
      """,
    remedy: "Write a scenario that shows it, or name it in one that does.",
    example: "### REQ-PAY-42: Own timeout\nEach endpoint MAY have its own timeout.\n")

  /// A gap analysis of something that no other document states.
  public static let analysedNowhere = Rule(
    "analysed-nowhere", .warning, "a gap analysis names what no document states",
    explanation: """
      A gap is the difference between an intent and what was built. When neither is stated under \
      the id, the analysis compares nothing; often the id is misspelled.
      """,
    remedy: "Correct the id, or state the intent.",
    example: "### SCEN-PAY-99: A slow endpoint\n- **Gap:** it is tried again\n")

  /// Implemented by word, open by its boxes.
  public static let tickedTooEarly = Rule(
    "marked-too-early", .warning, "something is marked as implemented while its task is open",
    explanation: """
      `[IMPLEMENTED]` is a claim. The boxes of the tasks that name the scenario are another, and \
      the two disagree. Where a box itself names the scenario, that box decides.
      """,
    remedy: "Tick the boxes, or mark the scenario as `[PARTIAL]`.",
    example: "### SCEN-PAY-01: A slow endpoint [IMPLEMENTED]\nIt ends after 30 seconds.\n")

  /// A release that brings nothing that could be traced.
  public static let releaseWithoutScenario = Rule(
    "release-without-scenario", .warning, "a release names no scenario",
    explanation: """
      The change log of a module with scenarios begins each entry with the scenario that works \
      from that version on. A release without any cannot be traced to what it changed.
      """,
    remedy: "Begin the entries with the ids of their scenarios.",
    example: "## [0.2.0] - 2024-01-15\n### Added\n- Timeouts\n")

  /// Progress in words that the boxes contradict.
  public static let progressDiffers = Rule(
    "progress-differs", .warning, "the progress that is stated differs from the boxes",
    explanation: """
      Progress is counted from the boxes below a task or phase. A line that states it as a share, \
      a count or a word gets out of date as soon as a box is ticked.
      """,
    remedy: "Correct the line, or leave it out: progress is computed.",
    example: "### TASK-PAY-01: SDK\n**Progress:** 2/2\n- [x] 1.1 traits\n- [ ] 1.2 models\n")

  /// An id that cannot exist yet when the document is written.
  public static let idOfLaterStep = Rule(
    "id-of-later-step", .warning, "a document names an id of a later step",
    explanation: """
      The first design of a module describes scenarios and requirements in words; they get ids in \
      the step after it, and the design may name them once they exist. Requirements name neither \
      scenarios nor tasks, and scenarios no tasks, so that each document can be read and approved \
      before the next is written. Requirements of the whole project and phases may be named at \
      once.
      """,
    remedy: "Describe it in words, or write the documents that declare the id.",
    example: "## API\n- `forward()`, see SCEN-PAY-01\n")

  /// An id that a document of what was built, or a change log, is not meant to name.
  public static let referenceNotMeant = Rule(
    "reference-not-meant", .note, "a document names an id that its kind does not refer to",
    explanation: """
      What was built is described like what was intended: requirements name neither scenarios nor \
      tasks, scenarios and designs no tasks. A gap analysis compares scenarios and requirements, \
      and names decisions as reasons; a change log names scenarios, requirements and tasks. Other \
      ids in them are not wrong, but nobody looks for them there.
      """,
    remedy: "Name the id in the document that is meant for it.",
    example:
      "# Actual scenarios\n\n### SCEN-PAY-01: A slow endpoint [IMPLEMENTED]\nSee TASK-PAY-03.\n")

  /// One number for several requirements of the project.
  public static let requirementMeanings = Rule(
    "requirement-meanings", .warning, "one id means different requirements in different files",
    explanation: """
      `REQ-2` means one thing in the whole project. Where two files give it different titles, a \
      reference to it means whichever file its author had in mind.
      """,
    remedy: "Keep the requirements of the project in one file, or number them apart.",
    example: "### REQ-2: Authentication\nEvery call MUST be authenticated.\n")
}
