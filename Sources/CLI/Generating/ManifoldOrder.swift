import Generation
import Reports
import SourceText
import System
import TraceModel

/// What `generate` and `verify` begin with: a project, a pack that can be used, and one manifold.
struct ManifoldOrder {
  let invocation: Invocation
  let console: Console
  let project: Project
  let manifolds: ManifoldProject
  let files: PackFiles
  let pack: ArtifactPack
  let manifold: NodeIndex
  /// `generated` or `verified`, for the line that says that nothing is.
  private let verb: String
  /// The day that the user names.
  private let givenDay: String?

  /// `nil` when the pack or the name of the manifold is wrong, which has been said.
  init?(_ invocation: Invocation, _ console: Console, verb: String) throws(SetupFault) {
    project = try Project.open(invocation)
    givenDay = try BuildRequest.day(of: invocation)
    files = try PackFiles(invocation, project)
    (self.invocation, self.console, self.verb) = (invocation, console, verb)
    let (pack, faults) = ArtifactPack.read(files.all)
    files.report(faults, on: console)
    guard let pack else {
      console.complain("the pack cannot be used, so nothing is \(verb)")
      return nil
    }
    self.pack = pack
    manifolds = ManifoldProject(project)
    guard let manifold = manifolds.named(by: invocation, on: console) else { return nil }
    self.manifold = manifold
  }

  /// The checked order for the option that the user names; `nil` when there is none, which has been
  /// said.
  func request() -> GenerationRequest? {
    let obstacles = manifolds.obstacles(of: manifold)
    guard obstacles.isEmpty else {
      refuse(obstacles)
      return nil
    }
    let outcome = GenerationRequest.check(
      manifold, in: manifolds.graph, option: invocation.text(.solutionOption))
    guard let request = outcome.request else {
      refuse(outcome.diagnostics)
      return nil
    }
    report(outcome.diagnostics)
    let (surrounded, faults) = manifolds.surrounded(request, in: project)
    report(faults)
    return surrounded
  }

  /// `true` when the day is one that the user has named.
  var hasGivenDay: Bool { givenDay != nil }

  /// The day that is written into reports: the given one, or that of the newest change.
  var day: String? { givenDay ?? manifolds.lastChange(of: manifold, in: project) }

  /// The folder of artifacts: the one that the user names, or the usual one.
  func place(_ flag: Option, _ request: GenerationRequest) -> String {
    invocation.text(flag)
      ?? joined(project.root, "generated/\(Generator.folderName(for: request))")
  }

  /// Prints findings about the project's files, with their lines.
  func report(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    var style = ReportStyle()
    style.pathPrefix = repositoryPrefix(of: project.root)
    style.rules = RuleCatalogue.all
    let tree = project.tree
    console.report(Findings(diagnostics), as: .text, on: .error, style: style) { path in
      try? tree.read(path).get()
    }
  }

  /// Prints why nothing is done.
  func refuse(_ diagnostics: [Diagnostic]) {
    report(diagnostics)
    console.complain("nothing is \(verb) because of errors")
  }

  /// Prints a text whose lines may hold names of the project.
  func show(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    console.result(lines.map { visibleText(String($0)) }.joined(separator: "\n"))
  }
}
