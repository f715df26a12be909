import SourceText
import TraceModel

extension ModuleScan {
  /// A row of a table: a test scenario below its requirement, or a line of a traceability matrix.
  mutating func readRow(_ line: Range<Int>) {
    let cells = cells(of: line)
    if let group, let first = cells.first, isNumber(first), cells.count > 1 {
      return addScenario(first, cells, of: group)
    }
    guard place.isMatrix, !isBelowScenarios else { return }
    readMatrixRow(cells)
  }

  /// `| 1 | Press 'j' | It moves down |` shows the requirement whose heading stands above.
  private mutating func addScenario(_ number: Range<Int>, _ cells: [Range<Int>], of group: Int) {
    let owner = document.items[group].id.text
    let range = text.range(cells[1])
    var item = DeclaredItem(
      kind: .scenario, id: Prose("\(owner).\(text.string(number))", at: range), hasGivenID: true,
      title: Prose(text.string(cells[1]), at: range),
      detail: .specified(SpecifiedFacts(intent: range)), parent: group, range: range)
    item.links = [DeclaredLink(.covers, to: owner, at: range)]
    if cells.count > 2, !cells[2].isEmpty {
      item.attributes.append(
        Attribute("Expected", Prose(text.string(cells[2]), at: text.range(cells[2]))))
    }
    document.items.append(item)
  }

  /// An empty first cell means the requirement of the row above; `(none)` is no id, so is a head.
  private mutating func readMatrixRow(_ cells: [Range<Int>]) {
    guard let first = cells.first else { return }
    let ids = moduleIDs(in: text.bytes, first)
    if let id = ids.first, id.id.kind == .requirement {
      group = position(of: id.id, id.span)
      matrixRow = group
    } else if !first.isEmpty {
      matrixRow = nil
    }
    guard let row = matrixRow else { return }
    for cell in cells.dropFirst() {
      for found in moduleIDs(in: text.bytes, cell) { link(row, found.id, found.span) }
    }
    group = nil
  }

  private mutating func link(_ row: Int, _ id: ModuleID, _ span: Range<Int>) {
    let requirement = document.items[row].id.text
    guard id.kind == .scenario else {
      var link = DeclaredLink(.references, to: id.text, at: text.range(span))
      link.isOptional = true
      return document.items[row].links.append(link)
    }
    let scenario = position(of: id, span)
    let link = DeclaredLink(.covers, to: requirement, at: text.range(span))
    if !document.items[scenario].links.contains(where: { $0.target == requirement }) {
      document.items[scenario].links.append(link)
    }
  }

  /// The item of an id, which the first row that names it declares.
  private mutating func position(of id: ModuleID, _ span: Range<Int>) -> Int {
    if let known = matrixItems[id.text] { return known }
    let range = text.range(span)
    let item = DeclaredItem(
      kind: id.kind, id: Prose(id.text, at: range),
      detail: .specified(SpecifiedFacts(intent: range)), parent: open.first?.position,
      range: range)
    matrixItems[id.text] = document.items.count
    document.items.append(item)
    return document.items.count - 1
  }

  /// Between the bars, without the space round each; a bar after a backslash is text.
  func cells(of line: Range<Int>) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    var start = line.lowerBound + 1
    for index in start..<line.upperBound where text.bytes[index] == UInt8(ascii: "|") {
      if text.bytes[index - 1] == UInt8(ascii: "\\") { continue }
      cells.append(text.trimmed(start..<index))
      start = index + 1
    }
    if start < line.upperBound { cells.append(text.trimmed(start..<line.upperBound)) }
    return cells
  }

  func isNumber(_ span: Range<Int>) -> Bool {
    (1...6).contains(span.count) && text.bytes[span].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}
