/// What is stated of a pattern: by its registry's index, and by files that map ids.
public struct PatternFacts: Sendable, Hashable {
  /// The entry in the index; `nil` when only other files know the pattern.
  public var entry: PatternEntry?
  /// The `doc_id` that files which map `pattern_id` to it give, each where it stands.
  public var mapped: [Prose]

  /// A pattern; what is not given is not stated.
  public init(entry: PatternEntry? = nil, mapped: [Prose] = []) {
    self.entry = entry
    self.mapped = mapped
  }

  /// The join key of everything that belongs to the pattern; `nil` when the index gives none.
  public var docID: String? { entry?[.docID]?.text }
}

/// One entry of a registry's index.
public struct PatternEntry: Sendable, Hashable {
  /// The fields that every entry must have, as written; without those that are left out or empty.
  public var fields: [PatternField: Prose]
  /// As written; `nil` when it is left out.
  public var category: Prose?
  /// The files that it names, cleaned.
  public var paths: [PatternField: PatternPath]
  /// The project that it was taken over from; `nil` for a pattern of its own.
  public var origin: Prose?

  /// An entry with its fields.
  public init(
    fields: [PatternField: Prose] = [:], category: Prose? = nil,
    paths: [PatternField: PatternPath] = [:], origin: Prose? = nil
  ) {
    self.fields = fields
    self.category = category
    self.paths = paths
    self.origin = origin
  }

  /// The value of a field.
  public subscript(field: PatternField) -> Prose? { fields[field] }

  /// The required fields that the entry leaves out, in the order of the requirement.
  public var missing: [PatternField] { PatternField.allCases.filter { fields[$0] == nil } }
}

/// The fields that PAT-CHECK-001-011 demands of every entry; the raw value is the key.
public enum PatternField: String, Sendable, CaseIterable {
  case docID = "doc_id"
  case patternID = "pattern_id"
  case name, version, status
  case spec = "spec_path"
  case schema = "schema_path"
  case executor = "executor_path"
  case test = "test_path"
  case examples = "example_dir"

  /// The folder below the registry's that such a path must lead to; `nil` for what is no path.
  public var folder: String? {
    switch self {
    case .spec: "specs"
    case .schema: "schemas"
    case .executor: "executors"
    case .test: "tests"
    case .examples: "examples"
    default: nil
    }
  }

  /// The five fields that name files.
  public static let paths = allCases.filter { $0.folder != nil }
}

/// A path that an entry names.
public struct PatternPath: Sendable, Hashable {
  /// Relative to the folder that holds the registry's, with `/` between components and without one
  /// at the end.
  public var path: String
  /// Something is there; `nil` when nobody looked.
  public var exists: Bool?

  /// A path that nobody has looked up yet.
  public init(_ path: String, exists: Bool? = nil) {
    self.path = path
    self.exists = exists
  }
}
