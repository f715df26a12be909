import SourceText
import Templates

/// What watches a constraint, as its `threshold` states it: a series, the line that it must not
/// cross, and how long it may.
///
///     threshold: {metric: queue_oldest_seconds, operator: "<=", ceiling: 300, for: 2m, alert: QueueOld}
///
/// The series is a gauge; a counter when its name ends in `_total`, of which the increase in `window`
/// is compared; a histogram when the line is one of a quantile (`p99: 0.5`). `query` says it in the
/// monitoring system's own words instead.
struct Watch: Sendable {
  enum Kind: String, Sendable { case gauge, counter, histogram, query }

  let item: SubjectItem
  let kind: Kind
  /// A series, or a query.
  let subject: String
  let comparison: Comparison
  let limit: Double
  /// 0.99; nil but for histograms.
  let quantile: Double?
  let window: AlertSpan
  /// How long the line is crossed before anybody is told.
  let patience: AlertSpan?
  let alert: String
  let unit: String

  /// `nil` when the threshold names no series and no query, or no line.
  ///
  /// - Throws: what is there and cannot be used as it is written.
  init?(_ item: SubjectItem, className: String) throws(ThresholdFault) {
    let reading = ThresholdReading(item.attribute("threshold") ?? "")
    guard let line = try reading.line() else { return nil }
    let query = try reading.query()
    if let query {
      (kind, subject) = (.query, query)
    } else {
      guard let metric = try reading.name("metric", and: "_:") else { return nil }
      subject = metric
      kind = line.quantile != nil ? .histogram : metric.hasSuffix("_total") ? .counter : .gauge
    }
    self.item = item
    (limit, quantile) = (line.limit, line.quantile)
    comparison = try reading.comparison() ?? line.comparison
    window = try reading.span("window", atLeast: 10_000) ?? AlertSpan(kind == .counter ? 60 : 5)
    let patience = try reading.span("for", atLeast: 0) ?? AlertSpan(kind == .counter ? 0 : 5)
    self.patience = patience.milliseconds == 0 ? nil : patience
    alert = try reading.name("alert", and: "_") ?? className + identifier(item.id).uppercased()
    unit = reading.members["unit"] ?? ""
    if let fault = lineFault { throw fault }
  }

  /// A line that says nothing, because no value is ever on one of its sides.
  private var lineFault: ThresholdFault? {
    switch kind {
    case .counter where limit < 0 || limit == 0 && (comparison == .atLeast || comparison == .less):
      ThresholdFault("\(comparison.label) \(decimalText(limit)) says nothing of a counter")
    case .histogram where limit <= 0 || comparison == .equal:
      ThresholdFault("\(comparison.label) \(decimalText(limit)) says nothing of a quantile")
    default: nil
    }
  }
}

extension Watch {
  /// What is compared with the line.
  var expression: String {
    let name = subject
    switch kind {
    case .query: return subject
    case .gauge: return comparison.isLower ? "min(\(name))" : "max(\(name))"
    // What a series has when it is first seen counts as well: a counter may be born with an event.
    case .counter:
      return "sum((increase(\(name)[\(window.text)]) or 0 * \(name))"
        + " + ((\(name) unless \(name) offset \(window.text)) or 0 * \(name)))"
    case .histogram:
      let share = decimalText(quantile ?? 1)
      return "histogram_quantile(\(share), sum by (le) (rate(\(name)_bucket[\(window.text)])))"
    }
  }

  private var missed: String {
    switch comparison {
    case .atMost: ">"
    case .less: ">="
    case .atLeast: "<"
    case .more: "<="
    case .equal: "!="
    }
  }

  /// True where the promise is broken. A query may hold an operator that binds less than this one.
  private var condition: String {
    let left = kind == .query ? "(\(expression))" : expression
    return "\(left) \(missed) \(decimalText(limit))"
  }

  /// A record for templates; `place` is its number among the watches.
  func record(at place: Int, modes: [TemplateValue]) -> TemplateRecord {
    var record: TemplateRecord = [
      "id": .string(item.id), "key": .string(identifier(item.id)),
      "statement": .string(item.statement), "rationale": .string(item.rationale),
      "alert": .string(alert), "anchor": .string(alert.lowercased()),
      "is_gauge": .bool(kind == .gauge), "is_counter": .bool(kind == .counter),
      "is_histogram": .bool(kind == .histogram), "is_query": .bool(kind == .query),
      "metric": .string(subject), "expression": .string(expression),
      "condition": .string(condition),
      "missed": .string(missed), "limit": .decimal(decimalText(limit)),
      "operator_name": .string(comparison.label), "window": .string(window.text),
      "for": optional(patience?.text), "unit": .string(unit), "is_lower": .bool(comparison.isLower),
      "grafana_unit": .string(grafanaUnit),
      "severity": .string(MeasureValues.severity(of: [item])),
      "is_first": .bool(place == 0), "panel": .int(place + 1), "x": .int(place % 2 * 12),
      "y": .int(place / 2 * 8), "modes": .list(modes),
      "mode_ids": .string(
        modes.compactMap { mode in
          if case .record(let record) = mode, case .string(let id) = record["id"] {
            id
          } else {
            nil
          }
        }.joined(separator: ", ")),
    ]
    record.append(trial)
    return record
  }

  private var grafanaUnit: String {
    switch unit {
    case "s", "ms", "bytes", "percentunit", "percent": unit
    default: "short"
    }
  }
}

extension Comparison {
  /// What falls below the line breaks the promise.
  var isLower: Bool { self == .atLeast || self == .more }
}
