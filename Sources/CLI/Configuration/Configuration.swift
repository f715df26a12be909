import Activities
import Ingest
import Pipeline
import SourceText

/// Every setting of a run, checked: what flags, environment, `site.yaml` and defaults say together.
struct Configuration: Sendable {
  struct Setting: Sendable, Equatable {
    var value: ConfigurationValue
    var origin: Origin
    /// In `site.yaml`; `nil` for other origins.
    var range: SourceRange?
  }

  /// Where the file is, relative to the project's folder.
  static let path = "content/site.yaml"

  /// By the path of the key; every key of the table is there.
  private(set) var settings: [String: Setting]

  /// Who does what workflows ask for; a mapping with a reader of its own.
  var orchestration = ActivityConfiguration()

  /// The defaults.
  init() {
    settings = Dictionary(
      uniqueKeysWithValues: ConfigurationKey.all.map {
        ($0.path, Setting(value: $0.standard, origin: .standard))
      })
  }

  mutating func set(_ key: ConfigurationKey, _ setting: Setting) { settings[key.path] = setting }

  func origin(of key: String) -> Origin { settings[key]?.origin ?? .standard }

  var title: String { text("title") }
  var description: String { text("description") }
  /// With a final `/`; `nil` when the site has no known address.
  var baseURL: String? { nonEmpty("base_url").map { $0.hasSuffix("/") ? $0 : $0 + "/" } }
  var language: String { text("language") }
  var author: String? { nonEmpty("author") }
  /// Relative to the project's folder, clean.
  var content: String { text("content") }
  /// Relative to the project's folder when it comes from the file or by default, otherwise to the
  /// current folder; `BuildRequest.destination` has resolved it.
  var destination: String { text("destination") }
  /// Relative to the project's folder, clean.
  var templates: String { text("templates") }
  /// With `{path}` and perhaps `{branch}` in it.
  var editURL: String? { nonEmpty("edit_url") }
  var repositoryURL: String? { nonEmpty("repository.url") }
  var branch: String { text("repository.branch") }
  var includesDrafts: Bool { truth("drafts") }
  var isStrict: Bool { truth("strict") }
  /// `nil` for one a processor.
  var jobs: Int? { number("jobs") == 0 ? nil : number("jobs") }
  /// Commits that the timelines of ids go back; 0 for no timelines.
  var driftCommits: Int { number("drift") }
  /// Commits whose coverage is computed.
  var trendCommits: Int { number("trend") }
  var hasFeed: Bool { truth("feed.enabled") }
  var feedEntries: Int { number("feed.entries") }

  var taxonomies: [String] {
    guard case .names(let names) = settings["taxonomies"]?.value else { return [] }
    return names
  }

  var navigation: [NavigationEntry] {
    guard case .navigation(let entries) = settings["navigation"]?.value else { return [] }
    return entries
  }

  var markers: [SourceMarker] {
    guard case .markers(let markers) = settings["markers"]?.value else { return [] }
    return markers
  }

  /// Files of the tracing policy, or globs; empty where `inputs.policies` finds them.
  var policy: [String] {
    guard case .names(let names) = settings["policy"]?.value else { return [] }
    return names
  }

  /// Where the generated folder will be found; empty where nobody has said.
  var runbookBase: String { text("runbook_base") }

  /// Whom `generate --agent` asks; `nil` when nobody is named.
  var agent: AgentSettings? {
    var means: [AgentSettings.Means] = []
    if case .names(let words) = settings["agent.command"]?.value, !words.isEmpty {
      means.append(.command(words))
    }
    if let address = nonEmpty("agent.http") { means.append(.http(address)) }
    return means.isEmpty
      ? nil
      : AgentSettings(
        means: means, seconds: number("agent.timeout"), python: text("agent.python"))
  }

  /// What the project says of its modules.
  var modules: ModuleSettings {
    var settings = ModuleSettings()
    settings.folder = text("module.folder")
    settings.documents = text("module.documents")
    settings.folders = names("module.folders")
    settings.sources = names("module.sources")
    settings.handlers = names("module.handlers")
    settings.endToEnd = names("module.end_to_end")
    settings.coverage = number("module.coverage")
    for id in Criterion.ID.allCases where id.takesCommand {
      let command = names(ConfigurationKey.check(id))
      if !command.isEmpty { settings.commands[id] = command }
    }
    return settings
  }

  /// Seconds for one command that decides a criterion.
  var moduleTimeout: Int { number("module.timeout") }

  private func names(_ key: String) -> [String] {
    guard case .names(let names) = settings[key]?.value else { return [] }
    return names
  }

  /// The globs of a reader, relative to the project's folder.
  func globs(of reader: InputReader) -> [String] {
    if reader == .policies, !policy.isEmpty { return policy }
    guard case .readers(let globs) = settings["inputs"]?.value else { return [] }
    return globs[reader] ?? []
  }

  private func text(_ key: String) -> String {
    guard case .text(let text) = settings[key]?.value else { return "" }
    return text
  }

  private func nonEmpty(_ key: String) -> String? { text(key).isEmpty ? nil : text(key) }

  private func truth(_ key: String) -> Bool {
    guard case .truth(let truth) = settings[key]?.value else { return false }
    return truth
  }

  private func number(_ key: String) -> Int {
    guard case .number(let number) = settings[key]?.value else { return 0 }
    return number
  }
}
