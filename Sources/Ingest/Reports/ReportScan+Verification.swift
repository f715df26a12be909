import Notation
import SourceText
import TraceModel

/// Verification reports: what holds by their word, to be compared with the verdicts.
extension ReportScan {
  mutating func readVerification(_ node: Node) {
    for entry in node.entries ?? [] {
      switch entry.key {
      case "summary":
        keepAll(entry.value)
        checkTotals(entry.value, node)
      case "by_constraint", "by_failure_mode": readStatuses(entry.value, of: entry.key)
      default: keep(entry)
      }
    }
  }

  /// One row a constraint or failure mode: its status is a claim about it.
  mutating func readStatuses(_ node: Node, of section: String) {
    for row in node.elements ?? [] {
      guard let id = row["id"] ?? row["constraint"] ?? row["failure_mode"],
        let text = id.scalarText, let status = row["status"], let word = status.scalarText
      else { continue }
      if !draft.isTentative {
        draft.document.claims.append(
          StatedClaim(
            .status(Prose(draft.target(text), at: draft.range(id))),
            declared: Prose(Self.statusWord(word), at: draft.range(status))))
      }
      let link = draft.link(.references, to: text, at: draft.range(id), remark: word)
      draft.document.items[Self.report].add(link)
      for gap in row["gaps"]?.elements ?? [] { addGap(gap, of: text) }
    }
  }

  private mutating func addGap(_ node: Node, of id: String) {
    guard let text = node.scalarText else { return }
    let place = draft
    draft.add(.gap, "gap-\(id)", at: draft.range(node), parent: Self.report) { item in
      item.statement = Prose(plainWords(text), at: place.range(node))
      item.links = [place.link(.references, to: id, at: place.range(node))]
    }
  }

  /// `✓ FULLY SATISFIED` as `FULLY_SATISFIED`.
  static func statusWord(_ text: String) -> String {
    let words = text.split { !$0.isLetter && $0 != "_" }
    return words.isEmpty ? text : words.joined(separator: "_").uppercased()
  }

  private static let kinds: [(key: String, words: Set<String>)] = [
    ("fully_satisfied", ["FULLY_SATISFIED", "SATISFIED"]),
    ("partially_satisfied", ["PARTIALLY_SATISFIED", "PARTIAL"]),
    ("not_satisfied", ["NOT_SATISFIED", "NOT_VERIFIED", "MISSING", "FAILED", "VIOLATED"]),
  ]

  /// The totals of a summary, against each other and against the rows.
  private mutating func checkTotals(_ summary: Node, _ report: Node) {
    let parts = Self.kinds.compactMap { summary.entry($0.key) }
    checkSum("constraints by status", summary["total_constraints"], parts)
    let rows = report["by_constraint"]?.elements ?? []
    let words = rows.compactMap { $0["status"]?.scalarText.map(Self.statusWord) }
    guard !words.isEmpty else { return }
    claim(
      "constraints verified", summary["total_constraints"], count: rows.count,
      "counted: \(rows.count) rows, one a constraint")
    for kind in Self.kinds {
      let count = words.count { kind.words.contains($0) }
      claim(
        kind.key.split(separator: "_").joined(separator: " "), summary[kind.key], count: count,
        "counted: \(count) of \(rows.count) rows say so")
    }
    checkOverall(summary["overall_status"], words)
    if let total = summary["total_constraints"], let text = total.scalarText, facts.subject != nil {
      draft.document.claims.append(
        StatedClaim(.whole(.subjectTotal), declared: Prose(text, at: draft.range(total))))
    }
  }

  /// The word over the whole, against the worst row.
  private mutating func checkOverall(_ node: Node?, _ words: [String]) {
    guard let node, let text = node.scalarText else { return }
    let good: Set = ["SATISFIED", "VERIFIED", "PASS", "PASSED", "READY", "FULLY_SATISFIED"]
    guard good.contains(Self.statusWord(text)) else { return }
    let open = words.filter { !Self.kinds[0].words.contains($0) }
    claim(
      "overall status", declared: text, at: draft.range(node),
      computed: open.isEmpty ? text : "\(open.count) of \(words.count) rows are not satisfied",
      agrees: open.isEmpty, "the word over the whole says no more than its weakest row")
  }
}
