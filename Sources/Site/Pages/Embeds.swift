import Analysis
import Markdown
import SourceText
import Templates
import TraceModel

/// A short code as written: `matrix manifold="payment-retry-v2" rows="constraints"`.
struct EmbedRequest {
  var name: String
  var arguments: [String: String]

  /// Reads name and `key="value"` pairs; anything else makes it `nil`.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    var index = 0
    func skipSpaces() {
      while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    }
    func word() -> String {
      let start = index
      while index < bytes.count, isWordByte(bytes[index]) { index += 1 }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }
    skipSpaces()
    name = word()
    arguments = [:]
    guard !name.isEmpty else { return nil }
    while true {
      skipSpaces()
      guard index < bytes.count else { return }
      let key = word()
      guard !key.isEmpty, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "="),
        bytes[index + 1] == UInt8(ascii: "\""),
        let close = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "\""))
      else { return nil }
      arguments[key] = String(decoding: bytes[(index + 2)..<close], as: UTF8.self)
      index = close + 1
    }
  }
}

private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
  default: false
  }
}

/// A short code whose names have been found.
enum Embed {
  case coverage(NodeIndex)
  case matrix(NodeIndex, Matrix.Relation)
  case gaps(NodeIndex)
  case node(NodeIndex)
  case diagram(NodeIndex)

  static let names = ["coverage", "matrix", "gaps", "node", "diagram"]
}

extension LinkResolver {
  /// Resolves a short code, and reports what it lacks.
  func resolveEmbed(_ link: MarkdownLink, into diagnostics: inout [Diagnostic]) -> Embed? {
    func fail(_ summary: String, fix: String? = nil) -> Embed? {
      diagnostics.append(Diagnostic(.unknownShortCode, at: link.range, summary, fix: fix))
      return nil
    }
    guard let request = EmbedRequest(link.destination) else {
      return fail("a short code is a name and key=\"value\" pairs")
    }
    guard Embed.names.contains(request.name) else {
      let nearest = nearestName(to: request.name, among: Embed.names)
      return fail(
        "there is no short code \(request.name)", fix: nearest.map { "did you mean \($0)?" })
    }
    let isNode = request.name == "node" || request.name == "diagram"
    let key = isNode ? "id" : "manifold"
    guard let name = request.arguments[key] ?? request.arguments["manifold"] else {
      return fail("short code \(request.name) needs \(key)=\"…\"")
    }
    let found = nodes(named: name).filter { isNode || graph[$0].key.kind == .manifold }
    guard found.count == 1, let node = found.first else {
      return fail(
        "\(found.isEmpty ? "nothing" : "more than one node") is named \u{201C}\(name)\u{201D}")
    }
    switch request.name {
    case "coverage": return .coverage(node)
    case "gaps": return .gaps(node)
    case "node": return .node(node)
    case "diagram": return .diagram(node)
    default: return matrix(node, request, fail)
    }
  }

  private func matrix(
    _ node: NodeIndex, _ request: EmbedRequest, _ fail: (String, String?) -> Embed?
  ) -> Embed? {
    let name = request.arguments["rows"] ?? Matrix.Relation.constraints.rawValue
    guard let relation = Matrix.Relation(rawValue: name) else {
      let known = Matrix.Relation.allCases.map(\.rawValue).joined(separator: ", ")
      return fail("rows=\"\(name)\" is not one of \(known)", nil)
    }
    return .matrix(node, relation)
  }
}

extension PageContext {
  /// Writes the view that a short code asks for; nothing when it is wrong, which has been reported.
  func writeEmbed(_ link: MarkdownLink, into buffer: inout ByteBuffer) throws {
    var ignored: [Diagnostic] = []
    guard let embed = site.resolver.resolveEmbed(link, into: &ignored) else { return }
    let (template, values) = try shortCode(embed)
    try site.templates.render(
      "shortcodes/\(template).html", values, page: route.path, into: &buffer)
  }

  private func shortCode(_ embed: Embed) throws -> (String, TemplateRecord) {
    switch embed {
    case .coverage(let manifold):
      let sections = ManifoldSections(context: self, manifold: manifold)
      return (
        "coverage",
        ["title": .string(graph[manifold].title), "coverage": .list(sections.coverage())]
      )
    case .matrix(let manifold, let relation):
      let members = site.assessment.members(of: manifold, kind: relation.rowKind)
      let table = matrixTable(
        site.assessment.matrix(relation, rows: members.prefix(60)), total: members.count,
        title: relation.title, pager: .null)
      return (
        "matrix",
        [
          "matrix": .record(table),
          "url": members.isEmpty ? .null : url(matrixPath(relation, of: manifold, in: site)),
        ]
      )
    case .gaps(let manifold):
      let gaps = site.gapsByManifold[manifold] ?? []
      return (
        "gaps",
        [
          "title": .string(graph[manifold].title),
          "rows": .list(gaps.prefix(10).map { gapRow($0) }), "total": .int(gaps.count),
          "url": url("gaps.html"), "empty": "No gaps.",
        ]
      )
    case .node(let node):
      return (
        "node",
        [
          "node": reference(to: node, isLocal: false), "type": .string(graph[node].typeWord),
          "statement": graph[node].statement?.text == graph[node].title
            ? .null : html(graph[node].statement),
          "facts": .list([]),
        ]
      )
    case .diagram(let node):
      return ("diagram", diagramRecord(around: node))
    }
  }
}
