public import SourceText

/// What is stated of a pattern registry as a whole.
public struct RegistryFacts: Sendable, Hashable {
  /// The registry's folder, relative to the project: the one that holds `specs`, `schemas`, ….
  public var folder: String
  /// Of the index, relative to the project; `nil` while none was found.
  public var index: String?
  /// The index could be read as a whole.
  public var isIndexValid: Bool
  /// Ids of the index's entries, in file order.
  public var entries: [String]
  /// The folders below it that are there; `nil` when nobody looked.
  public var folders: Set<String>?
  /// What the registry's own schema for its index accepts; empty when it has none.
  public var shapes: [EntryShape]
  /// Figures and words that its documents state and that can be computed again.
  public var claims: [RegistryClaim]

  /// A registry of which nothing but its folder is known.
  public init(folder: String) {
    self.folder = folder
    isIndexValid = false
    entries = []
    folders = nil
    shapes = []
    claims = []
  }

  /// The six folders that PAT-CHECK-001-002 demands.
  public static let requiredFolders = [
    "registry", "specs", "schemas", "executors", "examples", "tests",
  ]
}

/// One way in which the registry's own schema allows an entry to be written.
public struct EntryShape: Sendable, Hashable {
  /// As the schema calls it: `corePattern`.
  public var name: String
  /// Keys that an entry must have.
  public var required: [String]
  /// The only words allowed, by key.
  public var allowed: [String: [String]]
  /// Where the schema says so.
  public var range: SourceRange

  /// A shape of entries.
  public init(name: String, required: [String], allowed: [String: [String]], range: SourceRange) {
    self.name = name
    self.required = required
    self.allowed = allowed
    self.range = range
  }
}

/// Something that a document states of a registry and that its files can confirm or deny.
public struct RegistryClaim: Sendable, Hashable {
  /// What is stated about.
  public enum Subject: Sendable, Hashable {
    /// A figure of `metadata`, by its key: `total_patterns`.
    case total(String)
    /// A requirement is met, by its id: `PAT-CHECK-001-011`.
    case requirement(String)
    /// How many checks pass, of how many: `9/9`.
    case checks
    /// Full compliance, in words.
    case compliance
    /// A number of files of one kind, in a plan or report.
    case files(PatternFileKind)
    /// A number of files that a plan announces, against the sum over its own list.
    case itemised(PatternFileKind, sum: Int)
    /// A number of patterns that have a `doc_id`.
    case docIDs
  }

  /// What is stated about.
  public var subject: Subject
  /// As written.
  public var declared: Prose

  /// A statement with its place.
  public init(_ subject: Subject, declared: Prose) {
    self.subject = subject
    self.declared = declared
  }
}

/// The kinds of files that plans of registries count.
public enum PatternFileKind: String, Sendable, CaseIterable {
  case schemas, examples, executors, tests, sidecars
}
