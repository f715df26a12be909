public import SourceText
import Templates

/// The templates of programs, and the files that are the same in every registry.
public struct PatternTemplates: Sendable {
  private let set: TemplateSet
  /// By the path below the folder that they are put into.
  private let fixed: [SourceFile]
  /// What is made, and in which order.
  public let recipe: PatternRecipe

  /// Reads the files of a folder of templates, named relative to it.
  ///
  /// - Returns: the templates, `nil` when one of them or the recipe has faults, and every fault.
  public static func read(
    _ files: [SourceFile]
  ) -> (templates: PatternTemplates?, diagnostics: [Diagnostic]) {
    guard let list = files.first(where: { $0.path == "recipe.yaml" }) else {
      let missing = Diagnostic(
        .patternRecipe, at: .file("recipe.yaml"), "the templates of patterns have no recipe.yaml")
      return (nil, [missing])
    }
    let (recipe, found) = PatternRecipe.read(list)
    let fixed = files.filter { $0.path.hasPrefix("fixed/") }.map {
      SourceFile(path: String($0.path.dropFirst("fixed/".utf8.count)), bytes: $0.bytes)
    }
    let sources = files.filter { !$0.path.hasPrefix("fixed/") && $0.path != "recipe.yaml" }
    let (set, faults) = TemplateSet.compile(sources)
    let diagnostics = (found + faults).sorted()
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    return (PatternTemplates(set: set, fixed: fixed, recipe: recipe), diagnostics)
  }

  // MARK: programs

  /// An executor or a test, in the language that its path names.
  func program(
    _ part: PatternPart, of pattern: RegistryPattern, at path: String
  ) -> Result<[UInt8], Unmade> {
    guard let spec = pattern.spec else {
      return .failure(Unmade(reason: "the pattern has no specification"))
    }
    guard !spec.steps.isEmpty else {
      return .failure(Unmade(reason: "the specification lists no step"))
    }
    if let reason = spec.obstacleToSteps { return .failure(Unmade(reason: reason)) }
    let ending = fileEnding(path)
    let template = "\(part.rawValue).\(ending)"
    guard set.contains(template) else {
      return .failure(
        Unmade(
          reason:
            "there is no template for \(ending.isEmpty ? "a file without an ending" : ".\(ending)")"
        ))
    }
    var buffer = ByteBuffer()
    do throws(TemplateError) {
      try set.render(
        template, ["pattern": .record(values(pattern, spec))], page: path, into: &buffer)
      return .success(buffer.bytes)
    } catch {
      return .failure(Unmade(reason: "\(template): \(error.diagnostic.summary)", isFault: true))
    }
  }

  /// What a template may use: texts, and paths from where the programs lie.
  private func values(_ pattern: RegistryPattern, _ spec: PatternSpec) -> TemplateRecord {
    let executor = pattern.place(.executor)
    let tests = pattern.place(.test)
    let steps = spec.steps.map { step -> TemplateValue in
      .record([
        "id": .string(step.id), "description": .string(oneLine(step.description)),
        "actions": .list(step.actions.map { .string($0) }), "on_error": .string(step.onError),
      ])
    }
    let purpose = oneLine(spec.intent)
    return [
      "id": .string(pattern.id), "name": .string(pattern.name),
      "doc_id": .string(pattern.documentID.text),
      "version": .string(pattern.entry["version"] ?? spec["version"] ?? "1.0.0"),
      "purpose": .list(
        wrapped(purpose.isEmpty ? "Executes \(pattern.name)." : String(purpose.prefix(400)))
          .map { .string($0) }),
      "origin": pattern.entry["migrated_from"].map { .string($0) } ?? .null,
      "module": .string(pattern.name.map { $0 == "-" ? "_" : String($0) }.joined()),
      "steps": .list(steps),
      "schema_from_here": .string(relativePath(from: executor, to: pattern.place(.schema))),
      "executor_from_tests": .string(relativePath(from: tests, to: executor)),
      "examples_from_tests": .string(
        relativePath(from: tests, to: pattern.place(.examples) + "x").dropLast(1).description),
    ]
  }

  // MARK: the same everywhere

  /// Files of a group that are no pattern's, at their places below the folder that holds `patterns/`.
  func fixedFiles(_ kind: GroupKind) -> [SourceFile] {
    switch kind {
    case .checkers: placed("scripts/", below: "scripts/")
    case .domainSchemas: placed("schema/", below: "schema/")
    case .testInfrastructure: placed("tests/patterns/", below: "tests/patterns/")
    default: []
    }
  }

  /// What executors of one language share, to lie beside them; `nil` for other languages.
  func runtime(besides executor: String) -> SourceFile? {
    let ending = fileEnding(executor)
    guard let name = ["py": "pattern_runtime.py", "ps1": "PatternRuntime.psm1"][ending] else {
      return nil
    }
    let folder = executor.split(separator: "/").dropLast().joined(separator: "/")
    return fixed.first { $0.path == "executors/\(name)" }.map {
      SourceFile(path: "\(folder)/\(name)", bytes: $0.bytes)
    }
  }

  private func placed(_ folder: String, below place: String) -> [SourceFile] {
    fixed.filter { $0.path.hasPrefix(folder) }.map {
      SourceFile(path: place + $0.path.dropFirst(folder.utf8.count), bytes: $0.bytes)
    }
  }
}

/// Words in lines of at most 96 characters, but for a word that is longer.
func wrapped(_ text: String) -> [String] {
  var lines: [String] = []
  for word in text.split(separator: " ") {
    if let last = lines.last, last.count + word.count < 96 {
      lines[lines.count - 1] += " \(word)"
    } else {
      lines.append(String(word))
    }
  }
  return lines
}

/// The way from the folder of one file to another file, with `/`.
func relativePath(from file: String, to other: String) -> String {
  let here = file.split(separator: "/").dropLast().map(String.init)
  let there = other.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  var common = 0
  while common < min(here.count, there.count - 1), here[common] == there[common] { common += 1 }
  let up = [String](repeating: "..", count: here.count - common)
  return (up + there[common...]).joined(separator: "/")
}
