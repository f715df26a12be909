import Foundation
import Patterns
import SourceText
import Testing

/// A registry of two patterns in which nearly everything is missing, and the built-in templates.
enum SmallRegistry {
  static let index = """
    # Kept by hand.
    patterns:
      - pattern_id: PAT-SEAT-HOLD-001   # the first
        name: seat_hold
        version: "2.1.0"
        status: active
      - {pattern_id: PAT-TAKEN-OVER-002, name: taken_over, migrated_from: 'old system'}

    """

  static let spec = """
    name: seat_hold
    intent: Holds a seat for a while
    inputs:
      seat: {type: string, required: true, max_length: 8}
      minutes: {type: integer, required: true, minimum: 1, maximum: 30}
      guests: {type: array, min_items: 2, required: true, items: {type: string}}
    execution_steps:
      - step_id: S1_take
        description: Takes the seat
        actions: [look, take]
      - step_id: S2_tell
        description: Tells the guest

    """

  static let takenOver = "name: taken_over\nsteps:\n  - look at it\n"

  static let files = [
    "patterns/registry/PATTERN_INDEX.yaml": index,
    "patterns/specs/seat_hold.pattern.yaml": spec,
    "patterns/legacy_atoms/converted/specs/taken_over.pattern.yaml": takenOver,
  ]

  static func tree(_ changed: [String: String] = [:]) -> RegistryTree {
    let all = files.merging(changed) { $1 }
    return RegistryTree(all.map { SourceFile(path: $0.key, text: $0.value) })
  }

  /// The built-in templates, with some of them exchanged.
  static func templates(_ changed: [String: String] = [:]) throws -> PatternTemplates {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../site-templates/artifacts/patterns").standardized.path
    var files: [String: SourceFile] = [:]
    let all = FileManager.default.enumerator(atPath: folder)
    while let path = all?.nextObject() as? String {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else { continue }
      files[path] = SourceFile(path: path, bytes: [UInt8](data))
    }
    for (path, text) in changed { files[path] = SourceFile(path: path, text: text) }
    let (templates, faults) = PatternTemplates.read(files.values.sorted { $0.path < $1.path })
    #expect(faults.isEmpty)
    return try #require(templates)
  }

  /// All phases, one after the other, as the verb runs them.
  static func run(
    _ tree: RegistryTree, _ templates: PatternTemplates, rollback: RollbackScope = .phase
  ) throws -> (phases: [PhaseOutcome], after: RegistryTree) {
    let run = PhaseRun(templates, rollback: rollback) { count, body in (0..<count).map(body) }
    var (after, outcomes) = (tree, [PhaseOutcome]())
    for phase in templates.recipe.phases {
      let outcome = try #require(run.run(phase, on: after))
      after = after.applying(outcome.changes)
      outcomes.append(outcome)
    }
    return (outcomes, after)
  }
}
