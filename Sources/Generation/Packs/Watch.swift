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
  let window: String
  /// How long the line is crossed before anybody is told.
  let patience: String?
  let alert: String
  let unit: String

  /// `nil` when the threshold names nothing that could be watched.
  init?(_ item: SubjectItem, className: String) {
    let members = ItemText.members(of: item.attribute("threshold") ?? "")
    let quantile = Self.quantile(members)
    let lines = [(quantile?.limit, Comparison.atMost)] + Self.lines(members)
    guard let line = lines.first(where: { $0.0 != nil }), let limit = line.0 else { return nil }
    if let query = members["query"], Self.isQuery(query) {
      (kind, subject) = (.query, query)
    } else if let metric = members["metric"], Self.isName(metric, and: "_:") {
      subject = metric
      kind = quantile != nil ? .histogram : metric.hasSuffix("_total") ? .counter : .gauge
    } else {
      return nil
    }
    self.item = item
    self.limit = limit
    self.quantile = quantile?.share
    comparison = members["operator"].flatMap(Comparison.init(rawValue:)) ?? line.1
    window = members["window"].flatMap(Self.span) ?? (kind == .counter ? "1h" : "5m")
    patience = members["for"].flatMap(Self.span) ?? (kind == .counter ? nil : "5m")
    alert =
      members["alert"].flatMap { Self.isName($0, and: "_") ? $0 : nil }
      ?? className + identifier(item.id).uppercased()
    unit = members["unit"] ?? ""
  }

  private static func lines(_ members: [String: String]) -> [(Double?, Comparison)] {
    [("ceiling", .atMost), ("floor", .atLeast), ("value", .atMost)].map { name, comparison in
      (members[name].flatMap(Double.init), comparison)
    }
  }

  private static func quantile(_ members: [String: String]) -> (share: Double, limit: Double)? {
    [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999)].lazy
      .compactMap { name, share in members[name].flatMap(Double.init).map { (share, $0) } }.first
  }

  private static func isName(_ text: String, and others: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first), text.utf8.count <= 120 else {
      return false
    }
    return text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || others.utf8.contains($0)
    }
  }

  /// One line, without what the monitoring system takes for a template of its own.
  private static func isQuery(_ text: String) -> Bool {
    text.utf8.count <= 2_000 && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
      && !text.contains("{{") && !text.contains("}}")
  }

  /// A length of time as the monitoring system writes it: `5m`.
  private static func span(_ text: String) -> String? {
    guard let unit = text.utf8.last, "smhdw".utf8.contains(unit), text.utf8.count <= 6,
      let count = Int(text.dropLast()), count > 0
    else { return nil }
    return text
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
      return "sum((increase(\(name)[\(window)]) or 0 * \(name))"
        + " + ((\(name) unless \(name) offset \(window)) or 0 * \(name)))"
    case .histogram:
      let share = decimalText(quantile ?? 1)
      return "histogram_quantile(\(share), sum by (le) (rate(\(name)_bucket[\(window)])))"
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

  /// A record for templates; `place` is its number among the watches.
  func record(at place: Int, modes: [TemplateValue]) -> TemplateRecord {
    let step = kind == .counter || limit == limit.rounded() ? 1 : 0.001
    let isLower = comparison.isLower
    let share = (quantile ?? 1) * 1_000_000
    return [
      "id": .string(item.id), "key": .string(identifier(item.id)),
      "statement": .string(item.statement), "rationale": .string(item.rationale),
      "alert": .string(alert), "anchor": .string(alert.lowercased()),
      "is_gauge": .bool(kind == .gauge), "is_counter": .bool(kind == .counter),
      "is_histogram": .bool(kind == .histogram), "is_query": .bool(kind == .query),
      "metric": .string(subject), "expression": .string(expression),
      "condition": .string("\(expression) \(missed) \(decimalText(limit))"),
      "missed": .string(missed), "limit": .decimal(decimalText(limit)),
      "operator_name": .string(comparison.label), "window": .string(window),
      "for": optional(patience), "unit": .string(unit), "is_lower": .bool(isLower),
      "grafana_unit": .string(grafanaUnit),
      "severity": .string(MeasureValues.severity(of: [item])),
      "bad": .decimal(decimalText(isLower ? limit - step : limit + step)),
      "good": .decimal(decimalText(limit)), "above": .decimal(decimalText(limit * 1.5)),
      "within_bad": .int(Int((share - 1e-3).rounded(.down))),
      "within_good": .int(min(1_000_000, Int((share + 1e-3).rounded(.down)) + 1)),
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
  fileprivate var isLower: Bool { self == .atLeast || self == .more }
}
