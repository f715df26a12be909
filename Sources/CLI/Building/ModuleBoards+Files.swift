import Analysis
import Pipeline
import Site
import SourceText
import System
import TraceModel

extension ModuleBoards {
  /// Boards of modules that keep a record of their gates; `nil` when none does.
  static func of(
    _ reading: ProjectReading, _ project: Project, _ inputs: InputListing
  ) -> ModuleBoards? {
    let suffix = "/\(PipelineRecord.name)"
    let records = inputs.inputs.map(\.file.path).filter { $0.hasSuffix(suffix) }
    guard !records.isEmpty else { return nil }
    let modules = ModuleReading(
      reading.assessment, reading.findings + reading.assessment.diagnostics, project, inputs)
    let folders = Set(records.map { String($0.dropLast(suffix.utf8.count)) })
    let graph = reading.assessment.graph
    let recorded = Set(
      graph.nodes(of: .module).filter { node in
        guard case .module(let facts) = graph[node].detail else { return false }
        return facts.documents.values.contains { path in
          path.lastIndex(of: "/").map { folders.contains(String(path[..<$0])) } ?? false
        }
      })
    var hasher = Fingerprinter()
    for path in records {
      hasher.combine(path)
      hasher.combine(modules.text(of: path)?.bytes ?? [])
    }
    modules.combine(into: &hasher)
    return ModuleBoards(fingerprint: hasher.finish()) { node in
      recorded.contains(node) ? ModuleBoard(modules.input(for: node)) : nil
    }
  }
}

extension ModuleBoard {
  fileprivate init(_ input: GateInput) {
    self.init()
    let status = ModuleStatus(input)
    next = status.next
    gates = status.gates.map { Gate($0.gate, $0.criteria, input) }
    built = input.built.items.map(Built.init).sorted { isFirst($0, $1) }
    passages = input.record.passages.map(Passage.init)
    coverage = input.coverage.map {
      Coverage(hit: $0.hit, total: $0.total, wanted: input.settings.coverage)
    }
  }
}

/// What differs comes first; otherwise the order stays.
private func isFirst(_ a: ModuleBoard.Built, _ b: ModuleBoard.Built) -> Bool {
  let implemented = BuiltState.implemented.rawValue
  return a.state != implemented && b.state == implemented
}

extension ModuleBoard.Gate {
  fileprivate init(
    _ gate: Pipeline.Gate, _ criteria: [Pipeline.Criterion], _ input: GateInput
  ) {
    let passage = input.record.passage(of: gate)
    let state: State =
      input.outdated.contains(gate)
      ? .outdated : passage != nil ? .open : gate == input.next ? .next : .later
    let phase = input.subject.phases.first { $0.number == gate.phase }
    self.init(
      title: gate.title, step: gate.step,
      phase: phase.map(Self.label) ?? "", state: state,
      person: passage?.person ?? "", day: passage?.day ?? "",
      criteria: state == .later
        ? []
        : criteria.map {
          ModuleBoard.Criterion(
            demand: $0.demand, state: $0.state.rawValue, basis: $0.basis.rawValue,
            evidence: $0.evidence, lacking: $0.lacking)
        })
  }
}

extension ModuleBoard.Gate {
  /// `Phase 1: Holding` of `Holding (PHASE-SEAT-1)`, and `Phase 1` of `Phase 1 (PHASE-SEAT-1)`.
  private static func label(_ phase: ModuleSubject.Phase) -> String {
    let number = "Phase \(phase.number)"
    var title =
      phase.title.hasSuffix("(\(phase.id))")
      ? String(phase.title.dropLast(phase.id.count + 2)) : phase.title
    if title.hasPrefix(number) { title = String(title.dropFirst(number.count)) }
    let rest = title.drop { $0 == " " || $0 == ":" }
    return rest.allSatisfy { $0 == " " } ? number : "\(number): \(rest)"
  }
}

extension ModuleBoard.Built {
  fileprivate init(_ item: BuiltItem) {
    self.init(
      id: item.id, node: item.item?.node, state: item.state.rawValue, reason: item.reason,
      claim: item.isContradicted ? item.item?.facts.mark?.rawValue ?? "" : "")
  }
}

extension ModuleBoard.Passage {
  fileprivate init(_ passage: PipelineRecord.Passage) {
    self.init(
      gate: passage.gate.label, person: passage.person, day: passage.day,
      grounds: passage.criteria.map { ground in
        "\(ground.criterion.rawValue) (\(ground.basis.rawValue))"
          + (ground.evidence.isEmpty ? "" : ": \(ground.evidence)")
      })
  }
}
