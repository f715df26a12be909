import Orchestration
import Testing
import Workflows

@Suite struct PublishTests {
  private func script(isPublished: Bool = false) -> Script {
    var script = Script()
    script.on(
      ProductActivities.fingerprintInputs, InputFingerprint(hash: "h1", isPublished: isPublished))
    script.on(
      ProductActivities.generateArtifacts, GenerationOutcome(artifacts: 42, notCovered: ["B3"]))
    script.on(ProductActivities.verifyArtifacts, ToolReport(passed: true))
    script.on(ProductActivities.buildSite, BuildOutcome(pages: 100, changed: 3))
    return script
  }

  private func stage(_ script: Script, manifold: String? = "m.yaml") throws -> Stage<
    PublishWorkflow
  > {
    try Stage(PublishWorkflow.self, PublishInput(manifold: manifold), script)
  }

  @Test func `generates, verifies, builds`() throws {
    let stage = try stage(script()).play()
    let result = try stage.result()
    #expect(result.artifacts == 42 && result.pages == 100 && result.notCovered == ["B3"])
    #expect(
      stage.names
        == ["fingerprint_inputs", "generate_artifacts", "verify_artifacts", "build_site"])
    let status = try stage.query(as: PublishWorkflow.Status.self)
    #expect(status.state == .completed && status.generated && status.verified && status.built)
  }

  @Test func `the keys name the inputs and not the run`() throws {
    let stage = try stage(script()).play()
    let keys = try stage.calls.dropFirst().map {
      try $0.input(as: PublishStepRequest.self).idempotencyKey
    }
    #expect(
      keys
        == [
          "publish h1/generate_artifacts", "publish h1/verify_artifacts", "publish h1/build_site",
        ])
  }

  @Test func `what was published last is not published again`() throws {
    let stage = try stage(script(isPublished: true)).play()
    #expect(try stage.result() == PublishResult(inputHash: "h1", unchanged: true))
    #expect(stage.names == ["fingerprint_inputs"])
  }

  @Test func `without a manifold the site is built all the same`() throws {
    let stage = try stage(script(), manifold: nil).play()
    #expect(stage.names == ["fingerprint_inputs", "build_site"])
    #expect(try stage.result().pages == 100)
  }

  @Test func `what does not hold together is not published`() throws {
    var script = script()
    script.on(ProductActivities.verifyArtifacts, ToolReport.found(1))
    let stage = try stage(script).play()
    #expect(stage.failure?.message == "verification fails: issue 0")
    #expect(!stage.names.contains("build_site"))
    #expect(try stage.query(as: PublishWorkflow.Status.self).state == .failed)
  }
}

@Suite struct IncrementalPatchTests {
  private func script() -> Script {
    var script = Script.calm()
    script.on(
      AgentActivities.generateCode,
      Patch(issueID: "patch", files: ["a": "1"], tests: ["t": "2"], description: "done"))
    return script
  }

  private func stage(_ script: Script) throws -> Stage<IncrementalPatchWorkflow> {
    try Stage(
      IncrementalPatchWorkflow.self, IncrementalPatchInput(description: "Fix the typo"), script)
  }

  @Test func `a change with passing tests becomes a pull request`() throws {
    let stage = try stage(script()).play()
    let result = try stage.result()
    #expect(result.branchName == "patch/fix-the-typo" && result.filesChanged == ["a", "t"])
    let status = try stage.query(as: IncrementalPatchWorkflow.Status.self)
    #expect(status.state == .completed && status.prCreated && status.hasPatch)
  }

  @Test func `without passing tests there is no pull request, and the branch goes`() throws {
    var script = script()
    script.on(ToolActivities.runTests, ToolReport.found(1))
    let stage = try stage(script).play()
    #expect(stage.failure?.message == "tests fail: issue 0")
    #expect(stage.names.last == "delete_branch" && !stage.names.contains("create_pull_request"))
  }

  @Test func `tests that did not run are not tests that pass`() throws {
    var script = script()
    script.on(ToolActivities.runTests, ToolReport(passed: true, notRun: "no command"))
    #expect(try stage(script).play().failure?.message == "tests fail: not run: no command")
  }
}
