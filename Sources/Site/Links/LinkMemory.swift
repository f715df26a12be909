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
        try Self.links(&reader, count: count)
      }), pages.count == count
    else { return }
    self.pages = pages
  }

  /// What is known of a page's links.
  func links(of number: Int) -> PageLinks? { pages.isEmpty ? nil : pages[number] }

  /// The links that a later build need not resolve, as bytes.
  static func encoded(_ pages: [PageLinks], paths: Fingerprint) -> [UInt8] {
    var writer = BinaryWriter()
    writer.write(paths)
    writer.write(pages) { writer, links in
      writer.write(links.isLasting)
      guard links.isLasting else { return }
      writer.write(links.page)
      writer.write(links.shown)
      writer.write(links.targets) { $0.write(Int($1)) }
    }
    return writer.bytes
  }

  private static func links(
    _ reader: inout BinaryReader, count: Int
  ) throws(BinaryReader.Malformed) -> PageLinks? {
    guard try reader.flag() else { return nil }
    let page = try reader.fingerprint()
    let shown = try reader.fingerprint()
    let targets = try reader.array { (reader) throws(BinaryReader.Malformed) -> Int32 in
      let target = try reader.number()
      guard target < count else { throw BinaryReader.Malformed() }
      return Int32(clamping: target)
    }
    return PageLinks(page: page, shown: shown, targets: targets, isLasting: true)
  }
}
