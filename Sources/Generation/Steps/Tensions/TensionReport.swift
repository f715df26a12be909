import TraceModel

/// `manifold tensions`: what pulls against each other, declared or not, and what has to be decided.
enum TensionReport {
  static func report(_ manifold: ClassifiedManifold) -> StepReport {
    let search = TensionSearch(manifold)
    let subject = manifold.subject
    let items = subject.demands + subject.truths + subject.tensions + subject.failureModes
    let known = Set(items.map { IDSpelling.canonical($0.id) })
    return StepReport(
      "tensions", of: subject.id, ending: "-tensions", lines: lines(search, subject),
      [
        "summary": summary(search),
        "tensions": .list(search.found.map { value(of: $0, subject, known) }),
      ])
  }

  private static func summary(_ search: TensionSearch) -> ReportValue {
    let found = search.found
    let severities = IssueSeverity.allCases.map { severity in
      ReportValue.Member(
        key: severity.rawValue, value: .number(found.count { $0.severity == severity }))
    }
    return [
      "total_tensions_found": .number(found.count),
      "severity_breakdown": .mapping(severities),
      "resolution_required": .number(found.count(where: \.isOpen)),
      "acceptable_as_is": .number(found.count { !$0.isOpen }),
      "declared": .number(found.count { $0.declared != nil }),
      "found_by_rule": .number(found.count { $0.reason != nil }),
      "left_out": search.leftOut > 0 ? .number(search.leftOut) : .nothing,
    ]
  }

  private static func value(
    of tension: TensionCandidate, _ subject: ManifoldSubject, _ known: Set<String>
  ) -> ReportValue {
    let ends = tension.between.compactMap { id in subject.demands.first { $0.id == id } }
    // A word that is no id of the manifold would be an error once more.
    let isKnown = { (id: String) in known.contains(IDSpelling.canonical(id)) }
    return [
      "id": .text(tension.id), "between": .texts(tension.between.filter(isKnown)),
      "not_declared": .some(tension.between.filter { !isKnown($0) }),
      "tension_type": .text(tension.type), "severity": .text(tension.severity.rawValue),
      "description": .text(tension.declared?.statement ?? tension.reason ?? ""),
      "statements": .mapping(
        ends.map { ReportValue.Member(key: $0.id, value: .text($0.statement)) }),
      "found_because": .optional(tension.declared == nil ? nil : tension.reason),
      "shared_words": .some(tension.shared),
      "about_the_same": tension.isRemote ? "undecided" : .nothing,
      "status": .text(status(of: tension)),
      "resolution": .optional(tension.declared?.resolution),
      "resolution_required": .flag(tension.isOpen),
      "to_decide": .optional(tension.decision),
      "resolution_patterns": .some(tension.isOpen ? tension.patterns : []),
    ]
  }

  private static func status(of tension: TensionCandidate) -> String {
    guard let declared = tension.declared else { return "not declared" }
    return declared.isResolved ? "declared, resolved" : "declared, unresolved"
  }

  // MARK: for people

  private static func lines(_ search: TensionSearch, _ subject: ManifoldSubject) -> [String] {
    let found = search.found
    let open = found.count(where: \.isOpen)
    var lines = [
      "\(subject.id): \(counted(found.count, "tension")) in "
        + "\(counted(subject.constraints.count, "constraint"))"
    ]
    for severity in IssueSeverity.allCases {
      let group = found.filter { $0.severity == severity }
      if group.isEmpty { continue }
      lines += ["", severity.rawValue.uppercased()]
      for tension in group { lines += self.lines(of: tension) }
    }
    if found.isEmpty { lines += ["", "nothing is declared, and no rule finds anything"] }
    lines += ["", "\(open) to decide, \(found.count - open) resolved"]
    if search.leftOut > 0 {
      lines.append(
        "\(counted(search.leftOut, "pair")) of a kind that occurs often and shares no subject "
          + "\(search.leftOut == 1 ? "is" : "are") left out")
    }
    return lines
  }

  private static let remote = "whether they are about the same thing; no word says so"

  private static func lines(of tension: TensionCandidate) -> [String] {
    let ends = tension.between.joined(separator: " and ")
    let type = tension.type.split(separator: "_").joined(separator: " ")
    var lines = ["- \(tension.id): \(ends), \(type), \(status(of: tension))"]
    if let reason = tension.reason { lines.append("  because \(reason)") }
    if let declared = tension.declared {
      lines.append("  declared: \(declared.statement)")
      if let resolution = declared.resolution { lines.append("  resolved by: \(resolution)") }
    }
    if tension.isRemote { lines.append("  decide first: \(remote)") }
    if let decision = tension.decision { lines.append("  decide: \(decision)") }
    return lines
  }
}
