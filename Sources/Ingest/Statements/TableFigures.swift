import SourceText

/// A table whose last row states the totals of its columns.
struct TableFigures {
  let text: CompanionText

  func check(into draft: inout DocumentDraft) {
    var rows: [Int] = []
    for row in text.rows.indices {
      let span = text.trimmed(text.rows[row].span)
      let isRow = text.starts(span, with: "|") && !text.rows[row].isFenced
      if isRow { rows.append(row) }
      if !isRow || row == text.rows.indices.last {
        if rows.count > 3 { check(rows, &draft) }
        rows = []
      }
    }
  }

  private func check(_ rows: [Int], _ draft: inout DocumentDraft) {
    guard let row = rows.last, let first = rows.first else { return }
    let last = cells(row)
    guard let name = last.first, ["total", "sum", "totals"].contains(name.lowercased()) else {
      return
    }
    let parts = rows.dropFirst(2).dropLast().map(cells)
    let head = cells(first)
    guard parts.allSatisfy({ $0.count == last.count }), head.count == last.count else { return }
    for column in 1..<max(1, last.count) {
      let values = parts.map { Self.value($0[column]) }
      guard values.count > 1, let stated = Self.value(last[column]),
        values.allSatisfy({ $0?.isTime == stated.isTime })
      else { continue }
      let sum = values.compactMap { $0?.amount }.reduce(0, +)
      draft.claim(
        "total of \(head[column].prefix(40))", declared: last[column],
        at: text.range(text.trimmed(text.rows[row].span)),
        computed: stated.isTime ? Quantity.text(sum) : Quantity.short(sum),
        agrees: abs(sum - stated.amount) < (stated.isTime ? 31 : 0.051),
        "added up from the \(values.count) rows of the table")
    }
  }

  private func cells(_ row: Int) -> [String] {
    let line = text.string(text.trimmed(text.rows[row].span))
    var parts = line.split(separator: "|", omittingEmptySubsequences: false).map {
      String($0.filter { $0 != "*" }).trimmedSpaces
    }
    if parts.first?.isEmpty == true { parts.removeFirst() }
    if parts.last?.isEmpty == true { parts.removeLast() }
    return parts
  }

  /// A plain number, or a duration with a unit; `nil` for any other cell.
  private static func value(_ cell: String) -> (amount: Double, isTime: Bool)? {
    let plain = cell.filter { $0 != "," }
    if plain.utf8.count < 12, plain.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E }) {
      return Double(plain).map { ($0, false) }
    }
    guard let duration = Quantity.duration(cell), duration.low == duration.high,
      cell.words.count == 2
    else { return nil }
    return (duration.low, true)
  }
}
