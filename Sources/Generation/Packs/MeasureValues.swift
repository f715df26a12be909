import Templates
import TraceModel

/// What alerts and panels rest on: the name of each series, the lines that are drawn, and the
/// figures just beyond and just within them, which tests of alerts are made of.
struct MeasureValues: Sendable {
  private let request: GenerationRequest
  private let names: [Archetype: String]
  /// Of goals of a share, by the id of the constraint.
  private let shares: [String: String]

  /// Counters of events that must not happen; their alerts fire at the first.
  private static let events: [Archetype: String] = [
    .idempotency: "repeated_effects_total", .atomicTransition: "undefined_states_total",
    .escalation: "not_taken_over_total",
  ]
  private static let standard: [Archetype: String] = events.merging([
    .latencyGoal: "decision_duration_seconds", .rateLimit: "messages_per_recipient",
  ]) { a, _ in a }

  init(_ request: GenerationRequest) {
    self.request = request
    let prefix = request.names.words.joined(separator: "_")
    // Two demands may be stated on one series; what is counted for them is not the same.
    var taken: Set<String> = ["\(prefix)_finished_total", "\(prefix)_finished_1d"]
    var names: [Archetype: String] = [:]
    for archetype in Archetype.allCases {
      guard let ending = Self.standard[archetype] else { continue }
      let stated = request.manifold.items(of: archetype).lazy
        .compactMap { Self.metric(of: $0, archetype) }
      let name = stated.first { !taken.contains($0) } ?? "\(prefix)_\(ending)"
      names[archetype] = name
      taken.formUnion([name, "\(name)_bucket", "\(name)_sum", "\(name)_count"])
    }
    var shares: [String: String] = [:]
    for item in Self.targets(request) {
      let stated = item.classification(.ratioGoal)?.figures.metric
      let own = "\(prefix)_share_\(identifier(item.item.id))"
      let name = stated.flatMap { taken.contains($0) ? nil : $0 } ?? own
      shares[item.item.id] = name
      taken.insert(name)
    }
    (self.names, self.shares) = (names, shares)
  }

  /// The series that a manifold names; one that may have another value than none counts no events.
  private static func metric(of item: ClassifiedItem, _ archetype: Archetype) -> String? {
    guard let figures = item.classification(archetype)?.figures else { return nil }
    if events[archetype] != nil, let limit = figures.metricLimit, limit != 0 { return nil }
    return figures.metric
  }

  /// Constraints that a share is promised by, each with an alert of its own.
  private static func targets(_ request: GenerationRequest) -> [ClassifiedItem] {
    request.manifold.items(of: .ratioGoal).filter {
      $0.item.kind == .constraint && $0.classification(.ratioGoal)?.figures.limit != nil
    }
  }

  // MARK: records

  /// What is added to the record of an archetype.
  func record(_ archetype: Archetype, strictest: ClassifiedItem?) -> TemplateRecord {
    let found = request.manifold.items(of: archetype)
    let own = found.filter { $0.item.kind == .constraint }
    let watched = own.isEmpty ? found : own
    let first = watched.filter { $0.item.id == strictest?.item.id }
    let rest = watched.filter { $0.item.id != strictest?.item.id }
    let ids = (first + rest).map(\.item.id)
    var record: TemplateRecord = [
      "watched": .string(ids.joined(separator: ", ")),
      "severity": .string(Self.severity(of: watched.map(\.item))),
      "sources": .record(request.telemetry.record(for: ids)),
      "targets": .list([]), "buckets": .list([]), "bucket_above": .null, "bucket_below": .null,
      "within_bad": .null, "within_good": .null,
    ]
    if !found.isEmpty, let name = names[archetype] { record["metric"] = .string(name) }
    let figures = strictest?.classification(archetype)?.figures
    if archetype == .latencyGoal, let limit = figures?.limit {
      for (name, value) in latency(limit.value, figures?.quantile?.value ?? 1).members {
        record[name] = value
      }
    }
    if archetype == .ratioGoal {
      let targets = Self.targets(request)
      record["targets"] = .list(targets.enumerated().map { .record(target($1, at: $0)) })
      record["metric"] = optional(targets.first.flatMap { shares[$0.item.id] })
    }
    return record
  }

  /// Bounds of the histogram: the limit itself is one, so that what lies beyond is seen exactly.
  private func latency(_ limit: Double, _ quantile: Double) -> TemplateRecord {
    let shares = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 5, 10, 50]
    let bounds = shares.map { decimalText($0 * limit) }.filter { $0 != "0" }.withoutRepetition
    let share = quantile * 1_000_000
    return [
      "buckets": .list(bounds.map { .decimal($0) }), "seconds": .decimal(decimalText(limit)),
      "bucket_below": .decimal(decimalText(limit / 2)),
      "bucket_above": .decimal(decimalText(limit * 1.5)),
      "quantile": .decimal(decimalText(quantile)),
      "quantile_label": .string(quantile == 1 ? "the slowest" : quantileLabel(quantile)),
      // Of a million decisions, how many are in time when the line is just crossed, and when not.
      "within_bad": .int(Int((share - 1e-3).rounded(.down))),
      "within_good": .int(min(1_000_000, Int((share + 1e-3).rounded(.down)) + 1)),
    ]
  }

  private func quantileLabel(_ value: Double) -> String {
    "p" + decimalText(value * 100).filter { $0 != "." }
  }

  /// One promised share: how much is counted against it, and from where on it is missed.
  private func target(_ item: ClassifiedItem, at index: Int) -> TemplateRecord {
    let figures = item.classification(.ratioGoal)?.figures
    let limit = figures?.limit?.value ?? 0
    let comparison = figures?.limit?.comparison ?? figures?.metricComparison ?? .atLeast
    let isUpper = comparison.isUpper
    let isStrict = comparison == .less || comparison == .more
    let parts = Int((limit * 1_000_000).rounded())
    let window = figures?.window.flatMap { $0.quantity == .duration ? $0.value : nil }
    let range = max(60, window ?? 86_400)
    return [
      "id": .string(item.item.id), "key": .string(identifier(item.item.id)),
      "statement": .string(item.item.statement),
      "name": .string(index == 0 ? "" : Self.capitalised(identifier(item.item.id))),
      "anchor": .string(index == 0 ? "" : Self.capitalised(identifier(item.item.id)).lowercased()),
      "metric": optional(shares[item.item.id]), "ratio": .decimal(decimalText(limit)),
      "percent": .decimal(decimalText(limit * 100)), "is_upper": .bool(isUpper),
      "operator": .string(comparison.rawValue), "operator_name": .string(comparison.label),
      "missed": .string(isUpper ? (isStrict ? ">=" : ">") : isStrict ? "<=" : "<"),
      // Parts of a million: on the line where that is too much already, else the next.
      "parts_missed": .int(isStrict ? parts : isUpper ? parts + 1 : parts - 1),
      "parts_kept": .int(!isStrict ? parts : isUpper ? parts - 1 : parts + 1),
      "parts_other_missed":
        .int(1_000_000 - (isStrict ? parts : isUpper ? parts + 1 : parts - 1)),
      "parts_other_kept": .int(1_000_000 - (!isStrict ? parts : isUpper ? parts - 1 : parts + 1)),
      "range": .string(rangeText(range)), "range_text": .string(durationText(range)),
      "is_range_stated": .bool(window != nil), "is_long": .bool(range >= 14_400),
      // When what has ended in the first hour still counts, and no later than is quick to try.
      "later": .string(rangeText(min(93_600, ((range - 3_600) / 60).rounded(.down) * 60))),
      "severity": .string(Self.severity(of: [item.item])),
      // Below the panels that the template places itself.
      "panel": .int(7 + index), "x": .int(index % 2 * 12), "y": .int(24 + index / 2 * 8),
      "sources": .record(request.telemetry.record(for: [item.item.id])),
    ]
  }

  private static func capitalised(_ name: String) -> String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  // MARK: severity

  /// Of several demands the worst: what a manifold says of each, else what its type means.
  static func severity(of items: [SubjectItem]) -> String {
    let levels = ["info", "warning", "critical"]
    let worst = items.map(level).max() ?? 1
    return levels[worst]
  }

  private static func level(_ item: SubjectItem) -> Int {
    let stated = item.attribute(anyOf: ["severity", "violation_cost"])?.lowercased() ?? ""
    let word = String(stated.prefix { $0.isLetter })
    switch word {
    case "critical", "high", "severe", "blocker", "page": return 2
    case "medium", "moderate", "warning", "major": return 1
    case "low", "minor", "info", "none", "negligible": return 0
    default: return item.constraintType == .invariant ? 2 : 1
    }
  }
}

/// A length of time as queries have it, in the largest unit that leaves a whole number.
private func rangeText(_ seconds: Double) -> String {
  let whole = Int(min(seconds, 1e10).rounded())
  let units = [(86_400, "d"), (3_600, "h"), (60, "m")]
  for (length, unit) in units where whole % length == 0 { return "\(whole / length)\(unit)" }
  return "\(whole)s"
}
