import Pipeline
import SourceText
import Testing
import TraceModel

@Suite struct `Checks of a change log` {
  static func log(_ text: String) -> [ModuleDocumentKind: String] {
    [.changelog: "# Changelog\n\n\(text)\n"]
  }

  static let cases: [DocumentCase] = [
    DocumentCase(
      .changelogForm, "as Keep a Changelog wants it",
      log(
        """
        ## [Unreleased]
        ### Security
        ## [1.0.0] - 2024-02-29
        ### Added
        - SCEN-PAY-01: limits
        #### In detail
        ## [1.0.0-rc.10] - 2024-02-29 [YANKED]
        ## [1.0.0-rc.2+7](https://example.org/a...b) (2024-02-28)
        ## 1.0.0-beta
        ## [v0.10.0] – 2024-01-15
        ### Fixed
        ### Changed
        ## 0.9.0 - YYYY-MM-DD
        ### Deprecated
        ### Removed
        """)),
    DocumentCase(
      .changelogForm, "the newest does not come first",
      log("## [0.9.0] - 2024-01-15\n## ①[0.10.0] - 2024-01-15\n## [0.2.0] - 2024-01-15"),
      says: "0.10.0 stands below an older release"),
    DocumentCase(
      .changelogForm, "an early version comes before the version itself",
      log("## [1.0.0-rc.1]\n## ①[1.0.0]\n## [1.0.0-alpha.beta]\n## ②[1.0.0-alpha.beta.1]")),
    DocumentCase(
      .changelogForm, "versions that are none",
      log(
        "## ①[1.2] - 2024-01-15\n## ②01.2.3\n## ③1.2.3.4\n## ④1.2.3-\n## ⑤[Next]\n## ⑥Version 2\n"
          + "## ⑦1.0.0-01\n## Why"),
      says: "\"1.2\" is no semantic version"),
    DocumentCase(
      .changelogForm, "days that are none",
      log("## ①[0.3.0] - 2023-02-29\n## ②[0.2.0] - soon\n## ③[0.1.0] - 2024-13-01"),
      says: "\"2023-02-29\" is no day"),
    DocumentCase(
      .changelogForm, "a younger day below an older",
      log("## [0.3.0] - 2024-01-15\n## ①[0.2.0] - 2024-01-16\n## [0.1.0] - 2024-01-16"),
      says: "the release of 2024-01-16 stands below"),
    DocumentCase(
      .changelogForm, "what is not released below what is",
      log("## [0.3.0] - 2024-01-15\n## ①[Unreleased]\n"), says: "move it to the top"),
    DocumentCase(
      .changelogForm, "groups of other names",
      log(
        "### About\n## [0.3.0] - 2024-01-15\n### ①added\n### ②New\n#### ③Fine\n"
          .replacing("③", "")),
      says: "write \"Added\""),
    DocumentCase(.changelogForm, "there is none", [.tasks: "### New\n"]),
  ]

  @Test(arguments: cases)
  func `find what others could not read`(_ row: DocumentCase) throws { try row.check() }
}
