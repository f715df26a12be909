public import SourceText
public import TraceModel

/// Everything that decides about a gate.
public struct GateInput: Sendable {
  /// What became of a command.
  public enum Outcome: Sendable {
    case passed
    /// Why not, in one line.
    case failed(String)
  }

  /// The module.
  public var subject: ModuleSubject
  /// Its record.
  public private(set) var record: PipelineRecord
  /// What the project says of modules.
  public var settings: ModuleSettings
  /// Findings about the module's documents, by the rules of this and of earlier stages.
  public var findings: [Diagnostic]
  /// Lines that tests have run, of the module's programs; `nil` when no report tells.
  public var coverage: CoverageFacts?
  /// Commands that were run.
  public var outcomes: [Criterion.ID: Outcome] = [:]
  /// Programs were read at all: without any, silence about code means nothing.
  public var hasPrograms: Bool
  /// What became of what is intended.
  public let built: BuiltModule
  /// Why gates that are open have to be opened again, as clauses.
  private let reasons: [Gate: String]

  /// The state of a module; commands are added once they are run.
  public init(
    _ subject: ModuleSubject, _ record: PipelineRecord, _ settings: ModuleSettings,
    findings: [Diagnostic], coverage: CoverageFacts?, hasPrograms: Bool
  ) {
    (self.subject, self.record, self.settings) = (subject, record, settings)
    (self.findings, self.coverage, self.hasPrograms) = (findings, coverage, hasPrograms)
    built = BuiltModule(
      subject, settings, current: Self.next(subject, record).map { $0.phase ?? 1 })
    let approved = ApprovedDocuments(subject, record)
    reasons = Dictionary(
      uniqueKeysWithValues: Gate.all(of: subject).compactMap { gate in
        approved.reason(gate).map { (gate, $0) }
      })
  }

  /// The same with what somebody says, which changes nothing that was approved.
  public func attested(_ attestations: [PipelineRecord.Attestation]) -> GateInput {
    var input = self
    input.record.attestations += attestations
    return input
  }

  /// The first gate that is not open; `nil` when all are.
  public var next: Gate? { Self.next(subject, record) }

  private static func next(_ subject: ModuleSubject, _ record: PipelineRecord) -> Gate? {
    Gate.all(of: subject).first { record.passage(of: $0) == nil }
  }

  /// Gates that are open although what was approved there, or before it, has changed since.
  public var outdated: [Gate] { Gate.all(of: subject).filter { reasons[$0] != nil } }

  /// Why a gate that is open has to be opened again, as a clause; `nil` when it has not.
  public func reason(_ gate: Gate) -> String? { reasons[gate] }
}
