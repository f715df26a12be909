import SourceText

/// Picks, of all the figures that a constraint states, those that an archetype works with.
///
/// Typed fields come before the measurement, and the measurement before the statement: the further
/// to the front, the less is left to reading.
struct FigureChoice {
  private let text: ItemText
  private let all: [Figure]
  private let thresholds: [String: Figure]

  init(_ text: ItemText) {
    self.text = text
    let order = ["measurement", "statement", "title", "target", "implementation_hint"]
    let fields = order.compactMap { text.field($0) }
    all = fields.flatMap { FigureReading.figures(in: $0) }
    thresholds = Self.thresholds(text)
  }

  func figures(for archetype: Archetype) -> StatedFigures {
    var figures = StatedFigures()
    figures.metric = metric
    (figures.metricLimit, figures.metricComparison) = metricLimit
    switch archetype {
    case .timeWindow:
      figures.limit = threshold(.duration) ?? stated(.duration) { !$0.isPeriod }
    case .latencyGoal:
      let quantile = thresholds.keys.sorted().last { $0.utf8.first == UInt8(ascii: "p") }
      figures.limit =
        quantile.flatMap { thresholds[$0] } ?? threshold(.duration)
        ?? stated(.duration) { !$0.isPeriod } ?? target(in: "s")
      figures.quantile = quantile.flatMap(quantileFigure) ?? stated(.quantile) { _ in true }
    case .rateLimit:
      figures.limit = threshold(.count) ?? bounded(.count) ?? stated(.count) { _ in true }
      figures.window =
        thresholds["window"] ?? stated(.duration) { $0.isPeriod } ?? stated(.duration) { _ in true }
    case .retryBound: figures.limit = tries
    case .ratioGoal:
      figures.limit = threshold(.share) ?? compared(.share) ?? stated(.share) { _ in true }
      figures.window = thresholds["window"]
    default:
      figures.limit = thresholds["ceiling"] ?? thresholds["floor"]
      figures.window = thresholds["window"]
    }
    return figures
  }

  // MARK: what is stated in words

  private func stated(_ quantity: Figure.Quantity, _ fits: (Figure) -> Bool) -> Figure? {
    let found = all.filter { $0.quantity == quantity && fits($0) }
    // The statement is what people have agreed on; the measurement may use other units.
    return found.first { $0.field == "statement" } ?? found.first
  }

  private func bounded(_ quantity: Figure.Quantity) -> Figure? {
    stated(quantity) { $0.comparison?.isUpper == true }
  }

  /// A comparison in the measurement, which goes with its metric.
  private func compared(_ quantity: Figure.Quantity) -> Figure? {
    all.first { $0.field == "measurement" && $0.quantity == quantity && $0.comparison != nil }
  }

  /// How many tries: the number beside the word, or behind the comparison of the measurement.
  private var tries: Figure? {
    let nouns = ["attempt", "attempts", "tries", "retries", "retry", "times"]
    let beside = stated(.count) { nouns.contains($0.unit) && $0.value >= 1 }
    if let beside { return beside }
    let measured = all.first { figure in
      figure.field == "measurement" && figure.quantity == .count
        && figure.comparison?.isUpper == true
        && figure.value >= 1
    }
    let names = (text.field("measurement")?.words ?? []).map(\.text)
    return names.contains(where: nouns.contains) ? measured : nil
  }

  private func target(in unit: String) -> Figure? {
    guard let target = text.field("target"), let value = Double(target.text) else { return nil }
    return Figure(
      quantity: .duration, value: value, unit: unit, comparison: .less, text: target.text,
      field: "target", isPeriod: false, range: target.range)
  }

  // MARK: typed fields

  private func threshold(_ quantity: Figure.Quantity) -> Figure? {
    let names = ["ceiling", "floor", "failure_rate"]
    return names.lazy.compactMap { thresholds[$0] }.first { $0.quantity == quantity }
  }

  private func quantileFigure(_ name: String) -> Figure? {
    guard var figure = thresholds[name], let digits = Int(name.dropFirst()) else { return nil }
    var value = Double(digits)
    for _ in name.dropFirst().utf8 { value /= 10 }
    (figure.quantity, figure.value, figure.text) = (.quantile, value, name)
    return figure
  }

  private static func thresholds(_ text: ItemText) -> [String: Figure] {
    var found: [String: Figure] = [:]
    let comparison = text.threshold["operator"].flatMap(Comparison.init)
    for (name, value) in text.threshold {
      let isQuantile = name.utf8.first == UInt8(ascii: "p") && Int(name.dropFirst()) != nil
      guard isQuantile || ["ceiling", "floor", "failure_rate", "window"].contains(name) else {
        continue
      }
      let unit = name == "window" ? nil : text.threshold["unit"]
      guard var figure = figure(name, value, unit, at: text.range(of: "threshold")) else {
        continue
      }
      figure.comparison =
        comparison ?? (name == "floor" ? .atLeast : isQuantile ? .less : .atMost)
      found[name] = figure
    }
    return found
  }

  private static func figure(
    _ name: String, _ value: String, _ unit: String?, at range: SourceRange
  ) -> Figure? {
    let field = TextField("threshold", value, at: range, weight: 1)
    if let duration = FigureReading.figures(in: field).first(where: { $0.quantity == .duration }) {
      return duration
    }
    guard let first = field.words.first, let number = first.number else { return nil }
    let isPercent = field.words.dropFirst().first?.text == "%" || unit == "%"
    let time = unit.flatMap { Duration.unit(named: $0) }
    let isShare = isPercent || time == nil && number > 0 && number < 1
    let quantity: Figure.Quantity = time != nil ? .duration : isShare ? .share : .count
    return Figure(
      quantity: quantity, value: isPercent ? number / 100 : number * (time?.seconds ?? 1),
      unit: unit ?? "", comparison: nil, text: unit.map { "\(value) \($0)" } ?? value,
      field: "threshold", isPeriod: name == "window", range: range)
  }

  // MARK: the metric

  /// A name that the manifold gives to what is measured.
  private var metric: String? {
    if let name = text.threshold["metric"] { return prometheusName(name) }
    guard let field = text.field("measurement") else { return nil }
    let names = Self.identifiers(field.text)
    // A name inside a function may be an argument of anything; one of a quantile is the histogram.
    if field.text.hasPrefix("histogram_quantile") {
      return names.dropFirst().first.map(prometheusName)
    }
    guard let first = names.first, field.text.hasPrefix(first), names.count == 1 else { return nil }
    return prometheusName(first)
  }

  /// What the metric is compared with: the typed limit, or that of the measurement.
  private var metricLimit: (Double?, Comparison?) {
    let comparison = text.threshold["operator"].flatMap(Comparison.init)
    for name in ["ceiling", "floor", "p99", "p95", "p90", "p50", "failure_rate"] {
      guard let value = text.threshold[name] else { continue }
      let digits = value.prefix { $0.isNumber || $0 == "." }
      let standard: Comparison = name == "floor" ? .atLeast : name.hasPrefix("p") ? .less : .atMost
      if let number = Double(digits) { return (number, comparison ?? standard) }
    }
    let compared = all.last { $0.field == "measurement" && $0.comparison != nil }
    guard let compared else { return (nil, nil) }
    return (compared.value, compared.comparison)
  }

  /// Words with an underscore.
  private static func identifiers(_ text: String) -> [String] {
    let isDigit = { (byte: UInt8) in byte >= 0x30 && byte <= 0x39 }
    let words = text.utf8.split { byte in
      let isLetter = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
      return !(isLetter || isDigit(byte) || byte == 0x5F || byte == 0x3A)
    }
    return words.filter { $0.contains(0x5F) && $0.first.map(isDigit) == false }
      .map { String(Substring($0)) }
  }
}

extension StatedFigures {
  /// Whether the figures are there that an archetype cannot do without.
  func meet(_ demand: FigureDemand) -> Bool {
    switch demand {
    case .none: true
    case .duration: limit?.quantity == .duration
    case .count: limit?.quantity == .count
    case .countInPeriod: limit?.quantity == .count && window?.quantity == .duration
    case .durationForShare: limit?.quantity == .duration
    case .share: limit?.quantity == .share
    }
  }
}

/// A name that the monitoring system accepts: letters, digits, `_` and `:`.
func prometheusName(_ name: String) -> String {
  var bytes = name.utf8.map { byte in
    let isWord = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39
    return isWord || byte == 0x5F || byte == 0x3A ? byte : 0x5F
  }
  if let first = bytes.first, first >= 0x30, first <= 0x39 { bytes.insert(0x5F, at: 0) }
  return String(decoding: bytes.prefix(120), as: UTF8.self)
}
