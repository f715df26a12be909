/// Steps in the order that their dependencies ask for.
public enum DependencyWaves {
  /// Why there is no order.
  public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Two steps have one id.
    case duplicate(String)
    /// A step waits for one that is not in the plan.
    case unknown(String, of: String)
    /// Steps wait for each other, each for the next and the last for the first.
    case cycle([String])

    /// For people.
    public var description: String {
      switch self {
      case .duplicate(let id): "two steps are called `\(id)`"
      case .unknown(let id, let step): "step `\(step)` depends on `\(id)`, which is not in the plan"
      case .cycle(let ids): "steps depend on each other: \(ids.joined(separator: " → "))"
      }
    }
  }

  /// Steps of one wave depend on steps of earlier waves only; within a wave as in the plan.
  public static func waves(of steps: [MigrationStep]) throws(Fault) -> [[MigrationStep]] {
    try check(steps)
    var done: Set<String> = []
    var rest = steps
    var waves: [[MigrationStep]] = []
    while !rest.isEmpty {
      let wave = rest.filter { done.isSuperset(of: $0.dependencies) }
      guard !wave.isEmpty else { throw .cycle(cycle(in: rest)) }
      waves.append(wave)
      done.formUnion(wave.map(\.id))
      rest.removeAll { done.contains($0.id) }
    }
    return waves
  }

  private static func check(_ steps: [MigrationStep]) throws(Fault) {
    var ids: Set<String> = []
    for step in steps where !ids.insert(step.id).inserted { throw .duplicate(step.id) }
    for step in steps {
      if let missing = step.dependencies.first(where: { !ids.contains($0) }) {
        throw .unknown(missing, of: step.id)
      }
    }
  }

  /// Every step of `rest` waits for another of them: whoever follows comes back somewhere.
  private static func cycle(in rest: [MigrationStep]) -> [String] {
    let ids = Set(rest.map(\.id))
    let next = Dictionary(
      uniqueKeysWithValues: rest.map { ($0.id, $0.dependencies.first(where: ids.contains) ?? "") })
    var path: [String] = []
    var id = rest.first?.id ?? ""
    while !path.contains(id) {
      path.append(id)
      id = next[id] ?? ""
    }
    return Array(path.drop { $0 != id }) + [id]
  }
}
