import SourceText
public import TraceModel

/// What a document states of a registry, beside what its files show.
public struct CheckedRegistryClaim: Sendable {
  /// As declared, with its place.
  public var claim: RegistryClaim
  /// What is claimed, for people: `total_patterns`.
  public var subject: String
  /// What the files show, for people.
  public var computed: String
  /// Whether they bear it out.
  public var outcome: CheckedClaim.Outcome
}

/// Counts again what documents state of a registry.
struct RegistryRecount {
  private let files: RegistryFiles
  private let results: [PatternCompliance.Result]
  private let entries: [PatternEntry]

  init(_ files: RegistryFiles, _ results: [PatternCompliance.Result]) {
    self.files = files
    self.results = results
    entries = files.entries
  }

  func check(_ claim: RegistryClaim, among all: [RegistryClaim]) -> CheckedRegistryClaim {
    switch claim.subject {
    case .total(let key): total(claim, key)
    case .files(let kind): count(claim, "\(kind.rawValue) in the registry", number(of: kind))
    case .itemised(let kind, let sum):
      count(claim, "\(kind.rawValue) in the document's own list", sum)
    case .docIDs:
      count(claim, "patterns with a doc_id", entries.count { $0[.docID] != nil })
    case .requirement(let id): requirement(claim, id)
    case .checks: checks(claim, all)
    case .compliance: compliance(claim)
    }
  }

  // MARK: figures

  private func total(_ claim: RegistryClaim, _ key: String) -> CheckedRegistryClaim {
    let migrated = entries.count { $0.origin != nil || $0[.status]?.text == "migrated" }
    switch key {
    case "total_patterns": return count(claim, key, entries.count)
    case "total_categories":
      return count(claim, key, Set(entries.compactMap { $0.category?.text }).count)
    case "migrated_patterns": return count(claim, key, migrated)
    default: return count(claim, key, entries.count - migrated)
    }
  }

  private func count(
    _ claim: RegistryClaim, _ subject: String, _ number: Int
  ) -> CheckedRegistryClaim {
    CheckedRegistryClaim(
      claim: claim, subject: subject, computed: "\(number)",
      outcome: Int(claim.declared.text) == number ? .agrees : .differs)
  }

  private func number(of kind: PatternFileKind) -> Int {
    switch kind {
    case .schemas: files.files(.schema).count { $0.isRead }
    case .sidecars: files.files(.schema).count { $0.sidecar != nil }
    case .examples: files.files(.example).count
    case .executors: files.files(.executor).count
    case .tests: files.files(.patternTest).count
    }
  }

  // MARK: compliance

  private func requirement(_ claim: RegistryClaim, _ id: String) -> CheckedRegistryClaim {
    var checked = CheckedRegistryClaim(
      claim: claim, subject: id, computed: "no such requirement", outcome: .unsupported)
    guard let result = results.first(where: { $0.requirement.id == id }) else { return checked }
    checked.computed = Self.words(result)
    checked.outcome =
      result.isUndecided ? .unsupported : result.isPassed ? .agrees : .differs
    return checked
  }

  /// `9 of 33 pass`; for the registry as a whole, a word.
  private static func words(_ result: PatternCompliance.Result) -> String {
    guard result.requirement.subject == .pattern else {
      return result.isUndecided ? "undecided" : result.isPassed ? "passed" : "failed"
    }
    return "\(result.count(.passed)) of \(result.checks.count) patterns pass"
  }

  /// `9/9`: of the requirements that the same document names, or of all that bind.
  private func checks(_ claim: RegistryClaim, _ all: [RegistryClaim]) -> CheckedRegistryClaim {
    let named = Set(
      all.compactMap { other -> String? in
        guard case .requirement(let id) = other.subject,
          other.declared.range.path == claim.declared.range.path
        else { return nil }
        return id
      })
    let meant = results.filter { result in
      named.isEmpty
        ? result.requirement.level == .must && !result.isUndecided
        : named.contains(result.requirement.id)
    }
    let passed = meant.count { $0.isPassed }
    return CheckedRegistryClaim(
      claim: claim, subject: "requirements that pass", computed: "\(passed)/\(meant.count)",
      outcome: claim.declared.text == "\(passed)/\(meant.count)" ? .agrees : .differs)
  }

  private func compliance(_ claim: RegistryClaim) -> CheckedRegistryClaim {
    let binding = results.filter { $0.requirement.level == .must && !$0.isUndecided }
    let passed = binding.count { $0.isPassed }
    let isFull = passed == binding.count && !entries.isEmpty
    return CheckedRegistryClaim(
      claim: claim, subject: "compliance",
      computed: isFull ? "full" : "\(passed) of \(binding.count) binding requirements are met",
      outcome: isFull ? .agrees : .differs)
  }
}
