/// What became of one file of a plan.
public struct FileOutcome: Sendable {
  /// Below the folder that holds `patterns/`.
  public var path: String
  /// The pattern's id; empty for files of the registry itself.
  public var pattern: String
  /// What it has come to.
  public var state: State

  /// What a file can come to.
  public enum State: Sendable, Hashable {
    /// It lies ready to be written.
    case made
    /// It was made and does not pass what is looked at, or could not be written.
    case failed([String])
    /// It cannot be made before a person has done something.
    case open(String)
  }

  /// It does not pass.
  public var hasFailed: Bool { if case .failed = state { true } else { false } }
  /// It lies ready to be written.
  public var isMade: Bool { state == .made }
}

/// What became of one group, in batches.
public struct GroupOutcome: Sendable {
  /// What is made.
  public let kind: GroupKind
  /// How many were made and looked at, one after the other.
  public var batches = 0
  /// In the order of the plan.
  public var files: [FileOutcome] = []
}

/// What became of one phase.
public struct PhaseOutcome: Sendable {
  /// From 1.
  public let number: Int
  /// For people.
  public let title: String
  /// Those that were begun, in order.
  public var groups: [GroupOutcome] = []
  /// What is to be written: nothing, when the phase has failed as a whole.
  public var changes: [RegistryChange] = []
  /// Seconds; measured by whoever runs the phase.
  public var seconds: Double = 0
  /// It was not run, because an earlier one has failed.
  public var isLeftOut = false

  init(number: Int, title: String) { (self.number, self.title) = (number, title) }

  /// A phase of which nothing was made.
  public init(leavingOut phase: PatternRecipe.Phase) {
    self.init(number: phase.number, title: phase.title)
  }

  /// What was ready could not be written: nothing of it counts, and each file says why.
  public mutating func fail(_ reason: String) {
    changes = []
    for group in groups.indices {
      for file in groups[group].files.indices where groups[group].files[file].isMade {
        groups[group].files[file].state = .failed([reason])
      }
    }
  }

  /// Files of a group that are to be written; of a phase that has failed as a whole none is.
  func written(of group: GroupOutcome) -> [FileOutcome] {
    let paths = Set(changes.map(\.path))
    return group.files.filter { $0.isMade && paths.contains($0.path) }
  }

  /// Every file of every group.
  public var files: [FileOutcome] { groups.flatMap(\.files) }
  /// Files that do not pass.
  public var failures: [FileOutcome] { files.filter(\.hasFailed) }
}

/// What a failure does to the files beside it.
public enum RollbackScope: String, Sendable, CaseIterable {
  /// Nothing of the phase is written.
  case phase
  /// Only what has failed is left out.
  case selective
}

/// Makes the files of a phase, batch by batch, and looks at each batch before the next.
public struct PhaseRun: Sendable {
  /// Calls the body for each index below the total, at the same time where that can be.
  public typealias Parallel =
    @Sendable (Int, @Sendable (Int) -> Result<[UInt8], Unmade>) ->
    [Result<[UInt8], Unmade>]

  private let templates: PatternTemplates
  private let rollback: RollbackScope
  private let parallel: Parallel

  /// A run with the templates and their recipe.
  public init(_ templates: PatternTemplates, rollback: RollbackScope, parallel: @escaping Parallel)
  {
    (self.templates, self.rollback, self.parallel) = (templates, rollback, parallel)
  }

  /// Runs one phase on a tree, which is left as it is; `done` hears how many of how many files.
  public func run(
    _ phase: PatternRecipe.Phase, on tree: RegistryTree, size: Int? = nil,
    done: (Int, Int) -> Void = { _, _ in }
  ) -> PhaseOutcome? {
    guard let registry = Registry(tree, derivation: templates.recipe.derivation) else { return nil }
    let plan = PhasePlan(phase, of: registry, with: templates)
    var batches = BatchRun(
      tree: tree, patterns: registry.patternsByID, rollback: rollback, parallel: parallel)
    var outcome = PhaseOutcome(number: plan.number, title: plan.title)
    let total = plan.groups.reduce(0) { $0 + $1.files.count }
    for group in plan.groups {
      // What comes after a failure would be built on what is not there.
      if rollback == .phase, batches.hasFailed { break }
      let before = outcome.groups.reduce(0) { $0 + $1.files.count }
      outcome.groups.append(
        batches.run(group, size: size ?? templates.recipe.batchSize) { done(before + $0, total) })
    }
    outcome.changes = batches.hasFailed && rollback == .phase ? [] : batches.changes
    return outcome
  }
}

/// The batches of one phase while they are run.
private struct BatchRun {
  /// With everything that was made so far.
  var tree: RegistryTree
  /// As it was when the phase began.
  private let began: RegistryTree
  let patterns: [String: RegistryPattern]
  let rollback: RollbackScope
  let parallel: PhaseRun.Parallel
  var changes: [RegistryChange] = []
  var hasFailed = false
  /// Paths that the phase has taken, so that no file takes another's.
  private var taken: Set<String> = []

  init(
    tree: RegistryTree, patterns: [String: RegistryPattern], rollback: RollbackScope,
    parallel: @escaping PhaseRun.Parallel
  ) {
    (self.tree, self.patterns, self.rollback) = (tree, patterns, rollback)
    began = tree
    self.parallel = parallel
  }

  mutating func run(
    _ group: PlannedGroup, size: Int, done: (Int) -> Void
  ) -> GroupOutcome {
    var outcome = GroupOutcome(kind: group.kind)
    for start in stride(from: 0, to: group.files.count, by: size) {
      if rollback == .phase, hasFailed { break }
      let files = group.files[start..<min(start + size, group.files.count)]
      outcome.files += batch(Array(files), group.checks)
      outcome.batches += 1
      done(outcome.files.count)
    }
    return outcome
  }

  private mutating func batch(
    _ files: [PlannedFile], _ checks: [BatchCheck]
  ) -> [FileOutcome] {
    let isFirst = files.map { $0.isNote || taken.insert($0.path).inserted }
    let made = parallel(files.count) { index in
      isFirst[index]
        ? files[index].make()
        : .failure(Unmade(reason: "another file of the registry has its path"))
    }
    var ready: [RegistryChange?] = []
    for (file, result) in zip(files, made) {
      let change = (try? result.get()).map { RegistryChange(path: file.path, bytes: $0) }
      ready.append(change)
    }
    tree.apply(ready.compactMap(\.self))
    let validation = BatchValidation(tree: tree, before: began, patterns: patterns)
    return files.indices.map { index in
      let file = files[index]
      var state = FileOutcome.State.made
      if case .failure(let unmade) = made[index] {
        state = unmade.isFault ? .failed([unmade.reason]) : .open(unmade.reason)
      } else if let obstacle = validation.obstacle(to: file, by: checks) {
        state = .open(obstacle)
      } else {
        let faults = validation.faults(of: file, by: checks)
        if !faults.isEmpty { state = .failed(faults) }
      }
      settle(file, state, ready[index])
      return FileOutcome(path: file.path, pattern: file.pattern, state: state)
    }
  }

  /// What has failed is taken out of the tree again, so that nothing is built on it.
  private mutating func settle(
    _ file: PlannedFile, _ state: FileOutcome.State, _ change: RegistryChange?
  ) {
    switch state {
    case .made: if let change { changes.append(change) }
    case .failed:
      hasFailed = true
      tree.replace(file.path, with: file.before)
    case .open: tree.replace(file.path, with: file.before)
    }
  }
}
