public import TraceModel

/// `pipeline.yaml`, beside the documents of a module: what they cannot say themselves.
public struct PipelineRecord: Sendable, Hashable {
  /// A gate that a person has opened.
  public struct Passage: Sendable, Hashable {
    /// The gate.
    public var gate: Gate
    /// Who.
    public var person: String
    /// `YYYY-MM-DD`.
    public var day: String
    /// Digests of the documents that were approved, by their names, sorted.
    public var documents: [Document] = []
    /// What each criterion rested on.
    public var criteria: [Ground] = []

    /// A gate opened by a person on a day.
    public init(gate: Gate, person: String, day: String) {
      (self.gate, self.person, self.day) = (gate, person, day)
    }
  }

  /// A document as it was approved.
  public struct Document: Sendable, Hashable {
    /// `INTENT_DESIGN.md`.
    public var name: String
    /// SHA-256 of what counts of it, in hexadecimal digits.
    public var digest: String

    /// A document with the digest that it had.
    public init(name: String, digest: String) { (self.name, self.digest) = (name, digest) }
  }

  /// What a criterion rested on when its gate was opened.
  public struct Ground: Sendable, Hashable {
    /// The criterion.
    public var criterion: Criterion.ID
    /// Computed, by a command, attested.
    public var basis: Criterion.Basis
    /// `12 of 12 boxes`.
    public var evidence: String

    /// A criterion with what it rested on.
    public init(criterion: Criterion.ID, basis: Criterion.Basis, evidence: String) {
      (self.criterion, self.basis, self.evidence) = (criterion, basis, evidence)
    }
  }

  /// A person says that a criterion is met which nothing here computes.
  public struct Attestation: Sendable, Hashable {
    /// The criterion.
    public var criterion: Criterion.ID
    /// The gate that needs it.
    public var gate: Gate
    /// Who.
    public var person: String
    /// `YYYY-MM-DD`.
    public var day: String
    /// Why, or where to look; empty for nothing.
    public var note: String

    /// A statement of a person on a day.
    public init(criterion: Criterion.ID, gate: Gate, person: String, day: String, note: String) {
      (self.criterion, self.gate, self.person) = (criterion, gate, person)
      (self.day, self.note) = (day, note)
    }
  }

  /// `OAGW`, as ids of the module name it; empty where nobody has said, and the documents' ids tell.
  public var code = ""
  /// Highest number that was ever given.
  public var highest: [NumberedKind: Int] = [:]
  /// Ids that were declared when the record was last written, sorted.
  public var declared: [String] = []
  /// Ids that were given once and are no longer declared, sorted; never given again.
  public var retired: [String] = []
  /// In the order in which they were opened; a gate may be opened again.
  public var passages: [Passage] = []
  /// In the order in which they were made.
  public var attestations: [Attestation] = []
  /// Digests of sections of a gap analysis as they were drafted, by id: what differs was written by
  /// hand.
  public var drafts: [String: String] = [:]

  /// A record of nothing but the module's code.
  public init(code: String = "") { self.code = code }

  /// Name of the file.
  public static let name = "pipeline.yaml"

  /// The last time that a gate was opened.
  public func passage(of gate: Gate) -> Passage? { passages.last { $0.gate == gate } }

  /// The last statement about a criterion of a gate.
  public func attestation(of criterion: Criterion.ID, for gate: Gate) -> Attestation? {
    attestations.last { $0.criterion == criterion && $0.gate == gate }
  }

  /// The number that the next id of a kind gets: behind every one that was ever given or stands in a
  /// document.
  public func next(_ kind: NumberedKind, in subject: ModuleSubject) -> Int {
    let standing = subject.declaredIDs.compactMap { kind.number(of: $0, code: subject.code) }
    let retired = self.retired.compactMap { kind.number(of: $0, code: subject.code) }
    return (standing + retired + [highest[kind] ?? 0]).max().map { $0 + 1 } ?? 1
  }

  /// The record with what the documents declare now.
  ///
  /// - isGate: somebody has looked at the documents, so that what they no longer declare is gone for
  ///   good; otherwise a document that is broken for an hour would cost it its ids.
  public func noting(_ subject: ModuleSubject, isGate: Bool = false) -> PipelineRecord {
    var record = self
    let now = Set(subject.declaredIDs)
    if isGate {
      // An id that is only padded otherwise is still there.
      let standing = Set(now.map(IDSpelling.canonical))
      let gone = declared.filter { !standing.contains(IDSpelling.canonical($0)) }
      record.retired = Set(retired + gone).sorted(by: isOrdered)
    }
    record.declared = (isGate ? now : now.union(declared)).sorted(by: isOrdered)
    for kind in NumberedKind.allCases {
      let next = self.next(kind, in: subject)
      if next > 1 { record.highest[kind] = next - 1 }
    }
    return record
  }

  /// Numbers of tasks that a draft has given.
  public mutating func note(tasksOf outline: ModuleOutline, code: String) {
    let ids = outline.sections.filter { $0.kind == .task }.compactMap(\.id)
    declared = Set(declared).union(ids).sorted(by: isOrdered)
    let numbers = ids.compactMap { NumberedKind.task.number(of: $0, code: code) }
    if let most = numbers.max() { highest[.task] = max(most, highest[.task] ?? 0) }
  }
}
