/// The id by which everything of a pattern is joined: `DOC-ATOMIC-CREATE-001`.
public struct DocumentID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// As written.
  public let text: String

  /// `nil` for a text that is not of the form `DOC-` and words of capitals and digits.
  public init?(_ text: String) {
    guard Self.isGenerated(text) else { return nil }
    self.text = text
  }

  /// An id as a file states it; any words of capitals and digits, joined by hyphens.
  public init?(stated text: String) {
    guard Self.isWellFormed(text) else { return nil }
    self.text = text
  }

  /// As written.
  public var description: String { text }

  /// Order of the bytes.
  public static func < (a: Self, b: Self) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }

  /// `[A-Z0-9]+(-[A-Z0-9]+)*`, the whole text.
  static func isWellFormed(_ text: String) -> Bool {
    let words = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
    return text.utf8.count <= 200
      && words.allSatisfy { word in
        !word.isEmpty
          && word.allSatisfy { $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x30 && $0 <= 0x39 }
      }
  }

  /// What is made here begins with `DOC-`, so that nobody takes it for the id of a pattern.
  static func isGenerated(_ text: String) -> Bool {
    text.hasPrefix("DOC-") && isWellFormed(text)
  }
}

/// How the id of a pattern becomes that of its documents.
public enum DocumentIDDerivation: String, Sendable, CaseIterable {
  /// `PAT-X-001` becomes `DOC-X-001`.
  case replacing = "DOC-X"
  /// `PAT-X-001` becomes `DOC-PAT-X-001`.
  case prefixing = "DOC-PAT-X"

  /// `nil` when no well-formed id comes of it, however small letters and underscores are read.
  public func id(of pattern: String) -> DocumentID? {
    let word = String(pattern.uppercased().map { $0 == "_" ? "-" : $0 })
    switch self {
    case .replacing:
      return DocumentID("DOC-" + (word.hasPrefix("PAT-") ? String(word.dropFirst(4)) : word))
    case .prefixing: return DocumentID("DOC-" + word)
    }
  }
}
