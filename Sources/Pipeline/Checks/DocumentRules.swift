public import SourceText

/// What documents of a module must be like before a gate lets them through.
public enum DocumentRules {
  /// Every rule of these files, in the order declared.
  public static let all: [Rule] = [
    .commentOpen, .nothingDeclared, .unintended,
    .designOutput, .designReferences, .requirementLevel, .scenarioSteps, .subScenario,
    .phaseEmpty, .phaseOrder, .phaseUndeclared, .subtaskNumber, .taskNotActionable,
    .phaseWithoutUnitTests, .untasked, .idReused, .idOrder, .idDeclaredTwice, .changelogForm,
  ]
}

// MARK: the design

extension Rule {
  /// The design is silent about something that it has to decide.
  public static let designOutput = Rule(
    "design-output", .warning, "a design is silent about something that it has to decide",
    explanation: """
      Requirements are derived from the design, and what it leaves open is decided later by whoever \
      writes the code. It has a section about each of these: the category of the module, its API \
      surface, its data model, persistence, security and tenants, observability, schemas and types; \
      and about its phases, once another document speaks of phases. A word in a heading of any level \
      is enough, or a field such as `**Category:** gateway`. A section with nothing but comments \
      counts for nothing. The title of the whole is no section.
      """,
    remedy: "Add the section. That something is not needed is an answer too.",
    example: "# Payments\n\n## Overview\nCharges customers.\n\n## API\n- `charge()`\n")

  /// The design does not say which requirements and scenarios came of it.
  public static let designReferences = Rule(
    "design-references", .warning, "a design names no requirement or scenario by its id",
    explanation: """
      Once requirements and scenarios have ids, the design says where each of its parts is \
      specified. Without that nobody can tell which part of it is covered, and a change of the \
      design leads to nothing that would have to change with it.
      """,
    remedy: "Name the ids in the sections that speak of them.",
    example: "## API\n- `charge()` charges a customer once, however often it is called\n")
}

// MARK: requirements and scenarios

extension Rule {
  /// A requirement that nobody has to meet.
  public static let requirementLevel = Rule(
    "requirement-level", .warning,
    "a requirement says neither that something must nor that it may be",
    explanation: """
      MUST and SHALL bind, SHOULD and MAY leave a choice. A requirement without any of them cannot \
      be missed, and so need not be tested. The words count in capitals only, as everywhere in the \
      documents of a module.
      """,
    remedy: "Say what binds with MUST or SHALL, and what does not with SHOULD or MAY.",
    example: "### REQ-PAY-42: Own timeout\nEach endpoint has its own timeout.\n")

  /// A scenario without its cause or without its effect.
  public static let scenarioSteps = Rule(
    "scenario-steps", .warning, "a scenario lacks its WHEN or its THEN",
    explanation: """
      A scenario says what happens and what follows. Without the first it cannot be set up, without \
      the second nothing can be compared: neither makes a test. Lines that say AND belong to the \
      line above them.
      """,
    remedy: "Add the line: `- **WHEN** …` for the cause, `- **THEN** …` for the effect.",
    example: "### SCEN-PAY-01: A slow endpoint\n- **WHEN** it answers late (REQ-PAY-42)\n")

  /// A scenario inside a scenario.
  public static let subScenario = Rule(
    "sub-scenario", .error, "a scenario is part of another",
    explanation: """
      Tasks, tests and releases name scenarios by one number each. What has a number such as \
      `SCEN-PAY-01.1` or `SCEN-PAY-01a`, or stands below the heading of another scenario, is shown \
      whenever the other is: nobody sees that one of the two has no test.
      """,
    remedy: "Give each case its own number and a heading as high as the others.",
    example:
      "### SCEN-PAY-01: A charge\n- **WHEN** …\n\n#### SCEN-PAY-01.1: Without money\n- **WHEN** …\n"
  )
}

// MARK: ids

extension Rule {
  /// A number that meant something else once.
  public static let idReused = Rule(
    "id-reused", .error, "an id is given to something else",
    explanation: """
      Commits, tests and releases go on naming what a number once meant. The record of the module \
      knows every id that was ever given; one that is gone is not given again.
      """,
    remedy:
      "Take the next free number; the message names it. When it is the same thing as before, take "
      + "the id out of `retired` in `pipeline.yaml`.",
    example: "### SCEN-PAY-03: New, where SCEN-PAY-03 was something else last month\n")

  /// Numbers that do not ascend.
  public static let idOrder = Rule(
    "id-order", .note, "ids stand out of order in their document",
    explanation: """
      Numbers are given one after the other, so that a reader finds an id by leafing. Gaps are no \
      fault: what was deleted leaves one.
      """,
    remedy: "Move the section. Never renumber: others refer to the number.",
    example: "### REQ-PAY-2: Own timeout\nIt MAY be set.\n\n### REQ-PAY-1: Timeout\nIt MUST end.\n")

  /// A second heading for one id.
  public static let idDeclaredTwice = Rule(
    "id-declared-twice", .error, "one document declares an id twice",
    explanation: """
      Several documents of a module speak of one id, each in one place: the intent, what was built, \
      the gap between them. A second section in the same document hides what it says, because only \
      the first is looked at. In the document that declares an id first this is `duplicate-id`.
      """,
    remedy: "Bring both below one heading, or give one of them its own number.",
    example:
      "### SCEN-PAY-01: A slow endpoint\n- **Gap:** none\n\n### SCEN-PAY-01: A slow endpoint\n- "
      + "**Gap:** it is tried again\n")
}

// MARK: intents

extension Rule {
  /// A comment that hides the rest of a document.
  public static let commentOpen = Rule(
    "comment-open", .error, "a comment is never closed",
    explanation: """
      What stands in a comment says nothing: no requirement, no box, no id. A comment that begins a line \
      and is never closed hides everything to the end of the document, on the page as well.
      """,
    remedy: "Close it with `-->`, or put `<!--` between back quotes when it is meant as text.",
    example: "# Tasks\n\n<!-- to be continued\n\n### TASK-PAY-02: More\n- [ ] 2.1 Add it\n")

  /// A document of intents that states none.
  public static let nothingDeclared = Rule(
    "nothing-declared", .error, "a document of requirements or scenarios declares none",
    explanation: """
      Everything later rests on requirements and scenarios. A document that exists and declares none \
      was emptied, overwritten, or has headings that are not understood: nothing in it would be \
      planned, tested or missed.
      """,
    remedy: "Take back what stood there. A requirement's heading is `### REQ-PAY-1: name`.",
    example: "# Requirements\n\nTo be written.\n")

  /// Built, and intended nowhere.
  public static let unintended = Rule(
    "unintended", .warning, "something is described as built that no document intends",
    explanation: """
      What nobody meant is there all the same. Either the intent was forgotten or taken away, or the \
      id is misspelt and the intent it belongs to looks as if it had not been built.
      """,
    remedy: "State the intent, or correct the id.",
    example: "# What it does\n\n### REQ-PAY-9: It writes letters\nTo every customer.\n")
}
