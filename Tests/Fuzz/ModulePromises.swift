import Ingest
import SourceText
import TraceModel

/// Promises of the readers of documents: places lie in the file, parents come before their children,
/// and progress is never more than whole.
func placePromises(_ documents: [TraceDocument], _ file: SourceFile) -> String? {
  let end = UInt32(file.bytes.count)
  for document in documents {
    for diagnostic in document.diagnostics where diagnostic.range.span.end > end {
      return "place outside the file: \(diagnostic)"
    }
    for (position, item) in document.items.enumerated() {
      if item.range.span.end > end { return "item outside the file: \(item.range)" }
      if let parent = item.parent, parent >= position { return "parent \(parent) of \(position)" }
      if item.links.contains(where: { $0.range.span.end > end }) { return "link outside the file" }
      if case .progress(let facts) = item.detail, facts.done < 0 || facts.done > facts.total {
        return "\(facts.done) of \(facts.total) boxes"
      }
    }
  }
  return nil
}

/// The same text under every name that decides how it is read; and it can be linked.
func modulePromises(_ file: SourceFile) -> String? {
  let paths = [
    "modules/a/INTENT_REQUIREMENTS.md", "modules/a/INTENT_SCENARIOS.md", "modules/a/TASKS.md",
    "modules/a/INTENT_VS_ACTUAL.md", "modules/a/ACTUAL_SCENARIOS.md", "modules/a/CHANGELOG.md",
    "openspec/changes/a/specs/b/spec.md", "docs/RTM.md", "docs/cases.md",
  ]
  var all: [TraceDocument] = []
  for path in paths {
    let copy = SourceFile(path: path, bytes: file.bytes)
    let documents = Ingest.read(copy, as: .modules)
    if let complaint = placePromises(documents, copy) { return "\(path): \(complaint)" }
    all += documents
  }
  // Linking costs more than reading, and what it does depends on less.
  if file.bytes.count % 8 == 0 { _ = Ingest.link([], documents: all) }
  return nil
}

/// What a policy demands prints as something that reads the same.
func policyPromises(_ file: SourceFile) -> String? {
  let policy = Ingest.readPolicies([file])
  let end = UInt32(file.bytes.count)
  if policy.diagnostics.contains(where: { $0.range.span.end > end }) { return "place outside" }
  for (subject, rule) in policy.demands {
    let text = "requires: {\(subject.rawValue): \"\(rule.demand.text)\"}"
    let again = Ingest.readPolicies([SourceFile(path: "again", text: text)])
    guard again.demands[subject]?.demand.text == rule.demand.text else {
      return "\(rule.demand.text) reads as \(again.demands[subject]?.demand.text ?? "nothing")"
    }
  }
  return nil
}

let moduleSeeds = [
  """
  ## Phase 1 (PHASE-PAY-1)
  ### REQ-PAY-42: Own timeout
  It MUST end (REQ-1). - References: REQ-2
  #### SCEN-PAY-01: Slow [PARTIAL]
  - **WHEN** it is late (REQ-PAY-42)
  - **THEN** it ends
  ### TASK-PAY-01: SDK
  - [x] 1.1 traits (SCEN-PAY-01)
    - [ ] 1.2 models
  **Progress:** 1/2
  """,
  """
  ## RENAMED Requirements
  - FROM: `### Requirement: Login`
  - TO: `### Requirement: Sign in`
  ## MODIFIED Requirements
  ### Requirement: Retry
  It SHALL retry.
  #### Scenario: Once
  - **GIVEN** x
  """,
  """
  # Cases
  ### Test Info
  | Field | Description |
  |---|---|
  | Test Case ID | TC-PAY-01 |
  | Title | Pays |
  | Depends on | TC-PAY-02,03 |
  ### Steps
  | 1 | click | paid |
  """,
  """
  #### Create
  - [x] `p1` - **ID**: `cpt-todo-app-fr-create`
  It MUST work, see `cpt-todo-app-actor-user`.
  | REQ-07.1 | TC-LOGIN-02,03,04 |
  | | TC-LOGIN-05 |
  ## [0.2.0] - 2024-01-15
  - SCEN-PAY-01: works
  - **[F20.011]** - Fact
  > quoted
  """,
]

let moduleTokens = [
  "#", "## ", "### ", "- [ ] ", "- [x] ", "**", "|", "| ", "`", "REQ-", "SCEN-X-01", "TASK-X-1",
  ",",
  "02,03", "(", ")", "[", "]", "cpt-a-b-fr-c", "**ID**:", "Test Case ID |", "FROM:", "TO:",
  "RENAMED Requirements", "Requirement:", "Scenario:", "WHEN", "Phase 99999999999999999999", "\n",
  "```", "{MODULE}", "\u{E9}", "F1.2", "0.0.0", "---\n", "> ",
]

let recordSeeds = [
  "---\nstatus: accepted\ndate: 2024-01-02\n---\n# ADR-007: Keys\n## Context\nx\n* Supersedes ADR-1\n",
  "# 7. Keys\n\nDate: 2024-01-02\n\n## Status\n\nSuperseded by [8](0008-a.md)\n",
  "# INC-2024-089\n**Status**: resolved\n- violates B1\n",
]

/// Places are inside the file, and an entry is added to it as a whole or not at all.
func reviewPromises(_ file: SourceFile) -> String? {
  let reviews = Ingest.readReviews([file])
  let end = UInt32(file.bytes.count)
  if reviews.diagnostics.contains(where: { $0.range.span.end > end }) { return "place outside" }
  let entry = Reviews.Entry(
    of: "shop/B1", digest: "0123456789ab", by: "Ada", on: "2026-11-20", note: "a: \"b\" #",
    at: .file(""))
  guard case .success(let bytes) = Ingest.adding(entry, to: file) else { return nil }
  let again = Ingest.readReviews([SourceFile(path: file.path, bytes: bytes)])
  return again.entries.count == reviews.entries.count + 1 && again.diagnostics.isEmpty
    ? nil : "an entry was not added"
}

let reviewSeeds = [
  "reviews:\n  - {node: shop/B1, digest: 0123abcd, by: Ada, on: 2026-11-20, ends: [RT-1]}\n",
  "# who\nreviews: []\n", "reviews:\n- node: B1\n  digest: 0123abcd\n  by: Ada\n  on: 2026-11-20\n",
]

let policySeeds = [
  """
  requires:
    invariant: code and passing test
    boundary: an alert or (test and review)
  gaps:
    - {node: shop/U1-U3, reason: later, owner: ops, expires: 2027-01-31}
  budget:
    invariant: 0
    modules: {oagw: {requirement: no-growth}}
  """
]

let policyTokens = [
  "requires:", "gaps:", "budget:", "no-growth", "reviews:", "digest: ", "- ", " and ", " or ", "(",
  ")", "passing", "test", "a ", "invariant: ",
  "expires: ", "node: ",
]
