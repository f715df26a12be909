import Notation
import SourceText

/// The file beside a schema that says whose it is, for tools that do not read schemas.
struct SidecarMaking {
  let pattern: RegistryPattern

  func sidecar() -> [UInt8] {
    let rows = [
      ("schema_path", pattern.place(.schema)), ("doc_id", pattern.documentID.text),
      ("pattern_id", pattern.id), ("role", "schema"), ("linked_spec", pattern.place(.spec)),
      ("linked_executor", pattern.place(.executor)), ("linked_tests", pattern.place(.test)),
      ("linked_examples", pattern.place(.examples)),
    ]
    let head = "# Whose the schema beside this file is, for tools that join by doc_id.\n"
    return Array((head + rows.map { "\($0): \(YAMLText.scalar($1))\n" }.joined()).utf8)
  }

  /// `pattern_id` and `doc_id` of every pattern, sorted by the former. A table that is there keeps its
  /// rows and their order; what it lacks is put behind the last. `nil` when it is no table.
  static func mapping(_ patterns: [RegistryPattern], keeping old: SourceFile?) -> [UInt8]? {
    let rows = patterns.map { ($0.id, $0.documentID.text) }.sorted { $0.0 < $1.0 }
    guard let old else {
      return InstanceValue.members(rows.map { ($0.0, InstanceValue.text($0.1)) }).document()
    }
    let parsed = JSONParser.parse(old, limits: RegistryIndex.limits)
    guard BatchValidation.rules(old) != nil, let root = parsed.root, let known = root.entries else {
      return nil
    }
    let ids = Set(known.map(\.key))
    let new = rows.filter { !ids.contains($0.0) }.map { "\"\($0.0)\": \"\($0.1)\"" }
    guard let last = known.last, !new.isEmpty else {
      let inside = TextEdit(
        offset: Int(root.span.start) + 1, text: .inline(new.joined(separator: ", ")))
      return new.isEmpty ? old.bytes : old.applying([inside])
    }
    // What stands before the last row stands before each new one, too.
    let start = known.dropLast().last.map { Int($0.value.span.end) } ?? Int(root.span.start)
    let gap = old.bytes[start..<Int(last.keySpan.start)]
    let space = gap.drop { $0 != 0x2C && $0 != 0x7B }.dropFirst()
    let text = new.map { ",\(String(decoding: space, as: UTF8.self))\($0)" }.joined()
    return old.applying([TextEdit(offset: Int(last.value.span.end), text: .inline(text))])
  }
}
