public import SourceText
import Templates

/// A folder of templates with the list of what they give: `pack.yaml`.
public struct ArtifactPack: Sendable {
  /// When an entry applies.
  struct Condition: Sendable, Hashable {
    var any: [Archetype] = []
    var all: [Archetype] = []
    /// One of these kinds of failure is enough.
    var modes: [FailureArchetype] = []
  }

  /// Kinds of demand that make the pack's kind of program, and how many of them it takes.
  struct Fitness: Sendable {
    var kinds: [Archetype] = []
    var least = 1
    var range: SourceRange
  }

  /// One line of `pack.yaml`: a template, and what its artifact is for.
  struct Entry: Sendable {
    var template: String
    var kind: ArtifactKind
    var type: ArtifactType
    var condition = Condition()
    /// Archetypes whose constraints the artifact is for.
    var covers: Set<Archetype> = []
    var modes: Set<FailureArchetype> = []
    /// Every constraint that anything covers, and every recognised failure mode.
    var coversAll = false
    /// Every constraint whose threshold names what watches it.
    var coversWatched = false
    var coversAllModes = false
    /// How many names of code there are under `for`.
    var forCount = 0
    /// Where the entry stands, for findings.
    var range: SourceRange
  }

  /// As named in `pack.yaml`.
  public let name: String
  /// For people.
  public let title: String
  /// How the tests of what was generated are run; empty when the pack does not say.
  public let testCommand: String
  /// When the pack's kind of program is what a manifold asks for; `nil` for always.
  let fitness: Fitness?
  let entries: [Entry]
  /// Archetypes that are generated only beside another: a limit of messages needs messages.
  let companions: [Archetype: Archetype]
  /// The folder's templates, and paths and names of entries under names of their own.
  let templates: TemplateSet

  /// The template of a text of an entry: `path`, `name`, `scenario`, `for.0`.
  static func textTemplate(_ entry: Int, _ part: String) -> String {
    "pack.yaml/\(entry)/\(part).txt"
  }

  /// What an agent is told about a demand that nothing of the pack covers.
  static let promptTemplate = "agent.txt"

  /// The pack can put demands to an agent.
  public var asksAgents: Bool { templates.contains(Self.promptTemplate) }

  /// Archetypes for which the pack has code or tests.
  public var coveredArchetypes: Set<Archetype> {
    entries.reduce(into: []) { known, entry in
      if entry.kind == .code || entry.kind == .test { known.formUnion(entry.covers) }
    }
  }

  /// Reads a pack from the files of its folder, named relative to it.
  ///
  /// - Returns: the pack, `nil` when its list cannot be read or a template has faults, and every
  ///   fault that was found.
  public static func read(_ files: [SourceFile]) -> (pack: ArtifactPack?, diagnostics: [Diagnostic])
  {
    guard let list = files.first(where: { $0.path == "pack.yaml" }) else {
      let missing = Diagnostic(
        .packFormat, at: .file("pack.yaml"), "the pack has no pack.yaml",
        fix: "add the list of its artifacts")
      return (nil, [missing])
    }
    var reading = PackReading(list, templates: Set(files.map(\.path)))
    reading.read()
    let sources = files.filter { $0.path != "pack.yaml" } + reading.texts
    let (templates, faults) = TemplateSet.compile(sources)
    let diagnostics = (reading.diagnostics + faults).sorted()
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    let pack = ArtifactPack(
      name: reading.name, title: reading.title, testCommand: reading.testCommand,
      fitness: reading.fitness, entries: reading.entries, companions: reading.companions,
      templates: templates)
    return (pack, diagnostics)
  }
}
