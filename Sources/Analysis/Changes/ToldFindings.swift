public import SourceText

/// A finding as people are told it: with what follows from it.
public struct ToldFinding: Sendable {
  /// What has happened.
  public var finding: ChangeFinding
  /// What follows from it and is not told by itself, in order.
  public var consequences: [ChangeFinding] = []

  /// The worst of all of it.
  public var severity: Severity {
    consequences.reduce(finding.severity) { max($0, $1.severity) }
  }
}

extension ChangeReport {
  /// Findings of one kind as people are told them, the worst first.
  public typealias ToldList = (kind: ChangeFinding.Kind, findings: [ToldFinding])

  /// The lists that people read, what follows from a finding with it: first those in which there is
  /// an error, in the order of their kinds, then the others.
  public var told: [ToldList] {
    let causes = Set(findings.lazy.filter { $0.because == nil }.map(\.fingerprint))
    var following = Dictionary(
      grouping: findings.filter { $0.because.map(causes.contains) ?? false },
      by: { $0.because ?? "" })
    // That nothing asks for it says already that it is new.
    let unspecified = Set(findings(.unspecified).map(\.subject.key))
    let told = findings.compactMap { finding -> ToldFinding? in
      if let cause = finding.because, causes.contains(cause) { return nil }
      if finding.kind == .added, unspecified.contains(finding.subject.key) { return nil }
      let consequences = following.removeValue(forKey: finding.fingerprint) ?? []
      return ToldFinding(finding: finding, consequences: Self.once(consequences))
    }
    let kinds = Dictionary(grouping: told, by: \.finding.kind)
    let lists = ChangeFinding.Kind.allCases.compactMap { kind in
      kinds[kind].map { (kind, Self.worstFirst($0, by: \.severity)) }
    }
    return lists.filter(Self.hasError) + lists.filter { !Self.hasError($0) }
  }

  private static func hasError(_ list: ToldList) -> Bool { list.findings.first?.severity == .error }

  /// The worst first. Where a node lacks what it named, that it does not name it any more goes without saying.
  private static func once(_ findings: [ChangeFinding]) -> [ChangeFinding] {
    let broken = Set(findings.lazy.filter { $0.kind != .changed }.map(\.subject.key))
    return worstFirst(
      findings.filter { $0.kind != .changed || !broken.contains($0.subject.key) }, by: \.severity)
  }

  private static func worstFirst<Finding>(
    _ findings: [Finding], by severity: (Finding) -> Severity
  ) -> [Finding] {
    [Severity.error, .warning, .note].flatMap { worst in
      findings.filter { severity($0) == worst }
    }
  }

  /// `2 new gaps, 1 fixed`; `no change to the constraints`.
  public var headline: String {
    let parts = told.map { kind, findings in
      let following = findings.reduce(0) { $0 + $1.consequences.count }
      let count = kind.count(findings.count)
      guard following > 0 else { return count }
      return "\(count) with \(following) consequence\(following == 1 ? "" : "s")"
    }
    if isEmpty { return (["no constraints found"] + parts).joined(separator: ", ") }
    return parts.isEmpty ? "no change to the constraints" : parts.joined(separator: ", ")
  }
}

extension ChangeFinding {
  /// Whose texts it shows: of a suspect link it is the changed end.
  public var textOwner: Place { kind == .suspect ? other ?? subject : subject }
}

/// Which texts have been shown: several findings may be about one change of a text.
public struct ShownTexts {
  private var seen: Set<[String?]> = []

  /// Nothing.
  public init() {}

  /// A finding with texts that were not shown before.
  public mutating func isNew(_ finding: ChangeFinding) -> Bool {
    guard finding.before != nil || finding.after != nil else { return false }
    return seen.insert([finding.textOwner.key.name, finding.before, finding.after]).inserted
  }
}
