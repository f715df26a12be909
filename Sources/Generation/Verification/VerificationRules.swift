public import SourceText

/// The rules of verifying artifacts against a manifold.
public enum VerificationRules {
  /// Every rule of this folder.
  public static let all: [Rule] =
    [
      .artifactMissing, .artifactStale, .artifactEdited, .artifactUnspecified, .unknownMark,
      .constraintWithoutCode, .constraintWithoutTest, .constraintUndocumented,
      .constraintUnobserved, .failureModeOpen, .testFailed, .testSkipped, .testNotRun,
      .testAssertsNothing, .fixtureMissing, .documentedNameMissing, .nameUndocumented,
      .measureDiffers, .reportDiffers, .coverageOmits, .sectionMissing, .anchorMissing,
    ] + PatternRules.all
}

extension Rule {
  /// A file of the plan is not there.
  public static let artifactMissing = Rule(
    "artifact-missing", .error, "a file that the manifold asks for is not there",
    explanation: """
      The plan of a manifold names every file that its constraints need. `verify` makes the plan \
      anew and looks for each of them, so that a file which was deleted, moved or never generated \
      is missed even when nothing else refers to it.
      """,
    remedy: "Run `verify --fix`, which writes what is missing and changes nothing else.",
    example: "tests/test_time_window.py is planned for B3, and is not there")

  /// A file comes from another manifold than today's.
  public static let artifactStale = Rule(
    "artifact-stale", .warning, "a generated file is older than the manifold or the pack",
    explanation: """
      Every file is rendered again in memory. This one is as it was generated, by the fingerprint \
      in the report of its generation, and today's manifold, option or pack would give another.
      """,
    remedy: "Run `generate` again.",
    example: "the manifold says 48 hours, and src/services/schedule.py still holds 72")

  /// A generated range was changed by hand.
  public static let artifactEdited = Rule(
    "artifact-edited", .warning, "a generated range was changed by hand",
    explanation: """
      What is generated agrees with the manifold because it cannot differ. A range that was \
      changed by hand has lost that: the finding names the block, its lines and the constraints \
      that it is for. Results of tests may be older than the change.
      """,
    remedy: """
      Change the manifold or the pack and generate again; or write `throughline:protected` in a \
      comment of the file to say that the change is meant, which leaves a note.
      """,
    example: "window: timedelta | None = timedelta(hours=80)    # in a block for B3")

  /// Something is there that no constraint asks for.
  public static let artifactUnspecified = Rule(
    "artifact-unspecified", .note, "code, a test or an alert that no constraint asks for",
    explanation: """
      What nothing asks for has to be maintained as well, and may contradict what is asked for. \
      Files outside of the plan, tests without a mark and alerts without a constraint are listed, \
      so that somebody decides: a constraint is missing, or the artifact is too much.
      """,
    remedy: "Mark it with the constraint that it serves, add that constraint, or remove it.",
    example: "def test_colours():    # no @pytest.mark.constraint")

  /// A mark names an id that the manifold does not have.
  public static let unknownMark = Rule(
    "unknown-mark", .warning, "a mark names an id that the manifold does not declare",
    explanation: """
      Marks in code, tests, alerts and panels say what they are for. An id that neither the \
      manifold nor its reports declare counts for nothing: it may be misspelt, or belong to a \
      constraint that was renamed or dropped.
      """,
    remedy: "Write the id as the manifold does, or declare the constraint.",
    example: "@pytest.mark.constraint(\"B11\")")

  /// No range of code names a constraint.
  public static let constraintWithoutCode = Rule(
    "constraint-without-code", .warning, "no code is marked with a constraint",
    explanation: """
      A constraint is satisfied somewhere or nowhere. No block and no comment in the artifacts \
      names this one, so nobody can say which lines would break it.
      """,
    remedy: "Mark the lines that satisfy it, or generate them.",
    example: "# throughline:begin window [B3]")

  /// No test is marked with a constraint.
  public static let constraintWithoutTest = Rule(
    "constraint-without-test", .warning, "no test is marked with a constraint",
    explanation: """
      Without a test that fails when the constraint is broken it holds by assertion only. \
      Invariants need one before anything else counts.
      """,
    remedy: "Mark the test that verifies it with `@pytest.mark.constraint`, or write one.",
    example: "@pytest.mark.constraint(\"B3\")")

  /// No document explains a constraint.
  public static let constraintUndocumented = Rule(
    "constraint-undocumented", .warning, "a constraint or failure mode is explained in no document",
    explanation: """
      Whoever changes the system reads the documents first. The plan promises that one of them \
      explains this id, and none of them mentions it.
      """,
    remedy: "Generate the document again, or add a section with the id.",
    example: "docs/RUNBOOK.md has no section for F2")

  /// No panel and no alert watches a constraint that the plan wants watched.
  public static let constraintUnobserved = Rule(
    "constraint-unobserved", .warning, "neither a panel nor an alert watches a constraint",
    explanation: """
      Some constraints can be broken in operation only, and somebody has to see it. The plan asks \
      for a panel or an alert, and none of them names the constraint.
      """,
    remedy: "Add the label `constraint` to the alert, or the id to the panel's description.",
    example: "labels: {constraint: \"T3\"}")

  /// A failure mode is not handled, or not provoked by a test.
  public static let failureModeOpen = Rule(
    "failure-mode-open", .warning, "a failure mode is handled by no code or provoked by no test",
    explanation: """
      A failure mode that nothing handles will happen one day. One that no test provokes may be \
      handled, and nobody knows.
      """,
    remedy: "Mark the code with the id, and the test with `@pytest.mark.failure_mode`.",
    example: "@pytest.mark.failure_mode(\"F2\")")

  /// A test for a constraint fails.
  public static let testFailed = Rule(
    "test-failed", .error, "a test of a constraint has failed",
    explanation: """
      The reports in the artifacts folder, and those among the project's inputs, say how each test \
      ended. A test that has failed, or ended with an error, says that its constraint does not hold.
      """,
    remedy: "Read why it failed and correct the code, not the test.",
    example: "TestWindow.test_no_attempt_after_the_window has failed")

  /// A test for a constraint was left out.
  public static let testSkipped = Rule(
    "test-skipped", .warning, "a test of a constraint was skipped",
    explanation: """
      A test that was skipped has said nothing. It counts like one that is not there. So does one of \
      which cases were skipped, or left out of the run although the report says that it has more.
      """,
    remedy: "Run it, or remove the mark that says what it verifies.",
    example: "@pytest.mark.skip")

  /// A test has no result.
  public static let testNotRun = Rule(
    "test-not-run", .note, "a test has no result",
    explanation: """
      A test exists, and no report says how it ended. That is neither success nor failure: the \
      constraint is verified in part at most.
      """,
    remedy: "Run the tests with `--junitxml=results.xml` in the artifacts folder.",
    example: "python -m pytest --junitxml=results.xml")

  /// A test can fail in no way.
  public static let testAssertsNothing = Rule(
    "test-asserts-nothing", .warning, "a test asserts nothing",
    explanation: """
      No statement of the test can fail: it holds no assertion that is not always true, expects no \
      error and calls nothing that checks. It passes whatever the program does.
      """,
    remedy: "Assert what the constraint demands.",
    example: "def test_window():\n    run()    # and nothing is looked at")

  /// A test asks for a fixture that nobody gives.
  public static let fixtureMissing = Rule(
    "fixture-missing", .warning, "a test asks for a fixture that no file defines",
    explanation: """
      Parameters of a test are fixtures. One that neither the test's file nor a `conftest.py` \
      defines, and that pytest does not bring along, ends the test with an error before it begins. \
      A plugin may define it: then name it in `conftest.py`.
      """,
    remedy: "Define the fixture in `conftest.py`.",
    example: "async def test_window(workflow_env):    # no fixture workflow_env")

  /// A document describes something that is not there.
  public static let documentedNameMissing = Rule(
    "documented-name-missing", .warning, "a document describes what neither code nor alerts have",
    explanation: """
      Events, signals, queries and alerts are known by their names. Whoever follows a document to \
      a signal that no workflow handles finds out when it matters.
      """,
    remedy: "Correct the name, or remove what is described.",
    example: "`retry.started` in ARCHITECTURE.md, and no code that emits it")

  /// Something is there that no document describes.
  public static let nameUndocumented = Rule(
    "name-undocumented", .note, "a signal, query, event or alert is described in no document",
    explanation: """
      What can be called or seen from outside belongs into the interfaces or the runbook. Otherwise \
      it is used by those who read the code, and by nobody else.
      """,
    remedy: "Describe it, or generate the documents again.",
    example: "@workflow.signal\ndef pause(self): ...    # in no document")

  /// An alert or a panel draws another line than the manifold.
  public static let measureDiffers = Rule(
    "measure-differs", .warning, "an alert or panel draws another line than its constraint",
    explanation: """
      The manifold states the figure. An alert with another one stays silent while the constraint \
      is violated, or wakes somebody while it holds. Shares may be written as such or in percent, \
      times in seconds or milliseconds.
      """,
    remedy: "Take the figure from the manifold: generate the file again.",
    example: "expr: manual_rate > 0.5    # the manifold says less than 0.2")

  /// The account of a generation differs from the files.
  public static let reportDiffers = Rule(
    "report-differs", .warning, "the account of a generation differs from the files",
    explanation: """
      The account lists files with their lines and ids. Each of them is looked up: a file that is \
      not there, another number of lines, or an id that nothing in the file is marked with make \
      the account say more than the folder holds.
      """,
    remedy: "Run `generate` again, which counts everything in the files that it writes.",
    example: "- {path: observability/retry_dashboard.json}    # the file is called dashboard.json")

  /// The coverage of an account is silent about something.
  public static let coverageOmits = Rule(
    "coverage-omits", .warning, "the coverage of an account says nothing of some constraints",
    explanation: """
      Fully, partially and not covered together are all constraints of the manifold. One that is \
      in none of the lists makes every share too good.
      """,
    remedy: "List it as not covered, with the reason.",
    example: "not_covered: []    # and B4 stands in no list")

  /// A document lacks a section of the plan.
  public static let sectionMissing = Rule(
    "section-missing", .warning, "a document lacks a section that the manifold asks for",
    explanation: """
      The sections of a generated document follow from the manifold: one for each alert and each \
      failure mode in a runbook, decisions and observability in the architecture. A section that \
      is gone leaves its constraint, alert or failure mode unexplained.
      """,
    remedy: "Generate the document again, or write the section.",
    example: "docs/RUNBOOK.md without a section for an alert that the manifold needs")

  /// A link into a document leads to no heading.
  public static let anchorMissing = Rule(
    "anchor-missing", .warning, "a link leads to an anchor that no heading has",
    explanation: """
      Anchors are made of headings: lower case, hyphens for spaces. A heading that was renamed \
      takes its anchor along, and links to the old one end at the top of the page.
      """,
    remedy: "Write the anchor of the heading that is meant.",
    example: "see [the alert](RUNBOOK.md#duplicate-payments)")
}
