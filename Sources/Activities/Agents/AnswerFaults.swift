import SourceText
import Workflows

/// What speaks against answers of the right shape: paths, ids, and what they are answers to.
enum AnswerFaults {
  static func of(_ issues: [PlannedIssue]) -> [String] {
    var faults = ids(issues.map(\.id)) + tooMany(issues.count)
    for issue in issues { faults += paths(issue.filesToModify) }
    return faults
  }

  static func of(_ patch: Patch, for issue: String) -> [String] {
    var faults = SafePath.faults(of: patch.files) + SafePath.faults(of: patch.tests)
    if patch.issueID != issue {
      faults.append("it is for \(displayName(patch.issueID)), asked for was \(displayName(issue))")
    }
    let both = Set(patch.files.keys).intersection(patch.tests.keys).sorted()
    faults += both.map { "\(displayName($0)) is a file and a test" }
    if patch.files.isEmpty, patch.tests.isEmpty { faults.append("it has no file") }
    return faults
  }

  static func of(_ patches: [Patch], for given: [Patch]) -> [String] {
    guard patches.count == given.count else {
      return ["\(patches.count) patches for \(given.count)"]
    }
    return zip(patches, given).flatMap { of($0, for: $1.issueID) }
  }

  static func of(_ diagnosis: Diagnosis, by agent: String) -> [String] {
    var faults: [String] = []
    if !(0...1).contains(diagnosis.confidence) {
      faults.append("confidence is \(diagnosis.confidence), not from 0 to 1")
    }
    if diagnosis.agentID != agent {
      faults.append("agent_id is not \(displayName(agent))")
    }
    return faults
  }

  static func of(_ plan: MigrationPlan) -> [String] {
    var faults = ids(plan.steps.map(\.id)) + tooMany(plan.steps.count)
    if !(plan.estimatedDurationHours >= 0) { faults.append("the duration is negative") }
    for step in plan.steps {
      faults += paths(step.filesToChange) + paths(Array(step.changes.keys))
      faults += SafePath.faults(of: step.rollbackChanges)
    }
    return faults
  }

  static func of(_ answer: AgentAnswer) -> [String] {
    SafePath.faults(of: answer.files) + paths(answer.changes.map(\.path))
  }

  static func of(_ opinion: Opinion, by reviewer: String) -> [String] {
    opinion.reviewer == reviewer ? [] : ["reviewer is not \(displayName(reviewer))"]
  }

  static func of(_ analysis: CodebaseAnalysis) -> [String] { paths(analysis.filesAffected) }

  private static func paths(_ paths: [String]) -> [String] {
    paths.compactMap { path in SafePath.fault(of: path).map { "\(displayName(path)): \($0)" } }
  }

  /// A run has a step for each, and a history has room for so many.
  private static func tooMany(_ count: Int) -> [String] {
    count > 200 ? ["\(count) parts, more than 200"] : []
  }

  /// Ids become parts of names of branches and files, and others refer to them.
  private static func ids(_ ids: [String]) -> [String] {
    var seen: Set<String> = []
    return ids.compactMap { id in
      if !isSafe(id) { return "the id \(displayName(String(id.prefix(80)))) is none" }
      return seen.insert(id.lowercased()).inserted ? nil : "the id \(id) stands twice"
    }
  }

  static func isSafe(_ id: String) -> Bool {
    let isLetterOrDigit = { (byte: UInt8) in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) && byte > 0x40
    }
    guard let first = id.utf8.first, isLetterOrDigit(first), id.utf8.count <= 64 else {
      return false
    }
    return id.utf8.allSatisfy { isLetterOrDigit($0) || [0x2D, 0x2E, 0x5F].contains($0) }
  }
}
