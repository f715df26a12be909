import SourceText

/// What a generation says on the console, in the form of the format's seed.
public struct GenerationTranscript: Sendable {
  private let request: GenerationRequest
  private let project: GeneratedProject
  private var text = ""

  /// The transcript of a generation.
  ///
  /// `output` is where the files go, as the user will see it. `changes` say of each file `new`,
  /// `changed`, `same` or `removed`, and stand in place of what was written when nothing is written.
  /// `next` is the command to run next; `nil` for none.
  public static func text(
    of project: GeneratedProject, for request: GenerationRequest, output: String,
    changes: [(path: String, change: String)]? = nil, next: String?
  ) -> String {
    var transcript = GenerationTranscript(request: request, project: project)
    transcript.writeHead()
    if changes != nil { transcript.writeClassification() }
    transcript.writePlan()
    if let changes { transcript.writeChanges(changes) } else { transcript.writeFiles() }
    transcript.writeAgents()
    transcript.writeMissing()
    transcript.writeTotals(isDryRun: changes != nil)
    transcript.add("")
    transcript.add("Output: \(output)")
    if let next { transcript.add("Next: \(next)") }
    return transcript.text
  }

  private init(request: GenerationRequest, project: GeneratedProject) {
    self.request = request
    self.project = project
  }

  private mutating func add(_ line: String) { text += line + "\n" }

  private mutating func writeHead() {
    let option = request.option.map { " (\($0.id): \(oneLine($0.title)))" } ?? ""
    add("Generating all artifacts for \(request.subject.id)\(option)")
    add("")
  }

  /// What was recognised, and by which words.
  private mutating func writeClassification() {
    add("CONSTRAINTS")
    for constraint in request.manifold.constraints {
      let found = constraint.classifications.first ?? constraint.bestGuess
      let names = constraint.classifications.map(\.archetype.rawValue).joined(separator: ", ")
      let reasons = found?.reasons.prefix(2).map(\.text).joined(separator: "; ") ?? ""
      let confidence = found.map { decimalText(($0.confidence * 100).rounded() / 100) } ?? "0"
      let because = reasons.isEmpty ? "" : " (\(confidence): \(reasons))"
      if constraint.archetype == nil {
        let guess = found.map { ", nearest \($0.archetype.rawValue)" } ?? ""
        add("- \(constraint.item.id): not recognised\(guess)\(because)")
      } else {
        add("- \(constraint.item.id): \(names)\(because)")
      }
    }
    add("")
  }

  private mutating func writePlan() {
    add("ARTIFACT PLANNING")
    let titles: [(ArtifactKind, String)] = [
      (.code, "Code artifacts"), (.test, "Test artifacts"), (.doc, "Documentation"),
      (.observability, "Observability"),
    ]
    for (kind, title) in titles {
      let planned = project.plan.artifacts(of: kind)
      add("\(title): \(planned.count)")
      for artifact in planned where artifact.type != .support {
        let name = artifact.name.isEmpty ? artifact.path : artifact.name
        add("- \(name)\(purpose(artifact))")
      }
    }
    add("")
  }

  private func purpose(_ artifact: PlannedArtifact) -> String {
    let ids = artifact.constraints + artifact.truths + artifact.failureModes
    guard !ids.isEmpty else { return "" }
    let verb =
      switch artifact.kind {
      case .code: "satisfies"
      case .test: "verifies"
      case .doc: "explains"
      case .observability: "measures"
      }
    return " (\(verb): \(ids.joined(separator: ", ")))"
  }

  // MARK: files

  private mutating func writeFiles() {
    let titles: [(ArtifactKind, String)] = [
      (.code, "CODE GENERATION"), (.test, "TEST GENERATION"),
      (.doc, "DOCUMENTATION GENERATION"), (.observability, "OBSERVABILITY GENERATION"),
    ]
    for (kind, title) in titles {
      let files = project.artifacts.filter { $0.planned.kind == kind }
      guard !files.isEmpty else { continue }
      add(title)
      for file in files { write(file) }
      add("")
    }
  }

  private mutating func write(_ file: GeneratedArtifact) {
    add("✓ \(file.path) (\(file.lineCount) \(file.lineCount == 1 ? "line" : "lines"))")
    let ids = file.blockIDs + file.measured
    let verb = file.planned.kind == .doc ? "explained" : "covered"
    if !ids.isEmpty { add("  Constraints \(verb): \(ids.joined(separator: ", "))") }
    for test in file.tests {
      let ids = test.constraints + test.failureModes
      add("  - \(test.name)" + (ids.isEmpty ? "" : " [\(ids.joined(separator: ", "))]"))
    }
  }

  private mutating func writeChanges(_ changes: [(path: String, change: String)]) {
    add("FILE CHANGES")
    for (path, change) in changes { add("\(change): \(path)") }
    add("")
  }

  // MARK: what is missing, and the sums

  private mutating func writeAgents() {
    guard !project.agents.isEmpty else { return }
    add("WRITTEN BY AN AGENT")
    for result in project.agents {
      add("- \(result.task.id): \(result.verdict)")
      for path in result.artifacts.map(\.path) { add("  \(path)") }
    }
    add("")
  }

  private mutating func writeMissing() {
    let missing = project.coverage.constraints.filter { $0.reason != nil }
    let untested = project.coverage.untestedModes
    guard !missing.isEmpty || !untested.isEmpty else { return }
    add("NOT COVERED, OR IN PART")
    for line in missing {
      let level = line.level == .partial ? "in part" : "not covered"
      add("- \(line.id): \(level), \(line.reason?.rawValue ?? "")")
      for part in line.open { add("  - \(part)") }
    }
    for id in untested { add("- \(id): no test provokes it") }
    add("")
  }

  private mutating func writeTotals(isDryRun: Bool) {
    let coverage = project.coverage
    let count = project.artifacts.count
    add(isDryRun ? "DRY RUN, NOTHING IS WRITTEN" : "GENERATION COMPLETE")
    add("\(count) \(count == 1 ? "artifact" : "artifacts") \(isDryRun ? "planned" : "generated")")
    add(
      "\(coverage.ids(.full).count)/\(coverage.constraints.count) constraints fully covered, "
        + "\(coverage.ids(.partial).count) in part, \(coverage.ids(.none).count) not")
    add("\(coverage.testedModes.count)/\(coverage.failureModes.count) failure modes with tests")
  }
}
