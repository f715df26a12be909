/// Every verb with its options: what parsing, help, completions and the manual page are made of.
enum CommandTable {
  static let program = "throughline"
  static let summary = "publish constraint manifolds and Markdown as a traceable site"

  static let visible = all.filter { !$0.isHidden }

  static func verb(named name: String) -> Verb? {
    all.first { $0.name == name || $0.aliases.contains(name) }
  }

  /// The option with a spelling such as `-D` or `--base-url`, whichever verb has it.
  static func option(spelled spelling: String) -> Option? { bySpelling[spelling] }

  /// Verbs that take the option, in the order of the table.
  static func verbs(taking option: Option) -> [Verb] {
    visible.filter { $0.option(named: option.name) != nil }
  }

  private static let bySpelling: [String: Option] = {
    let pairs = all.flatMap(\.options).flatMap { option in option.spellings.map { ($0, option) } }
    return Dictionary(pairs) { first, _ in first }
  }()

  /// In the order in which a new user meets them.
  static let all: [Verb] = [
    .initialise, .add, .build, .serve, .check, .export, .report, .manifold, .generate, .verify,
    .patterns, .module, .workflow, .worker, .list, .config, .clean, .completions, .version, .help,
    .markdownWorker,
  ]
}
