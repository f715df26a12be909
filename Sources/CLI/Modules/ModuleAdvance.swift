import Pipeline
import Reports
import SourceText
import System
import TraceModel

/// `module advance`: a person opens a gate, when everything that it needs is there.
struct ModuleAdvance {
  private let order: ModuleOrder
  private let person: String
  private let day: String
  private let gate: Gate

  init(_ order: ModuleOrder) throws(SetupFault) {
    self.order = order
    person = try order.invocation.person(
      for: "a gate is opened in the name of a person")
    day = try order.invocation.dayOfDeed()
    gate = try Self.gate(order)
  }

  func run() throws(SetupFault) -> ExitCode {
    let attested = try attestations()
    let outcomes = CriterionCommands(order).outcomes(for: gate)
    // What the commands have written, reports of tests above all, is read before anything is judged.
    guard let order = outcomes.isEmpty ? self.order : try self.order.again() else {
      return .findings
    }
    var input = order.input.attested(attested)
    input.outcomes = outcomes
    let judgement = GateJudgement(gate, input)
    let open = judgement.criteria.filter { !$0.isMet }
    guard open.isEmpty else { return refuse(order, input, open, attested) }
    var record = input.record.noting(input.subject, isGate: true)
    record.passages.append(judgement.passage(by: person, on: day))
    let written = order.write([], record: record)
    if written == .clean {
      let isDry = order.invocation.isOn(.dryRun)
      order.show(
        "\(isDry ? "would open" : "opened") the gate of \(gate.label): "
          + "\(judgement.criteria.count) criteria met, \(person), \(day)\n")
      if gate.kind == .design, input.subject.outlines[.intentRequirements] == nil {
        order.console.say("next: \(CommandTable.program) module new \(input.subject.name)")
      }
    }
    return written
  }

  /// What is open; what was attested is kept all the same, for it was said.
  private func refuse(
    _ order: ModuleOrder, _ input: GateInput, _ open: [Criterion],
    _ attested: [PipelineRecord.Attestation]
  ) -> ExitCode {
    order.show(
      "the gate of \(gate.label) stays closed: \(open.count) of "
        + "\(Criterion.ID.of(gate.kind).count) criteria are open\n"
        + open.map { ModuleStatus.text(of: $0, isWhole: order.invocation.isOn(.verbose)) }.joined())
    let names = open.filter { $0.state == .toAttest }.map(\.id.rawValue)
    if !names.isEmpty {
      order.console.say(
        "what nothing computes can be attested: --attest \(names.joined(separator: ",")), or decided "
          + "by commands under module.check in site.yaml")
    }
    guard !attested.isEmpty else { return .findings }
    return max(order.write([], record: input.record), .findings)
  }

  // MARK: what the user says

  /// The gate that is named, open or not; the next one without a name.
  private static func gate(_ order: ModuleOrder) throws(SetupFault) -> Gate {
    let all = Gate.all(of: order.input.subject)
    guard let name = order.invocation.text(.gate) else {
      if let next = order.input.next { return next }
      throw .usage(
        UsageFault("every gate of the module is open; --gate opens one again", verb: "module"))
    }
    let matches = all.filter { $0.name == name || $0.kind.rawValue == name && $0.phase ?? 1 == 1 }
    if let gate = matches.first { return gate }
    throw .usage(
      UsageFault(
        "\(quoted(name)) is no gate of the module; there are "
          + all.map(\.name).joined(separator: ", "), verb: "module"))
  }

  private func attestations() throws(SetupFault) -> [PipelineRecord.Attestation] {
    let words = (order.invocation.text(.attest) ?? "").split(separator: ",").map(String.init)
    var found: [PipelineRecord.Attestation] = []
    let possible = Criterion.ID.of(gate.kind).filter { $0.isAttestable || $0 == .unitTests }
    for word in words {
      guard let id = possible.first(where: { $0.rawValue == word }) else {
        let names = possible.map(\.rawValue)
        throw .usage(
          UsageFault(
            "\(quoted(word)) cannot be attested for the gate of \(gate.label): "
              + (names.isEmpty
                ? "everything is computed"
                : "what can is \(names.joined(separator: ", "))"),
            verb: "module"))
      }
      found.append(
        PipelineRecord.Attestation(
          criterion: id, gate: gate, person: person, day: day,
          note: order.invocation.text(.note) ?? ""))
    }
    return found
  }
}
