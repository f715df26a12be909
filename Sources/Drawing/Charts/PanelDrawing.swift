public import SourceText

/// A panel of a dashboard as it is set up: its frame, its kind, and the bands that its thresholds
/// cut. No data is drawn, because none is known when a site is built.
public struct PanelDrawing: Sendable {
  /// One band of values with one colour.
  public struct Band: Sendable {
    /// Which values fall into it: `0.3 to 0.5`.
    public var range: String
    /// The colour's name as the dashboard has it; said in words beside the band.
    public var colour: String
    /// The key of the status whose colour it takes: `satisfied`, `failing`, …
    public var key: String

    /// A band of values.
    public init(range: String, colour: String, key: String) {
      self.range = range
      self.colour = colour
      self.key = key
    }
  }

  /// The panel's title.
  public var title: String
  /// `gauge`, `timeseries`, … as written.
  public var type: String
  /// `s`, `percent`, … as written; empty for none.
  public var unit: String
  /// From the highest values to the lowest; empty for a panel without thresholds.
  public var bands: [Band]
  /// The panel's own page; `nil` for no link.
  public var href: String?

  /// A panel; bands past the twelfth are left out and counted.
  public init(
    title: String, type: String, unit: String = "", bands: [Band] = [], href: String? = nil
  ) {
    self.title = title
    self.type = type
    self.unit = unit
    self.bands = bands
    self.href = href
  }

  private enum Measure {
    static let width = 300.0
    static let head = 48.0
    static let band = 26.0
    static let limit = 12
  }

  /// Appends the picture as one `<svg>`; `prefix` makes its ids unique in the page.
  public func write(into buffer: inout ByteBuffer, prefix: String) {
    var svg = SVGWriter(buffer: ByteBuffer(), prefix: prefix)
    swap(&svg.buffer, &buffer)
    defer { swap(&svg.buffer, &buffer) }
    let shown = bands.prefix(Measure.limit)
    let rows = max(1, shown.count) + (bands.count > shown.count ? 1 : 0)
    let height = Measure.head + Double(rows) * Measure.band + 12
    let frame = Frame(x: 0.5, y: 0.5, width: Measure.width - 1, height: height - 1)
    svg.open(
      Frame(x: 0, y: 0, width: Measure.width, height: height), class: "d-panel", title: title,
      description: description, hasLinks: href != nil)
    svg.rectangle(frame, radius: 6, class: "d-panel-frame")
    writeHead(into: &svg)
    for (row, band) in shown.enumerated() { write(band, row, into: &svg) }
    if bands.isEmpty { note("no thresholds", 0, into: &svg) }
    if bands.count > shown.count {
      note("\(bands.count - shown.count) more", shown.count, into: &svg)
    }
    svg.raw("</svg>")
  }

  /// The same in a sentence, for readers who do not see it.
  public var description: String {
    let unit = unit.isEmpty ? "" : ", in \(unit)"
    guard !bands.isEmpty else { return "\(type)\(unit), without thresholds" }
    let words = bands.prefix(Measure.limit).map { "\($0.range): \($0.colour)" }
    return "\(type)\(unit); " + words.joined(separator: "; ")
  }

  private func writeHead(into svg: inout SVGWriter) {
    let isLink = svg.openLink(href)
    svg.label(
      title, atX: 14, 22, class: "d-panel-title", room: Room(Measure.width - 28, size: 13))
    if isLink { svg.raw("</a>") }
    svg.label(
      unit.isEmpty ? type : "\(type) · \(unit)", atX: 14, 39, class: "d-panel-type",
      room: Room(Measure.width - 28, size: 11))
  }

  private func write(_ band: Band, _ row: Int, into svg: inout SVGWriter) {
    let top = Measure.head + Double(row) * Measure.band
    svg.rectangle(
      Frame(x: 14, y: top, width: 10, height: Measure.band - 2), class: "d-band d-band--\(band.key)"
    )
    svg.label(
      band.range, atX: 34, top + 16, class: "d-band-range", room: Room(150, size: 12))
    svg.label(
      band.colour, atX: 190, top + 16, class: "d-band-colour", room: Room(96, size: 12))
  }

  private func note(_ text: String, _ row: Int, into svg: inout SVGWriter) {
    let top = Measure.head + Double(row) * Measure.band
    svg.label(text, atX: 14, top + 16, class: "d-band-colour", room: Room(260, size: 12))
  }
}
