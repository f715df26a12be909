import SourceText
import Templates

extension ModuleBoard.Gate {
  /// A box of the picture.
  var record: TemplateValue {
    [
      "step": .int(step), "title": .string(title), "state": .string(state.rawValue),
      "isNext": .bool(state == .next), "status": state.status, "person": .string(person),
      "day": .string(day), "dayText": .string(dayText(day)),
    ]
  }
}

extension ModuleBoard.Gate.State {
  fileprivate var status: TemplateValue {
    switch self {
    case .open: Site.status("satisfied", "Open")
    case .outdated: Site.status("suspect", "Open, changed since")
    case .next: Site.status("partial", "Next")
    case .later: Site.status("unknown", "Later")
    }
  }
}

/// Words and colours of states and grounds, as they come from whoever computes them.
extension ModuleBoard.Criterion {
  /// Things that lack and are shown; the command line has all.
  private static let shownLacking = 5

  var record: TemplateValue {
    [
      "demand": .string(demand.capitalisedFirst), "status": status, "basis": .string(basisText),
      "evidence": .string(evidence),
      "lacking": .list(lacking.prefix(Self.shownLacking).map { .string($0) }),
      "rest": .int(max(0, lacking.count - Self.shownLacking)),
    ]
  }

  private var status: TemplateValue {
    switch state {
    case "met": Site.status("satisfied", "Met")
    case "unmet": Site.status("gap", "Not met")
    case "to run": Site.status("unknown", "To run")
    case "to attest": Site.status("declared", "To attest")
    default: Site.status("unknown", state.capitalisedFirst)
    }
  }

  private var basisText: String {
    switch basis {
    case "computed": "computed from files"
    case "command": "decided by a command"
    case "attested": "said by a person"
    default: basis
    }
  }
}
