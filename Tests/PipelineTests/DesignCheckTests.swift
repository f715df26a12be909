import Pipeline
import SourceText
import Testing
import TraceModel

@Suite struct `Checks of a design` {
  static let whole = """
    # Payments
    ## Category
    A worker.
    ## API surface
    - `charge()`
    ## Data model
    A charge.
    ### Tables and stores
    One table.
    ## Security
    By tenant.
    ## Observability
    Traces.
    ## GTS schemas
    None.
    """
  /// Everything but what a case is about.
  static func without(_ heading: String, _ rest: String = "") -> String {
    var lines = whole.split(separator: "\n").map(String.init)
    if let index = lines.firstIndex(where: { $0.contains(heading) }) {
      lines.removeSubrange(index...index + 1)
    }
    return "# ①" + lines.joined(separator: "\n").dropFirst(2) + "\n" + rest
  }

  static let phased = "## PHASE-PAY-1\n### SCEN-PAY-01: Late\n- **WHEN** x\n- **THEN** y\n"

  static let cases: [DocumentCase] = [
    DocumentCase(.designOutput, "everything is decided", [.intentDesign: whole]),
    DocumentCase(.designOutput, "there is no design", [.tasks: "# Tasks\n"]),
    DocumentCase(
      .designOutput, "one thing is left out", [.intentDesign: without("Category")],
      says: "no section about the module's category"),
    DocumentCase(
      .designOutput, "the last words count as well", [.intentDesign: without("stores")],
      says: "no section about persistence"),
    DocumentCase(
      .designOutput, "a field is as good as a section",
      [.intentDesign: without("Category", "- **Category:** worker").replacing("①", "")]),
    DocumentCase(
      .designOutput, "a field without a value is not",
      [.intentDesign: without("Category", "- **Category:**")]),
    DocumentCase(
      .designOutput, "a section with a comment says nothing",
      [
        .intentDesign: without("Security", "## ①Who has access\n<!-- say\n## who -->\n---\n")
          .replacing("# ①P", "# P")
      ], says: "\"Who has access\" says nothing about security"),
    DocumentCase(
      .designOutput, "what stands below a heading below counts",
      [.intentDesign: without("Security", "## Access\n### Roles\n- one\n").replacing("①", "")]),
    DocumentCase(
      .designOutput, "the title of the whole is no section",
      [.intentDesign: without("stores").replacing("Payments", "Storage of payments")]),
    DocumentCase(
      .designOutput, "nothing at all is decided in an empty file",
      [.intentDesign: "①②③④⑤⑥⑦\n"]),
    DocumentCase(
      .designOutput, "phases are left out where scenarios have them",
      [.intentDesign: "# ①" + whole.dropFirst(2), .intentScenarios: phased],
      says: "no section about its phases"),
    DocumentCase(
      .designOutput, "a phase has a section",
      [.intentDesign: whole + "\n## Basics (PHASE-PAY-1)\nLimits.\n", .intentScenarios: phased]),
    DocumentCase(
      .designOutput, "running text names the phases",
      [.intentDesign: whole + "\nBuilt in PHASE-PAY-1.\n", .intentScenarios: phased]),
    DocumentCase(
      .designOutput, "a phase without a word brings nothing",
      [.intentDesign: whole + "\n## ①Phase 1\n<!-- later -->\n", .intentScenarios: phased]),
    DocumentCase(
      .designOutput, "a comment that nobody ends on its line is text",
      [.intentDesign: without("Security", "## Access\n- <!-- by tenant\n").replacing("①", "")]),
    DocumentCase(
      .commentOpen, "one that begins a line and never ends",
      [
        .tasks: "# Tasks\n\n①<!-- more\n\n### TASK-PAY-01: A\n- [ ] 1.1 Add it\n",
        .intentDesign: "# Pay\n```\n<!-- more\n```\nText `<!--` here\n\n    <!-- code\n<!-->\n",
        .changelog: "# C\n<!-- a\nb -->\n## 0.1.0\n",
      ], says: "close it with -->"),
    DocumentCase(
      .designReferences, "the design names nothing that came of it",
      [.intentDesign: "Before.\n# ①Payments\n<!-- SCEN-PAY-01 -->\n", .intentScenarios: phased],
      says: "1 requirement or scenario"),
    DocumentCase(
      .designReferences, "one name in any spelling is enough",
      [.intentDesign: "# Payments\n- see SCEN-PAY-1\n", .intentScenarios: phased]),
    DocumentCase(
      .designReferences, "there is nothing yet that it could name",
      [.intentDesign: "# Payments\n", .intentRequirements: "# Requirements\n"]),
  ]

  @Test(arguments: cases)
  func `find what it leaves out`(_ row: DocumentCase) throws { try row.check() }
}

extension String {
  /// The text with each place of another replaced.
  func replacing(_ old: String, _ new: String) -> String {
    var (result, rest) = ("", self[...])
    while let start = rest.indices.first(where: { rest[$0...].hasPrefix(old) }) {
      result += rest[..<start] + new
      rest = rest[rest.index(start, offsetBy: old.count)...]
    }
    return result + rest
  }
}
