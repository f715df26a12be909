/// A text with ① ② … taken out, and the byte offsets at which they stood.
public struct MarkedText: Sendable {
  /// The text without marks.
  public let text: String
  /// Byte offset of each mark in `text`, in the order ① ② ③ ….
  public let offsets: [Int]

  /// Takes the marks ① to ⑳ out of a text and remembers where they stood.
  public init(_ marked: String) {
    var text = ""
    var found: [(number: UInt32, offset: Int)] = []
    for scalar in marked.unicodeScalars {
      if (0x2460...0x2473).contains(scalar.value) {
        found.append((scalar.value, text.utf8.count))
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    self.text = text
    offsets = found.sorted { $0.number < $1.number }.map(\.offset)
  }
}
