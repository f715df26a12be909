import Analysis
import Templates
import TraceModel

/// Views of results, claims and reports inside other pages.
extension PageContext {
  /// The start of one list of evidence; the suites when none is chosen.
  func resultsView(_ name: String?) -> EmbeddedView {
    let list = name.flatMap(EvidencePage.List.init) ?? .suites
    let rows = EvidenceRows(site)
    let count = rows.count(of: list)
    let template =
      switch list {
      case .suites: "suites"
      case .failing: "failing"
      case .coverage: "covered"
      case .findings: "findings"
      }
    return EmbeddedView(
      template, list.title, rows.rows(of: list, 0..<min(count, Self.embeddedRows), self),
      empty: list == .failing ? "No test is known to fail." : "No report of results is read.",
      all: whole("All evidence", EvidencePage.path))
  }

  /// Claims of the project, a manifold or a report, what differs first.
  func claimsView(of node: NodeIndex?, outcome: String?) -> EmbeddedView {
    let own = node.map { site.claimsByManifold[$0] ?? [] } ?? site.assessment.claims
    let order: [CheckedClaim.Outcome] = [.differs, .unsupported, .agrees]
    let claims = order.filter { outcome.map($0.rawValue.elementsEqual) ?? true }.flatMap { wanted in
      own.filter { $0.outcome == wanted }
    }
    var view = EmbeddedView(
      "claims", "Claims", claims.prefix(Self.embeddedRows).map { claimRow($0, anchor: "") },
      empty: "No such claim is made.",
      all: whole("All \(site.assessment.claims.count) claims", "claims.html"))
    // Rows that are not all there cannot be sorted in place.
    view.values["pager"] = claims.count > Self.embeddedRows ? .bool(true) : .null
    return view
  }

  func reportsView() -> EmbeddedView {
    let reports = graph.nodes(of: .report)
    return EmbeddedView(
      "reports", "Reports", reports.prefix(Self.embeddedRows).map { reportRow($0) },
      empty: "The project has no reports.",
      all: whole("All \(reports.count) reports", DevelopmentReportPages.path))
  }
}
