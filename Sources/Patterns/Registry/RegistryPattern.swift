import SourceText

/// One pattern with everything that is known of it when something is made for it.
public struct RegistryPattern: Sendable {
  /// As the index lists it.
  public let entry: IndexEntry
  /// What joins everything of the pattern.
  public let documentID: DocumentID
  /// `nil` when the specification is not there.
  public let spec: PatternSpec?

  /// `PAT-ATOMIC-CREATE-001`.
  public var id: String { entry.id }
  /// `atomic_create`.
  public var name: String { entry.name }

  /// Where a part of the pattern is, or will be.
  func place(_ part: PatternPart) -> String { Self.place(part, of: entry) }

  /// As above, for a pattern whose `doc_id` is not known yet.
  static func place(_ part: PatternPart, of entry: IndexEntry) -> String {
    let base = entry.isMigrated ? "patterns/legacy_atoms/converted" : "patterns"
    let name = part.fileName(entry.name, ending: ending(part, of: entry))
    return entry.path(part.key) ?? "\(base)/\(part.folder)/\(name)"
  }

  /// Programs of migrated patterns are Python, those of the others PowerShell, as their plan has it;
  /// a test is in the language of its executor.
  private static func ending(_ part: PatternPart, of entry: IndexEntry) -> String {
    if part == .test, let executor = entry.path(PatternPart.executor.key) {
      if executor.hasSuffix(".py") { return "py" }
      if executor.hasSuffix(".ps1") { return "ps1" }
    }
    return entry.isMigrated ? "py" : "ps1"
  }

  /// The file beside the schema that says whose it is.
  static func sidecarPlace(of entry: IndexEntry) -> String {
    let schema = place(.schema, of: entry)
    return (schema.hasSuffix(".json") ? String(schema.dropLast(5)) : schema) + ".id.yaml"
  }

  /// The file beside the schema that says whose it is.
  var sidecarPlace: String { Self.sidecarPlace(of: entry) }
}

/// What belongs to every pattern.
public enum PatternPart: String, Sendable, CaseIterable {
  case spec, schema, executor, test, examples

  /// The key of the index that names it.
  var key: String { self == .examples ? "example_dir" : "\(rawValue)_path" }

  /// Below the pattern's base.
  var folder: String { self == .examples ? rawValue : "\(rawValue)s" }

  func fileName(_ name: String, ending: String) -> String {
    switch self {
    case .spec: return "\(name).pattern.yaml"
    case .schema: return "\(name).schema.json"
    case .executor: return "\(name)_executor.\(ending)"
    case .test: return "test_\(name)_executor.\(ending)"
    case .examples: return "\(name)/"
    }
  }
}
