import Ingest
import SourceText
import Testing
import TraceModel

/// Test cases that a matrix names and a table of their own describes.
@Suite struct `Cases of a matrix` {
  @Test func `take a case of a matrix and its own table for one thing`() throws {
    let table = """
      # Cases
      ### Test Info
      | Field | Description |
      | ----- | ----------- |
      | Test Case ID | TC-LOGIN-02 |
      | Title | A wrong password |
      """
    let matrix = """
      | Requirement ID | Test Case ID |
      |---|---|
      | REQ-07.1 | TC-LOGIN-02,03 |
      """
    for files in [
      ["app/docs/RTM.md": matrix, "app/docs/login-test-cases.md": table],
      ["app/docs/RTM.md": matrix + "\n\n" + table],
    ] {
      let project = ModuleProject(files)
      #expect(project.graph.nodes.count { $0.key.id == "TC-LOGIN-02" } == 1)
      #expect(try project.node("TC-LOGIN-02").title == "A wrong password")
      #expect(project.links("TC-LOGIN-02") == ["covers REQ-07.1"])
      #expect(project.links("TC-LOGIN-03") == ["covers REQ-07.1"])
      #expect(try project.node("TC-LOGIN-02").alsoAt.map(\.path) == ["app/docs/RTM.md"])
      #expect(project.rules.isEmpty, "\(project.diagnostics.map(\.summary))")
    }
  }

  @Test func `leave a case that two files describe where each names it`() {
    let table = "| Test Case ID | TC-LOGIN-02 |\n| Title | One |\n"
    let project = ModuleProject([
      "app/docs/RTM.md": "| Requirement ID | Test Case ID |\n|---|---|\n| REQ-1 | TC-LOGIN-02 |\n",
      "a/login-test-cases.md": table, "b/login-test-cases.md": table,
    ])
    #expect(project.graph.nodes.count { $0.key.id == "TC-LOGIN-02" } == 3)
  }
}
