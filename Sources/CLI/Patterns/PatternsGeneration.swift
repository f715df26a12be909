import Patterns
import SourceText
import System

/// `patterns generate`: phase after phase, each written as a whole or not at all.
struct PatternsGeneration {
  private let order: PatternsOrder
  private let scope: RollbackScope
  private let progress: Progress

  init(_ order: PatternsOrder) {
    self.order = order
    let word = order.invocation.text(.rollback) ?? ""
    scope = RollbackScope(rawValue: word) ?? .phase
    progress = Progress(on: order.console)
  }

  private var isDryRun: Bool { order.invocation.isOn(.dryRun) }

  func run() -> ExitCode {
    guard let phases = chosenPhases() else { return .usage }
    do throws(TransactionError) {
      let transaction = isDryRun ? nil : try TreeTransaction(root: order.folder.absoluteRoot)
      return run(phases, on: files(behind: transaction), writing: transaction)
    } catch {
      order.console.complain(error.description)
      return .failure
    }
  }

  /// The files, read again when what a killed run had left was undone.
  private func files(behind transaction: TreeTransaction?) -> RegistryTree {
    guard transaction?.hasRecovered == true else { return order.files }
    order.console.say("a run that was stopped half-way was undone")
    return order.folder.read().files
  }

  private func run(
    _ phases: [PatternRecipe.Phase], on files: RegistryTree, writing transaction: TreeTransaction?
  ) -> ExitCode {
    let (outcomes, after) = outcomes(of: phases, on: files, writing: transaction)
    guard let registry = order.registry(after) else { return .failure }
    progress.clear()
    let criteria = SuccessCriteria(
      registry, order.templates, requirements: RegistryFolder.requirements(of: after))
    show(outcomes, criteria)
    if let transaction, let fault = writeReport(outcomes, criteria, after, by: transaction) {
      order.console.complain(fault.description)
      return .failure
    }
    let hasFailed = outcomes.contains { !$0.failures.isEmpty }
    return hasFailed || order.hasFaults ? .findings : .clean
  }

  // MARK: what is to be run

  /// All phases, the one that is named, or the first; `nil` when there is no such phase.
  private func chosenPhases() -> [PatternRecipe.Phase]? {
    let all = order.templates.recipe.phases
    if order.invocation.isOn(.firstPhaseOnly) { return Array(all.prefix(1)) }
    guard let number = order.invocation.number(.phase) else { return all }
    let found = all.filter { $0.number == number }
    if found.isEmpty {
      order.console.complain("--phase \(number): the recipe has phases 1 to \(all.count)")
    }
    return found.isEmpty ? nil : found
  }

  // MARK: the phases

  private func outcomes(
    of phases: [PatternRecipe.Phase], on files: RegistryTree, writing transaction: TreeTransaction?
  ) -> ([PhaseOutcome], RegistryTree) {
    var (outcomes, tree) = ([PhaseOutcome](), files)
    for phase in phases {
      // What the others make is joined by what the first one settles.
      if let first = outcomes.first, first.number == 1, !first.failures.isEmpty {
        var left = PhaseOutcome(leavingOut: phase)
        left.isLeftOut = true
        outcomes.append(left)
        continue
      }
      let outcome = run(phase, on: tree, writing: transaction)
      tree = tree.applying(outcome.changes)
      outcomes.append(outcome)
    }
    return (outcomes, tree)
  }

  private func run(
    _ phase: PatternRecipe.Phase, on tree: RegistryTree, writing transaction: TreeTransaction?
  ) -> PhaseOutcome {
    let started = Progress.monotonic()
    let workers = Workers()
    let phaseRun = PhaseRun(order.templates, rollback: scope) { count, body in
      workers.map(count, chunk: 4, body)
    }
    var outcome =
      phaseRun.run(phase, on: tree, size: order.invocation.number(.batchSize)) { done, total in
        progress.show("phase \(phase.number)", done, of: total)
      } ?? PhaseOutcome(leavingOut: phase)
    if let transaction { write(&outcome, over: tree, by: transaction) }
    outcome.seconds = Double(Progress.monotonic() &- started) / 1e9
    return outcome
  }

  /// A phase that cannot be written has failed, and the folder is as it was.
  private func write(
    _ outcome: inout PhaseOutcome, over tree: RegistryTree, by transaction: TreeTransaction
  ) {
    do throws(TransactionError) {
      try transaction.apply(changes(outcome.changes, over: tree))
    } catch {
      outcome.fail(error.description)
    }
  }

  private func changes(
    _ changes: [RegistryChange], over tree: RegistryTree
  ) -> [TreeTransaction.Change] {
    changes.compactMap { change in
      (try? CleanPath(change.path)).map {
        TreeTransaction.Change(path: $0, before: tree[change.path]?.bytes, after: change.bytes)
      }
    }
  }

  // MARK: what is said

  private func show(_ outcomes: [PhaseOutcome], _ criteria: SuccessCriteria) {
    guard !order.invocation.isOn(.quiet) || outcomes.contains(where: { !$0.failures.isEmpty })
    else { return }
    order.console.result(
      PatternTranscript.text(
        of: outcomes, criteria, in: order.folder.root, isDryRun: isDryRun,
        detail: isDryRun || order.invocation.isOn(.verbose) ? .files : .groups))
  }

  /// A run that has changed nothing leaves the report of the one before, so that nothing changes.
  private func writeReport(
    _ outcomes: [PhaseOutcome], _ criteria: SuccessCriteria, _ tree: RegistryTree,
    by transaction: TreeTransaction
  ) -> TransactionError? {
    guard outcomes.contains(where: { !$0.changes.isEmpty || !$0.failures.isEmpty })
    else { return nil }
    let report = PatternReport(order.templates.recipe, outcomes, criteria)
    let change = RegistryChange(path: PatternReport.place, bytes: Array(report.yaml.utf8))
    do throws(TransactionError) {
      try transaction.apply(changes([change], over: tree))
      return nil
    } catch {
      return error
    }
  }
}
