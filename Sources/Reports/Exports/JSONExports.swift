import Analysis
import SourceText
import TraceModel

extension ExportedItems {
  /// Items and links; members are named as in the files below `api/` on the site.
  func writeJSON(into buffer: inout ByteBuffer) {
    write(into: &buffer) { json in
      json.member("schema", Self.schemaVersion)
      json.member("title", title)
      json.array("items") { json in
        for node in nodes { json.object { writeItem(node, &$0) } }
      }
      json.array("links") { json in
        for node in nodes {
          for (link, target) in links(of: node) {
            json.object { json in
              json.member("from", name(of: node))
              json.member("verb", link.kind.rawValue)
              json.member("to", name(of: target))
              json.member("basis", link.basis.rawValue)
              json.member("status", link.status.rawValue)
              json.member("at", link.range.description)
            }
          }
        }
      }
    }
  }

  private func writeItem(_ index: NodeIndex, _ json: inout JSONWriter) {
    let node = assessment.graph[index]
    json.member("name", name(of: index))
    json.member("kind", node.key.kind.rawValue)
    json.member("scope", node.key.scope.path)
    json.member("id", node.key.id)
    json.member("title", node.title)
    json.member("statement", node.statement?.text)
    json.member("verdict", verdict(of: index))
    json.member("at", node.range.description)
  }

  /// The form of Sphinx-Needs 2 and later: one version, `1`, with the needs by their ids.
  func writeNeeds(into buffer: inout ByteBuffer) {
    write(into: &buffer) { json in
      json.member("project", title)
      json.member("current_version", "1")
      json.object("versions") { json in
        json.object("1") { json in
          json.member("needs_amount", nodes.count)
          json.object("needs") { json in
            for node in nodes { json.object(name(of: node)) { writeNeed(node, &$0) } }
          }
        }
      }
    }
  }

  /// Only fields that every Sphinx-Needs has: what else is known stands in the tags.
  private func writeNeed(_ index: NodeIndex, _ json: inout JSONWriter) {
    let node = assessment.graph[index]
    json.member("id", name(of: index))
    json.member("type", Self.needType(node.key.kind))
    json.member("title", node.title)
    json.member("content", node.statement?.text ?? "")
    json.member("status", verdict(of: index))
    json.member("tags", [Self.tag(node.key.kind.rawValue), Self.tag(node.key.scope.path)])
    json.member("links", Set(links(of: index).map { name(of: $0.target) }).sorted())
  }

  /// The types that Sphinx-Needs knows without configuration.
  private static func needType(_ kind: NodeKind) -> String {
    switch kind {
    case .artifact: "impl"
    case .evidence, .run: "test"
    case .requiredTruth, .draftTruth, .solutionOption, .integration: "spec"
    default: "req"
    }
  }

  /// Tags are separated by commas and semicolons.
  private static func tag(_ text: String) -> String {
    String(text.map { $0 == "," || $0 == ";" ? "_" : $0 })
  }

  private func write(into buffer: inout ByteBuffer, _ body: (inout JSONWriter) -> Void) {
    var json = JSONWriter(into: buffer, indentation: 1)
    json.object(body)
    buffer = json.buffer
    buffer.append("\n")
  }
}
