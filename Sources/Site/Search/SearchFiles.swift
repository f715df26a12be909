import SourceText
import TraceModel

/// The index as small script files: a map, an id table, term shards, chunks of 32 documents.
///
/// Every file is one call, `throughlineSearch(kind, key, value);`, so that it loads from `file://` and
/// under `script-src 'self'`. Names follow the content's prefixes: they are stable from build to build.
struct SearchFiles {
  let site: SiteModel
  let documents: SearchDocuments
  let index: SearchIndex

  static let idShardLimit = 70_000
  static let chunk = 32

  func entries() -> [OutputEntry] {
    let terms = TermShards(index.words)
    let ids = idRows()
    let idShards = Shard.split(
      ids.map { ($0.id.lowercased(), $0.size) }, limit: Self.idShardLimit)
    return [map(terms: terms.shards, ids: idShards)]
      + terms.entries() + idShards.map { idFile($0, ids) }
      + stride(from: 0, to: documents.documents.count, by: Self.chunk).map { chunkFile($0) }
  }

  private func map(terms: [Shard], ids: [Shard]) -> OutputEntry {
    let statuses = ["satisfied", "partial", "declared", "gap"]
    return searchFile("map") { buffer in
      buffer.append("\"map\",\"\",")
      var json = JSONWriter(into: buffer)
      json.object { json in
        json.member("version", 1)
        json.member("documents", documents.documents.count)
        json.member("chunk", Self.chunk)
        json.member("ids", ids.map(\.prefix))
        json.member("terms", terms.map(\.prefix))
        json.member("stop", index.stopWords)
        json.member("statuses", statuses.flatMap { [$0, $0.capitalisedFirst] })
      }
      buffer = json.buffer
    }
  }

  private struct IDRow: Sendable {
    var id: String
    var document: Int
    var scope: String
    var size: Int
  }

  /// Nodes that have an id of their own, sorted by it, case ignored.
  private func idRows() -> [IDRow] {
    documents.documents.enumerated().compactMap { number, document -> IDRow? in
      let node = site.graph[document.node]
      guard node.key.kind != .page, !node.displayID.isEmpty else { return nil }
      let scope = site.scopeLabel(node.key.scope)
      return IDRow(
        id: node.key.id, document: number, scope: scope,
        size: node.key.id.utf8.count + document.title.utf8.count + scope.utf8.count
          + document.route.url.utf8.count + 24)
    }.sorted { a, b in
      let x = a.id.lowercased()
      let y = b.id.lowercased()
      return x != y ? x.utf8.lexicographicallyPrecedes(y.utf8) : a.document < b.document
    }
  }

  private func idFile(_ shard: Shard, _ rows: [IDRow]) -> OutputEntry {
    let name = shard.prefix.isEmpty ? "ids" : "ids-\(encodedPrefix(shard.prefix))"
    return searchFile(name) { buffer in
      buffer.append("\"ids\",\"")
      buffer.append(jsonEscaped: shard.prefix)
      buffer.append("\",")
      var json = JSONWriter(into: buffer)
      json.array { json in
        for row in shard.rows {
          let document = documents.documents[rows[row].document]
          json.array { json in
            json.element(rows[row].id)
            json.element(site.graph[document.node].title)
            json.element(document.kind)
            json.element(document.statusKey)
            json.element(document.route.url)
            json.element(rows[row].scope)
          }
        }
      }
      buffer = json.buffer
    }
  }

  private func chunkFile(_ start: Int) -> OutputEntry {
    let number = start / Self.chunk
    return searchFile("d-\(number)") { buffer in
      buffer.append("\"d\",\"")
      buffer.append(number)
      buffer.append("\",")
      var json = JSONWriter(into: buffer)
      json.array { json in
        let end = min(start + Self.chunk, documents.documents.count)
        for document in documents.documents[start..<end] {
          json.array { json in
            json.element(document.route.url)
            json.element(document.title)
            json.element(document.kind)
            json.element(document.statusKey)
            json.element(document.excerpt)
          }
        }
      }
      buffer = json.buffer
    }
  }
}
