import SourceText

/// What each group consists of.
struct GroupPlanning {
  let registry: Registry
  let templates: PatternTemplates

  func files(of kind: GroupKind) -> [PlannedFile] {
    switch kind {
    case .documentIDs, .index, .specs, .links: edits(kind)
    case .exampleIDs: examplesWithIDs()
    case .sidecars:
      missing(registry.patterns) { pattern in
        [Part(pattern.sidecarPlace) { .success(SidecarMaking(pattern: $0).sidecar()) }]
      }
    case .schemas: schemas(migrated: false)
    case .migratedSchemas: schemas(migrated: true)
    case .examples: examples(migrated: false, ExampleMaking.Extent.allCases)
    case .migratedExamples: examples(migrated: true, [.minimal])
    case .executors: programs(.executor, migrated: false) + runtimes(migrated: false)
    case .migratedExecutors: programs(.executor, migrated: true) + runtimes(migrated: true)
    case .tests: programs(.test, migrated: false)
    case .migratedTests: programs(.test, migrated: true)
    case .checkers, .domainSchemas, .testInfrastructure: fixed(kind)
    }
  }

  // MARK: files that are not there

  /// A file of a pattern, and how it is made of it.
  private struct Part {
    let path: String
    let make: @Sendable (RegistryPattern) -> Result<[UInt8], Unmade>

    init(
      _ path: String, make: @escaping @Sendable (RegistryPattern) -> Result<[UInt8], Unmade>
    ) {
      (self.path, self.make) = (path, make)
    }
  }

  private func missing(
    _ patterns: [RegistryPattern], _ parts: (RegistryPattern) -> [Part]
  ) -> [PlannedFile] {
    patterns.flatMap { pattern in
      parts(pattern).filter { registry.tree[$0.path] == nil }.map { part in
        let obstacle = Self.obstacle(pattern, part.path)
        return PlannedFile(path: part.path, pattern: pattern.id, before: nil) {
          obstacle.map { .failure(Unmade(reason: $0)) } ?? part.make(pattern)
        }
      }
    }
  }

  /// An index is anybody's text: its paths must not lead elsewhere.
  private static func obstacle(_ pattern: RegistryPattern, _ path: String) -> String? {
    guard let clean = try? CleanPath(path), clean.text == path, path.hasPrefix("patterns/") else {
      return "its path does not lie below patterns/"
    }
    return pattern.spec == nil ? "the pattern has no specification" : nil
  }

  private func schemas(migrated: Bool) -> [PlannedFile] {
    missing(registry.patterns(migrated: migrated)) { pattern in
      [Part(pattern.place(.schema)) { .success(SchemaMaking(subject: $0).schema().document()) }]
    }
  }

  private func examples(migrated: Bool, _ extents: [ExampleMaking.Extent]) -> [PlannedFile] {
    missing(registry.patterns(migrated: migrated)) { pattern in
      extents.map { extent in
        let folder = pattern.place(.examples)
        let start = folder.hasSuffix("/") ? folder : folder + "/"
        let path = "\(start)instance_\(extent.rawValue).json"
        return Part(path) { Self.example($0, extent) }
      }
    }
  }

  private static func example(
    _ pattern: RegistryPattern, _ extent: ExampleMaking.Extent
  ) -> Result<[UInt8], Unmade> {
    ExampleMaking(subject: pattern, extent: extent).instance()
      .map { $0.document() }
      .mapError { Unmade(reason: "\($0.field): \($0.reason)") }
  }

  private func programs(_ part: PatternPart, migrated: Bool) -> [PlannedFile] {
    missing(registry.patterns(migrated: migrated)) { pattern in
      let path = pattern.place(part)
      let hasExample = part != .test || registry.has(.examples, of: pattern)
      return [
        Part(path) { [templates] in
          if !hasExample,
            case .failure(let obstacle) = ExampleMaking(
              subject: $0, extent: .minimal
            ).instance()
          {
            return .failure(
              Unmade(reason: "it has no example: \(obstacle.field): \(obstacle.reason)"))
          }
          return templates.program(part, of: $0, at: path)
        }
      ]
    }
  }

  /// What executors share, once in each folder that holds one of ours.
  private func runtimes(migrated: Bool) -> [PlannedFile] {
    var places: Set<String> = []
    return registry.patterns(migrated: migrated).compactMap { pattern in
      let executor = pattern.place(.executor)
      guard Self.obstacle(pattern, executor) == nil, pattern.spec?.steps.isEmpty == false,
        registry.tree[executor].map(Self.usesRuntime) ?? true,
        let file = templates.runtime(besides: executor), registry.tree[file.path] == nil,
        places.insert(file.path).inserted
      else { return nil }
      return PlannedFile(path: file.path, pattern: "", before: nil) { .success(file.bytes) }
    }
  }

  static func usesRuntime(_ executor: SourceFile) -> Bool {
    let text = String(decoding: executor.bytes.prefix(8_192), as: UTF8.self)
    return text.contains("from pattern_runtime") || text.contains("PatternRuntime.psm1")
  }

  private func fixed(_ kind: GroupKind) -> [PlannedFile] {
    templates.fixedFiles(kind).filter { registry.tree[$0.path] == nil }.map { file in
      PlannedFile(path: file.path, pattern: "", before: nil) { .success(file.bytes) }
    }
  }
}
