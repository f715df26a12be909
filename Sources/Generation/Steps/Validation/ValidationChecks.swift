import SourceText
import TraceModel

/// The strict rules for a manifold, one function each.
struct ValidationChecks {
  let manifold: ClassifiedManifold
  /// Ids of constraints that a piece of evidence speaks for.
  let evidence: Set<String>
  var issues: [ValidationIssue] = []
  let testability: [(item: ClassifiedItem, result: Testability)]

  var subject: ManifoldSubject { manifold.subject }

  init(
    _ manifold: ClassifiedManifold, findings: [Diagnostic], tensions: [TensionCandidate],
    evidence: Set<String>
  ) {
    self.manifold = manifold
    self.evidence = evidence
    testability = manifold.constraints.map { ($0, Testability($0, evidence: evidence)) }
    checkHead()
    checkCategories()
    for (item, result) in testability { check(item.item, result) }
    for finding in findings { add(finding) }
    for tension in tensions { check(tension) }
    checkTraces()
    checkOptions()
    checkFeasibility()
    for mode in manifold.failureModes { check(mode: mode.item) }
    checkFailures()
    for question in subject.questions { check(question: question) }
    // Stable, so that issues of one weight keep the order of the file.
    issues = issues.enumerated().sorted { a, b in
      (a.element.severity, a.offset) < (b.element.severity, b.offset)
    }.map(\.element)
  }

  mutating func add(
    _ section: ValidationIssue.Section, _ severity: IssueSeverity, _ item: SubjectItem?,
    _ text: String, _ action: String
  ) {
    issues.append(
      ValidationIssue(
        section: section, severity: severity, ids: item.map { [$0.id] } ?? [], text: text,
        action: action, range: item?.range))
  }

  // MARK: the whole

  private mutating func checkHead() {
    if subject.isUnfit {
      add(
        .completeness, .critical, nil,
        "the manifold is a template, or its file could not be read as a whole",
        "fill the placeholders, and correct what `check` finds")
      // What a file that cannot be read seems to lack is not missing.
      if subject.constraints.isEmpty { return }
    }
    if subject.outcome?.statement.isEmpty ?? true {
      add(
        .completeness, .high, nil, "the manifold states no outcome",
        "say in one sentence what is true for whom when this works")
    }
    if subject.constraints.isEmpty {
      add(
        .completeness, .critical, nil, "the manifold declares no constraint",
        "write the first constraint")
    }
  }

  /// The five categories of software, or the five others when those are used.
  static func categories(of subject: ManifoldSubject) -> [String] {
    let software = ["business", "technical", "user_experience", "security", "operational"]
    let other = ["obligations", "desires", "resources", "risks", "dependencies"]
    let used = Set(subject.constraints.map(\.category))
    return used.isDisjoint(with: software) && !used.isDisjoint(with: other) ? other : software
  }

  private mutating func checkCategories() {
    guard !subject.constraints.isEmpty else { return }
    for category in Self.categories(of: subject) {
      let name = category.split(separator: "_").joined(separator: " ")
      let members = subject.constraints.filter { $0.category == category }
      if members.isEmpty {
        add(
          .completeness, .high, nil, "no \(name) constraint is declared",
          "add a \(name) constraint, or say as one that there is nothing to demand")
        continue
      }
      let there = Set(members.compactMap(\.constraintType))
      let missing = ConstraintType.allCases.filter { !there.contains($0) }
      if !missing.isEmpty {
        let types = missing.map(\.rawValue).joined(separator: " and no ")
        add(
          .completeness, .low, nil, "the \(name) constraints have no \(types)",
          "look whether one is missing")
      }
    }
  }

  // MARK: one constraint

  private mutating func check(_ item: SubjectItem, _ testability: Testability) {
    let id = item.id
    if item.constraintType == nil {
      add(
        .depth, .high, item, "\(id) has no type that is known",
        "make \(id) an invariant, a boundary or a goal")
    }
    if item.constraintType == .invariant, !testability.isMeasured {
      add(
        .depth, .high, item, "invariant \(id) does not say how it is measured",
        "give \(id) a measurement or a threshold")
    }
    if !testability.vagueWords.isEmpty {
      let words = testability.vagueWords.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
      add(
        .testability, testability.isTestable ? .medium : .high, item,
        "\(id) says \(words), which every reader takes differently",
        "replace the words in \(id) by what can be observed")
    } else if !testability.isTestable {
      add(
        .testability, .high, item,
        "nothing says how to tell whether \(id) holds: no measurement, figure or known demand",
        "state what can be measured in \(id), or name its archetype")
    } else if item.constraintType != .invariant, !testability.isMeasured {
      add(
        .depth, .medium, item, "\(id) does not say how it is measured",
        "give \(id) a measurement or a threshold")
    }
    checkOrigin(item)
  }

  private mutating func checkOrigin(_ item: SubjectItem) {
    let source = item.attribute(anyOf: Self.origins)
    guard source == nil else { return }
    if item.rationale.isEmpty {
      add(
        .depth, .high, item, "\(item.id) has neither source nor rationale",
        "say where \(item.id) comes from, and why")
    } else {
      add(
        .depth, .low, item, "\(item.id) has a rationale and no source",
        "name the person, incident or document that asks for \(item.id)")
    }
  }

  static let origins = ["source", "_source", "_derived_from", "genealogy", "challenger"]
}
