public import SourceText

/// A part of a demand that none of its archetypes does anything with.
///
/// What is recognised is generated; what is left over keeps the constraint from being covered.
public struct Remainder: Sendable, Hashable {
  /// As written: `within 5 minutes`, `append-only`.
  public var words: String
  /// Place of the statement.
  public var range: SourceRange

  /// For people: `nothing does "append-only"`.
  public var text: String { "nothing that is generated does \"\(words)\"" }
}

/// What a statement asks for beside what its archetypes work with.
struct RemainderReading {
  private let text: ItemText
  private let classifications: [Classification]

  /// In the order of the statement, figures first; empty for what no archetype covers at all.
  static func remainders(
    _ text: ItemText, _ classifications: [Classification]
  ) -> [Remainder] {
    guard !classifications.isEmpty, let field = text.fields.first else { return [] }
    let reading = RemainderReading(text: text, classifications: classifications)
    let clauses = reading.clauses(in: field)
    let words = (reading.figures(in: field) + reading.qualifiers(in: field)).filter { words in
      !clauses.contains { $0.contains(words) }
    }
    let found = words + clauses + reading.objects(in: field)
    return found.withoutRepetition.map { Remainder(words: $0, range: field.range) }
  }

  /// A figure of the statement beside another one of its kind that was taken from a typed field or
  /// the measurement: what was agreed on is not what will be generated.
  static func disagreement(
    _ item: SubjectItem, _ text: ItemText, _ classifications: [Classification]
  ) -> Diagnostic? {
    guard let field = text.fields.first else { return nil }
    let reading = RemainderReading(text: text, classifications: classifications)
    for stated in reading.unused(in: field) {
      let other = reading.used.first {
        $0.field != field.name && $0.quantity == stated.quantity && $0.isPeriod == stated.isPeriod
      }
      guard let other else { continue }
      return Diagnostic(
        .figuresDisagree, at: other.range,
        "\(item.id) says \"\(stated.text)\" in its statement and \"\(other.text)\" in its "
          + "\(other.field); the latter is generated",
        fix: "let both say the same")
    }
    return nil
  }

  // MARK: figures

  private func figures(in field: TextField) -> [String] { unused(in: field).map(\.text) }

  private var used: [Figure] {
    classifications.flatMap { found in
      [found.figures.limit, found.figures.window, found.figures.quantile].compactMap(\.self)
    }
  }

  private func unused(in field: TextField) -> [Figure] {
    let used = used
    return FigureReading.figures(in: field).filter { figure in
      Self.isDemand(figure) && !used.contains { Self.isSame($0, figure) }
    }
  }

  /// Bare counts are mostly no bounds: "two services", "one key a payment".
  private static func isDemand(_ figure: Figure) -> Bool {
    figure.quantity != .count || figure.comparison != nil && figure.value > 1
  }

  /// `95 %` may be the share or the quantile of a goal, or 5 % of the opposite.
  private static func isSame(_ a: Figure, _ b: Figure) -> Bool {
    let shares: Set<Figure.Quantity> = [.share, .quantile]
    let isOneQuantity = a.quantity == b.quantity || shares.isSuperset(of: [a.quantity, b.quantity])
    guard isOneQuantity else { return false }
    let values = shares.contains(a.quantity) ? [a.value, 1 - a.value] : [a.value]
    return values.contains { abs($0 - b.value) <= abs(b.value) * 1e-9 }
  }

  /// What a manifold names itself is what it means, whatever else its sentence says.
  private func clauses(in field: TextField) -> [String] {
    guard !classifications.contains(where: \.isDeclared) else { return [] }
    return ClauseReading(field, classifications, used: used).leftover()
  }

  /// What the demand is about is nothing that generated code can tell from anything else.
  private func objects(in field: TextField) -> [String] {
    classifications.filter { !$0.isDeclared }.compactMap { found in
      guard let known = QualifierTable.objects[found.archetype] else { return nil }
      let isKnown = known.contains { $0.match(in: field.keys) != nil }
      return isKnown ? nil : "\(found.archetype.label) of what the statement names"
    }
  }

  // MARK: qualifiers

  private func qualifiers(in field: TextField) -> [String] {
    let archetypes = Set(classifications.map(\.archetype))
    return QualifierTable.rows.compactMap { row in
      guard archetypes.isDisjoint(with: row.doneBy) else { return nil }
      return row.phrase.match(in: field.keys).map { field.text(of: $0) }
    }
  }
}

/// Demands that people add to others, with the archetypes that fulfil them.
enum QualifierTable {
  struct Row: Sendable {
    let phrase: Phrase
    let doneBy: Set<Archetype>

    init(_ phrase: String, doneBy: Archetype...) {
      self.phrase = Phrase(phrase)
      self.doneBy = Set(doneBy)
    }
  }

  /// For archetypes that depend on what a demand is about: what generated code recognises.
  static let objects: [Archetype: [Phrase]] = [
    .secretHygiene: [
      Phrase("card|cards|pan|cvv|iban"), Phrase("account|accounts"), Phrase("payment credential*"),
      Phrase("password*|passphrase*"), Phrase("token|tokens"), Phrase("secret|secrets"),
      Phrase("credential*"), Phrase("key|keys"),
    ],
    .classification: [
      Phrase("passing|transient|temporary|retriable|retryable|recoverable"),
      Phrase("permanent|final|fatal"),
    ],
  ]

  /// Words with a hyphen are read as two.
  static let rows: [Row] = [
    // Cryptography, and what proves where something comes from.
    Row("encrypt*"), Row("hmac"), Row("tls|mtls"), Row("signature|signatures|signed|signs"),
    Row("entropy"), Row("cryptographic*"), Row("hash|hashed|hashes"),
    Row("rotate|rotated|rotation"),
    // What was written stays.
    Row("append only"), Row("immutab*"), Row("tamper*"), Row("write once"),
    Row("retention|retained"), Row("backup|backups"), Row("back up"), Row("restore|restored"),
    // Looking again.
    Row("revalidat*"), Row("re validat*"), Row("rechecked"), Row("re checked"),
    Row("reconcil*"), Row("reviewed|review"), Row("approve|approves|approved|approval"),
    // How well it is done.
    Row("accura*"), Row("precision"), Row("false positive*"), Row("real time"),
    Row("human readable"), Row("plain language"), Row("accessib*|wcag"), Row("locali*|translat*"),
    Row("language of"), Row("time zone|timezone"),
    // When and in what order.
    Row("in order|sequence"), Row("fifo|ordering"), Row("jitter*"),
    Row("business hours|day|days"), Row("weekend*|holiday*|weekday*"), Row("at night"),
    // How it is run.
    Row("failover"), Row("replica*"), Row("region|regions"),
    Row("circuit breaker*"), Row("zero downtime"),
    Row("rollback|rollbacks", doneBy: .atomicTransition),
    Row("concurrent*|parallel", doneBy: .idempotency),
    Row("backward* compatib*", doneBy: .platform),
    // What somebody else certifies.
    Row("gdpr|hipaa|sox|iso"), Row("pci dss"), Row("certified|certification"),
  ]
}
