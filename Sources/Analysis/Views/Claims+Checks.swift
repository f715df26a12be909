import TraceModel

extension ClaimRecount {
  func count(
    _ claim: DeclaredClaim, _ subject: String, _ computed: Int, _ basis: String
  ) -> CheckedClaim {
    let declared = leadingNumber(claim.declared)
    return CheckedClaim(
      claim: claim, subject: subject, computed: String(computed),
      outcome: declared == nil ? .unsupported : declared == computed ? .agrees : .differs,
      explanation: "counted: \(computed) \(basis)")
  }

  func share(
    _ claim: DeclaredClaim, _ subject: String, _ part: Int, _ whole: Int, _ basis: String
  ) -> CheckedClaim {
    let declared = percentNumber(claim.declared)
    let computed = whole == 0 ? nil : Double(part) * 100 / Double(whole)
    // A stated whole number may have been rounded either way, but all of them means all.
    let agrees = declared.flatMap { d in
      computed.map { abs($0 - d) < 1 && (d < 100 || part == whole) }
    }
    return CheckedClaim(
      claim: claim, subject: subject,
      computed: whole == 0 ? "none" : "\(part) of \(whole) (\(part * 100 / whole) %)",
      outcome: agrees.map { $0 ? .agrees : .differs } ?? (whole == 0 ? .differs : .unsupported),
      explanation: "counted: \(part) of \(whole) \(basis)")
  }

  func satisfied(_ claim: DeclaredClaim, _ type: ConstraintType) -> CheckedClaim {
    let rows = statusRows(claim, type)
    let members = constraints(claim, type)
    let subject = "\(type.plural) satisfied"
    let stated = rows.filter { isSatisfiedWord($0.status) }.count
    let recount = count(
      claim, subject, stated, "of \(rows.count) rows for \(type.plural) in this file say so")
    if !rows.isEmpty, recount.outcome == .differs { return recount }
    if let declared = leadingNumber(claim.declared), declared > members.count {
      return count(claim, subject, members.count, "\(type.plural) in the manifold at most")
    }
    let held = held(members).count
    return unproven(
      count(claim, subject, held, "of \(members.count) are satisfied by what can be checked"))
  }

  /// A figure about what holds that nothing contradicts: more may hold than can be checked yet.
  private func unproven(_ checked: CheckedClaim) -> CheckedClaim {
    var checked = checked
    if checked.outcome == .differs { checked.outcome = .unsupported }
    return checked
  }

  func percentage(_ claim: DeclaredClaim, _ type: ConstraintType) -> CheckedClaim {
    let rows = statusRows(claim, type)
    let members = constraints(claim, type)
    let subject = "\(type.plural), percentage"
    let stated = rows.filter { isSatisfiedWord($0.status) }.count
    let recount = share(claim, subject, stated, rows.count, "rows in this file say satisfied")
    if !rows.isEmpty, recount.outcome == .differs { return recount }
    var checked = share(
      claim, subject, held(members).count, members.count, "are satisfied by what can be checked")
    if let declared = percentNumber(claim.declared), declared > 100 || declared < 0 {
      checked.explanation = "a share is between 0 and 100"
      return checked
    }
    return unproven(checked)
  }

  private func held(_ nodes: [NodeIndex]) -> [NodeIndex] {
    nodes.filter { verdicts[$0] == .satisfied }
  }

  func status(_ claim: DeclaredClaim, _ node: NodeIndex) -> CheckedClaim {
    let subject = "status of \(graph[node].key.id)"
    let computed = verdicts[node]
    var checked = CheckedClaim(
      claim: claim, subject: subject, computed: computed.word, outcome: .agrees,
      explanation: "the verdict from what can be checked is \(computed.word)")
    guard isSatisfiedWord(claim.declared) else {
      if isPartialWord(claim.declared), computed < .partial { checked.outcome = .unsupported }
      return checked
    }
    checked.outcome = computed == .satisfied ? .agrees : .unsupported
    if graph[node].constraintType == .invariant, let cell = testCell(claim, node), isNo(cell) {
      checked.outcome = .differs
      checked.isBelowFloor = true
      checked.explanation = "an invariant needs a passing test, and its row says test: \(cell)"
    }
    return checked
  }

  func cell(_ claim: DeclaredClaim, _ node: NodeIndex, _ role: ArtifactRole) -> CheckedClaim {
    let wanted = facet(role)
    let has = verdicts.facets(of: node).contains(wanted)
    return CheckedClaim(
      claim: claim, subject: "\(role.rawValue) of \(graph[node].key.id)",
      computed: has ? "yes" : "no",
      outcome: isYes(claim.declared) && !has ? .unsupported : .agrees,
      explanation: has
        ? "a \(role.rawValue) file in the project is linked to it"
        : "no \(role.rawValue) file in the project is linked to it")
  }

  func phase(_ claim: DeclaredClaim) -> CheckedClaim {
    let uncovered = constraints(claim).filter(graph.isUnreached)
    let convergence = graph[claim.manifold].manifoldFacts?.convergence
    var problems: [String] = []
    if claim.declared == "VERIFIED" {
      if let convergence, convergence == "NOT_STARTED" {
        problems.append("convergence is NOT_STARTED")
      }
      if !uncovered.isEmpty {
        problems.append(
          "\(uncovered.count) of \(constraints(claim).count) constraints are uncovered")
      }
    }
    return held(to: problems.joined(separator: "; "), claim, "phase", constraints(claim))
  }

  func convergence(_ claim: DeclaredClaim) -> CheckedClaim {
    let uncovered = constraints(claim).filter(graph.isUnreached).count
    let contradicts = claim.declared == "CONVERGED" && uncovered > 0
    let constraints = uncovered == 1 ? "constraint is" : "constraints are"
    return held(
      to: contradicts ? "\(uncovered) \(constraints) uncovered" : "", claim, "convergence",
      self.constraints(claim))
  }

  func result(_ claim: DeclaredClaim) -> CheckedClaim {
    let rows = statusRows(claim)
    let open = rows.filter { !isSatisfiedWord($0.status) }
    if isSatisfiedWord(claim.declared), !open.isEmpty {
      let ids = open.prefix(5).map { graph[$0.node].key.id }.joined(separator: ", ")
      return CheckedClaim(
        claim: claim, subject: "result",
        computed: "\(rows.count - open.count) of \(rows.count) rows satisfied", outcome: .differs,
        explanation: "not satisfied in its rows: \(ids)")
    }
    return held(to: "", claim, "result", constraints(claim))
  }

  /// What the reader of a report has counted.
  func counted(_ claim: DeclaredClaim, _ figure: CountedFigure) -> CheckedClaim {
    CheckedClaim(
      claim: claim, subject: figure.label, computed: figure.computed,
      outcome: figure.agrees ? .agrees : .differs, explanation: figure.explanation)
  }

  /// The constraints of the manifold that a report names.
  func subjectTotal(_ claim: DeclaredClaim) -> CheckedClaim {
    let subject = graph.links(from: claim.manifold).lazy.compactMap { link -> NodeIndex? in
      guard case .node(let node) = link.target, graph[node].key.kind == .manifold else {
        return nil
      }
      return node
    }.first
    guard let subject else {
      return CheckedClaim(
        claim: claim, subject: "constraints of the manifold", computed: "", outcome: .unsupported,
        explanation: "the manifold is not among the files")
    }
    let count = graph.children(of: subject).count { graph[$0].key.kind == .constraint }
    return self.count(claim, "constraints of the manifold", count, "in the manifold")
  }

  /// A word about the whole: a problem contradicts it, and only verdicts bear out that all holds.
  private func held(
    to problem: String, _ claim: DeclaredClaim, _ subject: String, _ nodes: [NodeIndex]
  ) -> CheckedClaim {
    let held = held(nodes).count
    let computed = nodes.isEmpty ? "none" : "\(held) of \(nodes.count) satisfied"
    let saysAll = isSatisfiedWord(claim.declared)
    let isBorneOut =
      saysAll
      ? !nodes.isEmpty && held == nodes.count
      : !isPartialWord(claim.declared) || nodes.contains { verdicts[$0] >= .partial }
    guard problem.isEmpty else {
      return CheckedClaim(
        claim: claim, subject: subject, computed: "contradicted", outcome: .differs,
        explanation: problem)
    }
    return CheckedClaim(
      claim: claim, subject: subject, computed: computed,
      outcome: isBorneOut ? .agrees : .unsupported,
      explanation: "\(held) of \(nodes.count) constraints are satisfied by what can be checked")
  }

  private func facet(_ role: ArtifactRole) -> Facets {
    switch role {
    case .test: .tested
    case .docs: .documented
    case .ops: .observed
    default: .implemented
    }
  }
}

/// Words by which documents say that something holds.
func isSatisfiedWord(_ word: String) -> Bool {
  [
    "SATISFIED", "FULLY_SATISFIED", "VERIFIED", "PASS", "PASSED", "CONVERGED", "TESTED", "✓",
    "COVERED", "COMPLETE", "FULLY_COVERED", "HANDLED",
  ].contains(word.uppercased())
}

/// Words by which documents say that something holds in part.
func isPartialWord(_ word: String) -> Bool {
  ["PARTIAL", "PARTIALLY_SATISFIED", "PARTIALLY_COVERED", "IMPLEMENTED", "◐"]
    .contains(word.uppercased())
}

func isYes(_ cell: String) -> Bool { ["true", "yes", "✓", "✅"].contains(cell.lowercased()) }

/// A cell that says that there is no test which runs by itself; what names one is no such cell.
func isNo(_ cell: String) -> Bool {
  [
    "false", "no", "none", "null", "manual", "pending", "missing", "n/a", "na", "", "-", "0", "✗",
    "❌", "~", "◐", "partial",
  ].contains(cell.lowercased())
}

/// The first whole number of `"4/5 (80%)"`; `nil` when there is none.
func leadingNumber(_ text: String) -> Int? {
  let digits = text.utf8.drop { !isDigit($0) }.prefix { isDigit($0) }
  return Int(String(decoding: digits, as: UTF8.self))
}

/// The percentage that a text states: the number before `%`, else a fraction, else the number alone.
func percentNumber(_ text: String) -> Double? {
  let bytes = Array(text.utf8)
  if let sign = bytes.firstIndex(of: UInt8(ascii: "%")) {
    let end = bytes[..<sign].lastIndex { isDigit($0) }.map { $0 + 1 } ?? 0
    let start = bytes[..<end].lastIndex { !isDigit($0) && $0 != UInt8(ascii: ".") }.map { $0 + 1 }
    return Double(String(decoding: bytes[(start ?? 0)..<end], as: UTF8.self))
  }
  let parts = text.split(separator: "/")
  if parts.count == 2, let part = leadingNumber(String(parts[0])),
    let whole = leadingNumber(String(parts[1])), whole > 0
  {
    return Double(part) * 100 / Double(whole)
  }
  return Double(text)
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
