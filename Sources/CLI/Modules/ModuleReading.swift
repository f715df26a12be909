import Analysis
import Ingest
import Pipeline
import Reports
import SourceText
import System
import TraceModel

/// A project as the pipeline looks at it: the graph, documents, records, reports of coverage.
struct ModuleReading: Sendable {
  let assessment: Assessment
  let diagnostics: [Diagnostic]
  let settings: ModuleSettings
  private let tree: ProjectTree
  private let paths: [String]
  private let results: [SourceFile]
  private let coverage: CoverageReports
  private let hasPrograms: Bool

  private static let limit = 8 << 20

  /// Reads the project as a build does; `nil` when that fails, which has been said.
  init?(
    _ invocation: Invocation, _ project: Project, _ console: Console
  ) throws(SetupFault) {
    let request = try BuildRequest(invocation, project, console)
    do {
      let (cache, _) = try BuildCache.open(request)
      let files = InputFiles(project)
      let reading = try ProjectReader(request, files: files, cache: cache).read()
      self.init(
        reading.assessment, reading.findings + reading.assessment.diagnostics, project,
        InputListing(project, files))
    } catch {
      console.complain("\(CommandTable.program): \(BuildRun.describe(error))")
      return nil
    }
  }

  /// What a build has read already.
  init(
    _ assessment: Assessment, _ diagnostics: [Diagnostic], _ project: Project,
    _ inputs: InputListing
  ) {
    (self.assessment, self.diagnostics) = (assessment, diagnostics)
    settings = project.configuration.modules
    let tree = project.tree
    self.tree = tree
    paths = inputs.inputs.map(\.file.path)
    results = inputs.files(of: .results).compactMap {
      try? tree.read($0.path, limit: DocumentFormat.results.sizeLimit).get()
    }
    coverage = CoverageReports(results, among: paths)
    hasPrograms = !inputs.files(of: .sources).isEmpty
  }

  /// What decides about gates beside the graph: settings, and reports of coverage.
  func combine(into hasher: inout Fingerprinter) {
    for file in results { hasher.combine(file.bytes) }
    // A dictionary has no order of its own.
    for id in settings.commands.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
      hasher.combine("\(id.rawValue) \(settings.commands[id] ?? [])")
    }
    hasher.combine("\(settings.sources) \(settings.handlers) \(settings.endToEnd)")
    hasher.combine(settings.coverage)
    hasher.combine(hasPrograms ? "programs" : "none")
  }

  func text(of path: String) -> SourceFile? { try? tree.read(path, limit: Self.limit).get() }

  // MARK: which module

  private var modules: [NodeIndex] { assessment.graph.nodes(of: .module) }

  /// There is a module of this name.
  func holds(_ name: String) -> Bool {
    modules.contains { assessment.graph[$0].key.id == name }
  }

  /// The module of a name, a folder or a code; what is wrong has been said when there is none.
  func module(named word: String, _ console: Console) -> NodeIndex? {
    let path = (try? CleanPath(word).text) ?? word
    let graph = assessment.graph
    var found = modules.filter { graph[$0].key.id == word }
    if found.isEmpty {
      found = modules.filter {
        let scope = graph[$0].key.scope.path
        return scope == path || scope + "/docs" == path
      }
    }
    if found.isEmpty { found = modules.filter { ModuleSubject.code(of: $0, in: graph) == word } }
    if found.count == 1 { return found[0] }
    if found.isEmpty {
      let near = nearestName(to: word, among: modules.map { graph[$0].key.id })
      console.complain(
        "the project has no module \(quoted(word))"
          + (near.map { "; the nearest name is \(quoted($0))" }
            ?? "; begin one with module new, or see list inputs"))
    } else {
      console.complain("\(quoted(word)) names \(found.count) modules; name one by its folder")
      for module in found { console.complain("  \(visibleText(graph[module].key.scope.path))") }
    }
    return nil
  }

  // MARK: one module

  func input(for module: NodeIndex) -> GateInput {
    let paths = documents(of: module)
    let folder = ModuleSubject.documentFolder(of: paths)
    let (record, faults) = record(in: folder)
    let code =
      record.code.isEmpty ? ModuleSubject.code(of: module, in: assessment.graph) : record.code
    let outlines = paths.compactMapValues { text(of: $0).map { Ingest.outline($0, code: code) } }
    let subject = ModuleSubject(assessment, module, outlines: outlines, code: code)
    let findings =
      diagnostics.filter { Self.isIn(folder, $0.range.path) } + faults
      + DocumentFindings.of(subject, record)
    var input = GateInput(
      subject, record, settings, findings: findings,
      coverage: coverage.merged(
        over: programs(of: subject), lines: { text(of: $0).map { LineMap($0).count } }),
      hasPrograms: hasPrograms)
    input.findings = (findings + DriftFindings.of(input)).sorted()
    return input
  }

  /// A file of the folder itself: one that could not be read is missed, too.
  private static func isIn(_ folder: String, _ path: String) -> Bool {
    path.hasPrefix(folder + "/") && !path.dropFirst(folder.utf8.count + 1).contains("/")
  }

  private func documents(of module: NodeIndex) -> [ModuleDocumentKind: String] {
    guard case .module(let facts) = assessment.graph[module].detail else { return [:] }
    return facts.documents
  }

  private func record(in folder: String) -> (PipelineRecord, [Diagnostic]) {
    text(of: "\(folder)/\(PipelineRecord.name)").map(PipelineRecord.read) ?? (PipelineRecord(), [])
  }

  /// Files whose coverage counts for the module.
  private func programs(of subject: ModuleSubject) -> [String] {
    guard !settings.sources.isEmpty else {
      return paths.filter { $0.hasPrefix(subject.folder + "/") }
    }
    let globs = settings.sources.compactMap { text in
      try? Glob(ModuleSettings.named(text, subject.name))
    }
    return paths.filter { path in globs.contains { $0.matches(path) } }
  }
}
