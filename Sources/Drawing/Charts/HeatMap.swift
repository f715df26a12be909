public import SourceText

/// Groups against groups: how much of each pair is covered, at most 50 by 50.
public struct HeatMap: Sendable {
  /// One pair of groups.
  public struct Cell: Sendable {
    /// How many of `total` are covered.
    public var covered: Int
    /// How many there are to cover.
    public var total: Int
    /// The filtered table behind the cell; `nil` for no link.
    public var href: String?

    /// A cell; a total of 0 means that there is nothing to cover.
    public init(covered: Int, total: Int, href: String? = nil) {
      self.covered = covered
      self.total = total
      self.href = href
    }
  }

  /// Names of the rows, from top to bottom.
  public var rows: [String]
  /// Names of the columns, from left to right.
  public var columns: [String]
  /// Row by row; `nil` where the pair has no member.
  public var cells: [[Cell?]]
  /// What the picture shows, in a few words.
  public var title: String
  /// The same in a sentence, for readers who do not see it.
  public var description: String

  /// A map; rows and columns past the fiftieth are left out, and the description says so.
  public init(
    rows: [String], columns: [String], cells: [[Cell?]], title: String, description: String
  ) {
    self.rows = Array(rows.prefix(50))
    self.columns = Array(columns.prefix(50))
    self.cells = cells
    self.title = title
    let isCut = rows.count > 50 || columns.count > 50
    self.description = isCut ? description + " Only the first 50 groups are shown." : description
  }

  private enum Measure {
    static let cell = 30.0
    static let gap = 3.0
    static let margin = 4.0
  }

  /// Appends the picture as one `<svg>`; `prefix` makes its ids unique in the page.
  public func write(into buffer: inout ByteBuffer, prefix: String) {
    var svg = SVGWriter(buffer: ByteBuffer(), prefix: prefix)
    swap(&svg.buffer, &buffer)
    defer { swap(&svg.buffer, &buffer) }
    let left = Measure.margin + min(180, widest(rows)) + 8
    let top = Measure.margin + min(140, widest(columns)) * 0.71 + 14
    let step = Measure.cell + Measure.gap
    let overhang = min(140, widest(columns)) * 0.71
    let size = Frame(
      x: 0, y: 0, width: left + Double(columns.count) * step + max(Measure.margin, overhang),
      height: top + Double(rows.count) * step + Measure.margin)
    svg.open(
      size, class: "d-heat", title: title, description: description,
      hasLinks: cells.contains { $0.contains { $0?.href != nil } })
    writeColumnNames(left, top, into: &svg)
    for (row, name) in rows.enumerated() {
      let y = top + Double(row) * step
      svg.label(
        name, atX: left - 8, y + Measure.cell / 2 + 4, class: "d-row", room: Room(180, size: 12))
      for column in columns.indices {
        let frame = Frame(
          x: left + Double(column) * step, y: y, width: Measure.cell, height: Measure.cell)
        write(cell(row, column), row, column, frame, into: &svg)
      }
    }
    svg.raw("</svg>")
  }

  private func cell(_ row: Int, _ column: Int) -> Cell? {
    guard row < cells.count, column < cells[row].count else { return nil }
    return cells[row][column]
  }

  private func widest(_ names: [String]) -> Double {
    names.reduce(0) { max($0, textWidth($1, size: 12)) }
  }

  private func writeColumnNames(_ left: Double, _ top: Double, into svg: inout SVGWriter) {
    for (column, name) in columns.enumerated() {
      let x = left + Double(column) * (Measure.cell + Measure.gap) + Measure.cell / 2
      svg.raw("<text class=\"d-column\" transform=\"translate(")
      svg.buffer.append(decimal: x)
      svg.raw(" ")
      svg.buffer.append(decimal: top - 8)
      svg.raw(") rotate(-45)\">")
      svg.text(name, room: Room(140, size: 12))
      svg.raw("</text>")
    }
  }

  private func write(
    _ cell: Cell?, _ row: Int, _ column: Int, _ frame: Frame, into svg: inout SVGWriter
  ) {
    guard let cell, cell.total > 0 else {
      svg.rectangle(frame, radius: 4, class: "d-cell d-cell--none")
      return
    }
    let isLink = svg.openLink(cell.href)
    let level = Self.level(cell)
    svg.raw("<g class=\"d-cell d-cell--")
    svg.buffer.append(level)
    svg.raw("\"><title>")
    svg.text("\(rows[row]) × \(columns[column]): \(cell.covered) of \(cell.total)")
    svg.raw("</title><rect")
    svg.place(frame)
    svg.raw(" rx=\"4\"/>")
    svg.label(
      "\(cell.covered)/\(cell.total)", atX: frame.x + frame.width / 2, frame.middle + 3.5,
      class: "d-count")
    svg.raw("</g>")
    if isLink { svg.raw("</a>") }
  }

  /// 0 for nothing, 4 for everything, 1 to 3 for the thirds between.
  private static func level(_ cell: Cell) -> Int {
    if cell.covered <= 0 { return 0 }
    if cell.covered >= cell.total { return 4 }
    return 1 + min(2, Int(Double(cell.covered) / Double(cell.total) * 3))
  }
}
