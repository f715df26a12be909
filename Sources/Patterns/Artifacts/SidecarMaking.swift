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

  /// `pattern_id` and `doc_id` of every pattern, sorted by the former; rows of an earlier table whose
  /// patterns the index does not list are kept.
  static func mapping(_ patterns: [RegistryPattern], keeping old: SourceFile?) -> [UInt8] {
    var rows = old.map(Self.rows) ?? [:]
    for pattern in patterns { rows[pattern.id] = pattern.documentID.text }
    let members = rows.sorted { $0.key < $1.key }.map { ($0.key, InstanceValue.text($0.value)) }
    return InstanceValue.members(members).document()
  }

  private static func rows(_ table: SourceFile) -> [String: String] {
    let root = JSONParser.parse(table, limits: RegistryIndex.limits).root
    let rows = (root?.entries ?? []).compactMap { row in row.value.string.map { (row.key, $0) } }
    return Dictionary(rows) { first, _ in first }
  }
}
