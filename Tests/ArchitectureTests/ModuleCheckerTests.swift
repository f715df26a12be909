import Testing

/// The checker on sources of its own: it must fail where it should.
@Suite struct `Module checker` {
  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let module: String
    let path: String
    let source: String
    let departures: [String]
    var testDescription: String { id }

    init(
      _ id: String, in module: String, at path: String = "File.swift", _ source: String,
      _ departures: String...
    ) {
      self.id = id
      self.module = module
      self.path = "\(module)/\(path)"
      self.source = source
      self.departures = departures
    }
  }

  static let imports: [Case] = [
    Case("a listed import passes", in: "Analysis", "public import TraceModel\nimport SourceText"),
    Case(
      "an import of a lower module that the row does not list", in: "Analysis", "import Notation",
      "1: Analysis may not import Notation"),
    Case(
      "an import upwards", in: "SourceText", "\n\n@testable import Site",
      "3: SourceText may not import Site"),
    Case(
      "one declaration of a module", in: "Drawing", "import struct TraceModel.TraceGraph",
      "1: Drawing may not import TraceModel"),
    Case(
      "Foundation, anywhere", in: "CLI", "import Foundation", "1: CLI may not import Foundation"),
    Case(
      "Glibc in a pure module", in: "Templates", "import Glibc",
      "1: Glibc is imported where nothing outside may be reached"),
    Case("Glibc where the disk is the job", in: "System", "import Glibc"),
    Case("Glibc beside the workers", in: "Markdown", at: "Isolation/Worker.swift", "import Glibc"),
    Case(
      "Glibc elsewhere in Markdown", in: "Markdown", at: "Headings.swift",
      "@preconcurrency import Glibc",
      "1: Glibc is imported where nothing outside may be reached"),
    Case(
      "a C library in its wrapper", in: "Notation", at: "YAML/YAMLEvents.swift", "import CLibYAML"),
    Case(
      "a C library beside its wrapper", in: "Notation", at: "JSON/Parser.swift", "import CLibYAML",
      "1: CLibYAML is imported outside its wrapper, [\"Notation/YAML/YAMLEvents\"]"),
    Case(
      "a C library of another module", in: "Site", "import CCmarkGFM",
      "1: Site may not import CCmarkGFM"),
    Case("an import in a comment", in: "Site", "// import Glibc\n/* import CLI */"),
    Case("an import in a string", in: "Site", "let text = \"\"\"\n  import CLI\n  \"\"\""),
  ]

  static let words: [Case] = [
    Case(
      "a clock", in: "Site", "let now = ContinuousClock.now", "1: ContinuousClock reaches the clock"
    ),
    Case("a shuffle", in: "Analysis", "items.shuffled()", "1: shuffled reaches randomness"),
    Case(
      "a seeded hash", in: "Analysis", "let h = id.hashValue", "1: hashValue reaches randomness"),
    Case(
      "the environment", in: "Reports", "let path = getenv(\"PATH\")",
      "1: getenv reaches the environment"),
    Case(
      "the arguments", in: "Ingest", "CommandLine.arguments",
      "1: CommandLine reaches the environment"),
    Case("a process", in: "Drawing", "\nsystem(\"dot\")", "2: system reaches a process"),
    Case("the disk", in: "Site", "fopen(path, \"w\")", "1: fopen reaches the disk"),
    Case("printing", in: "Site", "print(page)", "1: print reaches the disk"),
    Case(
      "code inside a string", in: "Site", "let text = \"at \\(getcwd(nil, 0)) now\"",
      "1: getcwd reaches the environment"),
    Case(
      "a word in documentation", in: "Site", "/// Never calls getenv(), nor Process.\nlet a = 1"),
    Case("a word in a text", in: "Site", "let a = \"Process: fork() and \\\"Date\\\"\""),
    Case("a raw string", in: "Site", "let a = #\"fopen(\" \\(Date)\"#"),
    Case("a member of the same name", in: "Site", "renderer.print(page); row.time(3)"),
    Case("a case of the same name", in: "TraceModel", "case system(String)"),
    Case("a parameter of a hash", in: "SourceText", "func hash(into hasher: inout Hasher) {}"),
    Case("the clock where it belongs", in: "CLI", "let now = ContinuousClock.now"),
  ]

  @Test(arguments: imports + words)
  func `a source departs where it says`(_ example: Case) throws {
    let row = try #require(ModuleTable.row(named: example.module))
    let checker = ModuleChecker(row, path: example.path, source: example.source)
    let found = checker.departures.map { "\($0.line): \($0.reason)" }
    #expect(found == example.departures)
  }

  @Test func `the manifest's lists are read across lines`() {
    let manifest = ManifestText(
      """
      module("A"),
      module("B", ["A", "C"]),
      .executableTarget(name: "Tool", exclude: ["Inputs"], swiftSettings: strict),
      .target(
        name: "D", path: path("D"),
        dependencies: [
          "A", "B",
        ],
        swiftSettings: strict),
      """)
    #expect(manifest.dependencies == ["A": [], "B": ["A", "C"], "Tool": [], "D": ["A", "B"]])
  }
}
