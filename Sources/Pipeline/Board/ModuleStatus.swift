import SourceText
import TraceModel

/// Where a module stands, for a terminal and for programs.
public struct ModuleStatus: Sendable {
  let input: GateInput
  /// Every gate of the module with its criteria, in order.
  public let gates: [(gate: Gate, criteria: [Criterion])]

  /// The state of a module.
  public init(_ input: GateInput) {
    self.input = input
    gates = Gate.all(of: input.subject).map { ($0, GateJudgement($0, input).criteria) }
  }

  /// What to do next, as a sentence without full stop; empty when every gate is open.
  public var next: String {
    if let gate = input.outdated.first, let reason = input.reason(gate) {
      return "\(reason), after the gate of \(gate.label) was opened: look at it again, and open it "
        + "with --gate \(gate.name)"
    }
    guard let gate = input.next else { return "" }
    let open = GateJudgement(gate, input).criteria.filter { !$0.isMet }
    if open.isEmpty {
      return "everything for the gate of \(gate.label) is there: a person opens it"
    }
    return "\(counted(open.count, "criterion", "criteria")) of the gate of \(gate.label) "
      + "\(open.count == 1 ? "is" : "are") open"
  }

  // MARK: for a terminal

  /// - isWhole: criteria of every gate, not of the next one alone.
  public func text(isWhole: Bool) -> String {
    let subject = input.subject
    var lines = ["\(subject.title) (\(subject.code)), \(subject.documentFolder)", ""]
    for (gate, criteria) in gates {
      lines.append("  \(mark(gate)) step \(gate.step)  \(heading(gate))\(signature(gate))")
      guard isWhole || gate == input.next else { continue }
      lines += criteria.flatMap { Self.lines(of: $0, isWhole: isWhole) }
    }
    lines += ["", builtLine]
    if let coverage = input.coverage, coverage.total > 0 {
      lines.append(
        "  coverage: \(coverage.hit) of \(counted(coverage.total, "line")), "
          + "\(coverage.hit * 100 / coverage.total) % (\(input.settings.coverage) % wanted)")
    }
    let findings = input.findings.count { $0.severity > .note }
    if findings > 0 {
      lines.append(
        "  \(counted(findings, "finding")) about the documents: module check \(subject.name)")
    }
    lines += ["", next.isEmpty ? "every gate is open" : "next: \(next)"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func heading(_ gate: Gate) -> String {
    gate.phase.map { "\(gate.title), phase \($0)" } ?? gate.title
  }

  private func mark(_ gate: Gate) -> String {
    if input.outdated.contains(gate) { return "[~]" }
    if input.record.passage(of: gate) != nil { return "[x]" }
    return gate == input.next ? "[>]" : "[ ]"
  }

  private func signature(_ gate: Gate) -> String {
    guard let passage = input.record.passage(of: gate) else { return "" }
    return ", opened by \(passage.person) on \(passage.day)"
      + (input.outdated.contains(gate) ? ", changed since" : "")
  }

  /// One criterion with what lacks, in lines.
  public static func text(of criterion: Criterion, isWhole: Bool) -> String {
    lines(of: criterion, isWhole: isWhole).joined(separator: "\n") + "\n"
  }

  private static func lines(of criterion: Criterion, isWhole: Bool) -> [String] {
    let evidence = criterion.evidence.isEmpty ? "" : " (\(criterion.evidence))"
    let head = "      \(word(criterion)) \(criterion.id.rawValue): \(criterion.demand)\(evidence)"
    let shown = isWhole ? criterion.lacking.count : 5
    var lines = [head] + criterion.lacking.prefix(shown).map { "        - \($0)" }
    if criterion.lacking.count > shown {
      lines.append("        - and \(criterion.lacking.count - shown) more")
    }
    return lines
  }

  private static func word(_ criterion: Criterion) -> String {
    switch criterion.state {
    case .met: "met      "
    case .unmet: "unmet    "
    case .toRun: "to run   "
    case .toAttest: "to attest"
    }
  }

  private var builtLine: String {
    let parts = BuiltState.allCases.compactMap { state -> String? in
      let count = input.built.items(state).count
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }
    return "  requirements and scenarios: "
      + (parts.isEmpty ? "none" : parts.joined(separator: ", "))
  }
}
