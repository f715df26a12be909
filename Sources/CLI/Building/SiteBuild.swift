import Analysis
import Ingest
import Markdown
import Site
import SourceText
import System
import TraceModel

/// One build from the project's files to a plan: the way of data through all modules.
struct SiteBuild {
  let request: BuildRequest
  let files: InputFiles
  let cache: BuildCache
  /// `nil` when nobody asks what templates cost.
  var metrics: TemplateMetrics?
  private let workers: Workers

  init(
    _ request: BuildRequest, files: InputFiles, cache: BuildCache, metrics: TemplateMetrics? = nil
  ) {
    self.metrics = metrics
    self.request = request
    self.files = files
    self.cache = cache
    workers = Workers(request.configuration.jobs)
  }

  /// What a build has come to before anything is written.
  struct Result {
    /// Empty for a mere check.
    var plan: OutputPlan
    var findings: [Diagnostic]
    /// The design could be read: without it there is nothing to publish, whatever is tolerated.
    var isPublishable: Bool
    /// The project's own templates that no page can run.
    var unusedTemplates: [String]
    /// Files beside the inputs on which the result depends, and whether they were there.
    var lookups: [String: Bool]
    /// For each file of the project, whether a reader reads it.
    var isRead: [Bool]
    /// Files whose contents were looked into as evidence, or are shown.
    var evidence: Set<String>
    /// Covers what planning has left; of an empty memory when nothing was planned.
    var memory: Fingerprint
    /// Puts a finding about one of the project's own templates into the project.
    var place: @Sendable (Diagnostic) -> Diagnostic

    /// A template's fault, in its file, with the page on which it showed.
    func placed(_ diagnostic: Diagnostic, rendering page: String) -> Diagnostic {
      var placed = place(diagnostic)
      placed.notes.append(.init("found while rendering \(page)"))
      return placed
    }
  }

  /// Reads, links and assesses, with histories kept for their pages.
  private func read(
    _ inputs: InputListing, keeping histories: KeptHistories?
  ) throws -> ProjectReading {
    let reader = ProjectReader(request, files: files, cache: cache)
    return try reader.read(inputs, keeping: histories, timeline: timeline)
  }

  /// What has happened to ids, by the commits and by what is not committed yet.
  private func timeline(
    _ manifolds: [ManifoldDocument], _ documents: [[TraceDocument]]
  ) -> (Timeline?, [Diagnostic]) {
    guard var reading = DriftReading(request.project, files, cache) else { return (nil, []) }
    let stated = workers.map(manifolds.count, chunk: 4) { Ingest.tracked(manifolds[$0]) }
    let others = workers.map(documents.count, chunk: 4) { Ingest.tracked(documents[$0]) }
    return reading.timeline(stated.compactMap { $0 } + others.flatMap { $0 })
  }

  /// Reads, links, assesses and plans; writes nothing but the cache.
  func run() throws -> Result {
    let inputs = InputListing(request.project, files)
    let design = SiteDesign(request.project, files, meter: metrics?.meter)
    let histories = needsPlan(design) ? KeptHistories() : nil
    let reading = try read(inputs, keeping: histories)
    let lookups = reading.lookups
    let renderer = MarkdownRenderer(jobs: request.configuration.jobs)
    let prose = try ProseReader(renderer: renderer, store: cache.store, version: cacheVersion)
      .read(reading.assessment.graph)
    var complete = siteContent(reading.assessment, reading.pages, prose, reading.source)
    complete.inputs.merge(reading.documents) { $1 }
    complete.history = file(within: DocumentFormat.histories.sizeLimit)
    complete.knownHistory = { histories?.history($0) }
    complete.source = file(within: DocumentFormat.sources.sizeLimit)
    complete.timeline = reading.timeline
    complete.diagnostics =
      reading.findings + prose.flatMap(\.rendered.document.diagnostics)
      + emptiness(reading.source)
    complete.isThere = { lookups.isThere($0) }
    if needsPlan(design) {
      complete.prospects = Prospects.of(reading.assessment.graph, request.project, files)
      complete.registries = RegistryProspects.of(reading.assessment, request.project, files)
      complete.boards = ModuleBoards.of(reading, request.project, inputs)
      let named = NamedSources(inputs, request.project.tree, workers)
      complete.shownFiles = named.read(namedBy: reading.assessment.graph)
      for file in complete.shownFiles { complete.inputs[file.path] = file.fingerprint }
    }
    let builder = SiteBuilder(complete, design.design, memory: cache.siteMemory())
    let (plan, memory) = needsPlan(design) ? plan(builder) : (OutputPlan([]), SiteMemory())
    return Result(
      plan: plan,
      findings: builder.diagnostics + design.diagnostics,
      isPublishable: !design.hasErrors, unusedTemplates: design.unused, lookups: lookups.all,
      isRead: inputs.inputs.map { $0.reader != nil },
      evidence: reading.evidence.union(complete.shownFiles.map(\.path)),
      memory: memory.fingerprint, place: design.place)
  }

  /// The built-in templates are known to render; a project's own are tried by a check, too.
  private func needsPlan(_ design: SiteDesign) -> Bool {
    request.purpose != .check || design.isOwn && !design.hasErrors
  }

  /// A project of which nothing is read has most likely been looked for in the wrong folder.
  private func emptiness(_ source: LoadedInputs) -> [Diagnostic] {
    guard source.manifolds.isEmpty, source.pages.isEmpty, source.documents.isEmpty,
      source.diagnostics.isEmpty
    else {
      return []
    }
    let content = request.configuration.content
    return [
      Diagnostic(
        .emptyProject, at: .file(Configuration.path),
        "the project holds no page and no manifold",
        fix: "run throughline init, or write \(content)/_index.md")
    ]
  }

  /// What planning leaves is kept at once, whatever comes of the build: it is true of these inputs.
  private func plan(_ builder: SiteBuilder) -> (OutputPlan, SiteMemory) {
    let (plan, memory) = builder.planWithMemory()
    cache.keep(memory)
    return (plan, memory)
  }

  /// Keys of the cache name this very program; fingerprints of pages only its version, so that the
  /// manifest of a site does not depend on who built the program.
  private var cacheVersion: String { cache.program.description }

  /// A history or program text is read again when its pages are made.
  private func file(within limit: Int) -> @Sendable (String) throws -> SourceFile {
    let tree = request.project.tree
    return { path in
      switch tree.read(path, limit: limit) {
      case .success(let file): return file
      case .failure(let diagnostic): throw UnreadableInput(diagnostic: diagnostic)
      }
    }
  }

  private func siteContent(
    _ assessment: Assessment, _ pages: [PageDocument],
    _ prose: [(prose: Prose, rendered: RenderedMarkdown)], _ source: LoadedInputs
  ) -> SiteContent {
    let content = pages.compactMap { page -> ContentPage? in
      let key = NodeKey(kind: .page, scope: .project, id: page.path)
      guard let node = assessment.graph.node(key) else { return nil }
      return ContentPage(
        node: node, Self.text(of: page, in: request.project.tree, store: cache.store))
    }
    var library = ProseLibrary()
    for (text, rendered) in prose {
      library.add(
        .init(document: rendered.document, html: rendered.html), for: text.text,
        in: text.range.path)
    }
    return SiteContent(
      assessment: assessment, pages: content, prose: library, assets: source.assets,
      inputs: source.fingerprints, lastChanged: files.history.days(cache))
  }

  /// A page's text: its Markdown is read again when the copy is written, and its HTML when the page
  /// is, because the site keeps neither in memory.
  static func text(
    of page: PageDocument, in tree: any FileTree, store: any ContentStore
  ) -> PageText {
    let (path, start, html) = (page.path, page.bodyStart, page.html)
    return PageText(
      frontMatter: page.frontMatter, document: page.markdown, fingerprint: page.fingerprint,
      markdown: {
        switch tree.read(path) {
        case .success(let file): return Array(file.bytes.dropFirst(start))
        case .failure(let diagnostic): throw UnreadableInput(diagnostic: diagnostic)
        }
      }, html: { try store.read(html) })
  }
}

/// An input that could be read when the build began and cannot any more.
struct UnreadableInput: Error {
  let diagnostic: Diagnostic
}
