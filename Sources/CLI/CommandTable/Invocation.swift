import Reports

/// Where a setting's value comes from; a later case overrides an earlier one.
enum Origin: Sendable, Hashable {
  case standard
  case file(String)
  case environment(String)
  case flag(String)

  var description: String {
    switch self {
    case .standard: "default"
    case .file(let place): place
    case .environment(let variable): variable
    case .flag(let spelling): spelling
    }
  }

  /// True when whoever runs the program has said so, not the project's files.
  var isFromUser: Bool {
    switch self {
    case .standard, .file: false
    case .environment, .flag: true
    }
  }
}

/// A command line that fits the table: every option belongs to the verb and has a valid value.
struct Invocation: Sendable {
  struct Given: Sendable, Equatable {
    var text: String
    var origin: Origin

    /// The same with what was given before, a line for each.
    func behind(_ earlier: Given?) -> Given {
      Given(text: (earlier.map { $0.text + "\n" } ?? "") + text, origin: origin)
    }
  }

  var verb: Verb
  /// By option name: what flags and environment say, and nothing for the rest.
  var given: [String: Given] = [:]
  var operands: [String] = []

  func text(_ option: Option) -> String? { given[option.name]?.text }
  func number(_ option: Option) -> Int? { text(option).flatMap(Option.number) }
  func isOn(_ option: Option) -> Bool { text(option).flatMap(Option.truth) ?? false }
  var folder: String { text(.source) ?? "." }
}

/// Why a command line cannot be obeyed.
struct UsageFault: Error, Equatable {
  /// Lower case, no full stop.
  let message: String
  /// The verb whose help would serve; `nil` for the overview.
  var verb: String?

  init(_ message: String, verb: String? = nil) {
    self.message = message
    self.verb = verb
  }

  /// The message and where to read on, for standard error.
  var report: String {
    let help = (["help"] + (verb.map { [$0] } ?? [])).joined(separator: " ")
    return """
      \(CommandTable.program): \(visibleText(message))
      run "\(CommandTable.program) \(help)" for what is possible

      """
  }
}
