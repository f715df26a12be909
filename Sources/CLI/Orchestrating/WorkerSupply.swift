import Activities
import EmbeddedHost

/// The activities that a worker of this program supplies.
enum WorkerSupply {
  /// Those that `orchestration` in site.yaml names somebody for, and the product's own.
  static func activities(_ invocation: Invocation, _ console: Console) throws -> ActivityTable {
    let project = try Project.open(invocation)
    let environment = Tool.processEnvironment()
    let supply = try ActivitySupply(
      project.configuration.orchestration,
      read: { path in try? WorkflowOrder.read(joined(invocation.folder, path)) },
      secret: { environment[$0] })
    var table = supply.table
    PublishActivities(root: absolute(invocation.folder)).add(to: &table)
    ModuleActivities(supply: supply).add(to: &table)
    return table
  }
}
