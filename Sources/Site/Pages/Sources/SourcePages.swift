import Analysis
import Markdown
import SourceText
import Templates
import TraceModel

/// The text of a file with what it and each range of its lines are for in the margin: a page for
/// every file, and several for a long one.
struct SourcePages {
  let site: SiteModel
  let fingerprints: SiteFingerprints
  private let forge: ForgeIndex
  /// By path, the pull requests that changed the file, the latest first.
  private let changing: [String: [NodeIndex]]

  /// Pull requests that a page names.
  private static let shownChanging = 12

  init(site: SiteModel, fingerprints: SiteFingerprints) {
    self.site = site
    self.fingerprints = fingerprints
    forge = ForgeIndex(site.graph)
    changing = forge.changing(site.sources.files.lazy.map(\.path))
  }

  func entries() -> [OutputEntry] {
    site.sources.files.flatMap { file in
      let fingerprint = fingerprint(of: file)
      return (0..<file.pages.pageCount).map { number in
        OutputEntry(
          path: file.pages.path(ofPage: number), fingerprint: fingerprint, source: file.path
        ) { try render(file, number, into: &$0) }
      }
    }
  }

  private func fingerprint(of file: SourceListing.File) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("source")
    site.content.inputs[file.path].map { hasher.combine($0) }
    hasher.combine("\(file.form) \(file.role.rawValue)")
    let context = PageContext(site: site, route: Route(file.pages.path))
    for record in changing[file.path, default: []] {
      context.combineForgeRow(record, forge, into: &hasher)
    }
    for range in file.ranges + file.nodes {
      hasher.combine(site.routes[range].path)
      hasher.combine(site.graph[range].title)
      for link in site.graph.links(from: range) {
        hasher.combine(link.kind.rawValue)
        switch link.target {
        case .node(let node):
          hasher.combine(site.routes[node].path)
          hasher.combine(site.title(of: node))
          hasher.combine(Int(site.assessment.verdicts[node].rawValue))
        case .missing(let id), .ambiguous(let id, _): hasher.combine(id)
        }
      }
    }
    return hasher.finish()
  }

  private func render(
    _ file: SourceListing.File, _ number: Int, into buffer: inout ByteBuffer
  ) throws {
    let text = try shownLines(of: file, number)
    let context = PageContext(site: site, route: Route(file.pages.path(ofPage: number)))
    let marks = margin(of: file, context)
    let inside = insides(of: file)
    let own: TemplateRecord = [
      "path": .string(file.path), "role": .string(file.role.rawValue.capitalisedFirst),
      "summary": .string(summary(of: file)), "isPlain": .bool(text.isPlain),
      "changing": .list(
        changing[file.path, default: []].prefix(Self.shownChanging).map {
          context.forgeRow($0, forge)
        }),
      "artifacts": .list(file.nodes.prefix(6).map { context.reference(to: $0) }),
      "rows": .list(
        text.lines.enumerated().map { offset, html in
          let line = text.first + offset
          let words = [inside.contains(line) ? "in" : "", marks[line] == nil ? "" : "first"]
          return [
            "number": .int(line), "html": .html(SafeHTML(bytes: html)),
            "marks": .list(marks[line] ?? []),
            "class": .string(words.filter { !$0.isEmpty }.joined(separator: " ")),
          ]
        }),
      "pager": file.pages.pager(page: number, context),
    ]
    try context.render("source-file.html", head(of: file, context), own, into: &buffer)
  }

  private func head(of file: SourceListing.File, _ context: PageContext) -> PageHead {
    var head = PageHead(title: file.path, kind: "source")
    head.description = ""
    head.source = .file(file.path)
    head.section = "sources"
    head.breadcrumbs = [context.anchor("Sources", context.url(SourceListing.listPath))]
    return head
  }

  /// What the ranges name, at the line where each begins.
  private func margin(
    of file: SourceListing.File, _ context: PageContext
  ) -> [Int: [TemplateValue]] {
    var margin: [Int: [TemplateValue]] = [:]
    for range in file.nodes.prefix(12) + file.ranges {
      // What is stated of the file as a whole stands at its start.
      let line = site.graph.lines(of: range)?.lowerBound ?? 1
      let links = site.graph.links(from: range).filter { !isOwn($0, file) }
      for verb in Set(links.map(\.kind)).sorted(by: { $0.rawValue < $1.rawValue }) {
        let named = links.filter { $0.kind == verb }.prefix(12)
        margin[line, default: []].append([
          "verb": .string(verb.rawValue), "url": context.url(range),
          "names": .list(named.map { name($0, context) }),
        ])
      }
    }
    return margin
  }

  private func name(_ link: TraceLink, _ context: PageContext) -> TemplateValue {
    switch link.target {
    case .node(let node):
      let id = site.graph[node].displayID
      return [
        "title": .string(site.title(of: node)), "url": context.url(node),
        "text": .string(id.isEmpty ? site.title(of: node) : id),
      ]
    case .missing(let id), .ambiguous(let id, _):
      return ["title": "", "url": .null, "text": .string(id)]
    }
  }

  private func insides(of file: SourceListing.File) -> Set<Int> {
    file.ranges.reduce(into: []) { lines, range in
      // What is about the whole file tells no line from another.
      if let own = site.graph.lines(of: range), own.count < file.lines { lines.formUnion(own) }
    }
  }

  private func isOwn(_ link: TraceLink, _ file: SourceListing.File) -> Bool {
    guard case .node(let node) = link.target else { return false }
    return file.nodes.contains(node)
  }

  private func shownLines(of file: SourceListing.File, _ number: Int) throws -> ShownLines {
    guard case .text = file.form, let source = try site.content.source?(file.path) else {
      return ShownLines()
    }
    return ShownLines(source, file.pages.range(ofPage: number))
  }

  /// What the file is, in a sentence.
  private func summary(of file: SourceListing.File) -> String {
    switch file.form {
    case .binary: return "A binary file: it is not shown."
    case .large(let bytes):
      return "A file of \(bytes / 1_024) KB: larger than what is shown of a file."
    case .text(let lines):
      let size = lines == 1 ? "1 line" : "\(lines) lines"
      if file.ranges.isEmpty { return "\(size), without marks." }
      let ranges = file.ranges.count == 1 ? "1 marked range" : "\(file.ranges.count) marked ranges"
      return "\(size), \(ranges). A mark is its author's claim."
    }
  }
}

/// The lines of one page as HTML, within the budget of a page.
private struct ShownLines {
  /// The number of the first, counted from 1.
  let first: Int
  let lines: [[UInt8]]
  /// Without colours, and with long lines cut.
  let isPlain: Bool

  /// So many bytes of marked text hold fewer than seven thousand marks.
  private static let budget = 110_000
  private static let longestLine = 160

  /// Of a file whose text is not shown.
  init() { (first, lines, isPlain) = (1, [], false) }

  init(_ file: SourceFile, _ range: Range<Int>) {
    first = range.lowerBound + 1
    let all = ProgramText.lines(of: file)
    let marked = Array(all[range.clamped(to: 0..<all.count)])
    isPlain = marked.reduce(0) { $0 + $1.count } > Self.budget
    guard isPlain else {
      lines = marked
      return
    }
    let text = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    lines = text[range.clamped(to: 0..<text.count)].map { line in
      let isCut = line.count > Self.longestLine
      let shown = SourceFile(path: "", bytes: Array(line.prefix(Self.longestLine)))
      let html = ProgramText.plainLines(of: shown).first ?? []
      return isCut ? html + Array(" \u{2026}".utf8) : html
    }
  }
}
