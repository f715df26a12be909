import SourceText
import Templates
import Testing

/// What a pack's templates write: text of a manifold never leaves its place.
@Suite struct `Values in programs and settings` {
  struct Case: Sendable, CustomTestStringConvertible {
    let id, name, template: String
    let value: TemplateValue
    let output: String
    var testDescription: String { id }

    init(
      _ id: String, _ name: String, _ template: String, _ value: TemplateValue, _ output: String
    ) {
      (self.id, self.name, self.template) = (id, name, template)
      (self.value, self.output) = (value, output)
    }
  }

  static let python: [Case] = [
    Case("a word as code", "a.py", "class {{x}}Flow:\n", "Seat", "class SeatFlow:\n"),
    Case("a number as code", "a.py", "A = {{x}}\n", 36, "A = 36\n"),
    Case("a decimal as code", "a.py", "A = {{x}}\n", "0.25", "A = 0.25\n"),
    Case("a truth as code", "a.py", "A = {{x}}\n", true, "A = True\n"),
    Case("nothing as code", "a.py", "A = {{x}}\n", nil, "A = None\n"),
    Case("quotes in a text", "a.py", "A = \"{{x}}\"\n", "a\"b", "A = \"a\\\"b\"\n"),
    Case("a backslash at the end", "a.py", "A = \"{{x}}\"\n", "a\\", "A = \"a\\\\\"\n"),
    Case("a line end in a text", "a.py", "A = \"{{x}}\"\n", "a\nb", "A = \"a\\nb\"\n"),
    Case("a control in a text", "a.py", "A = \"{{x}}\"\n", "a\u{0}b", "A = \"a\\x00b\"\n"),
    Case(
      "letters that turn the text round", "a.py", "A = \"{{x}}\"\n", "a\u{202E}b",
      "A = \"a\\u202eb\"\n"),
    Case(
      "three quotes in prose", "a.py", "\"\"\"{{x}}\"\"\"\n", "\"\"\"", "\"\"\"\\\"\\\"\\\"\"\"\"\n"
    ),
    Case(
      "a quote at the end of prose", "a.py", "\"\"\"{{x}}\"\"\"\n", "a\"", "\"\"\"a\\\"\"\"\"\n"),
    Case(
      "lines in prose become one", "a.py", "\"\"\"\n{{x}}\n\"\"\"\n", "a\n# throughline:end",
      "\"\"\"\na # throughline\\x3aend\n\"\"\"\n"),
    Case(
      "a line end in a comment", "a.py", "# {{x}}\nA = 1\n", "a\nimport os",
      "# a import os\nA = 1\n"),
    Case("an encoding in a comment", "a.py", "# {{x}}\n", "coding: utf-7", "# coding : utf-7\n"),
    Case(
      "a mark of ours in a comment", "a.py", "# {{x}}\n", "throughline:end", "# throughline :end\n"),
    Case("an empty text before a value", "a.py", "A = \"\" + {{x}}\n", "b", "A = \"\" + b\n"),
    Case("a prefix that is a name", "a.py", "off = \"{{x}}\"\n", "a", "off = \"a\"\n"),
    Case("a hash in a text", "a.py", "A = \"# {{x}}\"\n", "a\nb", "A = \"# a\\nb\"\n"),
    Case("a quote in a comment", "a.py", "# it's\nA = {{x}}\n", "b", "# it's\nA = b\n"),
  ]

  static let settings: [Case] = [
    Case("TOML text", "a.toml", "a = \"{{x}}\"\n", "a\"\n\\", "a = \"a\\\"\\n\\\\\"\n"),
    Case("TOML control", "a.toml", "a = \"{{x}}\"\n", "\u{1}", "a = \"\\u0001\"\n"),
    Case("TOML comment", "a.toml", "# {{x}}\n", "a\n[b]", "# a [b]\n"),
    Case("TOML name", "a.toml", "name = {{x}}\n", 3, "name = 3\n"),
    Case("YAML text", "a.yaml", "a: \"{{x}}\"\n", "a\"\n\\", "a: \"a\\\"\\n\\\\\"\n"),
    Case("YAML word", "a.yaml", "a: {{x}}\n", "SeatSlow", "a: SeatSlow\n"),
    Case("YAML comment", "a.yaml", "# {{x}}\na: 1\n", "a\nb: 2", "# a b: 2\na: 1\n"),
    Case(
      "braces of another language", "a.yml", "a: \"{{x}}\"\n", "{{ .x }}", "a: \"{ { .x } }\"\n"),
    Case(
      "our braces as text", "a.yaml", "a: \"\\{{ $value }} {{x}}\"\n", "b",
      "a: \"{{ $value }} b\"\n"),
    Case("YAML list", "a.yaml", "a: [\"{{x}}\", \"b\"]\n", "],", "a: [\"],\", \"b\"]\n"),
    Case(
      "an apostrophe in plain text", "a.yaml", "a: it's\nb: \"{{x}}\"\n", "\"",
      "a: it's\nb: \"\\\"\"\n"),
  ]

  static let markdown: [Case] = [
    Case(
      "marks in text", "a.md", "x {{x}}\n", "*a* `b` [c](d) |e|",
      "x \\*a\\* \\`b\\` \\[c\\](d) \\|e\\|\n"),
    Case("a name in text", "a.md", "x {{x}}\n", "retry_seconds", "x retry_seconds\n"),
    Case("a comparison in text", "a.md", "x {{x}}\n", "p99 < 0.1", "x p99 < 0.1\n"),
    Case("a tag in text", "a.md", "x {{x}}\n", "<script>", "x &lt;script>\n"),
    Case("an entity in text", "a.md", "x {{x}}\n", "&lt; a & b", "x &amp;lt; a & b\n"),
    Case("lines in text", "a.md", "x {{x}}\n", "a\n# b", "x a # b\n"),
    Case("a heading at the start", "a.md", "{{x}}\n", "# b", "\\# b\n"),
    Case("a list at the start", "a.md", "- {{x}}\n", "1. b", "- 1\\. b\n"),
    Case("a short code", "a.md", "x {{x}}\n", "{{> matrix}}", "x \\{\\{> matrix}}\n"),
    Case("backticks in code", "a.md", "x `{{x}}`\n", "a`b", "x `a'b`\n"),
    Case(
      "lines in a fence", "a.md", "```text\n{{x}}\n```\n{{x}}\n", "a\n```",
      "```text\na '''\n```\na \\`\\`\\`\n"),
    Case("an address", "a.md", "[x](b/{{x}}.md)\n", "a b)(", "[x](b/a%20b%29%28.md)\n"),
    Case("a comment", "a.md", "<!-- {{x}} -->\n", "a -->\n<b>", "<!-- a - -  <b  -->\n"),
    Case("an attribute", "a.md", "<a id=\"{{x}}\"></a>\n", "k1", "<a id=\"k1\"></a>\n"),
  ]

  @Test(arguments: python + settings + markdown)
  func `a value is written as its place demands`(_ example: Case) throws {
    #expect(
      try rendered(example.template, ["x": example.value], name: example.name) == example.output)
  }

  static let refused: [Case] = [
    Case("a statement as code", "a.py", "A = {{x}}\n", "1; import os", ""),
    Case("a line end as code", "a.py", "A = {{x}}\n", "1\n2", ""),
    Case("a call as code", "a.py", "A = {{x}}\n", "f()", ""),
    Case("an empty text as code", "a.py", "A = {{x}}\n", "", ""),
    Case("a mapping as a YAML word", "a.yaml", "a: {{x}}\n", "b: c", ""),
    Case("an alias as a YAML word", "a.yaml", "a: {{x}}\n", "*b", ""),
    Case("a tag as a YAML word", "a.yaml", "a: {{x}}\n", "!b", ""),
    Case("nothing as a YAML word", "a.yaml", "a: {{x}}\n", nil, ""),
    Case("a quote as a TOML word", "a.toml", "a = {{x}}\n", "\"b\"", ""),
    Case("a quote in a tag of Markdown", "a.md", "<a id=\"{{x}}\"></a>\n", "a\" b", ""),
    Case("a list as code", "a.py", "A = {{x}}\n", ["a"], ""),
  ]

  @Test(arguments: refused)
  func `what is no word cannot become code`(_ example: Case) {
    let failure = failure(of: example.template, ["x": example.value], name: example.name)
    #expect(failure?.rule == .templateValue)
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let id, name, template, fault: String
    var testDescription: String { id }

    init(_ id: String, _ name: String, _ template: String, _ fault: String) {
      (self.id, self.name, self.template, self.fault) = (id, name, template, fault)
    }
  }

  static let faulty: [Fault] = [
    Fault(
      "an f-string", "a.py", "A = f\"{{x}}\"\n",
      "1:7 template-context: a value cannot stand in an f-string"),
    Fault(
      "a raw f-string", "a.py", "A = rf\"\"\"{{x}}\"\"\"\n",
      "1:10 template-context: a value cannot stand in an f-string"),
    Fault(
      "a raw string", "a.py", "A = r\"{{x}}\"\n",
      "1:7 template-context: a value cannot stand in a raw string"),
    Fault(
      "bytes", "a.py", "A = b\"{{x}}\"\n", "1:7 template-context: a value cannot stand in bytes"),
    Fault(
      "single quotes", "a.py", "A = '{{x}}'\n",
      "1:6 template-context: a value cannot stand in single quotes"),
    Fault(
      "a value that becomes a prefix", "a.py", "A = {{x}}\"b\"\n",
      "1:10 template-context: a text cannot stand right behind a value"),
    Fault(
      "a prefix from one branch", "a.py", "A = {{#if x}}f{{/if}}\"b\"\n",
      "1:22 template-context: a text cannot stand right behind a value"),
    Fault(
      "literal text of TOML", "a.toml", "a = '{{x}}'\n",
      "1:6 template-context: a value cannot stand in single quotes"),
    Fault(
      "single quotes of YAML", "a.yaml", "a: '{{x}}'\n",
      "1:5 template-context: a value cannot stand in single quotes"),
    Fault(
      "a block of YAML", "a.yaml", "a: |\n  b\n",
      "1:4 template-context: a block of text cannot stand in a template; write it in double quotes"),
    Fault(
      "markup", "a.py", "A = {{{x}}}\n", "1:5 template-context: markup cannot stand in this file"),
    Fault(
      "code of Markdown that is not closed", "a.md", "`a\n",
      "1:3 template-context: code between backticks has to end on its line"),
    Fault(
      "branches that end in different places", "a.py", "{{#if x}}A = \"{{/if}}\nB = 1\n",
      "1:1 template-context: the branches of this block end in different contexts, one in a text in "
        + "quotes and one in code"),
    Fault(
      "a partial in a text", "a.py", "A = \"{{> p}}\"\n",
      "1:6 template-partial: a partial cannot stand in a text in quotes"),
  ]

  @Test(arguments: faulty)
  func `a place that cannot be made safe is refused`(_ example: Fault) {
    let found = faults(in: example.template, name: example.name, others: ["partials/p.py": "B\n"])
    #expect(found.first == example.fault)
  }

  /// Random hostile text: what it cannot do whatever it is.
  @Test func `random text stays in its place`() throws {
    let pieces = [
      "\"\"\"", "'''", "\"", "'", "\\", "\n", "\r", "# ", "`", "```", "{{", "}}", "{%", "<!--",
      "-->",
      "${x}", "\u{0}", "\u{2028}", "\u{202E}", "coding: x", "throughline:end", "| ", "- ", ": ",
      "é",
      "[x](y)", "&amp;", "<b>", "*", "_", "~", "a", " ",
    ]
    var state: UInt64 = 11
    let next = { (bound: Int) in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<600 {
      let text = (0...next(9)).map { _ in pieces[next(pieces.count)] }.joined()
      try expectKept(text, "a.py", "# ", "\nA = 1\n") { !$0.contains("\n") && !$0.contains("\r") }
      try expectKept(text, "a.py", "A = \"", "\"\nB = 1\n", check: isOneText)
      try expectKept(text, "a.py", "\"\"\"", "\"\"\"\nB = 1\n", check: isOneText)
      try expectKept(text, "a.toml", "a = \"", "\"\n", check: isOneText)
      try expectKept(text, "a.yaml", "a: \"", "\"\n", check: isOneText)
      try expectKept(text, "a.md", "x ", " y\n") { !$0.contains("\n") && !$0.contains("<!--") }
      try expectKept(text, "a.md", "x `", "` y\n") { !$0.contains("`") && !$0.contains("\n") }
      try expectKept(text, "a.md", "<!-- ", " -->\n") { !$0.contains(">") && !$0.contains("--") }
    }
  }

  private func expectKept(
    _ text: String, _ name: String, _ before: String, _ after: String,
    check: (String) -> Bool
  ) throws {
    let output = try rendered(before + "{{x}}" + after, ["x": .string(text)], name: name)
    #expect(output.utf8.starts(with: before.utf8))
    let inside = String(
      decoding: output.utf8.dropFirst(before.utf8.count).dropLast(after.utf8.count), as: UTF8.self)
    #expect(output.utf8.suffix(after.utf8.count).elementsEqual(after.utf8))
    #expect(check(inside), "\(text.debugDescription) became \(inside.debugDescription)")
    #expect(!inside.contains("throughline:"))
  }

  /// No quote ends it, no line end, and no backslash escapes what follows.
  private func isOneText(_ inside: String) -> Bool {
    var isEscaped = false
    for byte in inside.utf8 {
      if byte == 0x0A || byte == 0x0D { return false }
      if isEscaped {
        isEscaped = false
      } else if byte == 0x5C {
        isEscaped = true
      } else if byte == 0x22 {
        return false
      }
    }
    return !isEscaped
  }
}
