import SourceText
import Templates

extension RegistryProspect {
  /// Rows of the section about generation.
  var record: TemplateRecord {
    [
      "criteria": .list(criteria.filter { $0.total > 0 }.map(\.record)),
      "phases": .list(phases.map(\.record)),
      "open": .list(
        phases.flatMap(\.open).prefix(Self.shownRows).map {
          ["path": .string($0.path), "reason": .string($0.reason)]
        }),
      "hidden": .int(max(0, phases.reduce(0) { $0 + $1.open.count } - Self.shownRows)),
      "notExecuted": .int(notExecuted),
    ]
  }

  /// The account itself has all of them.
  private static let shownRows = 100
}

extension RegistryProspect.Criterion {
  fileprivate var record: TemplateValue {
    let isMet = met == total
    return [
      "text": .string(text), "met": .int(met), "total": .int(total),
      "status": isMet ? status("satisfied", "Met") : status("gap", "Not met"),
      "lacking": .list(lacking.map { .string($0) }),
      "rest": .int(max(0, total - met - lacking.count)),
    ]
  }
}

extension RegistryProspect.Phase {
  fileprivate var record: TemplateValue {
    [
      "number": .int(number), "title": .string(title), "state": .string(status),
      "seconds": .string(seconds), "made": .int(made), "open": .int(open.count),
    ]
  }
}
