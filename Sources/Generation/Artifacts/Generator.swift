public import SourceText
import Templates

/// Everything that a request gives: files, their account, and what is wrong with the pack.
public struct GeneratedProject: Sendable {
  /// What was asked for.
  public let plan: GenerationPlan
  /// The files, in the order of the plan.
  public let artifacts: [GeneratedArtifact]
  /// What they cover, counted in their bytes.
  public let coverage: GenerationCoverage
  /// What came of each demand that was put to an agent, in manifold order.
  public let agents: [AgentResult]
  /// The account as YAML, to be written beside the files.
  public let report: SourceFile
  /// Faults of the pack; with an error among them nothing may be written.
  public let diagnostics: [Diagnostic]

  /// Every file to be written, by its path below the output folder, sorted.
  public var files: [SourceFile] {
    (artifacts.map { SourceFile(path: $0.path, bytes: $0.bytes) } + [report])
      .sorted { $0.path < $1.path }
  }
}

/// From a request and a pack to files.
public enum Generator {
  /// The plan alone, with the findings of planning.
  public static func plan(
    _ request: GenerationRequest, with pack: ArtifactPack
  ) -> (plan: GenerationPlan, diagnostics: [Diagnostic]) {
    let (work, diagnostics) = Planner.work(request, pack)
    return (GenerationPlan(work.map(\.artifact)), diagnostics)
  }

  /// Plans and renders; the same arguments give the same bytes.
  ///
  /// `time` is when it was generated, as the caller has decided; `nil` leaves it out. Files that an
  /// agent has given stand behind those of the pack; the pack's do not depend on them.
  public static func generate(
    _ request: GenerationRequest, with pack: ArtifactPack, time: String?,
    agents: [AgentResult] = []
  ) -> GeneratedProject {
    let (work, planned) = Planner.work(request, pack)
    var rendering = ArtifactRendering(request, pack, GenerationPlan(work.map(\.artifact)))
    let given = agents.flatMap(\.artifacts)
    let plan = GenerationPlan(work.map(\.artifact) + given.map(\.planned))
    let own = work.compactMap { rendering.render($0) } + given
    let artifacts = ArtifactKind.allCases.flatMap { kind in own.filter { $0.planned.kind == kind } }
    let coverage = GenerationCoverage(request, artifacts)
    let report = GenerationReport(
      request: request, pack: pack, plan: plan, artifacts: artifacts, coverage: coverage,
      time: time, agents: agents)
    let path = "\(identifierPath(request.subject.id))-generation.yaml"
    var diagnostics = planned + rendering.diagnostics
    if artifacts.contains(where: { $0.path.lowercased() == path.lowercased() }) {
      diagnostics.append(
        Diagnostic(
          .artifactClash, at: .file("pack.yaml"), "an artifact has the report's path \(path)"))
    }
    let taken = Set(work.map { $0.artifact.path.lowercased() })
    for file in given where taken.contains(file.path.lowercased()) {
      diagnostics.append(
        Diagnostic(
          .artifactClash, at: .file("pack.yaml"),
          "the pack and an agent's answer both give \(file.path)"))
    }
    return GeneratedProject(
      plan: plan, artifacts: artifacts, coverage: coverage, agents: agents,
      report: SourceFile(path: path, text: report.yaml), diagnostics: diagnostics.sorted())
  }

  /// The name of a request's output folder.
  public static func folderName(for request: GenerationRequest) -> String {
    identifierPath(request.subject.id)
  }

  /// A feature as the name of a file: what other systems refuse becomes a hyphen.
  static func identifierPath(_ feature: String) -> String {
    let name = feature.utf8.prefix(80).map { byte -> UInt8 in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: byte
      default: 0x2D
      }
    }
    let text = String(decoding: name, as: UTF8.self)
    return text.hasPrefix(".") || portabilityFault(ofName: text) != nil ? "manifold-" + text : text
  }
}

/// Renders artifacts and looks what is in them.
struct ArtifactRendering {
  private let request: GenerationRequest
  private let pack: ArtifactPack
  private let builder: ValuesBuilder
  private let values: TemplateRecord
  private let header: ArtifactHeader
  private let known: Set<String>
  private(set) var diagnostics: [Diagnostic] = []

  init(_ request: GenerationRequest, _ pack: ArtifactPack, _ plan: GenerationPlan) {
    self.request = request
    self.pack = pack
    builder = ValuesBuilder(request)
    values = builder.values(plan)
    header = ArtifactHeader(request)
    known = Set(request.subject.demands.map(\.id))
  }

  mutating func render(_ work: Planner.Work) -> GeneratedArtifact? {
    let artifact = work.artifact
    var values = self.values
    values["artifact"] = .record(builder.artifact(artifact))
    var buffer = ByteBuffer()
    do throws(TemplateError) {
      try pack.templates.render(
        work.entry.template, values, page: artifact.path, into: &buffer)
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
    return finish(artifact, buffer.bytes, work.entry.template)
  }

  /// Puts the header before the file and finds blocks and tests where they will stand.
  private mutating func finish(
    _ artifact: PlannedArtifact, _ body: [UInt8], _ template: String
  ) -> GeneratedArtifact {
    let isTest = artifact.kind == .test && artifact.path.hasSuffix(".py")
    let measured: [String] =
      switch artifact.kind {
      case .observability:
        MeasureScan.ids(in: SourceFile(path: artifact.path, bytes: body), known: known)
      case .doc: mentioned(artifact.constraints + artifact.failureModes, in: body)
      default: []
      }
    // The header depends on ids alone, and has as many lines whatever they are.
    let scan = BlockScan(ArtifactLines(body))
    let tests = isTest ? TestScan(ArtifactLines(body)).tests : []
    let ids =
      scan.blocks.flatMap(\.ids) + tests.flatMap { $0.constraints + $0.failureModes } + measured
    let head = header.text(for: artifact.path, covering: inOrder(ids))
    let front = frontMatter(of: body)
    let bytes = Array(body[..<front]) + Array(head.utf8) + body[front...]
    let lines = ArtifactLines(bytes)
    let placed = BlockScan(lines)
    for fault in placed.faults {
      diagnostics.append(
        Diagnostic(
          .packFormat, at: .file(template), "line \(fault.line) of \(artifact.path): \(fault.text)")
      )
    }
    let marked = scan.blocks.flatMap(\.ids) + tests.flatMap(\.constraints) + measured
    compare(artifact, Set(marked), template)
    return GeneratedArtifact(
      planned: artifact, bytes: bytes, lineCount: lines.lines.count, blocks: placed.blocks,
      tests: isTest ? TestScan(lines).tests : [], measured: measured)
  }

  /// Of the ids that a document is planned for, those that stand in it as words.
  private func mentioned(_ ids: [String], in body: [UInt8]) -> [String] {
    let words = Set(
      body.split { byte in
        let isWord = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39
        // A backslash stands before an underscore that Markdown would take for a mark.
        return !(isWord || byte == 0x5F || byte == 0x2D || byte == 0x2E || byte == 0x5C)
      }.map { String(decoding: $0.filter { $0 != 0x5C }, as: UTF8.self) })
    return ids.filter(words.contains)
  }

  /// What the pack's entry promises beside what the rendered file says of itself.
  private mutating func compare(
    _ artifact: PlannedArtifact, _ marked: Set<String>, _ template: String
  ) {
    guard artifact.kind == .code || artifact.kind == .test else { return }
    let constraints = request.subject.constraints.map(\.id)
    let beyond = constraints.filter { marked.contains($0) && !artifact.constraints.contains($0) }
    let without = artifact.constraints.filter { !marked.contains($0) }
    guard !beyond.isEmpty || !without.isEmpty else { return }
    let texts = [
      beyond.isEmpty ? "" : "marks \(beyond.joined(separator: ", ")) beyond its entry",
      without.isEmpty ? "" : "does not mark \(without.joined(separator: ", "))",
    ].filter { !$0.isEmpty }
    diagnostics.append(
      Diagnostic(
        .artifactCoverage, at: .file(template),
        "\(artifact.path) \(texts.joined(separator: " and "))",
        fix: "let covers in pack.yaml name the archetypes of its blocks and tests"))
  }

  /// Ids as the manifold declares them, each once; others keep their order behind these.
  private func inOrder(_ ids: [String]) -> [String] {
    let subject = request.subject
    let all = Set(ids)
    let declared = (subject.constraints + subject.criteria + subject.truths + subject.failureModes)
      .map(\.id)
    let known = declared.filter(all.contains)
    return known + ids.withoutRepetition.filter { !declared.contains($0) }
  }
}
