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
}

extension [Diagnostic] {
  /// Sorted, each once.
  var distinct: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }.sorted()
  }
}
