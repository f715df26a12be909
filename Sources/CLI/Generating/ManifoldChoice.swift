import Generation
import SourceText
import System
import TraceModel

extension ManifoldProject {
  /// The manifold that the last operand names; what is wrong with it has been said when there is none.
  func named(by invocation: Invocation, on console: Console) -> NodeIndex? {
    let word = invocation.operands.last ?? ""
    switch choice(word) {
    case .one(let manifold): return manifold
    case .several(let paths):
      console.complain("\(quoted(word)) names \(paths.count) manifolds; name one by its file")
      for path in paths { console.complain("  \(path)") }
    case .none(let nearest):
      let hint = nearest.map { "; the nearest name is \(quoted($0))" } ?? ""
      console.complain("the project has no manifold \(quoted(word))\(hint)")
    }
    return nil
  }

  /// The request with what stands round its manifold: telemetry, and the runbook's address.
  func surrounded(
    _ request: GenerationRequest, in project: Project
  ) -> (GenerationRequest, [Diagnostic]) {
    let files = self.files(of: request.subject.manifold.node)
    let data = files.filter { !$0.hasSuffix(".md") }
    let folders = files.map { path in
      String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
    var paths = data
    for folder in folders {
      for ending in ["yaml", "yml"] {
        let name = "\(Generator.folderName(for: request)).context.\(ending)"
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        if !paths.contains(path) { paths.append(path) }
      }
    }
    let (telemetry, diagnostics) = TelemetrySources.read(
      paths.compactMap { try? project.tree.read($0, limit: 8 << 20).get() })
    var request = request
    request.telemetry = telemetry
    request.runbookBase = project.configuration.runbookBase
    return (request, diagnostics)
  }

  /// The day of the newest commit that changed one of the manifold's files.
  func lastChange(of manifold: NodeIndex, in project: Project) -> String? {
    let files = Set(self.files(of: manifold))
    guard let repository = GitRepository(containing: project.root),
      let changes = try? repository.lastChanges()
    else { return nil }
    return files.compactMap { changes.dates[$0]?.day }.max()
  }
}
