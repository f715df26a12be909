import Analysis
import SourceText

/// What `report.json` may hold at most: the writer keeps to it, the reader insists on it, the
/// schema says it.
enum ChangeReportLimits {
  /// Bytes of the file.
  static let bytes = 32 << 20
  /// Values in the file.
  static let values = 2_000_000
  /// Findings, judged constraints, each.
  static let items = 50_000
  /// Lines of the budget, remarks, each.
  static let lines = 1_000
  /// Code points of an id, a path, the name of a scope.
  static let name = 4_096
  /// Code points of a title, a summary, a remark.
  static let sentence = 4_000
  /// Code points of a text before or after.
  static let text = 20_000
  /// Bytes of all texts before and after.
  static let texts = 8 << 20
  /// The greatest count.
  static let count = 100_000_000
}

extension ChangeReport {
  /// The report within the limits of a file: what is left out is said, and never an error before
  /// anything else.
  func fitted(items: Int = ChangeReportLimits.items, texts: Int = ChangeReportLimits.texts)
    -> ChangeReport
  {
    var result = self
    if findings.count > items {
      let errors = findings.indices.filter { findings[$0].severity == .error }
      let others = findings.indices.filter { findings[$0].severity != .error }
      result.findings = (errors + others).prefix(items).sorted().map { findings[$0] }
      result.remarks.append("\(findings.count - items) findings are left out of the file")
    }
    var (room, dropped) = (texts, 0)
    for index in result.findings.indices {
      let finding = result.findings[index]
      room -= (finding.before?.utf8.count ?? 0) + (finding.after?.utf8.count ?? 0)
      guard room < 0, finding.before != nil || finding.after != nil else { continue }
      (result.findings[index].before, result.findings[index].after) = (nil, nil)
      dropped += 1
    }
    if dropped > 0 { result.remarks.append("the texts of \(dropped) findings are left out") }
    return result
  }
}
