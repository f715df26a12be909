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
  func adding(_ values: [(key: String, value: String)]) -> [TextInsertion] {
    values.compactMap { key, value in
      guard !places.contains(where: { $0.key == key }) else { return nil }
      return insertion(of: key, value)
    }
  }

  private func insertion(of key: String, _ value: String) -> TextInsertion? {
    let rank = order.firstIndex(of: key) ?? order.count
    let before = places.last { (order.firstIndex(of: $0.key) ?? .max) < rank }
    guard let near = before ?? places.first else { return nil }
    let text = "\(key): \(yamlScalar(value))"
    if isFlow {
      return TextInsertion(offset: near.valueEnd, text: .inline(", \(text)"))
    }
    let indentation = String(repeating: " ", count: near.start - file.lineStart(of: near.start))
    guard before != nil else {
      // Before the first key of a document; never before the first of an entry, which carries its
      // mark.
      return TextInsertion(offset: file.lineStart(of: near.start), text: .lines([text]))
    }
    return TextInsertion(
      offset: file.nextLine(after: near.valueEnd), text: .lines([indentation + text]))
  }
}

/// A text as YAML: plain where nothing else could be read, in double quotes otherwise.
func yamlScalar(_ text: String) -> String {
  let isPlain =
    text.utf8.first.map { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A } ?? false
    && text.utf8.allSatisfy { byte in
      byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39
        || [0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
    }
  let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
  if isPlain, !words.contains(text.lowercased()) { return text }
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": quoted += "\\\(scalar)"
    case "\n": quoted += "\\n"
    case "\t": quoted += "\\t"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x85:
      let digits = String(scalar.value, radix: 16)
      quoted += "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
    case "\u{2028}": quoted += "\\L"
    case "\u{2029}": quoted += "\\P"
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}
