public import SourceText
import TraceModel

extension DriftRecorder {
  /// Writes what `init(from:)` reads.
  public func encode(into writer: inout BinaryWriter) {
    start.encode(into: &writer)
    writer.write(commitCount)
    writer.write(revisions) { writer, revision in
      writer.write(revision.name)
      writer.write(revision.day)
    }
    writer.write(changes) { writer, change in change.encode(into: &writer) }
    writer.write(documents) { writer, document in
      writer.write(document.path)
      document.encode(into: &writer)
    }
  }

  /// Reads what `encode` wrote.
  public init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    let start = try Timeline.Start(from: &reader)
    let count = try reader.number()
    let revisions = try reader.array { (reader) throws(BinaryReader.Malformed) in
      Revision(name: try reader.text(), day: try reader.text())
    }
    let changes = try reader.array { (reader) throws(BinaryReader.Malformed) in
      try StatementChange(from: &reader, revisions: revisions.count)
    }
    let documents = try reader.array { (reader) throws(BinaryReader.Malformed) in
      let path = try reader.text()
      return try TrackedDocument(path: path, from: &reader)
    }
    self.init(documents, start: start)
    restore(revisions, changes, commitCount: count)
  }
}

extension Timeline.Start {
  fileprivate func encode(into writer: inout BinaryWriter) {
    let number =
      switch self {
      case .wholeHistory: 0
      case .shallow: 1
      case .limit: 2
      case .unreadable: 3
      }
    writer.write(number)
    writer.write(revision?.name ?? "")
    writer.write(revision?.day ?? "")
  }

  fileprivate init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    let number = try reader.number()
    let revision = Revision(name: try reader.text(), day: try reader.text())
    switch number {
    case 0: self = .wholeHistory
    case 1: self = .shallow(revision)
    case 2: self = .limit(revision)
    case 3: self = .unreadable(revision)
    default: throw BinaryReader.Malformed()
    }
  }
}

extension StatementChange {
  fileprivate func encode(into writer: inout BinaryWriter) {
    key.encode(into: &writer)
    writer.write(TrackedStatement.Facet.allCases.firstIndex(of: facet) ?? 0)
    writer.write(Action.allCases.firstIndex(of: action) ?? 0)
    for content in [before, after] {
      writer.write(content != nil)
      content?.encode(into: &writer)
    }
    writer.write(former != nil)
    former?.encode(into: &writer)
    writer.write(revision)
  }

  fileprivate init(
    from reader: inout BinaryReader, revisions: Int
  ) throws(BinaryReader.Malformed) {
    let key = try NodeKey(from: &reader)
    let facet = try TrackedStatement.Facet(from: &reader)
    let action = try reader.number()
    let before = try reader.flag() ? try TrackedContent(from: &reader) : nil
    let after = try reader.flag() ? try TrackedContent(from: &reader) : nil
    let former = try reader.flag() ? try NodeKey(from: &reader) : nil
    let revision = try reader.number()
    guard Action.allCases.indices.contains(action), revision < revisions else {
      throw BinaryReader.Malformed()
    }
    self.init(
      key: key, facet: facet, action: Action.allCases[action], before: before, after: after,
      former: former, revision: revision)
  }
}

extension NodeKey {
  /// Writes what `init(from:)` reads.
  func encode(into writer: inout BinaryWriter) {
    writer.write(kind.order)
    writer.write(scope.root)
    writer.write(scope.name)
    writer.write(id)
  }

  /// Reads what `encode` wrote.
  init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    let kind = try NodeKind(from: &reader)
    let scope = Scope(root: try reader.text(), name: try reader.text())
    self.init(kind: kind, scope: scope, id: try reader.text())
  }
}
