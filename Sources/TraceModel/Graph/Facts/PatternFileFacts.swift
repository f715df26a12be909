public import SourceText

/// What one file of a registry states of itself: a specification, schema, example, executor, test.
public struct PatternFileFacts: Sendable, Hashable {
  /// Relative to the folder that holds the registry's.
  public var path: String
  /// The file itself was read; `false` when only a sidecar speaks of it.
  public var isRead: Bool
  /// The join key in the file.
  public var docID: Prose?
  /// The label in the file, which is no join key.
  public var patternID: Prose?
  /// Of a specification: `name`, `version`, `role`, `schema_ref`, `executor_ref`.
  public var header: [String: Prose]
  /// Of a schema: what the file beside it says.
  public var sidecar: SchemaSidecar?
  /// Of a schema: the `doc_id` that it demands of every instance.
  public var demandedDocID: Prose?
  /// Where the file names absolute paths; at most eight.
  public var absolutePaths: [SourceRange]
  /// Of a specification: what an instance must give.
  public var inputs: [PatternInput]
  /// Of an example: what it gives.
  public var given: [GivenInput]

  /// What is known of a file so far.
  public init(path: String, isRead: Bool = true, docID: Prose? = nil, patternID: Prose? = nil) {
    self.path = path
    self.isRead = isRead
    self.docID = docID
    self.patternID = patternID
    header = [:]
    sidecar = nil
    demandedDocID = nil
    absolutePaths = []
    inputs = []
    given = []
  }

  /// The `doc_id` in the file, else the one that its sidecar gives it.
  public var linkedDocID: Prose? { docID ?? sidecar?.docID }
}

/// A file beside a schema that gives it a `doc_id`.
public struct SchemaSidecar: Sendable, Hashable {
  /// Of the sidecar, relative to the project.
  public var path: String
  /// The join key that it gives.
  public var docID: Prose?
  /// What it says it is about, as written.
  public var schemaPath: Prose?
  /// The files that it links, by the key: `linked_spec`.
  public var links: [SidecarLink]

  /// A sidecar that says nothing yet.
  public init(path: String) {
    self.path = path
    links = []
  }
}

/// One file that a sidecar links.
public struct SidecarLink: Sendable, Hashable {
  /// The key: `linked_executor`.
  public var key: String
  /// The path as written.
  public var target: Prose
  /// The path cleaned, and whether something is there.
  public var path: PatternPath

  /// A link of a sidecar.
  public init(key: String, target: Prose, path: PatternPath) {
    self.key = key
    self.target = target
    self.path = path
  }
}

/// What a specification asks of the instances of its pattern.
public struct PatternInput: Sendable, Hashable {
  /// The input's name, where it is declared.
  public var name: Prose
  /// `string`, `array`, `object`, `integer`, … as written; empty when it is not said.
  public var type: String
  /// An instance without it is none.
  public var isRequired: Bool
  /// The fewest elements of a list; `nil` for no bound.
  public var minimumItems: Int?
  /// The only values allowed; empty for any.
  public var allowed: [String]

  /// An input with what is asked of it.
  public init(
    name: Prose, type: String = "", isRequired: Bool = false, minimumItems: Int? = nil,
    allowed: [String] = []
  ) {
    self.name = name
    self.type = type
    self.isRequired = isRequired
    self.minimumItems = minimumItems
    self.allowed = allowed
  }
}

/// What an example gives for one input.
public struct GivenInput: Sendable, Hashable {
  /// The input's name, with the place of its value.
  public var name: Prose
  /// `string`, `array`, `object`, `number`, `boolean`, `null`: the words of JSON Schema.
  public var type: String
  /// Elements of a list; `nil` for anything else.
  public var count: Int?
  /// The text of a single value; `nil` for anything else.
  public var text: String?

  /// A value by its type.
  public init(name: Prose, type: String, count: Int? = nil, text: String? = nil) {
    self.name = name
    self.type = type
    self.count = count
    self.text = text
  }
}
