import SourceText
import TraceModel

/// Holds the files of a folder against a manifold.
public enum Verifier {
  /// The account of everything that can be seen without running anything.
  ///
  /// A pure function: the order of files and results does not matter.
  public static func verify(_ input: VerificationInput) -> Verification {
    var work = VerificationWork(input)
    return work.verify()
  }
}

/// One verification, step by step.
struct VerificationWork {
  let input: VerificationInput
  let artifacts: [FoundArtifact]
  /// Every id that a mark may name.
  let known: Set<String>
  var result = Verification()

  init(_ input: VerificationInput) {
    self.input = input
    let planned = Dictionary(input.expected.artifacts.map { ($0.path, $0.planned) }) { a, _ in a }
    artifacts = input.files.filter { $0.path != input.expected.report.path }.map {
      FoundArtifact($0, planned: planned[$0.path])
    }
    let subject = input.request.subject
    known = Set(
      (subject.constraints + subject.criteria + subject.truths + subject.failureModes
        + subject.options + subject.tensions + (subject.outcome.map { [$0] } ?? [])).map(\.id))
  }

  var code: [FoundArtifact] { artifacts.filter { $0.kind == .code && $0.python != nil } }
  var documents: [FoundArtifact] { artifacts.filter { $0.kind == .doc } }

  mutating func verify() -> Verification {
    proveFiles()
    readTests()
    let index = MentionIndex(self)
    let checks = PatternChecks(self).all
    report(checks)
    verifyConstraints(index, checks)
    verifyFailureModes(index, checks)
    checkDocuments()
    checkMeasures()
    findUnspecified()
    checkReport()
    result.checks = checks.map(\.check).filter(\.ids.isEmpty)
    result.diagnostics = (result.diagnostics + input.findings).distinct
    result.actions = ActionList(result, input.request).items
    return result
  }

  mutating func add(
    _ rule: Rule, _ file: FoundArtifact?, _ line: Int?, _ text: String, fix: String? = nil,
    severity: Severity? = nil
  ) {
    let range: SourceRange =
      if let file {
        line.map(file.range) ?? .file(file.path)
      } else { .file(input.expected.report.path) }
    result.diagnostics.append(
      Diagnostic(rule, at: range, text, fix: fix, severity: severity))
  }

  // MARK: files

  private mutating func proveFiles() {
    result.files = RegenerationProof(input, artifacts).files()
    for file in result.files {
      let found = artifacts.first { $0.path == file.path }
      switch file.state {
      case .same: break
      case .missing:
        result.diagnostics.append(
          Diagnostic(
            .artifactMissing, at: .file(file.path),
            "the file is planned\(purpose(of: file.path)), "
              + "and is not there", fix: "run verify --fix"))
      case .stale:
        result.diagnostics.append(
          Diagnostic(
            .artifactStale, at: .file(file.path), "today's manifold gives another file",
            fix: "run generate again"))
      case .replaced:
        let ids = file.touched.prefix(20).joined(separator: ", ")
        add(
          .artifactEdited, found, 1,
          "this file was not generated" + (ids.isEmpty ? "" : "; the plan has one for \(ids) here"))
      case .edited, .protected:
        for change in file.changes { report(change, of: file, in: found) }
      }
    }
  }

  private mutating func report(
    _ change: ProvenFile.Change, of file: ProvenFile, in found: FoundArtifact?
  ) {
    let place = change.block.isEmpty ? "outside of its blocks" : "in \"\(change.block)\""
    let ids = change.ids.isEmpty ? "" : ", which is for \(change.ids.joined(separator: ", "))"
    let (first, last) = (change.lines.lowerBound, change.lines.upperBound)
    let lines = first == last ? "line \(first)" : "lines \(first) to \(last)"
    let isMeant = file.state == .protected
    add(
      .artifactEdited, found, first,
      "\(lines) \(first == last ? "was" : "were") changed by hand \(place)\(ids)"
        + (isMeant ? "; the file says that this is meant" : ""),
      severity: isMeant ? .note : nil)
  }

  private func purpose(of path: String) -> String {
    let planned = input.expected.artifacts.first { $0.path == path }?.planned
    let ids = (planned?.constraints ?? []) + (planned?.failureModes ?? [])
    return ids.isEmpty ? "" : " for \(ids.prefix(12).joined(separator: ", "))"
  }

  // MARK: tests

  private mutating func readTests() {
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
    if !result.hasResults, let file = artifacts.first(where: { !$0.tests.isEmpty }) {
      add(
        .testNotRun, file, file.tests.first?.test.line,
        "\(result.tests.count) tests have no result: no report of tests was found",
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
    case .skipped: add(.testSkipped, file, test.line, "\(test.name)\(whom) was skipped")
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

extension [Diagnostic] {
  /// Sorted, each once.
  var distinct: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }.sorted()
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
