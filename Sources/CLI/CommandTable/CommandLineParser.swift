/// Arguments and environment to an `Invocation`, by the table alone.
///
/// Options may stand before the verb and between operands; `--` ends them; the last of two wins, unless the option says
/// that it may be repeated.
struct CommandLineParser {
  private var remaining: ArraySlice<String>
  private var verb: Verb?
  private var flags: [(option: Option, given: Invocation.Given)] = []
  private var operands: [String] = []

  /// The invocation that arguments ask for, given without the program's name.
  static func parse(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws(UsageFault) -> Invocation {
    var parser = CommandLineParser(remaining: arguments[...])
    return try parser.parse(environment)
  }

  private init(remaining: ArraySlice<String>) { self.remaining = remaining }

  private mutating func parse(_ environment: [String: String]) throws(UsageFault) -> Invocation {
    while let argument = remaining.popFirst() {
      if argument == "--" {
        while let word = remaining.popFirst() { try take(word: word) }
        break
      }
      if let special = asSpecial(argument) { return special }
      try take(argument)
    }
    guard let verb else { return try withoutVerb() }
    try checkOperands(of: verb)
    return Invocation(verb: verb, given: try settings(of: verb, environment), operands: operands)
  }

  /// `--help` and `--version` answer at once, whatever else the line says.
  private func asSpecial(_ argument: String) -> Invocation? {
    switch argument {
    case "--help", "-h", "-?": helpInvocation(operands: verb.map { [$0.name] } ?? [])
    case "--version", "-V":
      CommandTable.verb(named: "version").map { Invocation(verb: $0) }
    default: nil
    }
  }

  private func helpInvocation(operands: [String]) -> Invocation? {
    CommandTable.verb(named: "help").map { Invocation(verb: $0, operands: operands) }
  }

  private func withoutVerb() throws(UsageFault) -> Invocation {
    guard flags.isEmpty, let help = helpInvocation(operands: []) else {
      throw UsageFault("expected a verb, found only options")
    }
    return help
  }

  private mutating func take(_ argument: String) throws(UsageFault) {
    if argument.hasPrefix("--") {
      try takeLong(argument)
    } else if argument.hasPrefix("-"), argument.count > 1 {
      try takeShort(argument)
    } else {
      try take(word: argument)
    }
  }

  private mutating func take(word: String) throws(UsageFault) {
    guard verb == nil else { return operands.append(word) }
    guard let found = CommandTable.verb(named: word) else {
      let names = CommandTable.visible.map(\.name)
      throw UsageFault("unknown verb \(quoted(word))" + suggestion(for: word, among: names))
    }
    verb = found
  }

  private mutating func takeLong(_ argument: String) throws(UsageFault) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let spelling = String(parts[0])
    let option = try known(spelling)
    try add(option, spelling, attached: parts.count == 2 ? String(parts[1]) : nil)
  }

  /// `-D`, `-b url`, `-burl`, `-Dv`: letters up to the first that takes a value.
  private mutating func takeShort(_ argument: String) throws(UsageFault) {
    var letters = argument.dropFirst()
    while let letter = letters.popFirst() {
      let option = try known("-\(letter)")
      let takesRest = option.taking != .nothing && !letters.isEmpty
      try add(option, "-\(letter)", attached: takesRest ? String(letters) : nil)
      if takesRest { return }
    }
  }

  private mutating func add(
    _ option: Option, _ spelling: String, attached: String?
  ) throws(UsageFault) {
    let text = try value(of: option, spelling, attached)
    if let complaint = option.complaint(about: text) {
      throw UsageFault("\(spelling) \(complaint)", verb: verb?.name)
    }
    flags.append((option, Invocation.Given(text: text, origin: .flag("--\(option.name)"))))
  }

  private mutating func value(
    of option: Option, _ spelling: String, _ attached: String?
  ) throws(UsageFault) -> String {
    if let attached { return attached }
    if option.taking == .nothing { return "true" }
    guard let value = remaining.popFirst() else {
      let placeholder = option.placeholder ?? "value"
      throw UsageFault("\(spelling) needs a value: \(spelling) <\(placeholder)>", verb: verb?.name)
    }
    return value
  }

  private func known(_ spelling: String) throws(UsageFault) -> Option {
    // Options of one name may differ between verbs, as `--format` of `list` does.
    let own = verb?.options.first { $0.spellings.contains(spelling) }
    if let option = own ?? CommandTable.option(spelled: spelling) { return option }
    let candidates = (verb.map { [$0] } ?? CommandTable.visible).flatMap(\.options)
    let spellings = candidates.flatMap(\.spellings).filter { $0.hasPrefix("--") }
    throw UsageFault(
      "unknown option \(quoted(spelling))" + (verb.map { " for \($0.name)" } ?? "")
        + suggestion(for: spelling, among: spellings), verb: verb?.name)
  }

  private func checkOperands(of verb: Verb) throws(UsageFault) {
    for (index, operand) in verb.operands.enumerated() {
      guard index < operands.count else {
        guard operand.isRequired else { return }
        throw UsageFault(missing(operand, of: verb), verb: verb.name)
      }
      guard !operand.choices.isEmpty,
        let complaint = Option.complaint(about: operands[index], among: operand.choices)
      else { continue }
      throw UsageFault("<\(operand.name)> \(complaint)", verb: verb.name)
    }
    guard operands.count > verb.operands.count, verb.operands.last?.isRepeated != true else {
      return
    }
    let extra = quoted(operands[verb.operands.count])
    // "help report pr" is about report.
    let subject = verb.name == "help" ? CommandTable.verb(named: operands[0]) : verb
    throw UsageFault("\(verb.name) does not expect \(extra)", verb: subject?.name)
  }

  private func missing(_ operand: Verb.Operand, of verb: Verb) -> String {
    let choices = operand.choices.isEmpty ? "" : ": " + operand.choices.joined(separator: ", ")
    return "\(verb.name) needs <\(operand.name)>\(choices)"
  }

  private func settings(
    of verb: Verb, _ environment: [String: String]
  ) throws(UsageFault) -> [String: Invocation.Given] {
    var given = try fromEnvironment(verb, environment)
    var repeated: [String: Invocation.Given] = [:]
    for flag in flags {
      guard let own = verb.option(named: flag.option.name) else {
        throw UsageFault(foreign(flag.option, to: verb), verb: verb.name)
      }
      // An option before the verb was checked against another verb's meaning of it.
      if let complaint = own.complaint(about: flag.given.text) {
        throw UsageFault("--\(own.name) \(complaint)", verb: verb.name)
      }
      if let stray = stray(own, for: verb) { throw UsageFault(stray, verb: verb.name) }
      given[own.name] = flag.given.behind(own.isRepeated ? repeated[own.name] : nil)
      repeated[own.name] = given[own.name]
    }
    return given
  }

  /// Nobody may believe that an option does something where it does nothing.
  private func stray(_ option: Option, for verb: Verb) -> String? {
    guard let step = verb.steps.first(where: { $0.name == operands.first }), !step.takes(option)
    else { return nil }
    let owners = alternatives(verb.steps.filter { $0.takes(option) }.map(\.name))
    return "--\(option.name) is for \(verb.name) \(owners), not for \(verb.name) \(step.name)"
  }

  private func foreign(_ option: Option, to verb: Verb) -> String {
    let others = CommandTable.verbs(taking: option).map(\.name)
    let owners = others.isEmpty ? "" : "; it belongs to " + others.joined(separator: ", ")
    return "\(verb.name) does not take --\(option.name)\(owners)"
  }

  private func fromEnvironment(
    _ verb: Verb, _ environment: [String: String]
  ) throws(UsageFault) -> [String: Invocation.Given] {
    var given: [String: Invocation.Given] = [:]
    let flagged = Set(flags.map(\.option.name))
    for option in verb.options where !flagged.contains(option.name) {
      guard
        let variable = option.variables.first(where: { environment[$0]?.isEmpty == false }),
        let text = environment[variable]
      else { continue }
      if let complaint = option.complaint(about: text) {
        throw UsageFault("\(variable) \(complaint)", verb: verb.name)
      }
      given[option.name] = Invocation.Given(text: text, origin: .environment(variable))
    }
    return given
  }
}
