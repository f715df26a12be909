import Generation
import SourceText
import Testing

@Suite struct `What thresholds watch` {
  /// The watches of one constraint with a threshold, each rendered by a template.
  private func watches(_ threshold: String, _ template: String) throws -> String {
    let manifold = """
      meta: {id: queue-v1}
      constraints:
        operational:
          - id: O1
            type: boundary
            statement: Nothing waits for long
            threshold: {\(threshold)}
      failure_modes:
        - {id: F1, scenario: Nobody works, constraints_violated: [O1], detection: Look, mitigation: Work}
      """
    let list = """
      name: small
      title: A small pack
      artifacts:
        - {template: a.txt, path: a.txt, kind: doc, type: runbook, covers: watched}
      """
    let text = "|{{#each watches}}\(template){{/each}}|"
    let (pack, faults) = ArtifactPack.read([
      SourceFile(path: "pack.yaml", text: list), SourceFile(path: "a.txt", text: text),
    ])
    #expect(faults == [])
    let project = Generator.generate(
      try Sample.request(manifold), with: try #require(pack), time: nil)
    let file = try #require(project.artifacts.first)
    #expect(file.planned.constraints == (file.text.contains("||") ? [] : ["O1"]))
    return file.text.split(separator: "|", omittingEmptySubsequences: false)
      .dropFirst().first.map(String.init) ?? ""
  }

  @Test(arguments: [
    (#"metric: wait_seconds, operator: "<=", ceiling: 300"#, "max(wait_seconds) > 300"),
    (#"metric: wait_seconds, operator: "<", ceiling: 300"#, "max(wait_seconds) >= 300"),
    ("metric: free_bytes, floor: 0.5", "min(free_bytes) < 0.5"),
    (
      "metric: lost_total, ceiling: 0, window: 2h",
      "sum((increase(lost_total[2h]) or 0 * lost_total)"
        + " + ((lost_total unless lost_total offset 2h) or 0 * lost_total)) > 0"
    ),
    (
      "metric: took_seconds, p95: 0.25",
      "histogram_quantile(0.95, sum by (le) (rate(took_seconds_bucket[5m]))) > 0.25"
    ),
    (#"query: "a / b", floor: 0.95, operator: ">=""#, "a / b < 0.95"),
  ])
  func `a condition follows from the threshold`(_ threshold: String, _ condition: String) throws {
    #expect(try watches(threshold, "{{condition}}") == condition)
  }

  @Test(arguments: [
    "metric: wait_seconds", "ceiling: 300", "kind: deterministic", "metric: 9lives, ceiling: 1",
    #"metric: "a{b}", ceiling: 1"#, #"query: "a{{b}}", ceiling: 1"#, "metric: a, ceiling: soon",
  ])
  func `what names no series or no line is not watched`(_ threshold: String) throws {
    #expect(try watches(threshold, "{{condition}}").isEmpty)
  }

  @Test func `names and patience are those that are stated, or follow from the manifold`() throws {
    let template = "{{alert}} {{for}} {{severity}} {{mode_ids}}"
    #expect(
      try watches("metric: a, ceiling: 1, alert: QueueOld, for: 2m", template)
        == "QueueOld 2m warning F1")
    #expect(
      try watches(#"metric: a, ceiling: 1, alert: "no name", for: long"#, template)
        == "QueueO1 5m warning F1")
  }
}

extension GeneratedArtifact {
  fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
