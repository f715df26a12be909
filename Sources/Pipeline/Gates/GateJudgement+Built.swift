import SourceText
import TraceModel

/// Criteria that follow from what became of requirements and scenarios.
extension GateJudgement {
  var scenarios: [ModuleSubject.Item] { input.subject.scenarios(ofPhase: gate.phase) }

  func built(_ item: ModuleSubject.Item) -> BuiltItem? { input.built[item.id] }

  static let noScenario = "the phase has no scenario"

  var behaviour: Grounds {
    let lacking = scenarios.filter { item in
      built(item).map { $0.code.isEmpty && !$0.passes || $0.hasFailures } ?? true
    }
    return Grounds(scenarios, "scenario", lacking: lacking, none: Self.noScenario) { item in
      "\(item.range.description): \(item.id): \(built(item)?.reason ?? "nothing shows it")"
    }
  }

  var endToEndTests: Grounds {
    let lacking = scenarios.filter { item in
      let tests = built(item)?.tests.filter(\.isEndToEnd) ?? []
      return tests.isEmpty || tests.contains { $0.outcome != .passed }
    }
    return Grounds(scenarios, "scenario", lacking: lacking, none: Self.noScenario) { item in
      let tests = built(item)?.tests.filter { $0.isEndToEnd && $0.outcome != .passed } ?? []
      return "\(item.range.description): \(item.id): "
        + (tests.first.map { "\($0.name) is \($0.outcome.rawValue)" }
          ?? "no end-to-end test names it")
    }
  }

  var actualDocuments: Grounds {
    let kinds: [ModuleDocumentKind] = [
      .actualDesign, .actualRequirements, .actualScenarios, .intentVsActual,
    ]
    let missing = kinds.compactMap { kind -> String? in
      guard let outline = input.subject.outlines[kind] else {
        return "there is no \(kind.rawValue).md"
      }
      let document = CheckedOutline(outline)
      return !document.sections.contains(where: document.says)
        ? "\(outline.file.path) says nothing" : nil
    }
    let items = input.subject.items(ofPhase: gate.phase)
    let silent = items.filter { $0.facts.actual == nil }.map {
      "\($0.range.description): no document says what was built of \($0.id)"
    }
    let unexplained = items.filter { item in
      built(item).map { $0.state.isGap && item.facts.gap == nil } ?? false
    }.map {
      "\($0.range.description): \($0.id) is \(built($0)?.state.rawValue ?? ""), and "
        + "INTENT_VS_ACTUAL.md does not say so"
    }
    let analysis = input.subject.outlines[.intentVsActual]
    let undecided = items.filter { item in
      built(item)?.state == .changed
        && analysis.map { GapDraft.isUntouched(item.id, in: $0, input.record) } == true
    }.map { "\($0.range.description): nobody has said how and why \($0.id) was changed" }
    let outdated = items.filter { built($0)?.isContradicted == true }.map {
      "\($0.range.description): ACTUAL_SCENARIOS.md calls \($0.id) "
        + "\($0.facts.mark?.rawValue ?? ""), and it is \(built($0)?.state.rawValue ?? "")"
    }
    return Grounds(
      "\(items.count - silent.count) of \(counted(items.count, "item")) described",
      missing + silent + unexplained + undecided + outdated)
  }
}

extension BuiltItem {
  /// Documents mark it as something else than code, tests and tasks show. That it was changed is for a
  /// person to say.
  public var isContradicted: Bool {
    guard let mark = item?.facts.mark, mark != .changed else { return false }
    return mark.rawValue != state.rawValue
  }

  /// A test that names it fails.
  var hasFailures: Bool { tests.contains { $0.outcome == .failed || $0.outcome == .errored } }
}
