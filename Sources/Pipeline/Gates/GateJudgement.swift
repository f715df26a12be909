import SourceText
import TraceModel

/// Judges the criteria of gates.
public struct GateJudgement: Sendable {
  let input: GateInput
  let gate: Gate

  /// A judgement about one gate, from what is known.
  public init(_ gate: Gate, _ input: GateInput) { (self.gate, self.input) = (gate, input) }

  /// Every criterion of the gate, in the order of the table.
  public var criteria: [Criterion] { Criterion.ID.of(gate.kind).map(criterion) }

  /// The passage that is recorded when the gate is opened.
  public func passage(by person: String, on day: String) -> PipelineRecord.Passage {
    var passage = PipelineRecord.Passage(gate: gate, person: person, day: day)
    passage.documents = ApprovedDocuments(input.subject, input.record).digests(for: gate)
    passage.criteria = criteria.map {
      PipelineRecord.Ground(criterion: $0.id, basis: $0.basis, evidence: $0.evidence)
    }
    return passage
  }

  private func criterion(_ id: Criterion.ID) -> Criterion {
    let demand = id.demand(input.settings)
    func made(_ state: Criterion.State, _ basis: Criterion.Basis, _ grounds: Grounds) -> Criterion {
      Criterion(
        id: id, demand: demand, state: state, basis: basis, evidence: grounds.evidence,
        lacking: grounds.lacking)
    }
    if let command = input.settings.commands[id], id.takesCommand {
      switch input.outcomes[id] {
      case nil: return made(.toRun, .command, Grounds(commandLine(command)))
      case .failed(let reason):
        return made(.unmet, .command, Grounds(commandLine(command), [reason]))
      case .passed where id.isAttestable:
        return made(.met, .command, Grounds("\(commandLine(command)) passed"))
      case .passed: break
      }
    } else if id.isAttestable {
      return attested(id).map { made(.met, .attested, $0) } ?? made(.toAttest, .attested, Grounds())
    }
    let grounds = computed(id)
    if !grounds.lacking.isEmpty, id == .unitTests, let said = attested(id) {
      return made(.met, .attested, said)
    }
    return made(grounds.lacking.isEmpty ? .met : .unmet, .computed, grounds)
  }

  private func attested(_ id: Criterion.ID) -> Grounds? {
    input.record.attestation(of: id, for: gate).map {
      Grounds("\($0.person), \($0.day)\($0.note.isEmpty ? "" : ": \($0.note)")")
    }
  }

  private func commandLine(_ words: [String]) -> String { words.joined(separator: " ") }
}

/// A figure, and what lacks.
struct Grounds {
  var evidence: String
  var lacking: [String]

  init(_ evidence: String = "", _ lacking: [String] = []) {
    (self.evidence, self.lacking) = (evidence, lacking)
  }

  /// `4 of 5 scenarios`, and a line for each that lacks.
  init<Element>(
    _ all: [Element], _ word: String, _ plural: String? = nil, lacking: [Element], none: String,
    _ line: (Element) -> String
  ) {
    evidence = "\(all.count - lacking.count) of \(counted(all.count, word, plural))"
    self.lacking = all.isEmpty ? [none] : lacking.map(line)
  }
}
