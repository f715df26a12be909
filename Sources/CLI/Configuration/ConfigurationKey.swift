import Ingest
import Pipeline

/// One key of `content/site.yaml`: decoding, messages and `config` come from the table of these.
struct ConfigurationKey: Sendable {
  /// What the value must look like.
  enum Shape: Sendable, Equatable {
    case text
    /// `http:` or `https:` with a host, or empty for none.
    case webAddress
    /// As `webAddress`, with `{path}` in it.
    case editAddress
    case language
    /// A path inside the project.
    case folder
    /// The one name that readers take for a module's folder of documents, or nothing.
    case documentFolder
    case truth
    case number(ClosedRange<Int>)
    /// A number; `true` is the default, `false` is 0.
    case switchedNumber(ClosedRange<Int>)
    /// Names of keys in front matter.
    case taxonomies
    /// Paths of files in the project, or globs.
    case files
    case readers
    case navigation
    case markers
    /// A program with its arguments, each a text of its own: no shell takes it apart.
    case command
  }

  /// Keys of nested mappings are joined with dots: `feed.entries`.
  let path: String
  let shape: Shape
  let standard: ConfigurationValue
  /// The flag that overrides the file.
  var option: Option?
  let help: String

  /// Spellings by which other tools know the key, accepted as well.
  var aliases: [String] = []

  static let all: [ConfigurationKey] =
    [
      .init("title", .text, .text("Throughline site"), "name of the site, on every page"),
      .init("description", .text, .text(""), "one sentence, for feeds and search engines"),
      .init(
        "base_url", .webAddress, .text(""), option: .baseURL,
        "the address the site will have; pages work without it"),
      .init("language", .language, .text("en"), "language of the pages, as in <html lang>"),
      .init("author", .text, .text(""), "who publishes the site"),
      .init("content", .folder, .text("content"), "folder of hand-written pages"),
      .init(
        "destination", .folder, .text("public"), option: .destination,
        "folder that the site is written to", aliases: ["output"]),
      .init("templates", .folder, .text("site-templates"), "folder of templates that replace ours"),
      .init(
        "edit_url", .editAddress, .text(""),
        "address of the page's source, with {path} and perhaps {branch}"),
      .init("repository.url", .webAddress, .text(""), "address of the repository, for links"),
      .init("repository.branch", .text, .text("main"), "branch that edit links name"),
      .init("drafts", .truth, .truth(false), option: .drafts, "include pages marked as drafts"),
      .init("strict", .truth, .truth(false), option: .strict, "treat warnings as errors"),
      .init(
        "jobs", .number(0...256), .number(0), option: .jobs,
        "threads and Markdown workers; 0 for one a processor"),
      .init(
        "taxonomies", .taxonomies, .names(["tags"]),
        "front-matter keys whose values get list pages"),
      .init("navigation", .navigation, .navigation([]), "top entries of the navigation, in order"),
      .init("feed.enabled", .truth, .truth(true), "write an Atom feed of dated pages"),
      .init("feed.entries", .number(1...500), .number(20), "entries in the feed"),
      .init(
        "drift", .switchedNumber(0...100_000), .number(500),
        "commits whose changes of ids are shown; false or 0 for none"),
      .init(
        "policy", .files, .names([]),
        "files of the tracing policy, in place of inputs.policies; each must be there"),
      .init(
        "inputs", .readers, .readers(InputReader.standardGlobs), "which reader reads which files"),
      .init(
        "markers", .markers, .markers([]), "the project's own marks in code, besides the known ones"
      ),
      .init(
        "runbook_base", .webAddress, .text(""),
        "address of the generated folder, for links to the runbook in alerts and panels"),
      .init(
        "agent.command", .command, .names([]),
        "program and arguments that generate --agent asks; nothing is run without that option"),
      .init(
        "agent.http", .webAddress, .text(""),
        "address on this machine that generate --agent asks, in place of a command"),
      .init(
        "agent.timeout", .number(1...3600), .number(120),
        "seconds for one answer, and for each run of its tests"),
      .init(
        "agent.python", .text, .text("python3"),
        "the Python that answers are compiled and tested with; it needs what the pack's tests need"),
      .init(
        "module.folder", .text, .text("modules/{module}"),
        "folder that module new begins, with {module} in it"),
      .init(
        "module.documents", .documentFolder, .text("docs"),
        "folder of its documents, below it: docs, or empty for none of their own"),
      .init(
        "module.folders", .files, .names(["src", "tests"]), "further folders that module new makes"),
      .init(
        "module.sources", .files, .names([]),
        "programs whose coverage counts, with {module}; everything in the module's folder without any"
      ),
      .init(
        "module.handlers", .files, .names(["**/*handler*", "**/handlers/**", "**/routes/**"]),
        "files that may hold no stub of a later phase"),
      .init(
        "module.end_to_end", .files,
        .names(["**/e2e/**", "**/*e2e*", "**/end_to_end/**", "**/*end_to_end*"]),
        "files, suites or classes of end-to-end tests, as reports name them"),
      .init(
        "module.coverage", .number(0...100), .number(90), "percent of lines that tests must run"),
      .init(
        "module.timeout", .number(1...7200), .number(900),
        "seconds for each command of module.check"),
    ]
    + Criterion.ID.allCases.filter(\.takesCommand).map { id in
      .init(
        Self.check(id), .command, .names([]),
        "program and arguments that module advance runs to decide it: \(id.demand(ModuleSettings()))"
      )
    }

  /// `module.check.thin_handlers`.
  static func check(_ id: Criterion.ID) -> String {
    "module.check.\(String(id.rawValue.map { $0 == "-" ? "_" : $0 }))"
  }

  init(
    _ path: String, _ shape: Shape, _ standard: ConfigurationValue, option: Option? = nil,
    _ help: String, aliases: [String] = []
  ) {
    self.path = path
    self.shape = shape
    self.standard = standard
    self.option = option
    self.help = help
    self.aliases = aliases
  }

  /// The key at a path, by its name or by an alias.
  static func key(at path: String) -> ConfigurationKey? {
    all.first { $0.path == path || $0.aliases.contains(path) }
  }

  /// Names that may stand in the mapping at `prefix`; the root's is empty.
  static func names(below prefix: String) -> [String] {
    let start = prefix.isEmpty ? "" : prefix + "."
    var names: [String] = []
    for key in all where key.path.hasPrefix(start) {
      let name = String(key.path.dropFirst(start.count).prefix { $0 != "." })
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}

/// The value of one key.
enum ConfigurationValue: Sendable, Equatable {
  case text(String)
  case truth(Bool)
  case number(Int)
  case names([String])
  case readers([InputReader: [String]])
  case navigation([NavigationEntry])
  case markers([SourceMarker])
}

/// One entry of the navigation.
struct NavigationEntry: Sendable, Equatable {
  /// `nil` for the page's own title.
  var title: String?
  /// Path of the page below the content folder, or an http(s) address.
  var page: String
}

/// Who reads a file, by the names that `inputs:` uses.
///
/// A file that two readers claim goes to the first in this order; `ignored` files go to nobody, and
/// `detected` ones to the reader that knows them by how they begin.
enum InputReader: String, Sendable, CaseIterable {
  case ignored
  case policies
  case reviews
  case reports
  case manifolds
  case modules
  case patterns
  case histories
  case forge
  case results
  case operations
  case records
  case pages
  case assets
  case sources
  case documents
  case detected

  /// The format for the readers that make documents of files.
  var format: DocumentFormat? { DocumentFormat(rawValue: rawValue) }

  static let standardGlobs: [InputReader: [String]] = [
    .ignored: [],
    .policies: ["**/trace-policy.{yaml,yml}"],
    .reviews: ["content/reviews.{yaml,yml}", "**/trace-reviews.{yaml,yml}"],
    // Before manifolds, because reports lie beside the manifold that they are about.
    .reports: [
      "**/*-{generation,outcome,solution-space,failures,validation,tensions}.{yaml,yml,json}",
      "**/*.{context,extraction}.{yaml,yml,json}",
      "**/.temporal/{verification,outcomes,extraction}/**/*.{yaml,yml,json}",
      "**/reports/*-verification.{yaml,yml,json}",
    ],
    .manifolds: [
      "**/.manifold/**/*.{yaml,yml,json,md}", "**/.temporal/**/*.{yaml,yml,json,md}",
      "**/manifolds/**/*.{yaml,yml,json,md}",
      "**/*.{cms,manifold,anchor,verify,integrate}.{yaml,yml,json}",
    ],
    .modules: [
      "**/*INTENT_*.md", "**/*ACTUAL_*.md", "**/*INTENT_VS_ACTUAL.md", "**/TASKS.md",
      "**/modules/**/CHANGELOG.md",
      "content/modules/**/*.md", "**/openspec/**/*.md",
    ],
    .patterns: [
      "**/PATTERN_INDEX.{yaml,yml,schema.json}", "**/PATTERN_INDEX.yaml.*",
      "**/*.pattern.{yaml,yml}", "**/*.schema.id.{yaml,yml}",
      "**/patterns/**/{schemas,examples,registry}/**/*.{json,yaml,yml}",
      "**/patterns/**/converted/*.{json,yaml}", "**/patterns/**/executors/*_executor.*",
      "**/patterns/**/tests/**/test_*", "**/patterns/**/*{REPORT,PLAN}.md",
      "**/patterns/reports/PATTERN_GENERATION.yaml",
    ],
    .histories: ["**/histories/**/*.{json,bin}", "**/*.history.json"],
    .forge: ["**/forge/{pulls,issues}/*.json"],
    .results: [
      "**/{junit,test-results}/**/*.xml", "**/{junit,test}*.xml", "**/*.junit.xml",
      "**/{cobertura,coverage}*.xml", "**/lcov.info", "**/*.lcov", "**/*.sarif",
    ],
    .operations: [
      "**/{runbook,runbooks}/**/*.md", "**/{RUNBOOK,runbook}.md", "**/*{-,_,.}{RUNBOOK,runbook}.md",
      "**/dashboards/**/*.json", "**/*.{dashboard,grafana}.json",
      "**/*.{alerts,rules}.{yaml,yml}", "**/alerts/**/*.{yaml,yml}",
    ],
    .records: ["**/{adr,adrs,decisions,incidents}/**/*.md"],
    .pages: ["content/**/*.md"],
    .assets: ["content/**/*.{png,jpg,jpeg,gif,svg,webp,avif,pdf,txt,csv}"],
    .sources: [],
    .documents: [],
    .detected: ["**/*.{yaml,yml,json,md}"],
  ]
}
