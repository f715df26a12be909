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
  /// rows and their order; what it lacks is put behind the last.
  static func mapping(_ patterns: [RegistryPattern], keeping old: SourceFile?) -> [UInt8] {
    let rows = patterns.map { ($0.id, $0.documentID.text) }.sorted { $0.0 < $1.0 }
    let root = old.flatMap { JSONParser.parse($0, limits: RegistryIndex.limits).root }
    guard let old, let known = root?.entries, let last = known.last else {
      return InstanceValue.members(rows.map { ($0.0, InstanceValue.text($0.1)) }).document()
    }
    let ids = Set(known.map(\.key))
    // What stands before the last row stands before each new one, too.
    let start = Int(known.dropLast().last?.value.span.end ?? root?.span.start ?? 0) + 1
    let space = String(
      decoding: old.bytes[start..<max(start, Int(last.keySpan.start))], as: UTF8.self)
    let text = rows.filter { !ids.contains($0.0) }
      .map { ",\(space)\"\($0.0)\": \"\($0.1)\"" }.joined()
    return old.inserting([TextInsertion(offset: Int(last.value.span.end), text: .inline(text))])
  }
}
