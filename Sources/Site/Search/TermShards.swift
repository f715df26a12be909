import SourceText

/// A part of a sorted list: the keys that start with a prefix, by their positions.
struct Shard {
  var prefix: String
  var rows: [Int]

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
}

/// Words in shards, each of which becomes a file.
///
/// Every letter has shards of its own, so those of some letters can be made without the others.
struct TermShards {
  /// Sorted by bytes, with their postings as files hold them.
  let words: [SearchIndex.Word]
  let shards: [Shard]

  /// Raw bytes of a shard: about 12 KB once compressed.
  static let limit = 30_000

  init(_ words: [SearchIndex.Word]) {
    self.words = words
    shards = Shard.split(
      words.map { ($0.word, $0.postings.count + $0.word.utf8.count + 6) }, limit: Self.limit,
      startingAt: 1)
  }

  func entries() -> [OutputEntry] { shards.map(entry) }

  private func entry(_ shard: Shard) -> OutputEntry {
    searchFile("t-\(encodedPrefix(shard.prefix))") { buffer in
      buffer.append("\"t\",\"")
      buffer.append(jsonEscaped: shard.prefix)
      buffer.append("\",[")
      for (position, row) in shard.rows.enumerated() {
        if position > 0 { buffer.append(byte: 0x2C) }
        buffer.append(byte: 0x22)
        buffer.append(jsonEscaped: words[row].word)
        buffer.append("\",[")
        buffer.append(words[row].postings)
        buffer.append("]")
      }
      buffer.append("]")
    }
  }
}

/// One file of the index: a call of the reader's one function.
func searchFile(_ name: String, _ body: (inout ByteBuffer) -> Void) -> OutputEntry {
  // The bytes are small and cheap to make, so they are their own fingerprint.
  var buffer = ByteBuffer()
  buffer.append("throughlineSearch(")
  body(&buffer)
  buffer.append(");\n")
  return OutputEntry(path: "search/\(name).js", bytes: buffer.bytes)
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
