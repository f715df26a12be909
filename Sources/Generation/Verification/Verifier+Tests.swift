import SourceText
import TraceModel

extension VerificationWork {
  /// Every test of the folder with what became of it.
  mutating func readTests() {
    let tested = TestedSources(input.files)
    // In a project whose programs were changed a report has to say that it is of these.
    let isChanged = hasChangedPrograms
    let own = input.results.filter { result in
      result.manifolds.isEmpty || result.manifolds.contains(input.request.subject.id)
    }
    let (stale, current) = own.halves { tested.isOf($0) ?? !isChanged }
    result.hasResults = !current.isEmpty
    let results = ResultIndex(current)
    for artifact in artifacts where artifact.kind == .test {
      for test in artifact.tests {
        let verified = VerifiedTest(
          path: artifact.path, name: test.test.name, line: test.test.line,
          constraints: test.test.constraints, failureModes: test.test.failureModes,
          state: results.state(of: test.test.name, in: artifact.path), isEmpty: !test.asserts)
        result.tests.append(verified)
        report(verified, in: artifact)
      }
      checkFixtures(artifact)
    }
    if !stale.isEmpty, let file = artifacts.first(where: { !$0.tests.isEmpty }) {
      add(
        .testNotRun, file, file.tests.first?.test.line,
        "\(counted(stale.count, "result")) are of other programs than these, or do not say of which, "
          + "and count for nothing", fix: "run the tests again", severity: .warning)
    }
    let foreign = input.results.count - own.count
    if !result.hasResults, stale.isEmpty, let file = artifacts.first(where: { !$0.tests.isEmpty }) {
      let found =
        foreign == 0
        ? "no report of tests was found"
        : "\(counted(foreign, "result")) in reports are of other manifolds' tests"
      add(
        .testNotRun, file, file.tests.first?.test.line,
        "\(counted(result.tests.count, "test")) without a result: \(found)",
        fix: "run the tests with --junitxml=results.xml in the artifacts folder")
    }
  }

  /// Some program of the plan is as it was generated, and another one is not, or was never planned
  /// and can change what tests do.
  private var hasChangedPrograms: Bool {
    let programs = result.files.filter { $0.path.hasSuffix(".py") }
    guard programs.contains(where: { $0.state == .same }) else { return false }
    return programs.contains { $0.state != .same && $0.state != .missing }
      || !foreignHarness.isEmpty
  }

  /// Files that the tests' runner loads by their name, and that no plan asks for.
  var foreignHarness: [String] {
    artifacts.filter { artifact in
      artifact.planned == nil
        && ["conftest.py", "sitecustomize.py", "usercustomize.py"].contains(fileName(artifact.path))
    }.map(\.path)
  }

  private mutating func report(_ test: VerifiedTest, in file: FoundArtifact) {
    let ids = test.constraints + test.failureModes
    let whom = ids.isEmpty ? "" : " for \(ids.joined(separator: ", "))"
    switch test.state {
    case .passed: break
    case .failed: add(.testFailed, file, test.line, "\(test.name)\(whom) has failed")
    case .skipped:
      add(
        .testSkipped, file, test.line, "\(test.name)\(whom) was skipped, or some of its cases were")
    case .notRun:
      guard result.hasResults else { break }
      add(
        .testNotRun, file, test.line, "no report names \(test.name)\(whom)", severity: .warning)
    }
    guard test.isEmpty else { return }
    add(.testAssertsNothing, file, test.line, "\(test.name)\(whom) asserts nothing")
  }
}

extension [ObservedTest] {
  /// Those that do not fit, and those that do.
  fileprivate func halves(_ fits: (ObservedTest) -> Bool) -> (ArraySlice<Element>, [Element]) {
    var all = self
    let middle = all.partition(by: fits)
    return (all[..<middle], Array(all[middle...]))
  }
}

/// Results by what can be told of a test's place.
private struct ResultIndex {
  private var byName: [String: [ObservedTest]] = [:]

  init(_ results: [ObservedTest]) {
    for result in results { byName[Self.bare(result.name), default: []].append(result) }
  }

  /// Without parameters.
  private static func bare(_ name: String) -> String { String(name.prefix { $0 != "[" }) }

  /// The worst of the cases that a test has in the reports.
  func state(of name: String, in path: String) -> TestState {
    let parts = name.split(separator: ".").map(String.init)
    let module =
      path.hasSuffix(".py") ? path.dropLast(3).split(separator: "/").map(String.init) : []
    let owner = (module.suffix(1) + parts.dropLast()).joined(separator: ".")
    let cases = (byName[parts.last ?? name] ?? []).filter {
      $0.className.isEmpty || $0.className == owner || $0.className.hasSuffix(".\(owner)")
    }
    if cases.isEmpty { return .notRun }
    if cases.contains(where: { $0.outcome == .failed || $0.outcome == .errored }) { return .failed }
    // Cases that were left out have shown nothing, like those that were skipped.
    let isWhole = cases.count >= cases.lazy.compactMap(\.collected).max() ?? 0
    return isWhole && cases.allSatisfy { $0.outcome == .passed } ? .passed : .skipped
  }
}
