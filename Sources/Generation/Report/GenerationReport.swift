import SourceText

/// The account of a generation, in the form of the format's seed; every figure is counted.
public struct GenerationReport: Sendable {
  let request: GenerationRequest
  let pack: ArtifactPack
  let plan: GenerationPlan
  let artifacts: [GeneratedArtifact]
  let coverage: GenerationCoverage
  let time: String?
  var agents: [AgentResult] = []

  /// The report as YAML.
  public var yaml: String {
    var text = YAMLText()
    text.comment("\(Generator.identifierPath(request.subject.id))-generation.yaml")
    text.comment("Written by throughline generate. Every figure is counted in the files it names.")
    text.blank()
    writeMeta(&text)
    writeSummary(&text)
    plan.write(to: &text)
    text.mapping("artifacts") { text in
      for kind in ArtifactKind.allCases { write(kind, to: &text) }
    }
    writeCoverage(&text)
    if !agents.isEmpty { text.list("agent", agents) { write($1, to: &$0) } }
    return text.text
  }

  private func writeMeta(_ text: inout YAMLText) {
    text.mapping("meta") { text in
      text.entry("manifold", request.subject.id)
      text.entry("source", fileName(request.subject.file))
      if let option = request.option { text.entry("option", option.id) }
      if let time { text.entry("generated_at", time) }
      text.entry("input_hash", request.hash)
      if !pack.name.isEmpty { text.entry("pack", pack.name) }
    }
  }

  private func writeSummary(_ text: inout YAMLText) {
    text.mapping("summary") { text in
      text.entry("artifacts_generated", artifacts.count)
      text.entry(
        "constraints_covered", share(coverage.ids(.full).count, of: coverage.constraints.count))
      text.entry(
        "failure_modes_covered", share(coverage.testedModes.count, of: coverage.failureModes.count))
      text.entry("lines_of_code", lines(of: .code))
      text.entry("lines_of_tests", lines(of: .test))
      text.entry("tests", artifacts.reduce(0) { $0 + $1.tests.count })
    }
  }

  private func lines(of kind: ArtifactKind) -> Int {
    artifacts.filter { $0.planned.kind == kind }.reduce(0) { $0 + $1.lineCount }
  }

  /// `13/17 (76%)`; nothing of nothing has no share.
  private func share(_ part: Int, of whole: Int) -> String {
    whole == 0 ? "0/0" : "\(part)/\(whole) (\(part * 100 / whole)%)"
  }

  // MARK: artifacts

  private func write(_ kind: ArtifactKind, to text: inout YAMLText) {
    text.list(kind.reportKey, artifacts.filter { $0.planned.kind == kind }) { text, artifact in
      text.entry("path", artifact.path)
      text.entry("type", artifact.planned.type.rawValue)
      text.entry("lines", artifact.lineCount)
      text.entry("fingerprint", Fingerprint(of: artifact.bytes).description)
      if artifact.isByAgent { text.entry("origin", "agent") }
      switch kind {
      case .code: writeCode(artifact, &text)
      case .test: writeTests(artifact, &text)
      case .doc: writeDocument(artifact, &text)
      case .observability:
        if !artifact.measured.isEmpty { text.entry("constraints", artifact.measured) }
      }
    }
  }

  private func writeCode(_ artifact: GeneratedArtifact, _ text: inout YAMLText) {
    let ids = artifact.blockIDs
    let constraints = request.subject.constraints.map(\.id).filter(ids.contains)
    if !constraints.isEmpty { text.entry("constraints", constraints) }
    let truths = request.truths(for: constraints)
    if !truths.isEmpty { text.entry("truths", truths) }
    writeBlocks(artifact, &text)
  }

  private func writeDocument(_ artifact: GeneratedArtifact, _ text: inout YAMLText) {
    let explained = request.subject.constraints.map(\.id).filter(artifact.measured.contains)
    let modes = request.subject.failureModes.map(\.id).filter(artifact.measured.contains)
    if !explained.isEmpty { text.entry("explains", explained) }
    if !modes.isEmpty { text.entry("explains_failure_modes", modes) }
    writeBlocks(artifact, &text)
  }

  private func writeBlocks(_ artifact: GeneratedArtifact, _ text: inout YAMLText) {
    guard !artifact.blocks.isEmpty else { return }
    text.list("blocks", artifact.blocks) { text, block in
      text.entry("block", block.name)
      text.entry("ids", block.ids)
      text.entry("line_numbers", numbers: [block.lines.lowerBound, block.lines.upperBound])
    }
  }

  private func writeTests(_ artifact: GeneratedArtifact, _ text: inout YAMLText) {
    let constraints = artifact.tests.flatMap(\.constraints)
    let modes = artifact.tests.flatMap(\.failureModes)
    let subject = request.subject
    let tested = subject.constraints.map(\.id).filter(constraints.contains)
    let provoked = subject.failureModes.map(\.id).filter(modes.contains)
    if !tested.isEmpty { text.entry("constraints_tested", tested) }
    if !provoked.isEmpty { text.entry("failure_modes_tested", provoked) }
    guard !artifact.tests.isEmpty else { return }
    text.list("tests", artifact.tests) { text, test in
      text.entry("test", test.name)
      text.entry("line", test.line)
      text.entry("ids", test.constraints + test.failureModes)
    }
  }

  // MARK: coverage

  private func writeCoverage(_ text: inout YAMLText) {
    text.mapping("coverage") { text in
      text.mapping("constraints") { text in
        text.entry("fully_covered", coverage.ids(.full))
        text.entry("partially_covered", coverage.ids(.partial))
        text.entry("not_covered", coverage.ids(.none))
      }
      text.mapping("failure_modes") { text in
        text.entry("tested", coverage.testedModes)
        text.entry("not_tested", coverage.untestedModes)
      }
      text.list("missing_coverage", coverage.constraints.filter { $0.reason != nil }) {
        text, line in
        text.entry("constraint", line.id)
        text.entry("coverage", line.level.rawValue)
        text.entry("reason", line.reason?.rawValue ?? "")
        if !line.open.isEmpty { text.entry("open", line.open) }
      }
      text.list("classification", request.manifold.constraints) { write($1, to: &$0) }
    }
  }

  /// What was asked, and what came of it; a later run looks here for answers that it can keep.
  private func write(_ result: AgentResult, to text: inout YAMLText) {
    text.entry("asked_for", result.task.id)
    text.entry("kind", result.task.kind.rawValue)
    text.entry("prompt", result.task.fingerprint)
    switch result.outcome {
    case .accepted(let answer):
      text.entry("result", "accepted")
      text.entry("files", answer.artifacts.map(\.path))
    case .refused(let refusal):
      text.entry("result", "refused")
      text.entry("stage", refusal.stage.rawValue)
      text.entry("reason", refusal.text)
    }
  }

  private func write(_ constraint: ClassifiedItem, to text: inout YAMLText) {
    text.entry("constraint", constraint.item.id)
    let main = constraint.classifications.first ?? constraint.bestGuess
    text.entry("archetype", constraint.archetype?.rawValue ?? "none")
    let others = constraint.classifications.dropFirst().map(\.archetype.rawValue)
    if !others.isEmpty { text.entry("also", others) }
    guard let main else { return }
    if constraint.archetype == nil { text.entry("best_guess", main.archetype.rawValue) }
    text.entry("confidence", number: decimalText((main.confidence * 100).rounded() / 100))
    text.entry("because", Array(main.reasons.map(\.text).withoutRepetition.prefix(4)))
    let figures = [main.figures.limit, main.figures.window, main.figures.quantile]
      .compactMap { $0 }.map(\.text).withoutRepetition
    if !figures.isEmpty { text.entry("figures", figures) }
    if main.lacksFigure { text.entry("lacks", "a figure") }
  }
}

extension ClassificationReason {
  /// `statement: at most once`, with what speaks against marked as such.
  public var text: String { "\(field): \(weight < 0 ? "not " : "")\(words)" }
}
