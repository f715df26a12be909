import SourceText

/// The links of the last build, as long as the paths that they were resolved against are the same.
struct LinkMemory: Sendable {
  /// By page number.
  private var pages: [PageLinks?] = []

  /// Reads what `encoded` wrote; what was resolved against other paths, or cannot be read, is
  /// forgotten.
  init(_ bytes: [UInt8], paths: Fingerprint, count: Int) {
    var reader = BinaryReader(bytes)
    guard let known = try? reader.fingerprint(), known == paths,
      let pages = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        try Self.links(try reader.content(), count: count)
      }), pages.count == count
    else { return }
    self.pages = pages
  }

  /// What is known of a page's links.
  func links(of number: Int) -> PageLinks? { pages.isEmpty ? nil : pages[number] }

  /// The same for one page, whatever the paths are; `nil` also for what cannot be read.
  static func links(of number: Int, in bytes: [UInt8]) -> PageLinks? {
    var reader = BinaryReader(bytes)
    guard (try? reader.fingerprint()) != nil, let count = try? reader.number(), number < count
    else { return nil }
    for _ in 0..<number where (try? reader.skipContent()) == nil { return nil }
    guard let own = try? reader.content() else { return nil }
    return (try? links(own, count: count)).flatMap { $0 }
  }

  /// The links that a later build need not resolve, as bytes.
  static func encoded(_ pages: [PageLinks], paths: Fingerprint) -> [UInt8] {
    var writer = BinaryWriter()
    writer.write(paths)
    writer.write(pages) { writer, links in
      var own = BinaryWriter()
      if links.isLasting {
        own.write(links.page)
        own.write(links.shown)
        own.write(links.targets) { $0.write(Int($1)) }
        own.write(links.ends)
      }
      writer.write(own.bytes)
    }
    return writer.bytes
  }

  /// Nothing is kept of links that do not last.
  private static func links(
    _ bytes: [UInt8], count: Int
  ) throws(BinaryReader.Malformed) -> PageLinks? {
    guard !bytes.isEmpty else { return nil }
    var reader = BinaryReader(bytes)
    let page = try reader.fingerprint()
    let shown = try reader.fingerprint()
    let targets = try reader.array { (reader) throws(BinaryReader.Malformed) -> Int32 in
      let target = try reader.number()
      guard target < count else { throw BinaryReader.Malformed() }
      return Int32(clamping: target)
    }
    return PageLinks(
      page: page, shown: shown, targets: targets, isLasting: true, ends: try reader.content())
  }
}
