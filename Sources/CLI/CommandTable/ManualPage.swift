/// The manual page `throughline(1)`, from the table, in the `man` macros of troff.
enum ManualPage {
  static func text(version: String) -> String {
    var page = Page()
    page.macro(".TH THROUGHLINE 1 \"\" \"Throughline \(version)\" \"User commands\"")
    page.section("NAME", "\(CommandTable.program) - \(CommandTable.summary)")
    page.section("SYNOPSIS")
    page.macro(".B \(CommandTable.program)")
    page.line("<verb> [options]")
    page.section("VERBS")
    for verb in CommandTable.visible { page.describe(verb) }
    page.section("ENVIRONMENT", environment)
    page.section("FILES", "content/site.yaml: the project's configuration.")
    page.section("EXIT STATUS", HelpText.exitCodes)
    return page.text
  }

  private static let environment =
    "Each option but --help, --write and --check reads THROUGHLINE_<FLAG>, in capitals with "
    + "underscores, when the flag is not given; both override content/site.yaml. NO_COLOR turns colour off."

  /// The page so far. A macro stands at the start of a line, so text must never look like one.
  private struct Page {
    var text = ""

    mutating func macro(_ macro: String) { text += macro + "\n" }

    mutating func line(_ line: String) {
      let escaped = Self.escaped(line)
      let isMacro = escaped.hasPrefix(".") || escaped.hasPrefix("'")
      text += (isMacro ? "\\&" : "") + escaped + "\n"
    }

    mutating func section(_ title: String, _ body: String? = nil) {
      macro(".SH \(title)")
      if let body { line(body) }
    }

    mutating func describe(_ verb: Verb) {
      macro(".SS \(Self.escaped(verb.usage))")
      line(Self.sentence(verb.summary))
      for paragraph in verb.explanation {
        macro(".PP")
        line(paragraph)
      }
      for operand in verb.operands {
        let choices = operand.choices.isEmpty ? "" : ": " + operand.choices.joined(separator: ", ")
        item("<\(operand.name)>", operand.help + choices)
      }
      for option in verb.options {
        let heading = HelpText.heading(of: option)
        item(String(heading.drop { $0 == " " }), HelpText.remarks(on: option))
      }
      for step in verb.steps {
        item("\(CommandTable.program) \(verb.name) \(step.name)", "Takes \(step.summary)")
      }
      for example in verb.examples {
        item("\(CommandTable.program) \(example.command)", "Example: \(example.purpose)")
      }
    }

    private mutating func item(_ heading: String, _ remarks: String) {
      macro(".TP")
      macro(".B \"\(Self.escaped(heading))\"")
      line(Self.sentence(remarks))
    }

    private static func sentence(_ text: String) -> String {
      text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    private static func escaped(_ text: String) -> String {
      text.reduce(into: "") { result, character in
        switch character {
        case "\\": result += "\\e"
        case "-": result += "\\-"
        case "\"": result += "\\(dq"
        case "'": result += "\\(aq"
        default: result.append(character)
        }
      }
    }
  }
}
