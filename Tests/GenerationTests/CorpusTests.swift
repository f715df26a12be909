import Analysis
import Generation
import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

/// Every manifold of the collection of real files, planned and rendered.
@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `Real manifolds as programs` {
  static let graph: TraceGraph = {
    guard let corpora = Inputs.corpora, let paths = try? Inputs.files(below: "\(corpora)/000")
    else { return TraceGraph(nodes: [], links: []) }
    let documents = paths.compactMap { path -> ManifoldDocument? in
      guard let bytes = try? Inputs.bytes(path, in: "\(corpora)/000"),
        ManifoldReader.recognise(path, start: Array(bytes.prefix(16 << 10)))
      else { return nil }
      return Ingest.read(SourceFile(path: path, bytes: bytes))
    }
    return Ingest.link(documents).graph
  }()

  @Test func `each gives an account that adds up`() throws {
    let (pack, _) = ArtifactPack.read(Sample.pack)
    let complete = try #require(pack)
    let manifolds = Self.graph.nodes(of: .manifold)
    #expect(manifolds.count >= 30)
    var recognised = 0
    for manifold in manifolds {
      let outcome = GenerationRequest.check(manifold, in: Self.graph, option: nil)
      guard let request = outcome.request else {
        #expect(outcome.diagnostics.contains { $0.severity == .error })
        continue
      }
      let project = Generator.generate(request, with: complete, time: nil)
      let coverage = project.coverage
      let sum = GenerationCoverage.Level.allCases.reduce(0) { $0 + coverage.ids($1).count }
      #expect(sum == request.subject.constraints.count)
      #expect(coverage.constraints.allSatisfy { ($0.reason == nil) == ($0.level == .full) })
      for constraint in request.manifold.constraints {
        #expect((constraint.reason == nil) == (constraint.archetype != nil))
        recognised += constraint.archetype == nil ? 0 : 1
        for found in constraint.classifications {
          #expect((ClassifiedManifold.threshold...1).contains(found.confidence))
          #expect(!found.reasons.isEmpty)
        }
      }
    }
    #expect(recognised > 50)
  }
}

/// Every step on every manifold of the collection: an account that its own reader takes.
@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `Real manifolds, step by step` {
  @Test(arguments: ManifoldStep.allCases)
  func `each report is read back without a finding`(_ step: ManifoldStep) throws {
    let graph = `Real manifolds as programs`.graph
    let manifolds = graph.nodes(of: .manifold)
    #expect(manifolds.count >= 30)
    var input = ManifoldStep.Input(graph: graph)
    input.assessment = Assessment(of: graph)
    for manifold in manifolds {
      let report = step.report(on: manifold, with: input)
      #expect(!report.lines.isEmpty)
      let file = SourceFile(path: "\(report.name).yaml", text: report.text(as: .yaml))
      let documents = Ingest.read(file, as: .reports)
      let findings = documents.flatMap(\.diagnostics)
      #expect(findings == [], "\(report.name)")
      #expect(documents.contains { !$0.items.isEmpty })
    }
  }
}

/// Files that were made to do harm: a refusal or a sober account, and never the end of the process.
@Suite(.enabled(if: Inputs.isNamed(Inputs.hostile))) struct `Hostile manifolds as programs` {
  @Test func `each is refused or stays in its place`() throws {
    let folder = try #require(Inputs.hostile)
    let (pack, _) = ArtifactPack.read(Sample.pack)
    let complete = try #require(pack)
    for path in try Inputs.files(below: folder) {
      guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") || path.hasSuffix(".json") else {
        continue
      }
      let bytes = try Inputs.bytes(path, in: folder)
      let name = "manifolds/" + (path.split(separator: "/").last.map(String.init) ?? "x.yaml")
      guard bytes.count < 4 << 20,
        let document = Ingest.read(SourceFile(path: name, bytes: bytes))
      else { continue }
      let graph = Ingest.link([document]).graph
      for manifold in graph.nodes(of: .manifold) {
        let input = ManifoldStep.Input(graph: graph)
        for step in ManifoldStep.allCases {
          let report = step.report(on: manifold, with: input)
          let yaml = SourceFile(path: "\(report.name).yaml", text: report.text(as: .yaml))
          #expect(!Ingest.read(yaml, as: .reports).isEmpty)
        }
        let outcome = GenerationRequest.check(manifold, in: graph, option: nil)
        guard let request = outcome.request else { continue }
        let project = Generator.generate(request, with: complete, time: nil)
        #expect(Set(project.files.map(\.path)).count == project.files.count)
        #expect(project.files.allSatisfy { (try? CleanPath($0.path)) != nil })
      }
    }
  }
}

/// What is generated for real manifolds, verified: whole, damaged, and with another's files.
@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `Real manifolds, verified` {
  @Test func `each gives an account that adds up`() throws {
    let (pack, _) = ArtifactPack.read(Sample.pack)
    let complete = try #require(pack)
    let graph = `Real manifolds as programs`.graph
    var (verified, last) = (0, [SourceFile]())
    for manifold in graph.nodes(of: .manifold) {
      guard let request = GenerationRequest.check(manifold, in: graph, option: nil).request else {
        continue
      }
      let expected = Generator.generate(request, with: complete, time: nil)
      for files in [expected.files, [], last, expected.files.map(Self.damaged)] {
        let input = VerificationInput(request: request, expected: expected, files: files)
        let verification = Verifier.verify(input)
        let sum = VerificationLevel.allCases.reduce(0) { $0 + verification.count($1) }
        #expect(sum == request.subject.constraints.count)
        // Without a result nothing is proven.
        #expect(verification.count(.full) == 0)
        #expect(verification.files.count == expected.files.count)
        _ = VerificationReport(verification, of: input, time: nil).yaml
      }
      verified += 1
      last = expected.files
    }
    #expect(verified >= 30)
  }

  /// Every third line is gone.
  static func damaged(_ file: SourceFile) -> SourceFile {
    let lines = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let left = lines.enumerated().filter { $0.offset % 3 != 0 }.map(\.element)
    return SourceFile(path: file.path, bytes: Array(left.joined(separator: [0x0A])))
  }
}

/// Files that were made to do harm, as artifacts.
@Suite(.enabled(if: Inputs.isNamed(Inputs.hostile))) struct `Hostile files as artifacts` {
  @Test func `are looked at and survived`() throws {
    let folder = try #require(Inputs.hostile)
    let (pack, _) = ArtifactPack.read(Sample.pack)
    let request = try Sample.request()
    let expected = Generator.generate(request, with: try #require(pack), time: nil)
    let paths = [
      "src/seat_hold.py", "docs/ARCHITECTURE.md", "observability/alerts.yaml",
      "observability/dashboard.json", expected.report.path,
    ]
    for path in try Inputs.files(below: folder) {
      let bytes = Array(try Inputs.bytes(path, in: folder).prefix(1 << 20))
      let files = paths.map { SourceFile(path: $0, bytes: bytes) }
      let input = VerificationInput(request: request, expected: expected, files: files)
      #expect(Verifier.verify(input).constraints.count == 5, "\(path)")
    }
  }
}
