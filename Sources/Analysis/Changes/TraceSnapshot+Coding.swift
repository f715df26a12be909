public import SourceText
import TraceModel

extension TraceSnapshot {
  /// Writes what `init(from:)` reads.
  public func encode(into writer: inout BinaryWriter) {
    writer.write(nodes) { $1.encode(into: &$0) }
    writer.write(links) { $1.encode(into: &$0) }
    writer.write(vainResults) { $1.encode(into: &$0) }
    writer.write(claims) { $1.encode(into: &$0) }
    constraints.encode(into: &writer)
  }

  /// Reads what `encode` wrote.
  public init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    nodes = try reader.array { (reader) throws(BinaryReader.Malformed) in
      try Node(from: &reader)
    }
    links = try reader.array { (reader) throws(BinaryReader.Malformed) in
      try Link(from: &reader)
    }
    vainResults = try reader.array { (reader) throws(BinaryReader.Malformed) in
      try VainResult(from: &reader)
    }
    claims = try reader.array { (reader) throws(BinaryReader.Malformed) in
      try Claim(from: &reader)
    }
    constraints = try Coverage(from: &reader)
  }
}

extension Coverage {
  /// For caches; a reader and a writer change together.
  public func encode(into writer: inout BinaryWriter) {
    for count in [satisfied, partial, declared, gap, failing] { writer.write(count) }
  }

  /// Reads what `encode` wrote.
  public init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    self.init(
      satisfied: try reader.number(), partial: try reader.number(), declared: try reader.number(),
      gap: try reader.number(), failing: try reader.number())
  }
}

extension TraceSnapshot.Node {
  fileprivate func encode(into writer: inout BinaryWriter) {
    key.encode(into: &writer)
    writer.write(title)
    writer.write(text)
    writer.write(digest)
    range.encode(into: &writer)
    for key in [parent, owner] { writer.write(key) }
    writer.write(type.flatMap { ConstraintType.allCases.firstIndex(of: $0) })
    writer.write(verdict.map { Int($0.rawValue) })
    writer.write(Int(facets.rawValue))
    writer.write(isRead)
    writer.write(doubt)
    writer.write(gap != nil)
    gap?.encode(into: &writer)
  }

  fileprivate init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    let key = try NodeKey(from: &reader)
    let (title, text, digest) = (try reader.text(), try reader.text(), try reader.fingerprint())
    self.init(key, title: title, text: text, digest: digest, at: try SourceRange(from: &reader))
    parent = try reader.optionalKey()
    owner = try reader.optionalKey()
    type = try reader.choice(of: ConstraintType.allCases)
    verdict = try reader.choice(of: Verdict.allCases)
    facets = Facets(rawValue: UInt16(truncatingIfNeeded: try reader.number()))
    isRead = try reader.flag()
    doubt = try reader.optionalText()
    gap = try reader.flag() ? try TraceSnapshot.Lack(from: &reader) : nil
  }
}

extension TraceSnapshot.Lack {
  fileprivate func encode(into writer: inout BinaryWriter) {
    writer.write(Gap.Reason.allCases.firstIndex(of: reason))
    writer.write(text)
    writer.write(isAccepted)
  }

  fileprivate init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    guard let reason = try reader.choice(of: Gap.Reason.allCases) else {
      throw BinaryReader.Malformed()
    }
    self.init(reason, try reader.text(), isAccepted: try reader.flag())
  }
}

extension TraceSnapshot.Link {
  fileprivate func encode(into writer: inout BinaryWriter) {
    source.encode(into: &writer)
    writer.write(target)
    writer.write(missing)
    writer.write(kind.order)
    writer.write(LinkBasis.allCases.firstIndex(of: basis))
  }

  fileprivate init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    let (source, target) = (try NodeKey(from: &reader), try reader.optionalKey())
    let (missing, kind) = (try reader.text(), try reader.linkKind())
    guard let basis = try reader.choice(of: LinkBasis.allCases) else {
      throw BinaryReader.Malformed()
    }
    self.init(source, kind, target, missing: missing, basis: basis)
  }
}

extension TraceSnapshot.VainResult {
  fileprivate func encode(into writer: inout BinaryWriter) {
    result.encode(into: &writer)
    for text in [title, missing] { writer.write(text) }
    for number in [kind.order, count] { writer.write(number) }
    range.encode(into: &writer)
  }

  fileprivate init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    result = try NodeKey(from: &reader)
    (title, missing) = (try reader.text(), try reader.text())
    (kind, count) = (try reader.linkKind(), try reader.number())
    range = try SourceRange(from: &reader)
  }
}

extension TraceSnapshot.Claim {
  private static let outcomes: [CheckedClaim.Outcome] = [.agrees, .differs, .unsupported]

  fileprivate func encode(into writer: inout BinaryWriter) {
    owner.encode(into: &writer)
    for text in [subject, declared, computed] { writer.write(text) }
    writer.write(Self.outcomes.firstIndex(of: outcome))
    range.encode(into: &writer)
  }

  fileprivate init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    let owner = try NodeKey(from: &reader)
    let (subject, declared) = (try reader.text(), try reader.text())
    let computed = try reader.text()
    guard let outcome = try reader.choice(of: Self.outcomes) else {
      throw BinaryReader.Malformed()
    }
    self.init(
      of: owner, subject, declared: declared, computed: computed, outcome,
      at: try SourceRange(from: &reader))
  }
}

extension SourceRange {
  fileprivate func encode(into writer: inout BinaryWriter) {
    writer.write(path)
    for number in [span.start, span.end, line, column] { writer.write(Int(number)) }
  }

  fileprivate init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    let path = try reader.text()
    let span = Span(try reader.number(), try reader.number())
    self.init(path: path, span: span, line: try reader.number(), column: try reader.number())
  }
}

extension BinaryWriter {
  fileprivate mutating func write(_ key: NodeKey?) {
    write(key != nil)
    key?.encode(into: &self)
  }

  /// A place in a list, or nothing.
  fileprivate mutating func write(_ place: Int?) { write(place.map { $0 + 1 } ?? 0) }
}

extension BinaryReader {
  fileprivate mutating func optionalKey() throws(Malformed) -> NodeKey? {
    try flag() ? try NodeKey(from: &self) : nil
  }

  fileprivate mutating func linkKind() throws(Malformed) -> LinkKind {
    let number = try self.number()
    guard LinkKind.allCases.indices.contains(number) else { throw Malformed() }
    return LinkKind.allCases[number]
  }

  /// What stands at a place that was written; `nil` where none was.
  fileprivate mutating func choice<Value>(of values: [Value]) throws(Malformed) -> Value? {
    let number = try self.number()
    guard number > 0 else { return nil }
    guard values.indices.contains(number - 1) else { throw Malformed() }
    return values[number - 1]
  }
}
