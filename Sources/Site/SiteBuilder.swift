import Analysis
import Markdown
public import SourceText
public import Templates
import TraceModel

/// Plans a site: the front door of this module.
public struct SiteBuilder {
  /// What a site is made of besides its content.
  public struct Design: Sendable {
    /// What the configuration says about the site.
    public var settings: SiteSettings
    /// Compiled templates, the project's own over the built-in ones.
    public var templates: TemplateSet
    /// Static files by name (`site.css`), published below `static/`.
    public var staticFiles: [SourceFile]
    /// The program's version: another version renders every page again.
    public var version: String

    /// A design from its four parts.
    public init(
      settings: SiteSettings, templates: TemplateSet, staticFiles: [SourceFile], version: String
    ) {
      self.settings = settings
      self.templates = templates
      self.staticFiles = staticFiles
      self.version = version
    }
  }

  private let site: SiteModel
  private let version: String
  private let memory: SiteMemory
  /// Everything found, what was given and what planning found, sorted and distinct.
  public let diagnostics: [Diagnostic]

  /// Hands out routes and resolves every link; after this nothing about the site changes.
  ///
  /// `memory` is what `plan` gave for an earlier state of the site, by the same program.
  public init(_ content: SiteContent, _ design: Design, memory: SiteMemory = SiteMemory()) {
    var drafting = SiteDraft(content, design.settings)
    drafting.claimRoutes(staticFiles: design.staticFiles)
    let links = drafting.resolveLinks(memory.links)
    diagnostics = Array(Set(drafting.diagnostics + content.diagnostics)).sorted()
    site = drafting.model(design, links, findings: diagnostics)
    version = design.version
    self.memory = SiteMemory(links: drafting.linkMemory, search: memory.search)
  }

  /// Every file of the site.
  ///
  /// Costs as much as finding the faults does: a mere check does without.
  public func plan() -> OutputPlan { planWithMemory().plan }

  /// Every file of the site, and what makes planning its next state quicker.
  public func planWithMemory() -> (plan: OutputPlan, memory: SiteMemory) {
    let fingerprints = SiteFingerprints(site, version: version)
    let pages = ContentPages(site: site, fingerprints: fingerprints)
    let documents = SearchDocuments(site: site)
    let index = SearchIndex(documents, site: site, memory: memory.search)
    let search = SearchFiles(site: site, documents: documents, index: index)
    let entries: [[OutputEntry]] = [
      [OverviewPage(site: site, fingerprints: fingerprints).entry()],
      pages.entries(),
      ManifoldPages(site: site, fingerprints: fingerprints).entries(),
      ProspectPages(site: site, fingerprints: fingerprints).entries(),
      NodePages(site: site, fingerprints: fingerprints).entries(),
      ModuleListPages(site: site, fingerprints: fingerprints).entries(),
      ModulePages(site: site, fingerprints: fingerprints).entries(),
      RegistryPages(site: site, fingerprints: fingerprints).entries(),
      PatternPages(site: site, fingerprints: fingerprints).entries(),
      RunListPages(site: site, fingerprints: fingerprints).entries(),
      RunPages(site: site, fingerprints: fingerprints).entries(),
      ForgeListPages(site: site, fingerprints: fingerprints).entries(),
      ForgePages(site: site, fingerprints: fingerprints).entries(),
      EvidencePage(site: site, fingerprints: fingerprints).entries(),
      SourceListPages(site: site, fingerprints: fingerprints).entries(),
      SourcePages(site: site, fingerprints: fingerprints).entries(),
      OperationPages(site: site, fingerprints: fingerprints).entries(),
      DashboardPages(site: site, fingerprints: fingerprints).entries(),
      RunbookPages(site: site, fingerprints: fingerprints).entries(),
      DevelopmentReportPages(site: site, fingerprints: fingerprints).entries(),
      DriftPages(site: site, fingerprints: fingerprints).entries(),
      ChangePages(site: site, fingerprints: fingerprints).entries(),
      MatrixPages(site: site, fingerprints: fingerprints).entries(),
      ListPages(site: site, fingerprints: fingerprints, documents: documents).entries(),
      ProjectPages(
        site: site, fingerprints: fingerprints, findings: diagnostics, documents: documents
      ).entries(),
      Feeds(site: site, fingerprints: fingerprints).entries(),
      JSONFiles(site: site, fingerprints: fingerprints).entries(),
      search.entries(), staticFiles, assets(),
      // Behind all that is there: a folder may have become a file.
      DriftPages(site: site, fingerprints: fingerprints).tombstones(),
      // Last, so that a former address never hides what lives there now.
      pages.aliases(),
    ]
    let plan = OutputPlan(distinct(entries.flatMap { $0 }))
    return (
      plan, SiteMemory(links: memory.links, search: index.memory, pages: memory(of: pages))
    )
  }

  private func memory(of pages: ContentPages) -> [UInt8] {
    var writer = BinaryWriter()
    writer.write(site.shell.sections) { writer, section in
      for text in [section.key, section.title, section.path, section.group] { writer.write(text) }
    }
    site.pages.outline.encode(into: &writer)
    let states = zip(site.pages.pages, pages.surroundings).map { page, surroundings in
      PageStates.State(file: page.fingerprint, surroundings: surroundings)
    }
    PageStates.encode(states, into: &writer)
    return writer.bytes
  }

  private func assets() -> [OutputEntry] {
    site.content.assets.map { asset in
      OutputEntry(
        path: assetPath(asset.source, contentFolder: site.settings.contentFolder),
        fingerprint: asset.fingerprint, source: asset.source
      ) { buffer in buffer.append(try asset.load()) }
    }
  }

  private var staticFiles: [OutputEntry] {
    site.staticSources.map { file in
      OutputEntry(path: "static/\(file.path)", bytes: file.bytes)
    }
  }

  /// A collision has been reported; the entry that came first stays, so that nothing is mixed.
  private func distinct(_ entries: [OutputEntry]) -> [OutputEntry] {
    var files: Set<String> = []
    var folders: Set<String> = []
    files.reserveCapacity(entries.count)
    return entries.filter { entry in
      let path = entry.path.lowercased()
      guard !folders.contains(path), !files.contains(path) else { return false }
      var missing: [String] = []
      var folder = path[...]
      while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
        folder = folder[..<slash]
        let name = String(folder)
        if folders.contains(name) { break }
        if files.contains(name) { return false }
        missing.append(name)
      }
      folders.formUnion(missing)
      return files.insert(path).inserted
    }
  }
}
