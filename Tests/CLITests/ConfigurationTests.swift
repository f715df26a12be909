import Notation
import SourceText
import TestSupport
import Testing

@testable import CLI

@Suite struct ConfigurationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    /// `line:column rule: summary`, one a line.
    let findings: String
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case(text: "", findings: ""),
    Case(text: "# nothing\n", findings: ""),
    Case(text: "title: Pay\ndrafts: true\njobs: 4\nfeed: {entries: 5}\n", findings: ""),
    Case(text: "policy: docs/policy.yaml\n", findings: ""),
    Case(text: "policy: [a.yaml, '**/b.yaml']\n", findings: ""),
    Case(
      text: "policy: ../a.yaml\n",
      findings: """
        1:9 config-value: a glob of policy must be relative to the project and stay in it, not "../a.yaml"
        """),
    Case(text: "{\"title\": \"Pay\", \"taxonomies\": [\"tags\", \"teams\"]}", findings: ""),
    Case(text: "title:\n", findings: ""),
    Case(text: "agent: {command: [tools/ask, --model, small], timeout: 30}\n", findings: ""),
    Case(
      text: "agent: {http: 'http://127.0.0.1:8080/ask', python: /opt/py/bin/python}\n", findings: ""
    ),
    Case(text: "agent: {command: []}\n", findings: ""),
    Case(
      text: "agent: {command: ''}\n",
      findings: "1:18 config-type: agent.command must be a program with its arguments, not \"\""),
    Case(
      text: "agent: {command: [ask, {a: b}]}\n",
      findings: "1:24 config-type: an entry of agent.command must be text, not a mapping"),
    Case(
      text: "agent: {timeout: 0}\n",
      findings: "1:18 config-value: agent.timeout must be from 1 to 3600, not 0"),
    Case(
      text: "taxonomies: [teams, date, a/b, static]\n",
      findings: """
        1:13 config-value: a name in taxonomies must not be "date", which has a meaning of its own
        1:13 config-value: a name in taxonomies must be made of letters, digits, - and _, not "a/b"
        1:13 config-value: a name in taxonomies must not be "static", which is a folder of the site
        """),
    Case(text: "base_url: https://docs.example.org/pay\n", findings: ""),
    Case(
      text: "base_url: https://a.example/b?c#d\n",
      findings: "1:11 config-value: base_url must not have a query or a fragment, as "
        + "\"https://a.example/b?c#d\" does"),
    Case(
      text: "destination: .git/hooks\n",
      findings: "1:14 config-value: destination must not be or lie in a hidden folder, as "
        + "\".git/hooks\" does"),
    Case(
      text: "titel: x\n",
      findings: "1:1 config-unknown-key: unknown key \"titel\"; did you mean \"title\"?"),
    Case(
      text: "baseURL: http://a/\n",
      findings: "1:1 config-unknown-key: unknown key \"baseURL\"; did you mean \"base_url\"?"),
    Case(
      text: "feed:\n  entires: 5\n",
      findings: "2:3 config-unknown-key: unknown key \"entires\" in feed; did you mean \"entries\"?"
    ),
    Case(
      text: "site: {titel: x}\n",
      findings: "1:8 config-unknown-key: unknown key \"titel\"; did you mean \"title\"?"),
    Case(
      text: "title: a\nsite:\n  title: b\n",
      findings: "3:3 config-value: title is given twice, first in line 1"),
    Case(
      text: "title: [a]\ndrafts: maybe\njobs: -1\n",
      findings: """
        1:8 config-type: title must be text, not a list
        2:9 config-type: drafts must be true or false, not "maybe"
        3:7 config-type: jobs must be a whole number, not "-1"
        """),
    Case(
      text: "drafts: \"true\"\n",
      findings: "1:9 config-type: drafts must be true or false, not \"true\""),
    Case(text: "jobs: 257\n", findings: "1:7 config-value: jobs must be from 0 to 256, not 257"),
    Case(text: "- a\n", findings: "1:1 config-type: site.yaml must be a mapping, not a list"),
    Case(text: "feed: 3\n", findings: "1:7 config-type: feed must be a mapping, not \"3\""),
    Case(
      text: "base_url: 'javascript:alert(1)'\n",
      findings: "1:11 config-value: base_url must start with http:// or https://, "
        + "not \"javascript:alert(1)\""),
    Case(
      text: "base_url: https:///x\n",
      findings: "1:11 config-value: base_url must name a host, as in https://docs.example.org/, "
        + "not \"https:///x\""),
    Case(
      text: "edit_url: https://git.example.org/x\n",
      findings: "1:11 config-value: edit_url must contain {path}, "
        + "not \"https://git.example.org/x\""),
    Case(
      text: "language: deutsch!\n",
      findings: "1:11 config-value: language must be a language tag such as en or pt-BR, "
        + "not \"deutsch!\""),
    Case(
      text: "destination: ../out\n",
      findings: "1:14 config-value: destination must be a folder inside the project, "
        + "but \"../out\" holds \"..\", which may lead out of its folder"),
    Case(
      text: "destination: /tmp/out\n",
      findings: "1:14 config-value: destination must be a folder inside the project, "
        + "but \"/tmp/out\" is absolute, expected a path relative to its folder"),
    Case(
      text: "destination: .\n",
      findings: "1:14 config-value: destination must be a folder inside the project, "
        + "but \".\" names no file"),
    Case(
      text: "destination: content/public\n",
      findings: "1:14 config-value: destination \"content/public\" lies inside content "
        + "\"content\": a build would read or overwrite itself"),
    Case(
      text: "destination: ./content/\n",
      findings: "1:14 config-value: destination \"content\" lies inside content \"content\": "
        + "a build would read or overwrite itself"),
    Case(
      text: "content: public/docs\n",
      findings: "1:10 config-value: content \"public/docs\" lies inside destination \"public\": "
        + "a build would read or overwrite itself"),
    Case(text: "destination: contents\n", findings: ""),
    Case(
      text: "inputs:\n  page: docs/**\n",
      findings: "2:3 config-unknown-key: unknown key \"page\" in inputs; did you mean \"pages\"?"),
    Case(
      text: "inputs:\n  pages: /etc/*.md\n",
      findings: "2:10 config-value: a glob of inputs.pages must be relative to the project and "
        + "stay in it, not \"/etc/*.md\""),
    Case(
      text: "navigation: [{title: a}, {page: b, icon: c}, [d]]\n",
      findings: """
        1:14 config-type: an entry of navigation needs page
        1:36 config-unknown-key: unknown key "icon" in navigation; known are title, page
        1:46 config-type: an entry of navigation must be a page or a mapping of title and page, \
        not a list
        """),
  ])
  func `site.yaml is checked with positions`(_ row: Case) {
    #expect(findings(in: row.text) == row.findings)
  }

  @Test func `a dotted key does not stand for nesting`() {
    #expect(findings(in: "feed.entries: 5\n").hasPrefix("1:1 config-unknown-key: unknown key"))
  }

  @Test func `an absent value leaves the default`() {
    let (configuration, _) = read("title:\n")
    #expect(configuration.title == "Throughline site")
    #expect(configuration.origin(of: "title") == .standard)
  }

  @Test func `values reach their properties`() {
    let (configuration, diagnostics) = read(
      """
      title: Pay
      base_url: https://docs.example.org/pay
      output: ./site/
      taxonomies: teams
      navigation: [guide/index.md, {title: Home, page: index.md}]
      inputs: {pages: [docs/**/*.md, "*.md"]}
      repository: {branch: trunk}
      """)
    #expect(diagnostics.isEmpty)
    #expect(configuration.baseURL == "https://docs.example.org/pay/")
    #expect(configuration.destination == "site")
    #expect(configuration.taxonomies == ["teams"])
    #expect(configuration.navigation.map(\.page) == ["guide/index.md", "index.md"])
    #expect(configuration.navigation.map(\.title) == [nil, "Home"])
    #expect(configuration.globs(of: .pages) == ["docs/**/*.md", "*.md"])
    #expect(configuration.globs(of: .manifolds) == InputReader.standardGlobs[.manifolds])
    #expect(configuration.branch == "trunk")
    #expect(configuration.jobs == nil)
    #expect(configuration.origin(of: "title") == .file("content/site.yaml:1:8"))
  }

  @Test(arguments: [
    "", "title: 'it''s: a \"test\" # no'\nlanguage: pt-BR\n",
    "title: \"\\u202Eevil\\tx\"\nnavigation: [a.md, {title: 'yes', page: b.md}]\n",
    "inputs: {pages: [], ignored: ['**/*.tmp']}\ntaxonomies: []\ndrafts: true\n",
    "description: null and void\nauthor: 'on'\nbase_url: http://localhost:8080/a?b=c\n",
  ])
  func `what config prints reads back as the same configuration`(_ text: String) {
    let (configuration, _) = read(text)
    let (again, diagnostics) = read(ConfigCommand.text(of: configuration))
    #expect(diagnostics.isEmpty)
    for key in ConfigurationKey.all {
      #expect(again.settings[key.path]?.value == configuration.settings[key.path]?.value)
    }
  }

  @Test func `flags override the environment, which overrides the file`() throws {
    try withTemporaryFolder { folder in
      try write(
        "title: Pay\nbase_url: https://file/\ndrafts: true\n", to: "\(folder)/content/site.yaml")
      let environment = ["THROUGHLINE_BASE_URL": "https://env/", "THROUGHLINE_STRICT": "yes"]
      let result = run(["config", "-s", folder, "-b", "https://flag/"], environment: environment)
      #expect(result.code == .clean)
      let lines = result.output.split(separator: "\n").map { line in
        line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
      }
      #expect(lines.contains("base_url: \"https://flag/\" # --base-url"))
      #expect(lines.contains("strict: true # THROUGHLINE_STRICT"))
      #expect(lines.contains("drafts: true # content/site.yaml:3:9"))
      #expect(lines.contains("language: en # default"))
    }
  }

  static let hostile: [(file: String, rules: [String])] = [
    ("unknown-keys.yaml", ["config-unknown-key"]),
    ("output-inside-content.yaml", ["config-value"]),
    ("site-outside.yaml", ["config-value", "config-value", "config-value"]),
  ]

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile)), arguments: hostile)
  func `hostile configurations are refused, each fault at its place`(
    _ row: (file: String, rules: [String])
  ) throws {
    let bytes = try Inputs.bytes("config/\(row.file)", in: Inputs.hostile)
    let file = SourceFile(path: Configuration.path, bytes: bytes)
    let (_, diagnostics) = ConfigurationReader.read(YAMLParser.parse(file))
    #expect(diagnostics.map(\.rule.id) == row.rules)
    #expect(diagnostics.allSatisfy { $0.range.line == 1 && $0.range.column > 1 })
  }

  private func read(_ text: String) -> (Configuration, [Diagnostic]) {
    ConfigurationReader.read(YAMLParser.parse(SourceFile(path: Configuration.path, text: text)))
  }

  private func findings(in text: String) -> String {
    read(text).1.map { diagnostic in
      let range = diagnostic.range
      return "\(range.line):\(range.column) \(diagnostic.rule.id): \(diagnostic.summary)"
    }.joined(separator: "\n")
  }
}
