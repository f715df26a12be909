public import SourceText

/// What one version of a file says of one id, in one of its facets.
public struct TrackedStatement: Hashable, Sendable {
  /// Which side of an id a statement is about.
  public enum Facet: String, Sendable, CaseIterable {
    /// The only side of whatever has no others.
    case stated
    /// What is intended, for what is stated again as built.
    case intent
    /// What was built.
    case actual
    /// How the two differ.
    case gap
  }

  /// The kind of node that it becomes.
  public var kind: NodeKind
  /// As its author wrote it.
  public var id: String
  /// The side that is stated.
  public var facet: Facet
  /// What is said.
  public var content: TrackedContent

  /// A statement about an id.
  public init(kind: NodeKind, id: String, facet: Facet = .stated, content: TrackedContent) {
    self.kind = kind
    self.id = id
    self.facet = facet
    self.content = content
  }
}

/// How far something is, by its documents' own words.
public enum TrackedState: Hashable, Sendable {
  /// Nothing is said.
  case none
  /// Ticked boxes of all boxes.
  case boxes(done: Int, total: Int)
  /// A word of status, as its format spells it.
  case word(String)

  /// For people: `2 of 5`, `SATISFIED`; empty for nothing.
  public var text: String {
    switch self {
    case .none: ""
    case .boxes(let done, let total): "\(done) of \(total)"
    case .word(let word): word
    }
  }
}

/// A title, a text and a state: what is compared from commit to commit.
public struct TrackedContent: Hashable, Sendable {
  /// White space is one space each, and long texts are cut; `fingerprint` covers all of it.
  public private(set) var title: String
  /// The same of the statement; empty when the title says it all.
  public private(set) var text: String
  private var titleFingerprint: Fingerprint
  private var textFingerprint: Fingerprint
  /// How far it is.
  public var state: TrackedState

  /// Text beyond this many bytes is compared, and not kept.
  public static let keptBytes = 4_096

  /// What a version of a file says; line breaks and runs of blanks count as one blank, because text
  /// that was only laid out anew has not changed.
  public init(title: String?, text: String?, state: TrackedState = .none) {
    let (title, text) = (Self.collapsed(title ?? ""), Self.collapsed(text ?? ""))
    titleFingerprint = Fingerprint(of: title)
    textFingerprint = Fingerprint(of: text)
    self.title = Self.cut(title)
    self.text = Self.cut(text)
    self.state = state
  }

  /// Covers title and text in full.
  public var fingerprint: Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(titleFingerprint)
    hasher.combine(textFingerprint)
    return hasher.finish()
  }

  /// What is shown of it: the text, or else the title.
  public var shown: String { text.isEmpty ? title : text }

  /// This content, with what another file of its family says where it is silent.
  public func filled(from other: TrackedContent) -> TrackedContent {
    var result = self
    if state == .none { result.state = other.state }
    if title.isEmpty {
      (result.title, result.titleFingerprint) = (other.title, other.titleFingerprint)
    }
    if text.isEmpty {
      (result.text, result.textFingerprint) = (other.text, other.textFingerprint)
    }
    return result
  }

  private static func collapsed(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var isPending = false
    for byte in text.utf8 {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        isPending = !bytes.isEmpty
      } else {
        if isPending { bytes.append(0x20) }
        isPending = false
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > keptBytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: keptBytes)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end]) + "…"
  }
}

extension TrackedContent {
  /// Writes what `init(from:)` reads.
  public func encode(into writer: inout BinaryWriter) {
    writer.write(title)
    writer.write(text)
    writer.write(titleFingerprint)
    writer.write(textFingerprint)
    switch state {
    case .none: writer.write(0)
    case .boxes(let done, let total):
      writer.write(1)
      writer.write(done)
      writer.write(total)
    case .word(let word):
      writer.write(2)
      writer.write(word)
    }
  }

  /// Reads what `encode` wrote.
  public init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    title = try reader.text()
    text = try reader.text()
    titleFingerprint = try reader.fingerprint()
    textFingerprint = try reader.fingerprint()
    switch try reader.number() {
    case 0: state = .none
    case 1: state = .boxes(done: try reader.number(), total: try reader.number())
    case 2: state = .word(try reader.text())
    default: throw BinaryReader.Malformed()
    }
  }
}
