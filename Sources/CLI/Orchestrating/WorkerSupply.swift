import Activities
import EmbeddedHost

/// The activities that a worker of this program supplies.
enum WorkerSupply {
  /// Those that `orchestration` in site.yaml names somebody for, and the product's own.
  static func activities(_ invocation: Invocation, _ console: Console) throws -> ActivityTable {
    let project = try Project.open(invocation)
    let environment = Tool.processEnvironment()
    let supply = try ActivitySupply(
      project.configuration.orchestration.placed(below: invocation.folder),
      read: { path in try? WorkflowOrder.read(namedPath(path, below: invocation.folder)) },
      secret: { environment[$0] })
    var table = supply.table
    PublishActivities(root: absolute(invocation.folder)).add(to: &table)
    ModuleActivities(supply: supply).add(to: &table)
    return table
  }
}

extension ActivityConfiguration {
  /// The same with the paths of repositories as they are from here: in site.yaml they begin at the
  /// project's folder, wherever a worker is started.
  func placed(below folder: String) -> ActivityConfiguration {
    func place(_ path: String) -> String { namedPath(path, below: folder) }
    var placed = self
    switch forge {
    case nil: break
    case .local(let repository, let records, let address):
      placed.forge = .local(
        repository: place(repository), records: place(records), address: address)
    case .github(let base, let repository, let token, let checkout):
      placed.forge = .github(
        base: base, repository: repository, token: token, checkout: checkout.map(place))
    }
    return placed
  }
}
