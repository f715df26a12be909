import Drawing
import SourceText
import Templates
import TraceModel

/// Rows that a page shows of a list, and how many it leaves out.
typealias ShownRows = (shown: [TemplateValue], hidden: Int)

/// What became of requirements and scenarios, and the gates that were opened.
extension PageContext {
  private static let shownItems = 150
  private static let shownPassages = 100
  private static let shownGrounds = 20
  /// Bytes of the texts in one list, so that no page outgrows its budget.
  private static let textBudget = 60_000

  /// Lines that tests run, in words and as a bar.
  func linesRun(_ coverage: ModuleBoard.Coverage) -> TemplateValue {
    let total = max(0, coverage.total)
    let hit = min(max(0, coverage.hit), total)
    let bar = CoverageBar([("satisfied", hit), ("gap", total - hit)])
    // Numbers of a report may be as large as they like: the product needs two words.
    let percent = total > 0 ? total.dividingFullWidth(hit.multipliedFullWidth(by: 100)).quotient : 0
    return [
      "label": "Lines that tests run", "url": .null, "isEmpty": .bool(total == 0),
      "numerator": .string("\(percent) %"),
      "denominator": .string(
        "\(total) \(total == 1 ? "line" : "lines"); \(coverage.wanted) % wanted"),
      "percent": "", "bar": total > 0 ? .html(SafeHTML { bar.write(into: &$0) }) : .null,
      "segments": .list([]),
    ]
  }

  /// How many of each kind there are; kinds without any are shown, too.
  func kinds(_ board: ModuleBoard) -> [TemplateValue] {
    guard !board.built.isEmpty else { return [] }
    return ModuleBoard.Built.kinds.map { kind in
      [
        "count": .int(board.built.count { $0.state == kind.state }),
        "status": Site.status(kind.key, kind.word),
      ]
    }
  }

  /// The same as a bar; the numbers stand below it.
  func kindBar(_ board: ModuleBoard) -> TemplateValue {
    let bar = CoverageBar(
      ModuleBoard.Built.kinds.map { kind in
        (kind.key, board.built.count { $0.state == kind.state })
      })
    return bar.parts.isEmpty ? .null : .html(SafeHTML { bar.write(into: &$0) })
  }

  /// Everything that was not built as it was meant.
  func gapRows(_ board: ModuleBoard) -> ShownRows {
    itemRows(board.built.filter { $0.state != "implemented" })
  }

  /// Everything of which documents say something else.
  func driftRows(_ board: ModuleBoard) -> ShownRows {
    itemRows(board.built.filter { !$0.claim.isEmpty })
  }

  private func itemRows(_ items: [ModuleBoard.Built]) -> ShownRows {
    let weights = items.map { item in
      let title = item.node.map { graph[$0].title.utf8.count } ?? 0
      return title + item.id.utf8.count + item.reason.utf8.count + item.claim.utf8.count
    }
    let shown = firstRows(weights, size: Self.shownItems)
    return (items[shown].map { row($0) }, items.count - shown.count)
  }

  private func row(_ item: ModuleBoard.Built) -> TemplateValue {
    [
      "id": .string(item.id), "node": item.node.map { reference(to: $0) } ?? .null,
      "status": item.status, "reason": .string(item.reason), "claim": .string(item.claim),
    ]
  }

  /// The last gates that were opened, oldest first.
  func passageRows(_ board: ModuleBoard) -> ShownRows {
    let weights = board.passages.reversed().map { passage in
      let grounds = passage.grounds.prefix(Self.shownGrounds).reduce(0) { $0 + $1.utf8.count }
      return grounds + passage.gate.utf8.count + passage.person.utf8.count
    }
    let count = firstRows(weights, size: Self.shownPassages).count
    let rows = board.passages.suffix(count).map { passage -> TemplateValue in
      [
        "gate": .string(passage.gate.capitalisedFirst), "person": .string(passage.person),
        "day": .string(passage.day), "dayText": .string(dayText(passage.day)),
        "total": .int(passage.grounds.count),
        "grounds": .list(passage.grounds.prefix(Self.shownGrounds).map { .string($0) }),
        "rest": .int(max(0, passage.grounds.count - Self.shownGrounds)),
      ]
    }
    return (rows, board.passages.count - count)
  }

  private func firstRows(_ weights: [Int], size: Int) -> Range<Int> {
    PagedList(path: "", weights: weights, budget: Self.textBudget, size: size).range(ofPage: 0)
  }
}

extension ModuleBoard.Built {
  /// Every state with the key that gives its colour, best first.
  fileprivate static let kinds: [(state: String, key: String, word: String)] = [
    ("implemented", "satisfied", "Implemented"), ("partial", "partial", "Partial"),
    ("changed", "suspect", "Changed"), ("deferred", "declared", "Deferred"),
    ("missing", "failing", "Missing"), ("unplanned", "unknown", "Unplanned"),
  ]

  fileprivate var status: TemplateValue {
    let kind = Self.kinds.first { $0.state == state }
    return Site.status(kind?.key ?? "unknown", kind?.word ?? state.capitalisedFirst)
  }
}
