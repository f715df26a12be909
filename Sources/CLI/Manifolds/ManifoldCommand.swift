import Analysis
import Generation
import Ingest
import Reports
import SourceText
import System
import TraceModel

/// What `manifold` can do: to begin one, and the steps that look at one.
enum ManifoldVerb {
  static let begin = "init"
  static let all = [begin] + ManifoldStep.allCases.map(\.rawValue)
}

/// `manifold`: begin a manifold, and look at one from every side before it is built from.
enum ManifoldCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let project = try Project.open(invocation)
    let word = invocation.operands.first ?? ""
    guard let step = ManifoldStep(rawValue: word) else {
      return try ManifoldStart(invocation, project, console).run()
    }
    return try look(step, invocation, project, console)
  }

  private static func look(
    _ step: ManifoldStep, _ invocation: Invocation, _ project: Project, _ console: Console
  ) throws(SetupFault) -> ExitCode {
    let manifolds = try read(step, invocation, project, console)
    guard let manifolds, let manifold = manifolds.named(by: invocation, on: console) else {
      return .findings
    }
    // Circles stand in the way of generating, not of looking.
    let obstacles = manifolds.obstacles(of: manifold)
      .filter { $0.rule.id != IngestRules.dependencyCycle.id }
    guard obstacles.isEmpty || step == .validate else {
      console.report(
        Findings(obstacles), as: .text, on: .error, style: findingStyle(project),
        load: { try? project.tree.read($0).get() })
      console.complain("the manifold cannot be read, so there is nothing to say about it")
      return .findings
    }
    var input = ManifoldStep.Input(graph: manifolds.graph)
    let files = Set(manifolds.files(of: manifold))
    input.findings = manifolds.diagnostics.filter { files.contains($0.range.path) }
    input.assessment = manifolds.assessment
    if step == .context { input.repository = repository(project) }
    input.isStrict = invocation.isOn(.strictValidation)
    let report = step.report(on: manifold, with: input)
    let written = StepOutput(invocation, console).write(report)
    return max(written, report.passes ? .clean : .findings)
  }

  /// The whole project where a step asks what is known of the manifold, else the manifolds alone.
  private static func read(
    _ step: ManifoldStep, _ invocation: Invocation, _ project: Project, _ console: Console
  ) throws(SetupFault) -> ManifoldProject? {
    guard step.needsProject else { return ManifoldProject(project) }
    let request = try BuildRequest(invocation, project, console)
    do {
      let (cache, _) = try BuildCache.open(request)
      let reading = try ProjectReader(request, files: InputFiles(project), cache: cache).read()
      return ManifoldProject(
        assessment: reading.assessment,
        diagnostics: reading.findings + reading.assessment.diagnostics)
    } catch {
      console.complain("\(CommandTable.program): \(BuildRun.describe(error))")
      return nil
    }
  }

  /// Names of all files, and the package manifests nearest to the root.
  private static func repository(_ project: Project) -> RepositoryView {
    let paths = project.tree.listing().files.map(\.path)
    let depth = { (path: String) in path.utf8.count { $0 == UInt8(ascii: "/") } }
    let manifests = paths.filter(RepositoryView.isManifest)
      .sorted { (depth($0), $0) < (depth($1), $1) }.prefix(40)
    let files = manifests.compactMap { try? project.tree.read($0, limit: 1 << 20).get() }
    return RepositoryView(paths: paths, manifests: files)
  }

  private static func findingStyle(_ project: Project) -> ReportStyle {
    var style = ReportStyle()
    style.pathPrefix = repositoryPrefix(of: project.root)
    style.rules = RuleCatalogue.all
    return style
  }
}
