/// What `PublishWorkflow` is started with.
public struct PublishInput: Codable, Sendable, Hashable {
  /// The project's folder.
  public var source: String
  /// Where the site goes.
  public var destination: String
  /// The manifold to generate from; `nil` to generate nothing.
  public var manifold: String?
  /// The solution that was chosen.
  public var option: String?

  /// Anything but what is needed may be left out.
  public init(
    source: String = ".", destination: String = "public", manifold: String? = nil,
    option: String? = nil
  ) {
    self.source = source
    self.destination = destination
    self.manifold = manifold
    self.option = option
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      source: try keys.value(.source, or: "."),
      destination: try keys.value(.destination, or: "public"),
      manifold: try keys.decodeIfPresent(String.self, forKey: .manifold),
      option: try keys.decodeIfPresent(String.self, forKey: .option))
  }
}

/// What a publication is made of.
public struct InputFingerprint: Codable, Sendable, Hashable {
  /// The same for the same inputs.
  public var hash: String
  /// This very input was published last.
  public var isPublished: Bool

  /// A value with its members.
  public init(hash: String, isPublished: Bool) {
    self.hash = hash
    self.isPublished = isPublished
  }
}

/// One step of a publication.
public struct PublishStepRequest: Codable, Sendable, Hashable {
  /// What is published.
  public var input: PublishInput
  /// Of the inputs.
  public var hash: String
  /// The same for every attempt, and for every run with these inputs.
  public var idempotencyKey: String

  /// A value with its members.
  public init(input: PublishInput, hash: String, idempotencyKey: String) {
    self.input = input
    self.hash = hash
    self.idempotencyKey = idempotencyKey
  }
}

/// What was generated.
public struct GenerationOutcome: Codable, Sendable, Hashable {
  /// Files.
  public var artifacts: Int
  /// Constraints that are not fully covered.
  public var notCovered: [String]

  /// A value with its members.
  public init(artifacts: Int, notCovered: [String] = []) {
    self.artifacts = artifacts
    self.notCovered = notCovered
  }
}

/// What was built.
public struct BuildOutcome: Codable, Sendable, Hashable {
  /// All of them.
  public var pages: Int
  /// Those that were written.
  public var changed: Int

  /// A value with its members.
  public init(pages: Int, changed: Int) {
    self.pages = pages
    self.changed = changed
  }
}

/// What came of `PublishWorkflow`.
public struct PublishResult: Codable, Sendable, Hashable {
  /// Of what was published.
  public var inputHash: String
  /// It had been published before, and nothing was done.
  public var unchanged: Bool
  /// Files that were generated.
  public var artifacts: Int
  /// Constraints that are not fully covered.
  public var notCovered: [String]
  /// Pages of the site.
  public var pages: Int

  /// A value with its members.
  public init(
    inputHash: String, unchanged: Bool, artifacts: Int = 0, notCovered: [String] = [],
    pages: Int = 0
  ) {
    self.inputHash = inputHash
    self.unchanged = unchanged
    self.artifacts = artifacts
    self.notCovered = notCovered
    self.pages = pages
  }
}
