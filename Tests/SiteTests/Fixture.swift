import Analysis
import Ingest
import Markdown
import Site
import SourceText
import Templates
import TraceModel

/// A project in literals, and the site that comes of it: all in memory, rendered in this process.
struct Fixture: Sendable {
  /// Files of manifolds by path.
  var manifolds: [String: String] = [:]
  /// Content pages by path.
  var pages: [String: Page] = [:]
  /// Published files by path.
  var assets: [String: String] = [:]
  /// Histories of workflow runs by path.
  var histories: [String: [UInt8]] = [:]
  /// Alerts, dashboards and runbooks by path.
  var operations: [String: String] = [:]
  /// Reports of development steps by path.
  var reports: [String: String] = [:]
  /// Files of the other formats, by path.
  var documents: [String: (text: String, format: DocumentFormat)] = [:]
  /// Files whose text is shown where something names them, by path.
  var shown: [String: [UInt8]] = [:]
  /// Says of manifolds what would be generated; stands for templates of a pack.
  var pack: String?
  /// The board of a module in the graph; `nil` when no module keeps a record of its gates.
  var board: (@Sendable (NodeIndex, TraceGraph) -> ModuleBoard?)?
  /// Stands for the records on which boards rest.
  var records = "1"
  /// Files that exist beside those above.
  var others: Set<String> = []
  var overrides: [SourceFile] = []
  var settings = SiteSettings(title: "Fixture", tagline: "For tests")
  var version = "1"
  var lastChanged: [String: String] = [:]
  /// Reports on changes by path.
  var changes: [String: ChangeReport] = [:]
  var trend: CoverageTrend?
  /// Reverses every list whose order must not matter.
  var isReversed = false

  /// A page's Markdown and what its front matter would say.
  struct Page: Sendable, ExpressibleByStringLiteral {
    var text: String
    var front = FrontMatter()

    init(stringLiteral text: String) { self.text = text }

    init(_ text: String, _ fill: (inout FrontMatter) -> Void) {
      self.text = text
      fill(&front)
    }
  }

  /// A site with everything that was found.
  struct Built {
    let graph: TraceGraph
    let diagnostics: [Diagnostic]
    let plan: OutputPlan
    let memory: SiteMemory

    subscript(path: String) -> OutputEntry? { plan.entries.first { $0.path == path } }

    /// The text of one file; a message in its place when there is none.
    func text(_ path: String) -> String {
      guard let entry = self[path] else { return "(there is no \(path))" }
      return String(decoding: rendered(entry), as: UTF8.self)
    }

    func rendered(_ entry: OutputEntry) -> [UInt8] {
      var buffer = ByteBuffer()
      do { try entry.render(&buffer) } catch { return Array("(failed: \(error))".utf8) }
      return buffer.bytes
    }

    /// `path:line:column rule` of every finding of some rules.
    func findings(_ rules: Set<String>) -> [String] {
      diagnostics.filter { rules.contains($0.rule.id) }.map {
        "\($0.range.description) \($0.rule.id)"
      }
    }
  }

  /// Builds the site, with what an earlier build of it has left.
  func build(_ memory: SiteMemory = SiteMemory()) -> Built {
    let (content, graph) = self.content()
    let builder = SiteBuilder(content, design, memory: memory)
    let (plan, left) = builder.planWithMemory()
    return Built(graph: graph, diagnostics: builder.diagnostics, plan: plan, memory: left)
  }

  private func ordered<Value>(_ table: [String: Value]) -> [(key: String, value: Value)] {
    let sorted = table.sorted { $0.key < $1.key }
    return isReversed ? sorted.reversed() : sorted
  }

  func content() -> (SiteContent, TraceGraph) {
    let sources = ordered(pages).map { ($0.key, $0.value, Self.render($0.value.text, $0.key)) }
    let documents = ordered(manifolds).map { SourceFile(path: $0.key, text: $0.value) }
      .compactMap(Ingest.read)
    let paths = Set(manifolds.keys).union(pages.keys).union(assets.keys)
      .union(self.others).union(self.documents.keys).union(shown.keys)
    let runs = ordered(histories).flatMap {
      Ingest.read(SourceFile(path: $0.key, bytes: $0.value), as: .histories)
    }
    let others =
      read(operations, .operations) + read(reports, .reports)
      + ordered(self.documents).flatMap {
        Ingest.read(SourceFile(path: $0.key, text: $0.value.text), as: $0.value.format)
      }
    let (graph, linked) = Ingest.link(
      documents, documents: runs + others, external: sources.map { Self.node($0.0, $0.1, $0.2) },
      projectPaths: paths)
    var content = SiteContent(assessment: Assessment(of: graph))
    var files = histories
    for (path, text) in operations { files[path] = Array(text.utf8) }
    content.history = { [files] in SourceFile(path: $0, bytes: files[$0] ?? []) }
    if !shown.isEmpty {
      content.source = { [shown] in SourceFile(path: $0, bytes: shown[$0] ?? []) }
      content.shownFiles = ShownFile.paths(namedBy: graph) { shown[$0] != nil }.map { path in
        let bytes = shown[path] ?? []
        return bytes.count > ShownFile.sizeLimit
          ? ShownFile(path: path, bytes: bytes.count)
          : ShownFile(SourceFile(path: path, bytes: bytes))
      }
    }
    content.pages = sources.compactMap { Self.page($0.0, $0.1, $0.2, in: graph) }
      .sorted { graph[$0.node].key.id < graph[$1.node].key.id }
    content.prose = Self.prose(of: graph)
    content.assets = assets.sorted { $0.key < $1.key }.map { path, text in
      Asset(source: path, fingerprint: Fingerprint(of: Array(text.utf8))) { Array(text.utf8) }
    }
    content.diagnostics =
      linked + sources.flatMap(\.2.document.diagnostics) + documents.flatMap(\.diagnostics)
    if isReversed { content.diagnostics.reverse() }
    for (path, text) in operations { content.inputs[path] = Fingerprint(of: Array(text.utf8)) }
    for (path, file) in self.documents {
      content.inputs[path] = Fingerprint(of: Array(file.text.utf8))
    }
    for (path, bytes) in histories { content.inputs[path] = Fingerprint(of: bytes) }
    for (path, text) in manifolds { content.inputs[path] = Fingerprint(of: Array(text.utf8)) }
    content.lastChanged = lastChanged
    content.changes = changes.sorted { $0.key < $1.key }.map { path, report in
      ComparedChange(path: path, fingerprint: Fingerprint(of: "\(report)"), report: report)
    }
    content.trend = trend
    content.boards = board.map { board in
      ModuleBoards(fingerprint: Fingerprint(of: records)) { board($0, graph) }
    }
    content.prospects = pack.map { Self.prospects($0, graph) }
    return (content, graph)
  }

  private func read(_ files: [String: String], _ format: DocumentFormat) -> [TraceDocument] {
    ordered(files).flatMap { Ingest.read(SourceFile(path: $0.key, text: $0.value), as: format) }
  }

  var design: SiteBuilder.Design {
    let (templates, statics) = BuiltInDesign.files(overriddenBy: overrides)
    let set = overrides.isEmpty ? Self.builtIn : TemplateSet.compile(templates).0
    return .init(settings: settings, templates: set, staticFiles: statics, version: version)
  }

  private static let builtIn = TemplateSet.compile(BuiltInDesign.files(overriddenBy: []).templates)
    .0
}

extension Fixture {
  /// Shows all that a prospect may be made of: every text of the manifold and of reports about it.
  private static func prospects(_ pack: String, _ graph: TraceGraph) -> ManifoldProspects {
    ManifoldProspects(fingerprint: Fingerprint(of: pack)) { manifold in
      let key = graph[manifold].key
      var prospect = ManifoldProspect()
      for (number, node) in graph.nodes.enumerated() where node.key.scope == key.scope {
        var demand = ManifoldProspect.Demand(node: NodeIndex(number))
        demand.kinds = ["time window"]
        demand.confidence = 88
        demand.reasons = node.attributes.map { ($0.value.text, $0.name) }
        demand.figures = [("limit", node.statement?.text ?? "")]
        if node.key.kind == .constraint { prospect.constraints.append(demand) }
        demand.kinds = []
        demand.missing = "no kind fits its words"
        if node.key.kind == .failureMode { prospect.failureModes.append(demand) }
      }
      let criteria = graph.nodes(of: .criterion).filter { graph[$0].key.scope.name == key.id }
      prospect.option = criteria.map { graph[$0].title }.joined(separator: ", ")
      prospect.artifacts = ["src/pay.py", "src/\(pack).py"].map {
        .init(
          path: $0, kind: "code, service", ids: prospect.constraints.map { graph[$0.node].key.id })
      }
      return prospect
    }
  }

  static func render(_ text: String, _ path: String) -> RenderedMarkdown {
    MarkdownRenderer.renderUnprotected(MarkdownInput(SourceFile(path: path, text: text)))
  }

  private static func node(
    _ path: String, _ page: Page, _ rendered: RenderedMarkdown
  ) -> ExternalNode {
    let title = page.front.title ?? rendered.document.title ?? path
    let node = TraceNode(
      key: NodeKey(kind: .page, scope: .project, id: path), title: title,
      detail: .page(PageFacts(isDraft: page.front.isDraft, tags: page.front.tags)),
      range: .file(path))
    let mentions = rendered.document.links.filter { $0.kind == .reference }.map {
      DeclaredLink(.references, to: $0.destination, at: $0.range, basis: .mentioned)
    }
    return ExternalNode(node, mentions: mentions)
  }

  private static func page(
    _ path: String, _ page: Page, _ rendered: RenderedMarkdown, in graph: TraceGraph
  ) -> ContentPage? {
    guard let node = graph.node(NodeKey(kind: .page, scope: .project, id: path)) else { return nil }
    return ContentPage(node: node, Self.text(of: page, rendered))
  }

  static func text(of page: Page, _ rendered: RenderedMarkdown) -> PageText {
    let text = page.text
    return PageText(
      frontMatter: page.front, document: rendered.document,
      fingerprint: Fingerprint(of: Array("\(page.front) \(text)".utf8)),
      markdown: { Array(text.utf8) }, html: { rendered.html })
  }

  private static func prose(of graph: TraceGraph) -> ProseLibrary {
    var library = ProseLibrary()
    for node in graph.nodes {
      let texts = [node.statement, node.rationale].compactMap { $0 } + node.attributes.map(\.value)
      for prose in texts where SimpleProse.needsMarkdown(prose.text) {
        let rendered = MarkdownRenderer.renderUnprotected(
          MarkdownInput(snippet: prose.text, at: prose.range))
        library.add(
          .init(document: rendered.document, html: rendered.html), for: prose.text,
          in: prose.range.path)
      }
    }
    return library
  }
}
