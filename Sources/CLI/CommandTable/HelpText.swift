/// Help, from the table.
enum HelpText {
  /// The program and its verbs.
  static var overview: String {
    let width = (CommandTable.visible.map(\.name.count).max() ?? 0) + 2
    let verbs = CommandTable.visible.map { "  \(padded($0.name, to: width))\($0.summary)" }
    return """
      \(CommandTable.program): \(CommandTable.summary)

      usage: \(CommandTable.program) <verb> [options]

      \(verbs.joined(separator: "\n"))

      "\(CommandTable.program) help <verb>" explains a verb with its options and examples.
      Flags override THROUGHLINE_<FLAG> in the environment, which overrides content/site.yaml.
      \(exitCodes)

      """
  }

  static let exitCodes =
    "Exit codes: 0 clean, 1 findings, 2 usage or site.yaml, 3 input that cannot be opened."

  /// One verb: usage, explanation, operands, options, examples.
  static func explanation(of verb: Verb) -> String {
    var sections = [
      "\(CommandTable.program) \(verb.name): \(verb.summary)",
      "usage: \(CommandTable.program) \(verb.usage)",
    ]
    sections += verb.explanation.map { wrapped($0, width: 78).joined(separator: "\n") }
    if !verb.operands.isEmpty { sections.append(table(verb.operands.map(row))) }
    if !verb.options.isEmpty {
      sections.append("options:\n" + table(verb.options.map(row)))
    }
    if !verb.steps.isEmpty {
      sections.append("options by step:\n" + table(verb.steps.map { ($0.name, $0.summary) }))
    }
    if !verb.examples.isEmpty {
      sections.append("examples:\n" + verb.examples.map(lines).joined(separator: "\n"))
    }
    return sections.joined(separator: "\n\n") + "\n"
  }

  /// `-s, --source <dir>`: spellings with the placeholder after the last.
  static func heading(of option: Option) -> String {
    let indent = option.short == nil ? "    " : ""
    let value = option.placeholder.map { " <\($0)>" } ?? ""
    return indent + option.spellings.joined(separator: ", ") + value
  }

  /// The help line with choices and default.
  static func remarks(on option: Option) -> String {
    let choices = option.choices.isEmpty ? "" : ": " + option.choices.joined(separator: ", ")
    return option.help + choices + (option.standard.map { " (default: \($0))" } ?? "")
  }

  private static func row(_ operand: Verb.Operand) -> (String, String) {
    let choices = operand.choices.isEmpty ? "" : ": " + operand.choices.joined(separator: ", ")
    return ("<\(operand.name)>", operand.help + choices)
  }

  private static func row(_ option: Option) -> (String, String) {
    (heading(of: option), remarks(on: option))
  }

  private static func table(_ rows: [(String, String)]) -> String {
    let width = min(32, (rows.map(\.0.count).max() ?? 0) + 2)
    return rows.flatMap { heading, remarks in
      let text = wrapped(remarks, width: max(30, 78 - width))
      let first = heading.count + 2 > width ? [heading] : []
      return first.map { "  " + $0 }
        + text.enumerated().map { index, line in
          "  " + padded(index == 0 && first.isEmpty ? heading : "", to: width) + line
        }
    }.joined(separator: "\n")
  }

  private static func lines(_ example: Verb.Example) -> String {
    "  \(CommandTable.program) \(example.command)\n      \(example.purpose)"
  }
}
