/// One verb of the command line, as data.
struct Verb: Sendable {
  /// A word that is no option.
  struct Operand: Sendable {
    let name: String
    /// Lower case, no full stop.
    let help: String
    var isRequired = true
    /// Words that it must be one of; empty when it may be any.
    var choices: [String] = []
    /// The last one may be followed by more of its kind.
    var isRepeated = false

    /// `<name>`, `[<name>]`, `[<name>...]`.
    fileprivate var usage: String {
      let word = "<\(name)>" + (isRepeated ? "..." : "")
      return isRequired ? word : "[\(word)]"
    }
  }

  /// A command that a reader can type as it stands.
  struct Example: Sendable {
    /// Without the program's name.
    let command: String
    /// Lower case, no full stop.
    let purpose: String
  }

  /// What a first operand makes of the verb, where that decides which options mean something.
  struct Step: Sendable {
    let name: String
    /// Without those that every verb takes.
    let options: [Option]

    /// All of them, each where it is met first.
    static func options(of steps: [Step]) -> [Option] {
      var names: Set<String> = []
      return steps.flatMap(\.options).filter { names.insert($0.name).inserted }
    }

    /// `--base, --head`.
    var summary: String { options.map { "--\($0.name)" }.joined(separator: ", ") }

    func takes(_ option: Option) -> Bool {
      (options + Option.everywhere).contains { $0.name == option.name }
    }
  }

  let name: String
  /// Other words for the same verb, understood and not advertised.
  var aliases: [String] = []
  /// One line, lower case, imperative, no full stop.
  let summary: String
  /// What the summary leaves out: whole sentences, a paragraph each.
  var explanation: [String] = []
  var operands: [Operand] = []
  var options: [Option] = []
  /// Empty where every option is for whatever the operands say.
  var steps: [Step] = []
  var examples: [Example] = []
  /// Left out of help, completions and the manual page.
  var isHidden = false

  /// `build [options]`, `new [options] <kind> <name>`.
  var usage: String {
    let words = operands.map(\.usage)
    return ([name] + (options.isEmpty ? [] : ["[options]"]) + words).joined(separator: " ")
  }

  func option(named name: String) -> Option? { options.first { $0.name == name } }
}
