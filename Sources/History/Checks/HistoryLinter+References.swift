import SourceText

extension HistoryLinter {
  mutating func checkReferences(_ type: EventType, _ index: Int) {
    let event = run.events[index]
    guard event.attributes != nil else { return }
    for reference in type.references {
      guard let id = event.reference(reference.key) else { continue }
      guard let target = run.position(of: id) else {
        if !gaps.contains(where: { $0.contains(id) }), !run.isIncomplete {
          add(
            .historyReference, index,
            "event \(event.id) names event \(id) as \(reference.key); there is no such event")
        }
        continue
      }
      if let fault = fault(event, names: run.events[target], reference) {
        // Hand-made histories often name the start of the task instead of its end.
        let isHarmless =
          run.events[target].type == .workflowTaskStarted
          && reference.types == [.workflowTaskCompleted]
        add(
          .historyReference, index, fault, other: target,
          severity: isHarmless ? .warning : nil)
      } else if reference.key == type.settles {
        settle(target, by: index)
      }
    }
  }

  private func fault(
    _ event: HistoryEvent, names other: HistoryEvent, _ reference: EventType.Reference
  ) -> String? {
    let start = "event \(event.id) names event \(other.id) as \(reference.key)"
    if other.id >= event.id { return "\(start), which comes later" }
    guard let type = other.type, let expected = reference.types.first,
      !reference.types.contains(type)
    else { return nil }
    return "\(start); expected \(expected.name), found \(type.name)"
  }

  private mutating func settle(_ head: Int, by index: Int) {
    guard settled[head] >= 0 else {
      settled[head] = Int32(index)
      return
    }
    let (first, second) = (run.events[Int(settled[head])], run.events[index])
    let what = EventGroup.title(of: run.events[head])
    let sentence =
      first.type == second.type
      ? "\(what) ends twice, with events \(first.id) and \(second.id), both \(second.typeName)"
      : "\(what) has two outcomes: event \(first.id), \(first.typeName), and event \(second.id), "
        + second.typeName
    add(.historyOutcome, index, sentence, other: Int(settled[head]))
  }

  mutating func checkTask(_ type: EventType, _ index: Int) {
    switch type {
    case .workflowTaskScheduled:
      if let openTask {
        add(
          .historyTask, index,
          "workflow task \(run.events[index].id) is scheduled while "
            + "workflow task \(run.events[openTask].id) is open", other: openTask)
      }
      openTask = index
      startedTask = nil
    case .workflowTaskStarted:
      if let startedTask, openTask != nil {
        add(
          .historyTask, index,
          "event \(run.events[index].id) starts a workflow task that event "
            + "\(run.events[startedTask].id) has started", other: startedTask)
      }
      startedTask = index
    case .workflowTaskCompleted, .workflowTaskFailed, .workflowTaskTimedOut:
      openTask = nil
      startedTask = nil
    default: break
    }
  }
}
