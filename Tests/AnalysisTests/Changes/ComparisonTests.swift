import Analysis
import SourceText
import Testing
import TraceModel

/// What is told of one change in one place.
@Suite struct `Two revisions` {
  struct Row: Sendable, CustomTestStringConvertible {
    let id: String
    let change: @Sendable (ComparedProject) -> ComparedProject
    let expected: [String]
    var testDescription: String { id }

    init(
      _ id: String, _ change: @escaping @Sendable (ComparedProject) -> ComparedProject,
      _ expected: String...
    ) {
      self.id = id
      self.change = change
      self.expected = expected
    }
  }

  static let rows = [
    Row("nothing has changed", { $0 }),
    Row(
      "white space and order of keys",
      {
        $0.with(
          "{id: B2, type: boundary, statement: Retries end after 72 h}",
          "{type: boundary,   id: B2,\n             statement: \"Retries end  after 72 h\"}")
      }),
    Row(
      "lines have moved",
      {
        $0.with("import clock", "# a\n# b\n\nimport clock", in: "src/pay.py")
          .with("feature: shop", "\n\nfeature: shop")
      }),
  ]

  @Test(arguments: rows) func `are compared`(_ row: Row) {
    let base = ComparedProject()
    #expect(base.lines(row.change(base)) == row.expected)
  }
}
