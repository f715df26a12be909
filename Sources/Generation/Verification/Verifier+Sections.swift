import SourceText

extension VerificationWork {
  /// Sections that the plan gives a document, and that it does not have.
  mutating func checkSections(_ document: FoundArtifact) {
    guard let expected = input.expected.artifacts.first(where: { $0.path == document.path }) else {
      return
    }
    let there = Set(Self.headings(document.file.bytes).map { slug($0.text) })
    let planned = Self.headings(expected.bytes).filter { $0.level == 2 }
    for heading in planned where !there.contains(slug(heading.text)) {
      add(
        .sectionMissing, document, nil,
        "the document has no section \"\(heading.text.prefix(120))\"",
        fix: "generate it again, or write the section")
    }
  }

  /// Links into documents of the folder whose anchor no heading has.
  mutating func checkAnchors() {
    let anchors = Dictionary(
      documents.map { document -> (String, Set<String>) in
        var slugs = HeadingSlugs()
        let headings = Self.headings(document.file.bytes)
        return (fileName(document.path), Set(headings.map { slugs.next(for: $0.text) }))
      }
    ) { first, _ in first }
    for document in documents {
      var left = 2_000
      for number in 1...max(1, min(document.lines.count, 20_000)) where left > 0 {
        left -= checkLinks(in: document, number, anchors)
      }
    }
  }

  private mutating func checkLinks(
    in document: FoundArtifact, _ line: Int, _ anchors: [String: Set<String>]
  ) -> Int {
    // Nobody writes longer lines of prose.
    var rest = document.text(line).prefix(4_000)
    var count = 0
    while let place = rest.firstRange(of: "](") {
      rest = rest[place.upperBound...]
      count += 1
      let address = String(rest.prefix { $0 != ")" && $0 != " " })
      let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !address.contains("://"), !parts[1].isEmpty else { continue }
      let name = fileName(parts[0].isEmpty ? document.path : String(parts[0]))
      guard let known = anchors[name], !known.contains(String(parts[1])) else { continue }
      add(
        .anchorMissing, document, line,
        "no heading of \(name) has the anchor \"\(parts[1].prefix(120))\"",
        fix: nearestName(to: String(parts[1]), among: known.sorted()).map { "write #\($0)" })
    }
    return count
  }

  /// Headings outside of fences, without their marks.
  static func headings(_ bytes: [UInt8]) -> [(level: Int, text: String)] {
    var found: [(Int, String)] = []
    var isFenced = false
    for line in bytes.split(separator: 0x0A) {
      if line.begins(with: "```") || line.begins(with: "~~~") { isFenced.toggle() }
      let level = line.prefix { $0 == 0x23 }.count
      guard !isFenced, (1...6).contains(level), line.dropFirst(level).first == 0x20 else {
        continue
      }
      let text = oneLine(String(decoding: line.dropFirst(level + 1), as: UTF8.self))
      found.append((level, String(text.filter { $0 != "\\" && $0 != "`" })))
    }
    return found
  }
}
