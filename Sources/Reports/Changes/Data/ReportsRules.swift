public import SourceText

/// The rules of this module, for the rule pages and for SARIF.
public enum ReportsRules {
  /// Every rule that is reported here.
  public static let all: [Rule] = [.reportData]
}

extension Rule {
  /// A `report.json` that is none.
  public static let reportData = Rule(
    "report-data", .error, "the file is no report on a change",
    explanation: """
      A report on a change may be made in one job and posted by another, which trusts the first \
      with nothing but data. So the file has to follow its schema to the letter: version, members, \
      kinds of values, limits of texts and lists. Paths have to stay inside the project, and \
      verdict and headline have to follow from the findings.
      """,
    remedy: """
      Make the file with `throughline report pr --format json`, and read it with the same version \
      that wrote it. Do not edit it.
      """,
    example: #"{"schema": 1, "verdict": "passed", "findings": [], "note": "added by hand"}"#)
}
