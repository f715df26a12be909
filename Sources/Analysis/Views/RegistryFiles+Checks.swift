import SourceText
import TraceModel

/// What is required of the registry as a whole.
extension RegistryFiles {
  func check(_ requirement: PatternRequirement) -> PatternCompliance.Check {
    switch requirement.id {
    case "PAT-CHECK-001-001":
      scope.name == "patterns"
        ? .passed : .failed("the registry lies in \(facts.folder.isEmpty ? "." : facts.folder)")
    case "PAT-CHECK-001-002": checkFolders()
    case "PAT-CHECK-001-010": checkIndex()
    default: checkTests()
    }
  }

  private func checkFolders() -> PatternCompliance.Check {
    guard let there = facts.folders else { return .undecided("nobody looked for its folders") }
    let missing = RegistryFacts.requiredFolders.filter { !there.contains($0) }
    let verb = missing.count == 1 ? "is" : "are"
    return missing.isEmpty ? .passed : .failed("\(listed(missing)) \(verb) not there")
  }

  private func checkIndex() -> PatternCompliance.Check {
    guard facts.index != nil else { return .failed("there is no PATTERN_INDEX.yaml") }
    return facts.isIndexValid ? .passed : .failed("the index is no valid YAML")
  }

  /// A test whose name names no pattern must not stand among those of single patterns with the
  /// `doc_id` of one.
  private func checkTests() -> PatternCompliance.Check {
    let tests = files(.patternTest)
    guard !tests.isEmpty else { return .blocked("there are no tests") }
    let names = Set(entries.compactMap { $0[.name].map { "test_\($0.text)" } })
    let loose = tests.first { test in
      let file = test.path.split(separator: "/").last ?? ""
      guard let id = test.docID, owners(of: id.text) > 0 else { return false }
      return !prefixes(of: file, before: "_").contains { names.contains(String($0)) }
    }
    return loose.map { .failed("\($0.path) belongs to one pattern, but is not named after it") }
      ?? .passed
  }
}
