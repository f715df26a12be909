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

  /// Raw bytes of a shard: about 12 KB once compressed.
  static let shardLimit = 30_000
  static let idShardLimit = 70_000
  static let chunk = 32

  func entries() -> [OutputEntry] {
    let terms = shards(index.words.map { ($0.word, $0.postings.count + $0.word.utf8.count + 6) })
    let ids = idRows()
    let idShards = Self.split(
      ids.map { ($0.id.lowercased(), $0.size) }, limit: Self.idShardLimit)
    return [map(terms: terms, ids: idShards)]
      + terms.map { termFile($0) } + idShards.map { idFile($0, ids) }
      + stride(from: 0, to: documents.documents.count, by: Self.chunk).map { chunkFile($0) }
  }

  /// A shard: the words that start with a prefix, as positions in a sorted list.
  struct Shard {
    var prefix: String
    var rows: [Int]
  }

  private func shards(_ sizes: [(key: String, size: Int)]) -> [Shard] {
    Self.split(sizes, limit: Self.shardLimit, startingAt: 1)
  }

  /// Splits sorted keys by ever longer prefixes until every shard is small enough.
  ///
  /// Prefixes are whole code points, because the reader's browser compares text, not bytes.
  static func split(
    _ keys: [(key: String, size: Int)], limit: Int, startingAt length: Int = 0
  ) -> [Shard] {
    var shards: [Shard] = []
    func add(_ rows: ArraySlice<Int>, length: Int) {
      var start = rows.startIndex
      while start < rows.endIndex {
        let prefix = codePoints(keys[rows[start]].key, length)
        var end = start
        var size = 0
        while end < rows.endIndex, keys[rows[end]].key.utf8.starts(with: prefix.utf8) {
          size += keys[rows[end]].size
          end += 1
        }
        let group = rows[start..<end]
        start = end
        // A word equal to the prefix cannot be told apart by one more letter: it stays here.
        let inner = group.drop { keys[$0].key.utf8.count <= prefix.utf8.count }
        guard size > limit, length < 12, inner.count > 1 else {
          shards.append(Shard(prefix: prefix, rows: Array(group)))
          continue
        }
        let own = group.prefix(group.count - inner.count)
        if !own.isEmpty { shards.append(Shard(prefix: prefix, rows: Array(own))) }
        add(inner, length: length + 1)
      }
    }
    add(keys.indices.map { $0 }[...], length: length)
    return shards
  }

  private static func codePoints(_ text: String, _ count: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
  }

  private func file(_ name: String, _ body: @escaping @Sendable (inout ByteBuffer) -> Void)
    -> OutputEntry
  {
    // The bytes are small and cheap to make, so they are their own fingerprint.
    var buffer = ByteBuffer()
    buffer.append("throughlineSearch(")
    body(&buffer)
    buffer.append(");\n")
    return OutputEntry(path: "search/\(name).js", bytes: buffer.bytes)
  }

  private func map(terms: [Shard], ids: [Shard]) -> OutputEntry {
    let statuses = ["satisfied", "partial", "declared", "gap"]
    return file("map") { buffer in
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

  private func termFile(_ shard: Shard) -> OutputEntry {
    file("t-\(encodedPrefix(shard.prefix))") { buffer in
      buffer.append("\"t\",\"")
      buffer.append(jsonEscaped: shard.prefix)
      buffer.append("\",[")
      for (position, row) in shard.rows.enumerated() {
        if position > 0 { buffer.append(byte: 0x2C) }
        buffer.append(byte: 0x22)
        buffer.append(jsonEscaped: index.words[row].word)
        buffer.append("\",[")
        buffer.append(index.words[row].postings)
        buffer.append("]")
      }
      buffer.append("]")
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
    return file(name) { buffer in
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
    return file("d-\(number)") { buffer in
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

/// A prefix as part of a file name: letters and digits stay, other bytes become `_` and two digits.
func encodedPrefix(_ prefix: String) -> String {
  var name = ""
  for byte in prefix.utf8 {
    switch byte {
    case 0x30...0x39, 0x61...0x7A: name.unicodeScalars.append(UnicodeScalar(byte))
    default:
      let digits = String(byte, radix: 16)
      name += "_" + (digits.utf8.count == 1 ? "0" : "") + digits
    }
  }
  return name
}
