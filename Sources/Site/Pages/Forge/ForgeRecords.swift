import Analysis
import Markdown
import SourceText
import Templates
import TraceModel

extension PageContext {
  /// Ids that a row of a list shows of what a record touches.
  private static let shownTouches = 8

  /// A pull request or an issue as a row of a list.
  func forgeRow(_ node: NodeIndex, _ index: ForgeIndex) -> TemplateValue {
    guard let facts = graph[node].forgeFacts else { return .null }
    let touched = index.touched(by: node)
    return [
      "number": .string(graph[node].displayID), "title": .string(graph[node].title),
      "kind": .string(graph[node].key.kind.label), "url": url(node),
      "status": forgeStatus(facts.state),
      "files": .int(facts.changes.count + facts.omittedChanges),
      "runs": .list(index.runs(behind: node).prefix(2).map { anchor(graph[$0].title, url($0)) }),
      "touched": .list(touched.prefix(Self.shownTouches).map { reference(to: $0, isLocal: false) }),
      "hidden": .int(max(0, touched.count - Self.shownTouches)),
    ]
  }

  /// What became of a record, in the colours of verdicts.
  func forgeStatus(_ state: ForgeFacts.State?) -> TemplateValue {
    switch state {
    case .merged: Site.status("ok", "Merged")
    case .open: Site.status("partial", "Open")
    case .closed: Site.status("declared", "Closed")
    case nil: Site.status("unknown", "Unknown")
    }
  }

  /// What a check has said, by its own word.
  func checkStatus(_ status: ForgeFacts.Status) -> TemplateValue {
    let key =
      switch status.state {
      case "success": "ok"
      case "failure", "error": "failing"
      case "pending": "partial"
      default: "unknown"
      }
    return [
      "status": Site.status(key, status.state.capitalisedFirst), "text": .string(status.text),
    ]
  }

  /// Adds what a row shows, and what it says of other nodes.
  func combineForgeRow(
    _ node: NodeIndex, _ index: ForgeIndex, into hasher: inout Fingerprinter
  ) {
    hasher.combine(site.routes[node].path)
    hasher.combine(graph[node].title)
    graph[node].forgeFacts?.combineRow(into: &hasher)
    for other in index.runs(behind: node) + index.touched(by: node) {
      hasher.combine(site.routes[other].path)
      hasher.combine(site.title(of: other))
      hasher.combine(site.scopeLabel(graph[other].key.scope))
      hasher.combine(Int(site.assessment.verdicts[other].rawValue))
    }
  }
}

/// Differences as HTML, within what one page may hold of them.
struct PatchText {
  private var bytes = 96 << 10
  private var lines = 1_500

  /// The lines of a difference, marked as inserted or deleted with their signs; whether some of them
  /// were left out.
  mutating func html(of patch: String) -> (html: TemplateValue, isCut: Bool) {
    let all = patch.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    var kept: [UInt8] = []
    var count = 0
    for line in all.prefix(max(0, lines)) {
      // Some characters take six bytes in HTML.
      let cost = line.reduce(1) { $0 + ([0x22, 0x26, 0x27, 0x3C, 0x3E].contains($1) ? 6 : 1) }
      guard cost <= bytes else { break }
      bytes -= cost
      kept += Array(line) + [0x0A]
      count += 1
    }
    lines -= count
    guard !kept.isEmpty else { return (.null, !patch.isEmpty) }
    let marked = ProgramText.lines(of: SourceFile(path: "change.diff", bytes: kept))
    return (.html(SafeHTML(bytes: Array(marked.joined(separator: [0x0A])))), count < all.count)
  }
}
