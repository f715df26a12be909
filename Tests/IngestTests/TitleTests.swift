import Testing
import TraceModel

/// Titles are plain text, whatever the statement is written in.
@Suite struct `Titles` {
  @Test(arguments: [
    ("Paid once", "Paid once"), ("Paid **once**", "Paid once"),
    ("`make *.c` runs", "make *.c runs"),
    ("As [setup](../a.md) says", "As setup says"), ("Like [[stock/B1]]", "Like stock/B1"),
    ("Like [[B1|the goal]]", "Like the goal"), ("[not] a link", "[not] a link"),
    ("src/*_test.py, a_b", "src/*_test.py, a_b"), ("open [", "open ["), ("[[x]", "[[x]"),
    ("first\\nsecond", "first"), ("a * b * c", "a * b * c"), ("`` x ``", " x "),
  ])
  func `lose the marks of Markdown`(statement: String, title: String) {
    let project = Project(
      yaml:
        "feature: shop\nconstraints: {business: [{id: B1, type: goal, statement: \"\(statement)\"}]}\n"
    )
    #expect(project.node(.constraint, "B1")?.title == title)
  }
}
