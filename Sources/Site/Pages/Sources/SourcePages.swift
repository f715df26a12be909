import Analysis
import Markdown
import SourceText
import Templates
import TraceModel

/// Program text with what each range of lines is for in the margin: a page for every marked file,
/// and several for a long one.
struct SourcePages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  func entries() -> [OutputEntry] {
    guard site.content.source != nil else { return [] }
    return site.markedFiles.files.flatMap { file in
      let fingerprint = fingerprint(of: file)
      return (0..<file.pages.pageCount).map { number in
        OutputEntry(
          path: file.pages.path(ofPage: number), fingerprint: fingerprint, source: file.path
        ) { try render(file, number, into: &$0) }
      }
    }
  }

  private func fingerprint(of file: MarkedFiles.File) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("source")
    site.content.inputs[file.path].map { hasher.combine($0) }
    for range in file.ranges {
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
    _ file: MarkedFiles.File, _ number: Int, into buffer: inout ByteBuffer
  ) throws {
    guard let source = try site.content.source?(file.path) else { return }
    let text = ShownLines(source, file.pages.range(ofPage: number))
    let context = PageContext(site: site, route: Route(file.pages.path(ofPage: number)))
    let marks = margin(of: file, context)
    let inside = insides(of: file)
    let own: TemplateRecord = [
      "path": .string(file.path), "role": .string(file.role.rawValue.capitalisedFirst),
      "lines": .int(file.lines), "ranges": .int(file.ranges.count),
      "isOne": .bool(file.ranges.count == 1), "isPlain": .bool(text.isPlain),
      "artifacts": .list(artifacts(of: file).map { context.reference(to: $0) }),
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

  private func head(of file: MarkedFiles.File, _ context: PageContext) -> PageHead {
    var head = PageHead(title: file.path, kind: "source")
    head.description = ""
    head.source = .file(file.path)
    head.section = "sources"
    head.breadcrumbs = [context.anchor("Sources", context.url(MarkedFiles.listPath))]
    return head
  }

  /// What the ranges name, at the line where each begins.
  private func margin(
    of file: MarkedFiles.File, _ context: PageContext
  ) -> [Int: [TemplateValue]] {
    var margin: [Int: [TemplateValue]] = [:]
    for range in file.ranges {
      guard let lines = site.graph.lines(of: range) else { continue }
      let links = site.graph.links(from: range).filter { !isOwnArtifact($0) }
      for verb in Set(links.map(\.kind)).sorted(by: { $0.rawValue < $1.rawValue }) {
        let named = links.filter { $0.kind == verb }.prefix(12)
        margin[lines.lowerBound, default: []].append([
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

  private func insides(of file: MarkedFiles.File) -> Set<Int> {
    file.ranges.reduce(into: []) { lines, range in
      // What is about the whole file tells no line from another.
      if let own = site.graph.lines(of: range), own.count < file.lines { lines.formUnion(own) }
    }
  }

  private func isOwnArtifact(_ link: TraceLink) -> Bool {
    guard case .node(let node) = link.target else { return false }
    return site.graph[node].key.kind == .artifact
  }

  /// Artifacts of manifolds that are this file.
  private func artifacts(of file: MarkedFiles.File) -> [NodeIndex] {
    var found: [NodeIndex] = []
    for range in file.ranges {
      for link in site.graph.links(from: range) where isOwnArtifact(link) {
        if case .node(let node) = link.target, !found.contains(node) { found.append(node) }
      }
    }
    return Array(found.prefix(6))
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
