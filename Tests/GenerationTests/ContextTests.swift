import Analysis
import Generation
import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite struct `What a repository tells` {
  struct Case: Sendable, CustomTestStringConvertible {
    let path: String
    let text: String
    let names: String
    var testDescription: String { path }
  }

  static let cases: [Case] = [
    Case(
      path: "package.json",
      text:
        #"{"name": "x", "dependencies": {"a": "1"}, "devDependencies": {"@b/c": "2", "a": "1"}}"#,
      names: "a, @b/c"),
    Case(path: "composer.json", text: #"{"require": {"b/c": "1"}}"#, names: "b/c"),
    Case(
      path: "pyproject.toml",
      text: """
        [project]
        name = "x"
        dependencies = [
          "httpx>=0.2",
          "uvicorn[standard]~=1.0", # server
        ]
        [tool.black]
        line-length = 100
        """, names: "httpx, uvicorn"),
    Case(
      path: "a/pyproject.toml",
      text:
        "dependencies = [\"one\", 'two>1']\n[tool.poetry.dependencies]\npython = \"3\"\nthree = 1\n",
      names: "one, two, three"),
    Case(
      path: "requirements-dev.txt", text: "# c\n-r base.txt\nnumpy==1.2\nscipy\n",
      names: "numpy, scipy"),
    Case(
      path: "go.mod",
      text:
        "module a.b/c\n\ngo 1.22\n\nrequire d.e/f v1.0.0\nrequire (\n\tg.h/i v2.0.0 // indirect\n)\n",
      names: "d.e/f, g.h/i"),
    Case(
      path: "Cargo.toml",
      text:
        "[package]\nname = \"x\"\n[dependencies]\nserde = \"1\"\n[dev-dependencies]\ninsta = \"1\"\n",
      names: "serde, insta"),
    Case(
      path: "Package.swift",
      text:
        "let p = Package(\n  dependencies: [.package(url: \"https://x.example/y/swift-z.git\", from: \"1.0.0\")])",
      names: "swift-z"),
    Case(path: "Gemfile", text: "gem 'rails', '~> 7'\ngem \"pg\"\n", names: "rails, pg"),
    Case(path: "package.json", text: "{", names: "none"),
    Case(path: "b/package.json", text: #"{"dependencies": ["a"]}"#, names: "none"),
  ]

  @Test(arguments: cases) func `a manifest names what it depends on`(_ example: Case) throws {
    let file = SourceFile(path: example.path, text: example.text)
    let view = RepositoryView(paths: [], manifests: [file])
    let lines = try Self.lines(view)
    #expect(lines.contains("\(example.path): \(example.names)"), "\(lines)")
  }

  @Test func `languages are counted, and other files are not`() throws {
    let paths = ["a.py", "b/c.py", "d.swift", "Makefile", "e.md", ".py", "f.tar.go"]
    let lines = try Self.lines(RepositoryView(paths: paths, manifests: []))
    #expect(lines.contains("languages: Python (3), Go (1), Swift (1)"))
  }

  @Test func `metrics of queries are known to the manifold that names them`() throws {
    let manifold = StepSample.manifold(of: [
      "id: P1, type: invariant, statement: Booked at most once, measurement: double_books_total == 0",
      "id: P2, type: invariant, statement: Paid at most once, measurement: double_pays_total == 0",
    ])
    let rules = """
      groups:
        - name: g
          rules:
            - alert: Twice
              expr: increase(double_books_total{area="some_where", x_y!="a_b"}[5m]) > rate_of(1)
              labels: {constraint: P1}
      """
    let alerts = Ingest.read(
      SourceFile(path: "alerts/x.rules.yaml", text: rules), as: .operations)
    let (graph, _) = Ingest.link(StepSample.document(manifold), documents: alerts)
    let index = try #require(graph.nodes(of: .manifold).first)
    let lines = ManifoldStep.context.report(on: index, with: .init(graph: graph)).lines
    #expect(lines.contains("metrics in queries: double_books_total"))
    #expect(lines.contains("- P2: who writes double_pays_total: no alert and no panel uses it"))
    #expect(!lines.contains { $0.contains("who writes double_books_total") })
  }

  private static func lines(_ view: RepositoryView) throws -> [String] {
    let graph = Ingest.link(StepSample.document(StepSample.manifold)).graph
    let manifold = try #require(graph.nodes(of: .manifold).first)
    var input = ManifoldStep.Input(graph: graph)
    input.repository = view
    return ManifoldStep.context.report(on: manifold, with: input).lines
  }
}
