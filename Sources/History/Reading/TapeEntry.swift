/// One value of a document, with the key it has in its object.
///
/// Values lie behind one another in file order; `next` steps over everything inside.
struct TapeEntry: Sendable {
  /// What a value is.
  enum Kind: UInt8, Sendable {
    case object, array, text, escapedText, number, yes, no, null
  }

  /// Byte offsets of the value, quotes and brackets included.
  var start: UInt32
  var end: UInt32
  /// Byte offsets of the key without its quotes; both 0 for an element or the root.
  var keyStart: UInt32
  var keyEnd: UInt32
  /// Position of the value behind this one and everything inside it.
  var next: UInt32
  var kind: Kind
  var hasEscapedKey: Bool
  /// The text ends, or breaks, inside this value.
  var isCut: Bool
}
