import SourceText
import Templates
import TraceModel

/// Records of single things in a manifold.
struct ItemValues: Sendable {
  private let request: GenerationRequest
  /// Ids of failure modes and truths by the constraint that they are about.
  private let modesOf: [String: [String]]
  private let truthsOf: [String: [String]]
  private let measures: MeasureValues

  init(_ request: GenerationRequest) {
    self.request = request
    measures = MeasureValues(request)
    var modes: [String: [String]] = [:]
    for mode in request.subject.failureModes {
      for id in mode.targets(.threatens) { modes[id, default: []].append(mode.id) }
    }
    var truths: [String: [String]] = [:]
    for truth in request.truths {
      for id in truth.targets(.mapsTo) { truths[id, default: []].append(truth.id) }
    }
    (modesOf, truthsOf) = (modes, truths)
  }

  /// A constraint, a criterion or the outcome, with the figures of its main archetype.
  func constraint(_ classified: ClassifiedItem) -> TemplateRecord {
    let item = classified.item
    let main = classified.classifications.first
    let type = item.kind == .constraint ? item.constraintType?.rawValue ?? "" : item.kind.word
    let reason = classified.reason
    var record: TemplateRecord = [
      "id": .string(item.id), "key": .string(identifier(item.id)), "type": .string(type),
      "type_label": .string(type.uppercased()), "category": .string(item.category),
      "title": .string(item.title), "statement": .string(item.statement),
      "rationale": .string(item.rationale), "source": optional(item.source),
      "measurement": optional(item.attribute("measurement").map(oneLine)),
      "hint": optional(
        item.attribute(anyOf: ["implementation_hint", "implementation_hints"]).map(oneLine)),
      "violation_cost": optional(item.attribute("violation_cost")),
      "archetype": optional(main?.archetype.key),
      "archetypes": texts(classified.classifications.map(\.archetype.key)),
      "confidence": .string(decimalText(((main?.confidence ?? 0) * 100).rounded() / 100)),
      "is_covered": .bool(main != nil), "reason": optional(reason?.rawValue),
      "reason_text": optional(reason?.explanation),
      "truths": .string(truthsOf[item.id, default: []].joined(separator: ", ")),
      "modes": .string(modesOf[item.id, default: []].joined(separator: ", ")),
    ]
    record.append(FigureValues(main?.figures, archetype: main?.archetype, item: item).record)
    return record
  }

  /// Everything of one archetype, with the figures of the strictest.
  func archetype(_ archetype: Archetype) -> TemplateRecord {
    let found = request.manifold.items(of: archetype)
    let strictest = Self.strictest(found, archetype)
    let item = strictest?.item
    var record: TemplateRecord = [
      "is_there": .bool(!found.isEmpty),
      "ids": .string(found.map(\.item.id).joined(separator: ", ")),
      "id_list": texts(found.map(\.item.id)),
      "constraints": .list(found.map { .record(constraint($0)) }),
      "key": .string(archetype.key), "label": .string(archetype.label),
      "id": optional(item?.id), "statement": optional(item?.statement),
      "source": optional(item?.source),
    ]
    let figures = strictest?.classification(archetype)?.figures
    record.append(FigureValues(figures, archetype: archetype, item: item).record)
    for (name, value) in measures.record(archetype, strictest: strictest).members {
      record[name] = value
    }
    return record
  }

  /// The one whose limit leaves least; constraints go before criteria that say no less.
  private static func strictest(
    _ items: [ClassifiedItem], _ archetype: Archetype
  ) -> ClassifiedItem? {
    items.min { a, b in
      let limits = [a, b].map { $0.classification(archetype)?.figures.limit }
      guard let first = limits[0] else { return false }
      guard let second = limits[1] else { return true }
      let isLower = first.comparison == .atLeast || first.comparison == .more
      return isLower ? first.value > second.value : first.value < second.value
    }
  }

  func modes(_ archetype: FailureArchetype) -> TemplateRecord {
    let found = request.manifold.failureModes.filter { $0.classification.archetype == archetype }
    return [
      "is_there": .bool(!found.isEmpty),
      "ids": .string(found.map(\.item.id).joined(separator: ", ")),
      "id_list": texts(found.map(\.item.id)), "items": .list(found.map { .record(mode($0)) }),
      "key": .string(archetype.key), "label": .string(archetype.label),
    ]
  }

  func mode(
    _ mode: (item: SubjectItem, classification: FailureClassification)
  ) -> TemplateRecord {
    let item = mode.item
    let property = { (name: String) in optional(item.attribute(name).map(oneLine)) }
    return [
      "id": .string(item.id), "key": .string(identifier(item.id)),
      "archetype": optional(mode.classification.archetype?.key),
      "statement": .string(item.statement), "title": .string(item.title),
      "detection": property("detection"), "mitigation": property("mitigation"),
      "prevention": property("prevention"), "probability": property("probability"),
      "impact": property("impact"), "source": optional(item.source),
      "ids": .string(item.targets(.threatens).joined(separator: ", ")),
      "id_list": texts(item.targets(.threatens)),
      "sources": .record(request.telemetry.record(for: item.targets(.threatens) + [item.id])),
    ]
  }

  func truth(_ item: SubjectItem) -> TemplateRecord {
    var (status, depth) = ("", 0)
    if case .truth(let facts) = item.detail {
      (status, depth) = (facts.declared?.rawValue ?? "", facts.depth)
    }
    return [
      "id": .string(item.id), "key": .string(identifier(item.id)),
      "statement": .string(item.statement), "status": .string(status), "depth": .int(depth),
      "ids": .string(item.targets(.mapsTo).joined(separator: ", ")),
      "constraints": texts(item.targets(.mapsTo)),
    ]
  }

  func tension(_ item: SubjectItem) -> TemplateRecord {
    [
      "id": .string(item.id), "key": .string(identifier(item.id)),
      "statement": .string(item.statement),
      "resolution": optional(item.attribute(anyOf: ["resolution", "decision"]).map(oneLine)),
      "ids": .string(item.targets(.conflictsWith).joined(separator: ", ")),
    ]
  }

  func question(_ item: SubjectItem) -> TemplateRecord {
    [
      "id": .string(item.id), "statement": .string(item.statement),
      "assumption": optional(item.attribute("current_assumption").map(oneLine)),
      "ids": .string(item.targets(.asks).joined(separator: ", ")),
    ]
  }

  func option(_ item: SubjectItem) -> TemplateRecord {
    [
      "id": .string(item.id), "name": .string(item.title), "statement": .string(item.statement),
      "is_chosen": .bool(item.id == request.option?.id),
    ]
  }
}

extension NodeKind {
  /// What a demand is that is no constraint.
  fileprivate var word: String { self == .criterion ? "criterion" : rawValue }
}

/// The figures of one constraint as values.
struct FigureValues {
  private let figures: StatedFigures?
  private let archetype: Archetype?
  private let item: SubjectItem?

  init(_ figures: StatedFigures?, archetype: Archetype?, item: SubjectItem?) {
    self.figures = figures
    self.archetype = archetype
    self.item = item
  }

  var record: TemplateRecord {
    let limit = figures?.limit
    let seconds = self.seconds
    let share = limit?.quantity == .share ? limit?.value : nil
    let comparison = limit?.comparison ?? figures?.metricComparison
    return [
      "count": count.map { .int($0) } ?? .null,
      "above": count.map { .int($0 + 1) } ?? .null, "seconds": number(seconds),
      "milliseconds": number(seconds.map { $0 * 1000 }),
      "minutes": number(seconds.map { $0 / 60 }), "hours": number(seconds.map { $0 / 3600 }),
      "duration": optional(seconds.map(durationText)),
      "percent": number(share.map { $0 * 100 }), "ratio": number(share),
      "quantile": number(figures?.quantile?.value),
      "quantile_label": optional(figures?.quantile.map(quantileLabel)),
      "operator": optional(comparison?.rawValue), "operator_name": optional(comparison?.label),
      "metric": optional(figures?.metric), "text": optional(limit?.text),
      "window_text": optional(figures?.window?.text),
      "window_seconds": number(figures?.window?.value),
      "limit": number(figures?.metricLimit ?? limit?.value),
    ]
  }

  /// A bound that can be counted to.
  private var count: Int? {
    guard let limit = figures?.limit, limit.quantity == .count else { return nil }
    return Int(exactly: limit.value.rounded(.down)).flatMap { $0 < 1 << 40 ? $0 : nil }
  }

  /// A rate is counted in its window; everything else has a limit that may be a time.
  private var seconds: Double? {
    let timed = archetype == .rateLimit ? figures?.window : figures?.limit
    return timed?.quantity == .duration ? timed?.value : nil
  }

  /// A whole number as such, so that templates can compare it; else as decimal text.
  private func number(_ value: Double?) -> TemplateValue {
    guard let value else { return .null }
    let isWhole = value == value.rounded() && abs(value) < 1e15
    return isWhole ? .int(Int(value)) : .decimal(decimalText(value))
  }

  private func quantileLabel(_ figure: Figure) -> String {
    "p" + decimalText(figure.value * 100).filter { $0 != "." }
  }
}
