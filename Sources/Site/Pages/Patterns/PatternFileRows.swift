import Analysis
import SourceText
import Templates
import TraceModel

/// The files of one pattern, with the `doc_id` that each carries.
struct PatternFileRows {
  let rows: [TemplateValue]
  let inputs: [TemplateValue]
  let spec: TraceNode?

  /// Examples and tests shown; a pattern has a handful of each.
  private static let shown = 40

  init(_ pattern: NodeIndex, _ registry: PatternCompliance?, _ context: PageContext) {
    let graph = context.graph
    let node = graph[pattern]
    let entry = node.patternFacts?.entry
    let scope = node.key.scope
    func index(_ kind: NodeKind, _ path: String) -> NodeIndex? {
      graph.node(NodeKey(kind: kind, scope: scope, id: path))
    }
    func row(_ title: String, _ path: String, _ file: NodeIndex?, _ isThere: Bool) -> TemplateValue
    {
      let facts = file.flatMap { graph[$0].patternFileFacts }
      let docID = facts?.linkedDocID?.text
      return [
        "title": .string(title), "path": .string(path),
        "url": file.map { context.url($0) } ?? .null,
        "there": isThere ? Site.status("ok", "There") : Site.status("gap", "Missing"),
        "docID": .string(docID ?? ""),
        "same": Self.comparison(docID, entry?[.docID]?.text, isThere),
      ]
    }
    var rows: [TemplateValue] = []
    let single: [(PatternField, NodeKind, String)] = [
      (.spec, .patternSpec, "Specification"), (.schema, .schema, "Schema"),
      (.executor, .executor, "Executor"),
    ]
    for (field, kind, title) in single {
      guard let path = entry?.paths[field] else {
        // A field that is left out is a file that is missing.
        if entry != nil { rows.append(row(title, "no \(field.rawValue)", nil, false)) }
        continue
      }
      let file = index(kind, path.path)
      let isRead = file.flatMap { graph[$0].patternFileFacts }?.isRead == true
      rows.append(row(title, path.path, file, path.exists ?? isRead))
    }
    let more = registry.flatMap { registry in
      registry.position(of: pattern).map { registry.files[$0] }
    }
    for path in more?.examples.prefix(Self.shown) ?? [] {
      rows.append(row("Example", path, index(.example, path), true))
    }
    for path in more?.tests.prefix(Self.shown) ?? [] {
      rows.append(row("Test", path, index(.patternTest, path), true))
    }
    self.rows = rows
    spec = entry?.paths[.spec].flatMap { index(.patternSpec, $0.path) }.map { graph[$0] }
    inputs = (spec?.patternFileFacts?.inputs ?? []).prefix(60).map { Self.record($0) }
  }

  private static func comparison(
    _ own: String?, _ wanted: String?, _ isThere: Bool
  ) -> TemplateValue {
    guard isThere else { return noStatus }
    guard let own else { return Site.status("gap", "None") }
    guard wanted != nil else { return Site.status("differs", "Entry has none") }
    return own == wanted ? Site.status("agrees", "Same") : Site.status("differs", "Differs")
  }

  private static func record(_ input: PatternInput) -> TemplateValue {
    [
      "name": .string(input.name.text), "type": .string(input.type),
      "required": .string(input.isRequired ? "required" : "optional"),
      "minimum": .string(input.minimumItems.map(String.init) ?? ""),
      "allowed": .string(input.allowed.prefix(20).joined(separator: ", ")),
    ]
  }
}
