import SourceText
import TraceModel

/// What the manifold itself declares, beside what the rules find; and the order of both.
extension TensionSearch {
  mutating func declare() {
    var places: [String: [Int]] = [:]
    for (index, tension) in found.enumerated() {
      places[Self.key(tension.between[0], tension.between[1]), default: []].append(index)
    }
    var dropped: Set<Int> = []
    for tension in manifold.subject.tensions {
      let ends = tension.targets(.conflictsWith)
      let pairs = Self.pairs(of: ends).flatMap { places[$0] ?? [] }.sorted()
        .filter { found[$0].declared == nil && !dropped.contains($0) }
      let (type, declared) = Self.declaration(tension)
      // A declaration answers for each pair between its ends; the first keeps its place.
      if let first = pairs.first {
        take(tension, ends, declared, at: first)
        dropped.formUnion(pairs.dropFirst().filter { !found[$0].isContradiction })
      } else {
        add(tension, ends, type, declared)
      }
    }
    found = found.indices.filter { !dropped.contains($0) }.map { found[$0] }
  }

  /// The same for two ids in either order and any spelling.
  private static func key(_ a: String, _ b: String) -> String {
    let (a, b) = (IDSpelling.canonical(a), IDSpelling.canonical(b))
    return a < b ? "\(a) \(b)" : "\(b) \(a)"
  }

  /// A tension is between a handful of things.
  private static func pairs(of ends: [String]) -> Set<String> {
    let ends = ends.prefix(24)
    return Set(ends.flatMap { a in ends.map { key(a, $0) } })
  }

  private static func declaration(
    _ tension: SubjectItem
  ) -> (type: String?, TensionCandidate.DeclaredTension) {
    var facts = TensionFacts(type: nil, isResolved: false)
    if case .tension(let stated) = tension.detail { facts = stated }
    let resolution = tension.attribute(anyOf: ["resolution", "decision", "resolution_choice"])
    return (
      facts.type,
      TensionCandidate.DeclaredTension(
        statement: tension.statement, resolution: resolution.map(oneLine),
        isResolved: facts.isResolved)
    )
  }

  private mutating func take(
    _ tension: SubjectItem, _ ends: [String], _ declared: TensionCandidate.DeclaredTension,
    at index: Int
  ) {
    found[index].id = tension.id
    found[index].declared = declared
    found[index].between = ends
    found[index].isRemote = false
    found[index].severity =
      found[index].isContradiction ? .critical : severity(of: tension, ends)
    if declared.isResolved { found[index].decision = nil }
  }

  private mutating func add(
    _ tension: SubjectItem, _ ends: [String], _ type: String?,
    _ declared: TensionCandidate.DeclaredTension
  ) {
    let names = ends.isEmpty ? "what it is about" : ends.joined(separator: " and ")
    found.append(
      TensionCandidate(
        id: tension.id, between: ends, type: type ?? "declared",
        severity: severity(of: tension, ends), reason: nil,
        decision: declared.isResolved ? nil : "how \(names) are brought together",
        declared: declared))
  }

  /// As declared, or by the types of what it is between.
  private func severity(of tension: SubjectItem, _ ends: [String]) -> IssueSeverity {
    let canonical = Set(ends.map(IDSpelling.canonical))
    let types = manifold.subject.constraints.filter {
      canonical.contains(IDSpelling.canonical($0.id))
    }.map(\.constraintType)
    let stated = tension.attribute("severity")?.lowercased()
    return stated.flatMap(IssueSeverity.init) ?? TensionCandidate.severity(types)
  }

  /// By severity, then in the order of the rules; new ones are numbered behind the declared.
  mutating func number() {
    let order = found.indices.sorted { a, b in
      (found[a].severity, a) < (found[b].severity, b)
    }
    found = order.map { found[$0] }
    let taken = Set(manifold.subject.tensions.map { IDSpelling.canonical($0.id) })
    var next = 1
    for index in found.indices where found[index].id.isEmpty {
      while taken.contains("TN\(next)") { next += 1 }
      found[index].id = "TENSION_\(next)"
      next += 1
    }
  }
}
