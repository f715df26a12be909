import Analysis
import Ingest
import Markdown
import SourceText
import System
import TraceModel

/// A project as a graph with its verdicts, before anything is planned.
struct ProjectReading {
  let source: LoadedInputs
  let pages: [PageDocument]
  let assessment: Assessment
  let lookups: FileLookups
  /// Fingerprints of the documents that the site reads once more, by path.
  let documents: [String: Fingerprint]
  /// Files whose contents were looked into as evidence.
  let evidence: Set<String>
  /// Findings of all readers and the linker; those about the graph are the assessment's.
  let findings: [Diagnostic]
  /// What has happened to ids; `nil` when nobody wants to know, or can.
  let timeline: Timeline?
}

/// Reads, links and assesses a project, whether its files lie in a folder or in a commit.
struct ProjectReader {
  let configuration: Configuration
  let tree: any FileTree
  let files: InputFiles
  let cache: BuildCache
  /// The day that the user names; `nil` for that of the commit.
  let day: String?
  let progress: Progress

  /// What documents say, and what has become of it.
  typealias TimelineReading = (
    _ manifolds: [ManifoldDocument], _ documents: [[TraceDocument]]
  ) -> (Timeline?, [Diagnostic])

  private var workers: Workers { Workers(configuration.jobs) }

  func read() throws -> ProjectReading {
    try read(InputListing(configuration, tree, files))
  }

  /// The same with histories kept for their pages, and what has become of ids.
  func read(
    _ inputs: InputListing, keeping histories: KeptHistories? = nil,
    timeline: TimelineReading? = nil
  ) throws -> ProjectReading {
    let source = LoadedInputs(
      inputs, tree: tree, cache: cache, markers: configuration.markers, histories: histories)
    let manifolds = readManifolds(source)
    let documents = workers.map(source.documents.count, chunk: 4) { source.readDocument($0) }
    let lookups = FileLookups(files, tree)
    let (pages, unread) = try readPages(source)
    var evidence: Set<String> = []
    let globs = ReaderGlobs(configuration)
    let (graph, linked) = Ingest.link(
      manifolds, documents: documents.flatMap(\.documents), external: pages.map(externalNode),
      projectPaths: lookups.paths(namedBy: manifolds, documents.flatMap(\.documents)),
      contents: { path in
        let clean = (try? CleanPath(path))?.text ?? path
        // What is hidden from readers must not be spelled out by one pattern after the other.
        guard lookups.isListed(clean), !holdsSecrets(clean) else { return nil }
        evidence.insert(clean)
        return try? tree.read(path, limit: 1 << 20).get().bytes
      }, isSource: { globs.match($0).reader == .sources })
    var fingerprints: [String: Fingerprint] = [:]
    for (input, read) in zip(source.documents, documents) {
      if let fingerprint = read.fingerprint { fingerprints[input.path] = fingerprint }
    }
    let followed = zip(source.documents, documents).filter { $0.0.format.isFollowed }
    let (timeline, drift) = timeline?(manifolds, followed.map(\.1.documents)) ?? (nil, [])
    return ProjectReading(
      source: source, pages: pages, assessment: assess(graph, source), lookups: lookups,
      documents: fingerprints, evidence: evidence,
      findings: inputs.diagnostics + files.history.diagnostics + source.diagnostics + unread
        + linked + drift + Self.findings(about: pages) + missingPolicies(inputs)
        + Ingest.readReviews(source.reviews).diagnostics,
      timeline: timeline)
  }

  /// What is wrong with pages, whatever else there is.
  static func findings(about pages: [PageDocument]) -> [Diagnostic] {
    pages.flatMap { $0.diagnostics + $0.markdown.diagnostics } + PageBudget.findings(pages)
  }

  /// The day matters to accepted gaps only, and asking git for it costs a process.
  private func assess(_ graph: TraceGraph, _ source: LoadedInputs) -> Assessment {
    let policy = Ingest.readPolicies(source.policies)
    let day = policy.justifications.isEmpty ? nil : day ?? files.history.headDay()
    return Assessment(of: graph, policy: policy, day: day)
  }

  /// A policy that is named and not there would be taken for one that demands nothing.
  private func missingPolicies(_ inputs: InputListing) -> [Diagnostic] {
    let place = configuration.settings["policy"]?.range ?? .file(Configuration.path)
    let paths = inputs.files(of: .policies).map(\.path)
    return configuration.policy.compactMap { name in
      guard let glob = try? Glob(name), !paths.contains(where: glob.matches) else { return nil }
      return Diagnostic(
        .configValue, at: place, "policy names \u{201C}\(name)\u{201D}, and no such file is there",
        fix: nearestName(to: name, among: inputs.inputs.map(\.file.path)).map {
          "the nearest name is \($0)"
        })
    }
  }

  private func readManifolds(_ source: LoadedInputs) -> [ManifoldDocument] {
    let files = source.manifolds
    return workers.map(files.count, chunk: 1) { Ingest.read(files[$0]) }.compactMap { $0 }
  }

  private func readPages(
    _ source: LoadedInputs
  ) throws -> (pages: [PageDocument], diagnostics: [Diagnostic]) {
    let reader = PageReader(jobs: configuration.jobs, cache)
    let (pages, diagnostics) = try reader.read(source.pages) { done, total in
      progress.show("Rendering", done, of: total)
    }
    progress.clear()
    let isShown = { (page: PageDocument) in
      !page.frontMatter.isDraft || configuration.includesDrafts
    }
    return (pages.filter(isShown), diagnostics)
  }

  /// A page as a node, with the nodes that it names.
  private func externalNode(_ page: PageDocument) -> ExternalNode {
    let title = page.frontMatter.title ?? page.markdown.title ?? page.path
    let node = TraceNode(
      key: NodeKey(kind: .page, scope: .project, id: page.path), title: title,
      detail: .page(PageFacts(isDraft: page.frontMatter.isDraft, tags: page.frontMatter.tags)),
      range: .file(page.path))
    let mentions = page.markdown.links.filter { $0.kind == .reference }.map {
      DeclaredLink(.references, to: $0.destination, at: $0.range, basis: .mentioned)
    }
    return ExternalNode(node, mentions: mentions)
  }
}

extension ProjectReader {
  /// Reads the project's folder as it is.
  init(_ request: BuildRequest, files: InputFiles, cache: BuildCache) {
    self.init(
      configuration: request.configuration, tree: request.project.tree, files: files, cache: cache,
      day: request.day, progress: Progress(on: request.console))
  }
}

extension MarkdownRenderer {
  /// Renders in workers that are this very program.
  init(jobs: Int?) {
    self.init(
      workerCommand: ["/proc/self/exe", MarkdownWorker.verb], workers: Workers(jobs).count)
  }
}

extension PageReader {
  /// Reads pages through the cache.
  init(jobs: Int?, _ cache: BuildCache) {
    self.init(
      renderer: MarkdownRenderer(jobs: jobs), store: cache.store,
      version: cache.program.description)
  }
}
