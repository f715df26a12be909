import Notation
import SourceText

/// Keys that are added to one mapping of a YAML file, in the mapping's own form.
struct MappingEdit {
  /// A key that is there, in file order.
  struct Place: Sendable {
    var key: String
    /// Offset of the key.
    var start: Int
    /// Behind the value.
    var valueEnd: Int
  }

  let file: SourceFile
  let places: [Place]
  /// Written in braces.
  let isFlow: Bool

  /// The order in which a reader looks for keys; each new one goes behind the nearest before it.
  let order: [String]

  static func places(_ members: [Node.Entry]) -> [Place] {
    members.map {
      Place(key: $0.key, start: Int($0.keySpan.start), valueEnd: Int($0.value.span.end))
    }
  }

  /// Insertions for keys that are missing; what is there is left as it is.
  func adding(_ values: [(key: String, value: String)]) -> [TextEdit] {
    values.compactMap { key, value in
      guard !places.contains(where: { $0.key == key }) else { return nil }
      return insertion(of: key, value)
    }
  }

  private func insertion(of key: String, _ value: String) -> TextEdit? {
    let rank = order.firstIndex(of: key) ?? order.count
    let before = places.last { (order.firstIndex(of: $0.key) ?? .max) < rank }
    guard let near = before ?? places.first else { return nil }
    // Keys of a file that is written as JSON are quoted.
    let isQuoted = file.bytes[near.start] == 0x22
    let text =
      isQuoted ? "\"\(key)\": \(YAMLText.quoted(value))" : "\(key): \(YAMLText.scalar(value))"
    if isFlow {
      return TextEdit(offset: near.valueEnd, text: .inline(", \(text)"))
    }
    // A byte order mark stays the first, and is no indentation.
    let mark = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let start = max(file.lineStart(of: near.start), file.lineStart(of: near.start) == 0 ? mark : 0)
    let indentation = String(repeating: " ", count: near.start - start)
    guard before != nil else {
      // Before the first key of a document; never before the first of an entry, which carries its
      // mark.
      return TextEdit(offset: start, text: .lines([indentation + text]))
    }
    return TextEdit(
      offset: file.nextLine(after: near.valueEnd), text: .lines([indentation + text]))
  }
}
