import SourceText
import TraceModel

/// What is known of an item once its section has ended.
extension ModuleScan {
  mutating func close(at row: Int) {
    guard var last = open.popLast() else { return }
    if last.isBodyOpen { last.body = last.body.lowerBound..<max(row, last.body.lowerBound) }
    finish(last)
    guard var owner = open.popLast() else { return }
    owner.progress.done += last.progress.done
    owner.progress.total += last.progress.total
    open.append(owner)
  }

  private mutating func finish(_ last: OpenItem) {
    let body = statement(last.body)
    let position = last.position
    let own = document.items[position].range
    switch document.items[position].detail {
    case .specified(var facts):
      if body != nil { facts.level = ObligationLevel(strongestIn: saying(last.body)) }
      if place.isActual {
        facts.actual = body ?? document.items[position].title
        addFacet("As built", facts.actual, position)
        addFacet("Mark", facts.mark.map { Prose($0.rawValue, at: own) }, position)
      } else if place.kind != .intentVsActual {
        document.items[position].statement = body
      }
      facts.gap = gap(position) ?? facts.gap
      document.items[position].detail = .specified(facts)
    case .progress:
      document.items[position].detail = .progress(last.progress)
      document.items[position].statement = body
    case .module:
      if place.isChange || place.kind == .intentDesign { document.items[position].statement = body }
      addTicks(last.progress, position)
    default: document.items[position].statement = body
    }
  }

  /// What a page shows beside the intent.
  private mutating func addFacet(_ name: String, _ value: Prose?, _ position: Int) {
    guard let value else { return }
    document.items[position].attributes.append(Attribute(name, value))
  }

  private mutating func addTicks(_ progress: ProgressFacts, _ position: Int) {
    guard progress.total > 0 else { return }
    let range = SourceRange.file(place.path)
    document.items[position].attributes.append(
      Attribute("Ticked", Prose("\(progress.done) of \(progress.total)", at: range)))
  }

  private func gap(_ position: Int) -> Prose? {
    guard place.kind == .intentVsActual else { return nil }
    return document.items[position].attributes.first { $0.name == "Gap" }?.value
  }

  /// The rows as far as they are no comments.
  private func saying(_ rows: Range<Int>) -> String {
    rows.clamped(to: text.rows.indices).map { text.said(text.rows[$0].span) }
      .joined(separator: "\n")
  }

  /// The rows as one text, without blank rows and rules at its ends.
  func statement(_ rows: Range<Int>) -> Prose? {
    var rows = rows.clamped(to: text.rows.indices)
    let isEmpty = { (row: Int) in
      let span = text.trimmed(text.rows[row].span)
      return span.isEmpty || text.isBreak(span)
    }
    while let first = rows.first, isEmpty(first) { rows.removeFirst() }
    while let last = rows.last, isEmpty(last) { rows.removeLast() }
    guard let first = rows.first, let last = rows.last else { return nil }
    let span = text.rows[first].span.lowerBound..<text.rows[last].span.upperBound
    return Prose(text.string(span), at: text.range(span))
  }

  mutating func checkContent() {
    guard place.isActual || place.kind == .intentVsActual, !hasContent else { return }
    document.diagnostics.append(
      Diagnostic(
        .emptyDocument, at: .file(place.path), "the document describes nothing that was built",
        fix: "describe what was built, or delete the file"))
  }
}
