import Analysis
import Drawing
import SourceText
import Templates

extension PageContext {
  /// The coverage of constraints over commits, as a line and as a table.
  func trend(_ trend: CoverageTrend) -> TemplateValue {
    guard let first = trend.points.first, let last = trend.points.last else { return .null }
    var line = Sparkline(
      values: trend.points.map { $0.constraints?.share ?? .nan }, title: "Coverage by commit",
      description: "Satisfied constraints, from \(first.text) on \(first.day) to \(last.text) on "
        + "\(last.day).")
    // Not wider than a phone.
    (line.width, line.height) = (330, 72)
    let drawing = line
    return [
      "svg": .html(SafeHTML { drawing.write(into: &$0, prefix: "trend") }),
      "caption": .string(
        "Satisfied constraints, commit by commit: \(first.text) on \(dayText(first.day)), "
          + "\(last.text) on \(dayText(last.day)). \(trend.start.sentence)"),
      "rows": .list(trend.points.reversed().map { row(of: $0) }),
    ]
  }

  private func row(of point: CoverageTrend.Point) -> TemplateValue {
    [
      "commit": .string(String(point.commit.prefix(12))), "day": .string(point.day),
      "dayText": .string(dayText(point.day)),
      "coverage": point.constraints.map { coverage("Constraints", $0) } ?? .null,
    ]
  }
}

extension CoverageTrend.Point {
  /// `3 of 16`.
  fileprivate var text: String { constraints?.text ?? "an unreadable commit" }
}

extension Coverage {
  /// The share that is satisfied, from 0 to 1; `nil` for an empty set.
  fileprivate var share: Double? { total == 0 ? nil : Double(satisfied) / Double(total) }
}
