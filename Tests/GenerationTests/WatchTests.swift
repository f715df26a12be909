import SourceText
import Testing

@testable import Generation

@Suite struct `What thresholds watch` {
  /// The watches of one constraint with a threshold, each rendered by a template.
  private func watches(
    _ threshold: String, _ template: String, refused: String? = nil
  ) throws -> String {
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
    #expect(project.diagnostics.map(\.rule.id) == (refused == nil ? [] : ["threshold-format"]))
    #expect(project.diagnostics.allSatisfy { $0.summary.contains(refused ?? "") })
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
    (#"query: "a / b", floor: 0.95, operator: ">=""#, "(a / b) < 0.95"),
    (#"query: "sum(a) or vector(0)", ceiling: 5"#, "(sum(a) or vector(0)) > 5"),
  ])
  func `a condition follows from the threshold`(_ threshold: String, _ condition: String) throws {
    #expect(try watches(threshold, "{{condition}}") == condition)
  }

  @Test(arguments: [
    "metric: wait_seconds", "ceiling: 300", "ceiling: 48h", "kind: deterministic",
  ])
  func `what names no series or no line is not watched`(_ threshold: String) throws {
    #expect(try watches(threshold, "{{condition}}").isEmpty)
  }

  @Test(arguments: [
    ("metric: 9lives, ceiling: 1", "metric"), (#"metric: "a{b}", ceiling: 1"#, "metric"),
    (#"query: "a{{b}}", ceiling: 1"#, "query"), (#"query: "sum(a", ceiling: 1"#, "query"),
    (#"query: "sum(a) # by", ceiling: 1"#, "query"), (#"query: "a)+(b", ceiling: 1"#, "query"),
    (#"query: 'sum(a{p="x;y"})', ceiling: 1"#, "query"),
    (#"query: "a; b: c", ceiling: 1"#, "query"),
    (#"query: "a; ceiling: 9", ceiling: 1"#, "query"), ("metric: a, ceiling: soon", "ceiling"),
    ("metric: a, ceiling: nan", "ceiling"), ("metric: a, ceiling: inf", "ceiling"),
    ("metric: a, ceiling: 3e15", "ceiling"), ("metric: a, ceiling: 4e-7", "ceiling"),
    ("metric: a, ceiling: 100000000000000.5", "ceiling"), ("metric: a, ceiling: 1, for: 5", "for"),
    ("metric: a, ceiling: 1, for: 1m1h", "for"), ("metric: a, ceiling: 1, window: 0s", "window"),
    (#"metric: a, ceiling: 1, operator: "=>""#, "operator"),
    ("metric: a_total, floor: 0", "counter"),
    (#"metric: a, ceiling: 1, alert: "bad name""#, "alert"), ("metric: a, p99: 0", "quantile"),
  ])
  func `what cannot be used as it is written is said`(_ threshold: String, _ what: String) throws {
    #expect(try watches(threshold, "{{condition}}", refused: what).isEmpty)
  }

  @Test func `two alerts do not share a name`() throws {
    let line = "statement: Nothing waits, threshold: {metric: wait, ceiling: 1, alert: "
    let request = try Sample.request(
      """
      meta: {id: queue}
      constraints:
        business:
          - {id: K1, type: boundary, \(line)Old}}
          - {id: K2, type: boundary, \(line)OLD}}
          - {id: K3, type: boundary, \(line)Older}}
      """)
    let (watches, diagnostics) = request.watching
    #expect(watches.map(\.item.id) == ["K1", "K3"])
    #expect(
      diagnostics.map(\.summary) == ["K2 is not watched: the alert OLD is that of K1 already"])
    #expect(diagnostics.first?.range.line == 5)
  }

  @Test func `names and patience are those that are stated, or follow from the manifold`() throws {
    let template = "{{alert}} {{for}} {{severity}} {{mode_ids}}"
    #expect(
      try watches("metric: a, ceiling: 1, alert: QueueOld, for: 2m", template)
        == "QueueOld 2m warning F1")
    #expect(
      try watches("metric: a, ceiling: 1, for: 1h30m", template) == "QueueO1 1h30m warning F1")
    #expect(try watches("metric: a, ceiling: 1, for: 0s", template) == "QueueO1  warning F1")
  }
}

extension GeneratedArtifact {
  fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
