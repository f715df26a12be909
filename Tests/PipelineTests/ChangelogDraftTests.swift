import Ingest
import Pipeline
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite struct `Drafts of releases` {
  /// Two scenarios that work and one that does not.
  static func module(_ changelog: String?) -> ModuleCase {
    var module = ModuleCase([
      .intentDesign: "# Pay\n",
      .intentScenarios: "# S\n"
        + (1...3).map { "### SCEN-PAY-0\($0): Case \($0)\n- **WHEN** x\n- **THEN** y\n" }.joined(),
    ])
    module.texts[.changelog] = changelog
    module.tests =
      ModuleCase.test("a[SCEN-PAY-01]") + ModuleCase.test("b[SCEN-PAY-02]")
      + ModuleCase.test("c[SCEN-PAY-03]", "<failure/>")
    return module
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let id: String
    let before: String?
    var version: String?
    /// The file, or why there is none.
    let after: String
    var testDescription: String { id }

    init(_ id: String, _ before: String?, _ version: String? = nil, _ after: String) {
      (self.id, self.before, self.version, self.after) = (id, before, version, after)
    }
  }

  static let entries = "- SCEN-PAY-01: Case 1\n- SCEN-PAY-02: Case 2\n"

  static let rows: [Row] = [
    Row(
      "above the newest", "# C\n\n## [0.1.9] - 2024-01-01\n- old\n", nil,
      "# C\n\n## [0.2.0] - 2031-01-31\n### Added\n\(entries)\n## [0.1.9] - 2024-01-01\n- old\n"),
    Row(
      "the first", "# C", nil, "# C\n\n## [0.1.0] - 2031-01-31\n### Added\n\(entries)"),
    Row(
      "from what was not released", "# C\n## [Unreleased]\n### Fixed\n- x\n## 1.0.0\n", "1.0.1",
      "# C\n## [Unreleased]\n\n## [1.0.1] - 2031-01-31\n### Added\n\(entries)### Fixed\n- x\n"
        + "## 1.0.0\n"),
    Row(
      "beside what was added already",
      "## [Unreleased]\n### Added\n- x\n## 1.0.0\n### Added\n- y\n",
      nil,
      "## [Unreleased]\n\n## [1.1.0] - 2031-01-31\n### Added\n\(entries)- x\n## 1.0.0\n### Added\n"
        + "- y\n"),
    Row(
      "in a list where Unreleased is the title of all",
      "# Unreleased\n## 1.0.0\n### Added\n- y\n", nil,
      "# Unreleased\n\n## [1.1.0] - 2031-01-31\n### Added\n\(entries)## 1.0.0\n### Added\n- y\n"),
    Row(
      "what is named already is not named again", "## [0.1.0] - 2024-01-01\n- SCEN-PAY-1\n", nil,
      "## [0.2.0] - 2031-01-31\n### Added\n- SCEN-PAY-02: Case 2\n\n## [0.1.0] - 2024-01-01\n"
        + "- SCEN-PAY-1\n"),
    Row(
      "fenced to the end", "# C\n```\ntext", nil,
      "# C\n```\ntext\n```\n\n## [0.1.0] - 2031-01-31\n### Added\n\(entries)"),
    Row(
      "nothing is new", "## [0.1.0]\n- SCEN-PAY-01, SCEN-PAY-02\n", nil,
      "every scenario that is implemented stands in a release already"),
    Row(
      "not above the newest", "## [0.2.0]\n", "0.2.0",
      "0.2.0 is not above 0.2.0, the newest release"),
    Row(
      "below the newest", "## [0.2.0]\n## [0.10.0]\n", "0.9.0",
      "0.9.0 is not above 0.10.0, the newest release"),
    Row("no version", nil, "next", "next is no version such as 0.2.0"),
    Row("no version either", nil, "01.2.3", "01.2.3 is no version such as 0.2.0"),
    Row(
      "Unreleased below a release", "## 1.0.0\n- x\n## [Unreleased]\n- y\n", nil,
      "Unreleased stands below 1.0.0: move it to the top"),
  ]

  @Test(arguments: rows)
  func `stand above what there is`(_ row: Row) throws {
    let result = ChangelogDraft.file(
      of: try Self.module(row.before).input(), version: row.version, on: "2031-01-31")
    switch result {
    case .success(let file): #expect(file.source.displayText == row.after)
    case .failure(let refusal): #expect(refusal.reason == row.after)
    }
  }

  @Test func `begin a file of their own`() throws {
    let file = try ChangelogDraft.file(
      of: try Self.module(nil).input(), version: nil, on: "2031-01-31"
    ).get()
    #expect(file.path == DocumentCase.path(.changelog))
    #expect(file.source.displayText.hasPrefix("# Changelog\n"))
    #expect(
      file.source.displayText.hasSuffix("## [0.1.0] - 2031-01-31\n### Added\n\(Self.entries)"))
  }

  /// Change logs with lines of people, with and without what is not released.
  @Test(arguments: 0..<40)
  func `leave every line, and releases in their order`(seed: UInt64) throws {
    var random = Seeded(seed)
    let ending = random.isOnce(in: 3) ? "\r\n" : "\n"
    var lines = random.isOnce(in: 3) ? [] : ["# Changelog", "note 1."]
    var note = 2
    func written(_ random: inout Seeded) -> [String] {
      (0..<random.below(4)).map { _ in
        defer { note += 1 }
        let form = random.one(of: [
          "- note", "note", "### Fixed note", "### Added\n- note", "> note",
        ])
        return "\(form) \(note).".replacing("\n", with: ending)
      }
    }
    if random.isOnce(in: 2) { lines += ["## [Unreleased]"] + written(&random) }
    for number in (0..<random.below(4)).reversed() {
      lines += ["## [\(number / 2).\(number).0] - 2024-01-0\(number + 1)"] + written(&random)
    }
    let text = lines.joined(separator: ending) + (random.isOnce(in: 2) ? ending : "")
    let before = Self.module(text)
    let file = try ChangelogDraft.file(of: try before.input(), version: nil, on: "2031-01-31").get()
    let after = before.with([file])
    `Drafts over what people have written`.expectLaws(before, after, .changelog)
    let releases = Ingest.outline(file.source, code: "PAY").sections.filter { $0.kind == .release }
      .compactMap(\.id).filter { $0 != "Unreleased" }
    #expect(
      releases == releases.sorted { isNaturallyOrdered($1, before: $0) }
        && Set(releases).count == releases.count)
    guard case .failure = ChangelogDraft.file(of: try after.input(), version: nil, on: "2031-02-01")
    else {
      Issue.record("released twice: \(file.source.displayText)")
      return
    }
  }
}
