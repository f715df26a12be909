import SourceText
import TraceModel

/// Decides what constraints and failure modes are, by the table and nothing else.
public enum Classifier {
  /// Classifies everything in a manifold.
  public static func classify(_ subject: ManifoldSubject) -> ClassifiedManifold {
    var diagnostics: [Diagnostic] = []
    let constraints = subject.constraints.map { classify($0, &diagnostics) }
    // The outcome repeats what criteria say in figures; a bound is taken from where it is clearest.
    let others = subject.criteria + (subject.outcome.map { [$0] } ?? [])
    let criteria = others.map { classify($0, &diagnostics) }
    let modes = subject.failureModes.map {
      (item: $0, classification: classify(mode: $0, &diagnostics))
    }
    return ClassifiedManifold(
      subject: subject, constraints: constraints, criteria: criteria, failureModes: modes,
      diagnostics: diagnostics)
  }

  /// Classifies one constraint, with what none of its archetypes does.
  static func classify(_ item: SubjectItem, _ diagnostics: inout [Diagnostic]) -> ClassifiedItem {
    let text = ItemText(item)
    var classified = classify(item, text, &diagnostics)
    classified.remainders = RemainderReading.remainders(text, classified.classifications)
    if let found = RemainderReading.disagreement(item, text, classified.classifications) {
      diagnostics.append(found)
    }
    return classified
  }

  private static func classify(
    _ item: SubjectItem, _ text: ItemText, _ diagnostics: inout [Diagnostic]
  ) -> ClassifiedItem {
    let declared = declaredArchetypes(item, &diagnostics)
    if !declared.isEmpty {
      let scoring = Scoring(text)
      let found = declared.map { scoring.declared($0) }
      return ClassifiedItem(item: item, classifications: found)
    }
    let scoring = Scoring(text)
    let scored = ArchetypeTable.rows.map { (row: $0, result: scoring.score($0)) }
      .sorted { $0.result.confidence > $1.result.confidence }
    let good = scored.filter { $0.result.confidence >= ClassifiedManifold.threshold }
    guard let main = good.first else {
      let guess = scored.first.map(\.result).flatMap { $0.confidence > 0.2 ? $0 : nil }
      return ClassifiedItem(
        item: item, classifications: [], bestGuess: guess, reason: reason(text, guess))
    }
    let others = good.dropFirst().filter {
      $0.row.isSecondary && $0.result.archetype != main.result.archetype
        && !Self.excludes(main.result.archetype, $0.result.archetype)
    }
    return ClassifiedItem(item: item, classifications: [main.result] + others.map(\.result))
  }

  /// Two readings of one figure: only the better one counts.
  private static func excludes(_ a: Archetype, _ b: Archetype) -> Bool {
    let timed: Set<Archetype> = [.timeWindow, .latencyGoal, .rateLimit]
    return timed.contains(a) && timed.contains(b)
  }

  private static func declaredArchetypes(
    _ item: SubjectItem, _ diagnostics: inout [Diagnostic]
  ) -> [Archetype] {
    declared(item, Archetype.allCases, "constraint", &diagnostics)
  }

  /// The kinds that an item itself names; unknown names are errors.
  private static func declared<Kind: RawRepresentable<String>>(
    _ item: SubjectItem, _ kinds: [Kind], _ what: String, _ diagnostics: inout [Diagnostic]
  ) -> [Kind] {
    guard let attribute = item.attributes.first(where: { $0.name == "archetype" }) else {
      return []
    }
    var found: [Kind] = []
    for word in attribute.value.text.split(whereSeparator: { $0 == "," || $0 == " " }) {
      let name = String(word.lowercased().map { $0 == "_" ? "-" : $0 })
      if let kind = Kind(rawValue: name) {
        found.append(kind)
        continue
      }
      let known = kinds.map(\.rawValue)
      diagnostics.append(
        Diagnostic(
          .unknownArchetype, at: attribute.value.range,
          "\(what) \(item.id) names the archetype \"\(word.prefix(60))\", which is none",
          notes: [Diagnostic.Note("archetypes are \(known.joined(separator: ", "))")],
          fix: nearestName(to: name, among: known).map { "write \"\($0)\"" }))
    }
    return found
  }

  // MARK: failure modes

  static func classify(
    mode item: SubjectItem, _ diagnostics: inout [Diagnostic]
  ) -> FailureClassification {
    if let named = declared(item, FailureArchetype.allCases, "failure mode", &diagnostics).first {
      let range = ItemText(item).range(of: "archetype")
      let reason = ClassificationReason(
        field: "archetype", words: named.rawValue, weight: 1, range: range)
      return FailureClassification(archetype: named, confidence: 1, reasons: [reason])
    }
    let scoring = Scoring(ItemText(item))
    var best = FailureClassification(archetype: nil, confidence: 0, reasons: [])
    for row in ArchetypeTable.modes {
      let (confidence, reasons) = scoring.score(row.words)
      guard confidence > best.confidence else { continue }
      best = FailureClassification(
        archetype: row.archetype, confidence: confidence, reasons: reasons)
      // The table goes from the special to the general: whatever fails is also down.
      if confidence >= ClassifiedManifold.threshold { break }
    }
    if best.confidence < ClassifiedManifold.threshold { best.archetype = nil }
    return best
  }

  // MARK: what is not covered

  private static func reason(_ text: ItemText, _ guess: Classification?) -> MissingReason {
    let software = ["business", "technical", "user_experience", "security", "operational", ""]
    if !software.contains(text.item.category) { return .manual }
    let scoring = Scoring(text)
    var best: (reason: MissingReason, confidence: Double) = (.agent, 0.4)
    for row in ArchetypeTable.reasons {
      let (confidence, _) = scoring.score(row.words)
      if confidence > best.confidence { best = (row.reason, confidence) }
    }
    if best.reason == .agent {
      if text.item.category == "security" { return .securityTest }
      if guess?.archetype == .latencyGoal { return .performanceTest }
      if guess?.archetype == .ratioGoal { return .productionMeasurement }
    }
    return best.reason
  }
}

/// Adds up what speaks for an archetype in one text.
struct Scoring {
  let text: ItemText
  private let choice: FigureChoice

  init(_ text: ItemText) {
    self.text = text
    choice = FigureChoice(text)
  }

  /// An archetype that the manifold names: certain, whatever the words say.
  func declared(_ archetype: Archetype) -> Classification {
    let reason = ClassificationReason(
      field: "archetype", words: archetype.rawValue, weight: 1, range: text.range(of: "archetype"))
    let figures = choice.figures(for: archetype)
    let row = ArchetypeTable.rows.first { $0.archetype == archetype }
    return Classification(
      archetype: archetype, confidence: 1, reasons: [reason], figures: figures,
      lacksFigure: !figures.meet(row?.demand ?? .none), isDeclared: true)
  }

  func score(_ row: ArchetypeRow) -> Classification {
    var (confidence, reasons) = score(row.words)
    let add = { (reason: ClassificationReason) in
      confidence = 1 - (1 - confidence) * (1 - reason.weight)
      reasons.append(reason)
    }
    for reason in measurementReasons(row) + fieldReasons(row, hasWords: !reasons.isEmpty) {
      add(reason)
    }
    for signal in row.against {
      guard let found = match(signal, in: text.fields.first) else { continue }
      confidence *= 1 - signal.weight
      reasons.append(found.negated)
    }
    // Nothing speaks for most rows, and of those nobody asks for figures.
    let figures = confidence > 0 ? choice.figures(for: row.archetype) : StatedFigures()
    let lacks = !figures.meet(row.demand)
    // Words without the figure that they need: recognised, and of no use.
    if lacks { confidence *= 0.5 }
    return Classification(
      archetype: row.archetype, confidence: min(0.99, confidence),
      reasons: reasons.sorted { $0.weight > $1.weight }, figures: figures, lacksFigure: lacks,
      isDeclared: false)
  }

  /// Each phrase counts once, where it weighs most.
  func score(_ signals: [Signal]) -> (confidence: Double, reasons: [ClassificationReason]) {
    var reasons: [ClassificationReason] = []
    for signal in signals {
      var best: ClassificationReason?
      for field in text.fields {
        guard let reason = match(signal, in: field) else { continue }
        if best.map({ $0.weight < reason.weight }) ?? true { best = reason }
      }
      if let best { reasons.append(best) }
    }
    // Reasons beside the statement alone may support it and not replace it.
    let own = reasons.filter { $0.field == "statement" || $0.field == "title" }
    let others = reasons.filter { $0.field != "statement" && $0.field != "title" }
    let sum = { (list: [ClassificationReason]) in 1 - list.reduce(1) { $0 * (1 - $1.weight) } }
    return (1 - (1 - sum(own)) * (1 - min(0.55, sum(others))), reasons)
  }

  private func match(_ signal: Signal, in field: TextField?) -> ClassificationReason? {
    guard let field, let place = signal.phrase.match(in: field.keys) else { return nil }
    return ClassificationReason(
      field: field.name, words: field.text(of: place), weight: signal.weight * field.weight,
      range: field.range)
  }

  private func measurementReasons(_ row: ArchetypeRow) -> [ClassificationReason] {
    row.measurement.compactMap { match($0, in: text.field("measurement")) }
  }

  /// Typed fields count; a mere type or category only beside words.
  private func fieldReasons(_ row: ArchetypeRow, hasWords: Bool) -> [ClassificationReason] {
    var reasons: [ClassificationReason] = []
    let add = { (field: String, words: String, weight: Double?) in
      guard let weight else { return }
      reasons.append(
        ClassificationReason(
          field: field, words: words, weight: weight, range: text.range(of: field)))
    }
    for name in text.properties.sorted() where hasWords { add(name, name, row.properties[name]) }
    for name in text.threshold.keys.sorted() {
      add("threshold", "\(name): \(text.threshold[name] ?? "")", row.thresholds[name])
    }
    guard hasWords else { return reasons }
    if let type = text.item.constraintType { add("type", type.rawValue, row.types[type]) }
    add("category", text.item.category, row.categories[text.item.category])
    return reasons
  }
}

extension ClassificationReason {
  fileprivate var negated: ClassificationReason {
    var reason = self
    reason.weight = -weight
    return reason
  }
}
