/// One option: how it is spelled, what it takes, what it does.
///
/// Options are shared between verbs by value, so that `--format` means the same wherever it stands.
struct Option: Sendable {
  /// What follows the option's name.
  enum Taking: Sendable, Equatable {
    /// A switch: nothing follows, though `--drafts=false` undoes it.
    case nothing
    /// Any text, shown in help as the placeholder.
    case text(String)
    /// The path of a file or a folder: completed by the shell.
    case file(String)
    case folder(String)
    case number(String, ClosedRange<Int>)
    case choice(String, [String])
  }

  /// The long spelling without its dashes; also the key under which its value is kept.
  let name: String
  let short: Character?
  /// Further long spellings, without dashes.
  let aliases: [String]
  let taking: Taking
  /// One line, imperative or descriptive, lower case, no full stop.
  let help: String
  /// The value without the option, as printed in help; `nil` when there is none to speak of.
  let standard: String?
  /// Environment variables that stand in for the option, the first that is set wins.
  let variables: [String]
  /// It may be given several times: its text then has a line for each, and so has a variable's.
  let isRepeated: Bool

  init(
    _ name: String, short: Character? = nil, aliases: [String] = [], _ taking: Taking,
    standard: String? = nil, variables: [String]? = nil, isRepeated: Bool = false, _ help: String
  ) {
    self.name = name
    self.short = short
    self.aliases = aliases
    self.taking = taking
    self.help = help
    self.standard = standard
    self.isRepeated = isRepeated
    let capitals = String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    self.variables = variables ?? ["THROUGHLINE_" + capitals]
  }

  /// Every spelling with its dashes, the short one first.
  var spellings: [String] {
    (short.map { ["-\($0)"] } ?? []) + ["--\(name)"] + aliases.map { "--\($0)" }
  }

  var placeholder: String? {
    switch taking {
    case .nothing: nil
    case .text(let name), .file(let name), .folder(let name), .number(let name, _),
      .choice(let name, _):
      name
    }
  }

  /// The words that completion may offer for the value.
  var choices: [String] {
    guard case .choice(_, let choices) = taking else { return [] }
    return choices
  }
}

extension Option {
  /// Why `text` cannot be the option's value; `nil` when it can.
  ///
  /// Worded to follow the option's name: `--jobs must be a whole number from 1 to 256, not "x"`.
  func complaint(about text: String) -> String? {
    switch taking {
    case .nothing:
      Self.truth(of: text) == nil ? "must be true or false, not \(quoted(text))" : nil
    case .text, .file, .folder:
      text.isEmpty ? "must not be empty" : nil
    case .number(_, let range):
      Self.number(text).map(range.contains) == true
        ? nil
        : "must be a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "not \(quoted(text))"
    case .choice(_, let choices): Self.complaint(about: text, among: choices)
    }
  }

  /// The truth value that a switch's text stands for; `nil` when it stands for none.
  static func truth(of text: String) -> Bool? {
    switch text.lowercased() {
    case "1", "true", "yes", "on": true
    case "0", "false", "no", "off": false
    default: nil
    }
  }

  /// Digits only: `Int` alone would take a sign as well.
  static func number(_ text: String) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  static func complaint(about text: String, among choices: [String]) -> String? {
    guard !choices.contains(text) else { return nil }
    return "must be \(alternatives(choices)), not \(quoted(text))"
      + suggestion(for: text, among: choices)
  }
}
