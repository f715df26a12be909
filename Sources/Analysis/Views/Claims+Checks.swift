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
    let subject = "\(type.plural) satisfied"
    guard rows.isEmpty else {
      let held = rows.filter { isSatisfiedWord($0.status) }
      return count(
        claim, subject, held.count, "of \(rows.count) rows for \(type.plural) in this file say so")
    }
    let members = constraints(claim, type)
    let held = members.filter { verdicts[$0] == .satisfied }.count
    return unproven(
      count(claim, subject, held, "of \(members.count) are satisfied by what can be checked"))
  }

  /// A figure about what holds, in a document without rows: more may hold than can be checked yet.
  private func unproven(_ checked: CheckedClaim) -> CheckedClaim {
    var checked = checked
    if checked.outcome == .differs { checked.outcome = .unsupported }
    return checked
  }

  func percentage(_ claim: DeclaredClaim, _ type: ConstraintType) -> CheckedClaim {
    let rows = statusRows(claim, type)
    let held = rows.filter { isSatisfiedWord($0.status) }.count
    guard rows.isEmpty else {
      return share(
        claim, "\(type.plural), percentage", held, rows.count, "rows in this file say satisfied")
    }
    let members = constraints(claim, type)
    return unproven(
      share(
        claim, "\(type.plural), percentage", members.filter { verdicts[$0] == .satisfied }.count,
        members.count, "are satisfied by what can be checked"))
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
    let uncovered = constraints(claim).filter { verdicts[$0] == .gap }
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
    return CheckedClaim(
      claim: claim, subject: "phase", computed: problems.isEmpty ? claim.declared : "contradicted",
      outcome: problems.isEmpty ? .agrees : .differs,
      explanation: problems.isEmpty ? "nothing contradicts it" : problems.joined(separator: "; "))
  }

  func convergence(_ claim: DeclaredClaim) -> CheckedClaim {
    let uncovered = constraints(claim).filter { verdicts[$0] == .gap }.count
    let contradicts = claim.declared == "CONVERGED" && uncovered > 0
    return CheckedClaim(
      claim: claim, subject: "convergence", computed: contradicts ? "contradicted" : claim.declared,
      outcome: contradicts ? .differs : .agrees,
      explanation: contradicts ? "\(uncovered) constraints are uncovered" : "nothing contradicts it"
    )
  }

  func result(_ claim: DeclaredClaim) -> CheckedClaim {
    let rows = statusRows(claim)
    let open = rows.filter { !isSatisfiedWord($0.status) }
    let contradicts = isSatisfiedWord(claim.declared) && !open.isEmpty
    let ids = open.prefix(5).map { graph[$0.node].key.id }.joined(separator: ", ")
    return CheckedClaim(
      claim: claim, subject: "result",
      computed: rows.isEmpty ? "" : "\(rows.count - open.count) of \(rows.count) rows satisfied",
      outcome: rows.isEmpty ? .unsupported : contradicts ? .differs : .agrees,
      explanation: rows.isEmpty
        ? "the file lists no rows"
        : contradicts ? "not satisfied in its rows: \(ids)" : "its rows agree")
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
    "COVERED", "COMPLETE",
  ].contains(word.uppercased())
}

/// Words by which documents say that something holds in part.
func isPartialWord(_ word: String) -> Bool {
  ["PARTIAL", "PARTIALLY_SATISFIED", "IMPLEMENTED", "◐"].contains(word.uppercased())
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
