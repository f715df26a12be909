import Notation
import Patterns
import SourceText
import TestSupport
import Testing

/// The registry of 33 patterns that a real project had when it began to generate.
@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `A real registry` {
  static let tree: RegistryTree? = {
    guard let corpora = Inputs.corpora else { return nil }
    let project = "DICKY1987+complete-ai-development-pipeline-canonical-phase-plan@6f28b42d"
    let folder = "\(corpora)/003/\(project)/UNIVERSAL_EXECUTION_TEMPLATES_FRAMEWORK"
    guard let paths = try? Inputs.files(below: folder) else { return nil }
    return RegistryTree(
      paths.compactMap { path in
        (try? Inputs.bytes(path, in: folder)).map { SourceFile(path: path, bytes: $0) }
      })
  }()

  /// What the first phase changes.
  private static func firstPhase(_ tree: RegistryTree) throws -> [RegistryChange] {
    let templates = try SmallRegistry.templates()
    let run = PhaseRun(templates, rollback: .phase) { count, body in (0..<count).map(body) }
    let first = try #require(templates.recipe.phases.first)
    let outcome = try #require(run.run(first, on: tree))
    #expect(outcome.failures.isEmpty)
    return outcome.changes
  }

  @Test func `every pattern gets an id, and a second run changes nothing`() throws {
    let tree = try #require(Self.tree)
    let registry = try #require(Registry(tree))
    #expect(registry.patterns.count == 33)
    let after = tree.applying(try Self.firstPhase(tree))
    let again = try #require(Registry(after))
    #expect(again.patterns.allSatisfy { $0.entry["doc_id"] == $0.documentID.text })
    #expect(try Self.firstPhase(after) == [])
  }

  @Test func `edits add lines and touch no other`() throws {
    let tree = try #require(Self.tree)
    for change in try Self.firstPhase(tree) {
      guard let before = tree[change.path], change.path.hasSuffix(".yaml") else { continue }
      var rest = change.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
      for line in before.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        guard let place = rest.firstIndex(of: line) else {
          Issue.record("\(change.path) has lost \(String(decoding: line, as: UTF8.self))")
          break
        }
        rest = rest[(place + 1)...]
      }
    }
  }
}
