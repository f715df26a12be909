import Site
import SourceText
import System
import Templates

/// Templates, static files and settings of one build.
struct SiteDesign {
  let design: SiteBuilder.Design
  /// Findings about templates.
  let diagnostics: [Diagnostic]
  /// The project's own templates that no page can run, by their paths in the project, sorted.
  let unused: [String]
  /// Puts a finding about a project's own template into the project.
  let place: @Sendable (Diagnostic) -> Diagnostic

  /// The project brings templates of its own.
  let isOwn: Bool

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Reads the project's own templates over the built-in ones.
  ///
  /// `meter` is told what each render costs; `nil` when nobody asks.
  init(_ project: Project, _ listing: InputFiles, meter: RenderMeter? = nil) {
    let folder = project.configuration.templates + "/"
    var overrides: [SourceFile] = []
    var findings: [Diagnostic] = []
    for file in listing.files where file.path.hasPrefix(folder) {
      switch project.tree.read(file.path, limit: 1 << 20) {
      case .success(let file):
        let path = String(file.path.dropFirst(folder.utf8.count))
        overrides.append(SourceFile(path: path, bytes: file.bytes))
      case .failure(let diagnostic): findings.append(diagnostic)
      }
    }
    let (templates, statics) = BuiltInDesign.files(overriddenBy: overrides)
    var (set, faults) = TemplateSet.compile(templates)
    set.meter = meter
    let names = Set(overrides.map(\.path))
    design = SiteBuilder.Design(
      settings: Self.settings(project.configuration), templates: set, staticFiles: statics,
      version: Version.text)
    place = { Self.placed($0, below: folder, ifAmong: names) }
    isOwn = !overrides.isEmpty
    let strangers = SiteTemplates.unused(in: set).filter(names.contains)
    unused = strangers.map { folder + $0 }
    diagnostics = findings + faults.map(place) + strangers.map { Self.unknown($0, in: folder) }
  }

  /// A template of the project that takes no built-in one's place, and that no other includes.
  private static func unknown(_ name: String, in folder: String) -> Diagnostic {
    let known = BuiltInDesign.files.map(\.path).filter {
      !$0.hasPrefix("static/") && !$0.hasPrefix("artifacts/")
    }
    let nearest = nearestName(to: name, among: known)
    return Diagnostic(
      .unknownTemplate, at: .file(folder + name), "no page uses the template \(quoted(name))",
      fix: nearest.map { "the nearest built-in template is \($0)" })
  }

  /// A finding about a project's template names its file in the project.
  private static func placed(
    _ diagnostic: Diagnostic, below folder: String, ifAmong names: Set<String>
  ) -> Diagnostic {
    guard names.contains(diagnostic.range.path) else { return diagnostic }
    var placed = diagnostic
    placed.range.path = folder + diagnostic.range.path
    return placed
  }

  private static func settings(_ configuration: Configuration) -> SiteSettings {
    var settings = SiteSettings(
      title: configuration.title, tagline: configuration.description,
      language: configuration.language, baseURL: configuration.baseURL,
      editURL: configuration.editURL.map { withBranch($0, configuration.branch) },
      includesDrafts: configuration.includesDrafts, contentFolder: configuration.content)
    settings.author = configuration.author
    settings.taxonomies = configuration.taxonomies
    settings.repositoryURL = configuration.repositoryURL
    settings.feedEntries = configuration.hasFeed ? configuration.feedEntries : 0
    let range = configuration.settings["navigation"]?.range ?? .file(Configuration.path)
    settings.navigation = configuration.navigation.map {
      .init(title: $0.title, page: $0.page, range: range)
    }
    return settings
  }

  private static func withBranch(_ pattern: String, _ branch: String) -> String {
    guard let range = pattern.firstRange(of: "{branch}") else { return pattern }
    return pattern.replacingCharacters(in: range, with: branch)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
