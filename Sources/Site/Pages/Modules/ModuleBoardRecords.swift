import SourceText
import Templates
import TraceModel

extension SiteModel {
  /// The board of a module; `nil` for a module that keeps no record of its gates.
  func board(of module: NodeIndex) -> ModuleBoard? {
    guard let board = content.boards?.board(module), !board.gates.isEmpty else { return nil }
    return board
  }
}

extension SiteFingerprints {
  /// Adds what boards of modules depend on: files, and any part of the graph. Code, tests and
  /// reports that show a requirement lie outside the module's scope.
  func combineBoards(of site: SiteModel, into hasher: inout Fingerprinter) {
    guard let boards = site.content.boards else { return }
    hasher.combine("boards")
    hasher.combine(boards.fingerprint)
    hasher.combine(graph)
  }
}

extension PageContext {
  /// Gates that a page draws: more than forty phases have.
  private static let shownGates = 90

  /// Everything in the section about the pipeline.
  func record(of board: ModuleBoard) -> TemplateValue {
    let gaps = gapRows(board)
    let drift = driftRows(board)
    let passages = passageRows(board)
    return [
      "groups": .list(gateGroups(board.gates.prefix(Self.shownGates))),
      "hiddenGates": .int(max(0, board.gates.count - Self.shownGates)),
      "next": .string(board.sentence), "current": currentGate(board),
      "coverage": board.coverage.map { linesRun($0) } ?? .null,
      "kinds": .list(kinds(board)), "kindBar": kindBar(board),
      "gaps": .list(gaps.shown), "hiddenGaps": .int(gaps.hidden),
      "drift": .list(drift.shown), "hiddenDrift": .int(drift.hidden),
      "driftTotal": .int(drift.shown.count + drift.hidden),
      "passages": .list(passages.shown), "olderPassages": .int(passages.hidden),
      "passagesTotal": .int(board.passages.count),
    ]
  }

  /// The cell of a module in the list of all: its next gate, or that there is none.
  func gateCell(_ board: ModuleBoard?) -> TemplateValue {
    let gate = board?.current
    let changed = board?.gates.count { $0.state == .outdated } ?? 0
    return [
      "title": .string(gate?.title ?? ""), "phase": .string(gate?.phase ?? ""),
      "status": board != nil && gate == nil ? Site.status("satisfied", "All open") : noStatus,
      "changed": changed > 0 ? Site.status("suspect", "\(changed) changed since") : noStatus,
    ]
  }

  // MARK: gates

  /// Gates that follow each other in one phase go together.
  private func gateGroups(_ gates: some Sequence<ModuleBoard.Gate>) -> [TemplateValue] {
    var groups: [(phase: String, gates: [TemplateValue])] = []
    for gate in gates {
      if groups.isEmpty || groups[groups.count - 1].phase != gate.phase {
        groups.append((gate.phase, []))
      }
      groups[groups.count - 1].gates.append(gate.record)
    }
    // A module without phases has one group, which needs no name.
    let isNamed = groups.contains { !$0.phase.isEmpty }
    return groups.map { group in
      let title = group.phase.isEmpty && isNamed ? "Whole module" : group.phase
      return ["title": .string(title), "gates": .list(group.gates)]
    }
  }

  /// The gate that can be opened next, with what it needs.
  private func currentGate(_ board: ModuleBoard) -> TemplateValue {
    guard let gate = board.current, !gate.criteria.isEmpty else { return .null }
    let met = gate.criteria.count { $0.state == "met" }
    return [
      "title": .string(gate.title), "phase": .string(gate.phase),
      "isNext": .bool(gate.state == .next),
      "measure": progress(
        "Criteria that are met", ProgressFacts(done: met, total: gate.criteria.count), .null),
      "criteria": .list(gate.criteria.map(\.record)),
    ]
  }
}

extension ModuleBoard {
  /// The gate to work for: the next one, or else the first that is not open as it was.
  var current: Gate? {
    gates.first { $0.state == .next } ?? gates.first { $0.state != .open }
  }

  /// What to do next, with its full stop.
  fileprivate var sentence: String {
    if !next.isEmpty { return next + "." }
    if current == nil { return "All gates are open." }
    let changed = gates.count { $0.state == .outdated }
    guard changed > 0 else { return "" }
    return "What was approved has changed since at \(changed) \(changed == 1 ? "gate" : "gates")."
  }
}
