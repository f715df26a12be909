import Analysis
import Generation
import Ingest
import Notation
import SourceText
import System
import TraceModel

/// The folder whose files are verified: read within limits, written to by `--fix` alone.
struct ArtifactsFolder {
  /// Absolute.
  let path: String

  /// Left by running the tests.
  private static let caches: Set<String> = [
    "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".git", ".venv", "node_modules",
  ]
  private static let fileLimit = 8 << 20
  /// A folder of programs and documents is a hundredth of this.
  private static let folderLimit = 256 << 20

  var isThere: Bool { (try? FolderExchange(path: path).contents(leavingOut: Self.caches)) != nil }

  /// Regular files, named relative to the folder, sorted.
  func files() throws(SystemError) -> [SourceFile] {
    let folder = FolderExchange(path: path)
    let contents = try folder.contents(leavingOut: Self.caches) ?? []
    var left = Self.folderLimit
    return contents.filter(\.isFile).prefix(20_000).compactMap { content in
      guard left > 0 else { return nil }
      guard let bytes = folder.bytes(of: content.path), bytes.count <= Self.fileLimit else {
        return nil
      }
      left -= bytes.count
      return SourceFile(path: content.path, bytes: bytes)
    }
  }

  /// Of what should be there, what is not, not even as a link.
  func missing(of files: [SourceFile]) throws(SystemError) -> [SourceFile] {
    let contents = try FolderExchange(path: path).contents(leavingOut: Self.caches) ?? []
    let there = Set(contents.map(\.path))
    return files.filter { !there.contains($0.path) }
  }
}

/// Runs every reader that knows a file of the folder, and the rules between what they found.
struct ArtifactReading {
  let project: Project
  let manifolds: ManifoldProject
  let request: GenerationRequest
  let files: [SourceFile]
  private let globs: ReaderGlobs

  init(
    project: Project, manifolds: ManifoldProject, request: GenerationRequest, files: [SourceFile]
  ) {
    (self.project, self.manifolds, self.request) = (project, manifolds, request)
    self.files = files
    globs = ReaderGlobs(project.configuration)
  }

  func input(_ expected: GeneratedProject) -> VerificationInput {
    let documents = files.flatMap(read)
    // With other manifolds beside it an id of two of them would mean neither.
    let (graph, linked) = Ingest.link(
      manifolds.documents.filter { request.subject.files.contains($0.path) },
      documents: manifolds.reports.filter { $0.scope.name == request.subject.id } + documents,
      projectPaths: Set(files.map(\.path)))
    let assessed = Assessment(of: graph).diagnostics
    let own = Set(files.map(\.path))
    let found = (linked + assessed + Ingest.contradictions(in: files)).filter {
      own.contains($0.range.path) && Self.isWanted($0)
    }
    return VerificationInput(
      request: request, expected: expected, files: files,
      results: documents.flatMap(Self.results) + projectResults(), findings: found)
  }

  private func read(_ file: SourceFile) -> [TraceDocument] {
    guard let format = format(of: file) else { return [] }
    return Ingest.read(seenHere(file), as: format)
  }

  /// With addresses of the runbook that lead to where the folder will be found leading into the
  /// folder itself: that is what is verified.
  private func seenHere(_ file: SourceFile) -> SourceFile {
    let base = request.runbookBase
    guard !base.isEmpty else { return file }
    let address = Array((base.hasSuffix("/") ? base : base + "/").utf8)
    return SourceFile(
      path: file.path, bytes: file.bytes.replacing(address, with: Array("../".utf8)))
  }

  /// Formats that hold claims, alerts, panels, runbooks or results; the rest is no document.
  private func format(of file: SourceFile) -> DocumentFormat? {
    let path = file.path
    if path.hasSuffix("-verification.yaml") || path.hasSuffix(".py") { return nil }
    // Whatever a report of tests is called here.
    if path.hasSuffix(".xml"), file.holds("<testsuite") { return .results }
    let name = path.split(separator: "/").last ?? ""
    let isNotation = [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
    // Tests of alerts look like alerts, and are none.
    if name.contains(".test."), isNotation { return nil }
    if isNotation, name.contains("alert") || name.contains("dashboard") { return .operations }
    let format = globs.match(path, start: { file.bytes }).reader?.format
    guard let format else { return path.hasSuffix(".md") ? .documents : nil }
    return [.operations, .results, .reports, .documents].contains(format) ? format : nil
  }

  /// What verification says itself, or says of the folder as a whole, is left out.
  private static func isWanted(_ diagnostic: Diagnostic) -> Bool {
    !left.contains(diagnostic.rule.id)
  }

  private static let left: Set<String> = [
    "nothing-read", "named-file-missing", "statements-limit", "key-per-attempt",
    "attempts-multiply", "documented-event",
  ]

  // MARK: results

  private static func results(of document: TraceDocument) -> [ObservedTest] {
    document.items.compactMap { item -> ObservedTest? in
      guard case .test(let facts) = item.detail else { return nil }
      let named = item.links.compactMap { link -> String? in
        guard link.kind == .verifies, let slash = link.target.lastIndex(of: "/") else {
          return nil
        }
        return String(link.target[..<slash])
      }
      return ObservedTest(
        name: facts.name, className: facts.className, outcome: facts.outcome,
        sources: facts.sources, collected: facts.collected, manifolds: Set(named))
    }
  }

  /// Reports of tests among the project's inputs.
  private func projectResults() -> [ObservedTest] {
    manifolds.results.flatMap { path -> [ObservedTest] in
      guard let file = try? project.tree.read(path, limit: 64 << 20).get() else { return [] }
      return Ingest.read(file, as: .results).flatMap(Self.results)
    }
  }
}

extension SourceFile {
  /// A text stands among its first bytes.
  fileprivate func holds(_ text: String) -> Bool {
    String(decoding: bytes.prefix(4_096), as: UTF8.self).contains(text)
  }
}
