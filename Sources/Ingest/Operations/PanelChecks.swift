import Notation
import SourceText
import TraceModel

/// What Grafana would take without a word and then show wrongly, of one dashboard and its panels.
struct PanelChecks {
  /// Variables that queries may use.
  let variables: Set<String>
  /// Classic dashboards of today; what older ones or other notations leave out is no fault.
  let isCurrent: Bool
  private var placed: [GridPlace] = []

  private struct GridPlace {
    var x: Int
    var y: Int
    var width: Int
    var height: Int

    func overlaps(_ other: GridPlace) -> Bool {
      x < other.x &+ other.width && other.x < x &+ width && y < other.y &+ other.height
        && other.y < y &+ height
    }
  }

  /// Panels that draw no data.
  static let plain: Set<String> = [
    "text", "dashlist", "news", "alertlist", "welcome", "annolist", "row",
  ]
  /// Version 36 is the first that names data sources as objects.
  private static let firstCurrent = 36
  private static let last = 42

  static let rule = IngestRules.dashboardFormat

  /// - content: the dashboard itself, without the envelope of an export.
  init(_ content: Node) {
    isCurrent = (content["schemaVersion"]?.int).map { $0 >= Self.firstCurrent } ?? false
    let list = content["templating"]?["list"]?.elements ?? []
    variables = Set(list.compactMap { $0["name"]?.scalarText })
      .union((content["__inputs"]?.elements ?? []).compactMap { $0["name"]?.scalarText })
  }

  // MARK: dashboard

  /// What the dashboard says of itself.
  func check(_ content: Node, _ draft: inout DocumentDraft) {
    checkVersion(content, &draft)
    if let uid = content["uid"], let text = uid.scalarText, !Self.isAddress(text) {
      draft.warn(
        Self.rule, uid.span,
        "a uid has at most 40 of A-Z, a-z, 0-9, - and _; \"\(text.clipped)\" gets no address")
    }
    if let panels = content["panels"], panels.elements == nil {
      draft.warn(Self.rule, panels.span, "expected a list of panels, found \(panels.kindName)")
    }
    if let time = content["time"], time["from"]?.string == nil || time["to"]?.string == nil {
      draft.warn(Self.rule, time.span, "the time has to have texts \"from\" and \"to\"")
    }
  }

  private func checkVersion(_ content: Node, _ draft: inout DocumentDraft) {
    guard let node = content["schemaVersion"] else { return }
    guard let version = node.int else {
      return draft.warn(
        Self.rule, node.span, "expected a whole number as schemaVersion, found \(node.kindName)")
    }
    if version > Self.last || version < 1 {
      draft.warn(
        Self.rule, node.span,
        "the schemaVersion \(version) is none of 1 to \(Self.last), which the classic form has")
    }
  }

  private static func isAddress(_ uid: String) -> Bool {
    uid.utf8.count <= 40 && uid.utf8.allSatisfy { $0.isNameByte || $0 == UInt8(ascii: "-") }
  }

  // MARK: panels

  mutating func check(
    _ panel: Node, _ name: String, _ facts: PanelFacts, at range: SourceRange,
    _ draft: inout DocumentDraft
  ) {
    checkNames(panel, name, facts, range, &draft)
    checkQueries(panel, name, facts, range, &draft)
    checkSource(panel, name, &draft)
    checkScale(panel, name, &draft)
    if let place = panel["gridPos"] {
      checkPlace(place, name, &draft)
    } else if isCurrent {
      draft.warn(Self.rule, range, "\(name) has no gridPos: it covers others")
    }
  }

  private func checkNames(
    _ panel: Node, _ name: String, _ facts: PanelFacts, _ range: SourceRange,
    _ draft: inout DocumentDraft
  ) {
    let type = panel["type"] ?? panel["panel"]
    if type == nil { draft.warn(Self.rule, range, "\(name) has no type") }
    if let type { checkSlip(type, among: PanelNames.types, "type of a panel", &draft) }
    if isCurrent, panel["title"] == nil, facts.type != "text" {
      draft.warn(Self.rule, range, "\(name) has no title")
    }
    if isCurrent, let id = panel["id"], id.int == nil {
      draft.warn(Self.rule, id.span, "the id of \(name) has to be a whole number")
    }
    if let unit = panel["fieldConfig"]?["defaults"]?["unit"] {
      checkSlip(unit, among: PanelNames.units, "unit", &draft)
    }
    checkSlips(of: panel, "a panel", PanelNames.keys, &draft)
    if let defaults = panel["fieldConfig"]?["defaults"] {
      checkSlips(of: defaults, "fieldConfig.defaults", PanelNames.defaults, &draft)
    }
    if let options = panel["options"], let known = PanelNames.options[facts.type] {
      checkSlips(of: options, "options of a \(facts.type)", known, &draft)
    }
  }

  /// A value that is nearly, but not quite, one that is known.
  private func checkSlip(
    _ node: Node, among known: Set<String>, _ what: String, _ draft: inout DocumentDraft
  ) {
    // Short names are near to everything.
    guard let text = node.string, text.utf8.count > 3, !known.contains(text),
      let near = nearestName(to: text, among: known.sorted())
    else { return }
    draft.warn(
      Self.rule, node.span, "\"\(text.clipped)\" is no \(what) that Grafana has",
      fix: "write \"\(near)\"")
  }

  /// Keys that are nearly, but not quite, ones that are known.
  private func checkSlips(
    of node: Node, _ what: String, _ known: Set<String>, _ draft: inout DocumentDraft
  ) {
    let there = Set((node.entries ?? []).map(\.key))
    let free = known.subtracting(there).sorted()
    for entry in node.entries ?? [] where entry.key.utf8.count > 3 && !known.contains(entry.key) {
      guard let near = nearestName(to: entry.key, among: free) else { continue }
      draft.warn(
        Self.rule, entry.keySpan, "\"\(entry.key.clipped)\" is not a key of \(what)",
        fix: "write \"\(near)\"")
    }
  }

  // MARK: scale and place

  private func checkScale(_ panel: Node, _ name: String, _ draft: inout DocumentDraft) {
    guard let defaults = panel["fieldConfig"]?["defaults"] else { return }
    if let low = defaults["min"]?.double, let high = defaults["max"], let top = high.double,
      top <= low
    {
      draft.warn(Self.rule, high.span, "the highest value of \(name) is not above the lowest")
    }
    for step in (defaults["thresholds"]?["steps"]?.elements ?? []).prefix(100)
    where step["color"]?.string == nil {
      draft.warn(Self.rule, step.span, "a threshold of \(name) has no colour")
    }
  }

  private mutating func checkPlace(_ node: Node, _ name: String, _ draft: inout DocumentDraft) {
    guard let x = node["x"]?.int, let y = node["y"]?.int, let width = node["w"]?.int,
      let height = node["h"]?.int
    else {
      if isCurrent {
        draft.warn(Self.rule, node.span, "the gridPos of \(name) needs whole numbers x, y, w and h")
      }
      return
    }
    let isInside =
      (0..<24).contains(x) && (1...24).contains(width) && x + width <= 24
      && (0..<1_000_000).contains(y) && (1..<10_000).contains(height)
    guard isInside else {
      return draft.warn(Self.rule, node.span, "\(name) lies outside the grid of 24 columns")
    }
    let place = GridPlace(x: x, y: y, width: width, height: height)
    if placed.prefix(500).contains(where: place.overlaps) {
      draft.warn(Self.rule, node.span, "\(name) lies on top of another panel")
    }
    placed.append(place)
  }
}
