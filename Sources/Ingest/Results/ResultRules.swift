public import SourceText

/// The rules for reports of tests, coverage and analyses.
extension IngestRules {
  /// Found when a file of results is not what its reader expects.
  public static let resultFormat = Rule(
    "result-format", .warning, "a file of results is in no format that is read",
    explanation: """
      Results are read from JUnit, Cobertura, LCOV and SARIF 2.1.0. Another root element, another
      version, or a record that the format does not have, is left out; the rest of the file counts.
      """,
    remedy: "Let the tool write one of these formats, or take the file out of `inputs.results`.",
    example: "<checkstyle version=\"8.0\"/>\n")

  /// Found when a report holds no result.
  public static let resultEmpty = Rule(
    "result-empty", .warning, "a report holds no result",
    explanation: """
      A report without a test case, or without a covered file, is green for the wrong reason: the
      filter matched nothing, or the run stopped before it began. Nothing is satisfied by it.
      """,
    remedy: "Run the tests again, and look at what selects them.",
    example: "<testsuites tests=\"0\"/>\n")

  /// Found when a report's own counts are wrong.
  public static let resultCounts = Rule(
    "result-counts", .warning, "a report states other counts than its entries give",
    explanation: """
      The numbers on a suite or a record are a claim of the tool that wrote it. They are compared
      with the entries below; what counts are the entries, never the claim.
      """,
    remedy: "Usually two reports were merged by hand, or the file was cut: write it again.",
    example: "<testsuite tests=\"2\" failures=\"0\"><testcase name=\"pays\"/></testsuite>\n")

  /// Found when one entry of a report cannot be used.
  public static let resultValue = Rule(
    "result-value", .warning, "an entry of a report holds a value that cannot be used",
    explanation: """
      A count that is no number, a line below 1, an index beyond its list, a test without a name.
      The value is left out; the entry stands as far as it can.
      """,
    remedy: "Report it to the makers of the tool that wrote the file.",
    example: "DA:12,many\n")

  /// Found when the test of a recorded result is not there.
  public static let resultGone = Rule(
    "result-gone", .warning, "the test of a recorded result is gone",
    explanation: """
      A report names the file of a test, or a class that says which file it is, and the project does \
      not have it, although it reads such files for their marks or holds other tests in that folder. \
      Or the file is a Python file that does not define a test of this name any more, in the class that the \
      report names. A base class or an import is followed into other files of the project; where it leads \
      out of it, and where tests are made as they run, nobody can tell, and nothing is said here: a report on \
      a change warns. \
      Nobody can run the test again, so that its pass shows nothing; a failure still counts. Where a \
      project keeps no tests, nothing is said, nor where a file of the same name with another ending is \
      there, or a file that names the class.
      """,
    remedy: "Run the tests again and record what they give, or bring the test back.",
    example: "<testcase classname=\"tests.test_pay\" name=\"test_once\"/>\n")

  /// Found when a file of results is one that we have written.
  public static let resultOwn = Rule(
    "result-own", .note, "a file of results is a report of this program",
    explanation: """
      `report pr --output-dir` and `check --format sarif` write files in the formats of test results and of \
      analyses, and a job may leave them in the project's folder. They are recognised by what they say of \
      themselves, and count for nothing: a verdict that is read as a result would be its own proof. A \
      report on a change says when the change adds such a file.
      """,
    remedy: "Write reports to a folder that Git ignores, or name it in `inputs.ignored`.",
    example: "<testsuites name=\"Throughline\"><testsuite name=\"change\">"
      + "<testcase classname=\"change\" name=\"the change as a whole\"/></testsuite></testsuites>\n"
  )

  /// Found when a result names a place outside the project.
  public static let resultPlace = Rule(
    "result-place", .warning, "a result names a place outside the project",
    explanation: """
      Only paths relative to the project are believed. Absolute paths, paths that climb with `..`,
      and addresses with a scheme are neither opened nor linked; the result stands without a place.
      """,
    remedy: "Let the tool write paths relative to the project's root.",
    example: "{\"artifactLocation\": {\"uri\": \"file:///home/ci/project/a.py\"}}\n")
}
