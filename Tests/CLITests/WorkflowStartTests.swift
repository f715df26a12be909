import TestSupport
import Testing

@testable import CLI

@Suite struct WorkflowStartTests {
  @Test func `a run begins in the project that --source names, whatever its input`() throws {
    try withTemporaryFolder { root in
      let project = ["--source", root]
      let start = [
        "workflow", "start", "IncrementalPatch", "--description", "x", "--id", "patch-1",
      ]
      let started = run(start + project)
      #expect(started.code == .clean && started.output.hasPrefix("patch-1 "), "\(started.error)")
      #expect(run(["workflow", "list"] + project).output.contains("patch-1"))
      let stranger = run(start + ["--pr-number", "3"] + project)
      #expect(
        stranger.code == .usage && stranger.error.contains("takes no --pr-number"),
        "\(stranger.error)")
    }
  }
}
