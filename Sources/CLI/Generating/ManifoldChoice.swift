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

  /// The day of the newest commit that changed one of the manifold's files.
  func lastChange(of manifold: NodeIndex, in project: Project) -> String? {
    let files = Set(self.files(of: manifold))
    guard let repository = GitRepository(containing: project.root),
      let changes = try? repository.lastChanges()
    else { return nil }
    return files.compactMap { changes.dates[$0]?.day }.max()
  }
}
