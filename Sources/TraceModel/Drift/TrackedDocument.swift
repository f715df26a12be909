public import SourceText

/// What one version of a file says of ids, small enough to keep for every version of every file.
public struct TrackedDocument: Hashable, Sendable {
  /// Documents that say things of the same ids.
  public enum Family: Hashable, Sendable {
    /// All documents of a scope.
    case scope(Scope)
    /// The files of a manifold, whose scope is named by the strongest of them that names one.
    case manifold(root: String, stem: String)
  }

  /// Of the file, relative to the project.
  public var path: String
  /// With which documents its statements are put together.
  public var family: Family
  /// The part of a manifold that it is; `nil` for other documents.
  public var part: ManifoldPart?
  /// The feature that it names; `nil` for none.
  public var feature: String?
  /// In file order.
  public var statements: [TrackedStatement]

  /// What a file says; nothing yet.
  public init(path: String, family: Family, part: ManifoldPart? = nil, feature: String? = nil) {
    self.path = path
    self.family = family
    self.part = part
    self.feature = feature
    statements = []
  }
}

extension TrackedDocument {
  /// Writes what `init(from:)` reads, but for the path.
  public func encode(into writer: inout BinaryWriter) {
    switch family {
    case .scope(let scope):
      writer.write(false)
      writer.write(scope.root)
      writer.write(scope.name)
    case .manifold(let root, let stem):
      writer.write(true)
      writer.write(root)
      writer.write(stem)
    }
    writer.write(part.map { $0.rawValue + 1 } ?? 0)
    writer.write(feature)
    writer.write(statements) { writer, statement in
      writer.write(statement.kind.order)
      writer.write(statement.id)
      writer.write(TrackedStatement.Facet.allCases.firstIndex(of: statement.facet) ?? 0)
      statement.content.encode(into: &writer)
    }
  }

  /// Reads what `encode` wrote for the file at a path.
  public init(path: String, from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    self.path = path
    let isManifold = try reader.flag()
    let (root, name) = (try reader.text(), try reader.text())
    family = isManifold ? .manifold(root: root, stem: name) : .scope(Scope(root: root, name: name))
    part = ManifoldPart(rawValue: try reader.number() - 1)
    feature = try reader.optionalText()
    statements = try reader.array { (reader) throws(BinaryReader.Malformed) in
      try TrackedStatement(from: &reader)
    }
  }
}

extension TrackedStatement {
  fileprivate init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    let kind = try NodeKind(from: &reader)
    let id = try reader.text()
    let facet = try Facet(from: &reader)
    self.init(kind: kind, id: id, facet: facet, content: try TrackedContent(from: &reader))
  }
}

extension NodeKind {
  /// Reads the number that stands for a kind in a cache.
  public init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    let number = try reader.number()
    guard Self.allCases.indices.contains(number) else { throw BinaryReader.Malformed() }
    self = Self.allCases[number]
  }
}

extension TrackedStatement.Facet {
  /// Reads the number that stands for a facet in a cache.
  public init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    let number = try reader.number()
    guard Self.allCases.indices.contains(number) else { throw BinaryReader.Malformed() }
    self = Self.allCases[number]
  }
}
