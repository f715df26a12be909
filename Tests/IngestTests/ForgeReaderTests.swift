import Analysis
import Ingest
import SourceText
import Testing
import TraceModel

@Suite struct `Records of pull requests and issues` {
  private static let manifold = """
    schema_version: 3
    feature: pay
    constraints:
      business:
        - {id: B1, type: invariant, statement: Nobody pays twice}
        - {id: B2, type: goal, statement: Retries succeed}
        - {id: B3, type: goal, statement: Told at once}
    """

  private static func record(_ more: String = "", number: Int = 7, title: String = "Pay") -> String
  {
    #"{"number": \#(number), "title": "\#(title)", "body": "", "state": "open", "key": "w/1/pull""#
      + (more.isEmpty ? "" : ", \(more)") + "}"
  }

  private func graph(
    _ records: [String: String], sources: [String: String] = [:], histories: [String: String] = [:]
  ) -> (TraceGraph, [Diagnostic]) {
    let read = { (files: [String: String], format: DocumentFormat) in
      files.sorted { $0.key < $1.key }.flatMap {
        Ingest.read(SourceFile(path: $0.key, text: $0.value), as: format)
      }
    }
    let manifold = Ingest.read(SourceFile(path: "m/.manifold/pay.yaml", text: Self.manifold))
    let documents = read(records, .forge) + read(sources, .sources) + read(histories, .histories)
    return Ingest.link([manifold].compactMap { $0 }, documents: documents)
  }

  private func facts(_ text: String) -> (ForgeFacts, [Diagnostic]) {
    let (graph, found) = graph(["forge/pulls/7.json": text])
    for node in graph.nodes { if case .forge(let facts) = node.detail { return (facts, found) } }
    return (ForgeFacts(), found)
  }

  /// `pull-7 touches B1: why`, for every link of a record.
  private func links(_ graph: TraceGraph) -> [String] {
    graph.links.compactMap { link in
      guard case .forge = graph[link.source].detail, case .node(let node) = link.target else {
        return nil
      }
      return "\(graph[link.source].key.id) \(link.kind.rawValue) \(graph[node].key.id): "
        + "\(link.basis.rawValue), \(link.remark ?? "")"
    }
  }

  @Test func `are one node each, in the scope of their forge`() throws {
    let (graph, found) = graph([
      "demo/forge/pulls/7.json": Self.record(), "demo/forge/issues/8.json": Self.record(number: 8),
    ])
    let keys = graph.nodes.map(\.key).filter { $0.kind.family == .forge }
    let scope = Scope(root: "demo/forge", name: "")
    #expect(
      keys == [
        NodeKey(kind: .pullRequest, scope: scope, id: "pull-7"),
        NodeKey(kind: .issue, scope: scope, id: "issue-8"),
      ])
    #expect(found.isEmpty, "\(found.map(\.summary))")
  }

  @Test func `say what they are and what came of them`() {
    let (facts, found) = facts(
      Self.record(
        #"""
        "reason": "r", "labels": ["a", "b"], "branch": "f", "base": "main", "commit": "abc",
        "statuses": [{"state": "success", "description": "fine", "key": "k"}],
        "comments": [{"text": "c", "key": "k"}], "omitted_changes": 2, "commits": ["one"],
        "changes": [{"path": "b", "kind": "renamed", "from": "a", "added": 1, "removed": 2,
        "patch": "@@\n+x\n", "is_cut": true, "is_type_change": false}]
        """#))
    #expect(found.isEmpty, "\(found.map(\.summary))")
    #expect(facts.number == 7 && facts.state == .open && facts.key == "w/1/pull")
    #expect(facts.reason == "r" && facts.labels == ["a", "b"] && facts.commit == "abc")
    #expect(facts.branch == "f" && facts.base == "main" && facts.commits == ["one"])
    #expect(facts.statuses == [ForgeFacts.Status(state: "success", text: "fine")])
    var change = ForgeChange(path: "b", kind: .renamed, patch: "@@\n+x\n")
    (change.from, change.added, change.removed, change.isCut) = ("a", 1, 2, true)
    #expect(facts.changes == [change] && facts.omittedChanges == 2 && facts.listsChanges)
  }

  @Test func `from before changes were noted say nothing of them`() {
    let (facts, found) = facts(Self.record())
    #expect(!facts.listsChanges && facts.changes.isEmpty && found.isEmpty)
  }

  @Test(arguments: [
    (#"{"number": 7, "title": "t", "state": "done"}"#, "forge-format", 1, 38),
    (#"{"number": "x", "title": "t", "state": "open"}"#, "forge-format", 1, 12),
    (#"{"number": 8, "title": "t", "state": "open"}"#, "forge-number", 1, 12),
    ("{\"number\": 7,\n\"title\": [], \"state\": \"open\"}", "forge-format", 2, 10),
    (
      "{\"number\": 7, \"title\": \"t\",\n \"state\": \"open\", \"lables\": []}", "forge-format", 2,
      19
    ),
    (
      "{\"number\": 7, \"title\": \"t\", \"state\": \"open\",\n\"changes\": [{}]}", "forge-format",
      2, 13
    ),
    ("[]", "forge-format", 0, 0),
    (#"{"number": 7,"#, "json-syntax", 1, 14),
  ])
  func `that are not as expected are reported where`(
    text: String, rule: String, line: Int32, column: Int32
  ) {
    let (graph, found) = graph(["forge/pulls/7.json": text])
    #expect(
      found.contains {
        $0.rule.id == rule && $0.range.line == line && $0.range.column == column
      }, "\(found.map { "\($0.range.description) \($0.rule.id) \($0.summary)" })")
    #expect(graph.nodes.contains { $0.key.kind == .pullRequest })
  }

  @Test func `with one number stay apart, by the names of their files`() {
    let (graph, found) = graph([
      "forge/pulls/7.json": Self.record(), "forge/pulls/07.json": Self.record(),
      "forge/pulls/copy.json": Self.record(),
    ])
    #expect(Set(graph.nodes(of: .pullRequest).map { graph[$0].key.id }).count == 3)
    #expect(found.filter { $0.rule.id == "forge-number" }.count == 2)
  }

  @Test func `that are too long are cut, and that is said`() throws {
    let long = String(repeating: "é", count: 100_000)
    let patch = String(repeating: "+x\\n", count: 30_000)
    let change = #"{"path": "p", "kind": "added", "patch": "\#(patch)"}"#
    let comments = (0..<150).map { _ in #"{"text": "c"}"# }.joined(separator: ",")
    let (facts, found) = facts(
      Self.record(
        #""body": "\#(long)", "comments": [\#(comments)], "changes": [\#(change), \#(change)]"#
      ).replacing(#""body": "", "#, with: ""))
    #expect(found.count { $0.rule.id == "forge-limit" } == 4, "\(found.map(\.summary))")
    #expect(found.allSatisfy { $0.severity == .note })
    #expect(facts.changes.allSatisfy { $0.isCut && $0.patch.utf8.count <= (64 << 10) + 3 })
    let (graph, _) = graph(["forge/pulls/7.json": Self.record(#""reason": "\#(long)""#)])
    let node = try #require(graph.nodes.first { $0.key.kind == .pullRequest })
    guard case .forge(let cut) = node.detail else { return }
    #expect(cut.reason.utf8.count == 4_003)
  }

  @Test func `touch what they name and what their lines are marked for`() {
    let (graph, _) = graph([
      "forge/pulls/7.json": Self.record(
        #"""
        "comments": [{"text": "and B3, HTTP404, B9"}],
        "changes": [{"path": "src/pay.py", "kind": "modified",
        "patch": "@@ -1 +1 @@\n # Satisfies: B3\n+# Satisfies: B1\n-  x = 1  # Satisfies: pay/B2\n"},
        {"path": "notes.md", "kind": "added", "patch": "@@ -0,0 +1 @@\n+About B1.\n"}]
        """#, title: "For B2")
    ])
    #expect(
      links(graph) == [
        "pull-7 touches B1: marked, marked in an added line of src/pay.py; "
          + "named in an added line of notes.md",
        "pull-7 touches B2: marked, marked in a removed line of src/pay.py; named in the title",
        "pull-7 touches B3: mentioned, named in a comment",
      ])
  }

  @Test func `touch what the files that they changed are marked for today`() {
    let change = #""changes": [{"path": "src/pay.py", "kind": "modified", "patch": ""}]"#
    let sources = [
      "demo/project/src/pay.py": "# Satisfies: B1\npay()\n", "src/pay.py": "# Satisfies: B2\n",
    ]
    let link = { (id: String) in
      "pull-7 touches \(id): marked, marked today in src/pay.py, which it changed"
    }
    let (near, _) = graph(["demo/forge/pulls/7.json": Self.record(change)], sources: sources)
    #expect(links(near) == [link("B1")])
    let (far, _) = graph(["forge/pulls/7.json": Self.record(change)], sources: sources)
    #expect(links(far) == [link("B2")])
    let gone = change.replacing("modified", with: "deleted")
    let (none, _) = graph(["forge/pulls/7.json": Self.record(gone)], sources: sources)
    #expect(links(none).isEmpty)
  }

  @Test func `know the run that made them by their key`() {
    let history = { (id: String) in
      """
      {"events":[{"eventId":1,"eventTime":"2024-01-01T00:00:00Z",
      "eventType":"WorkflowExecutionStarted","workflowExecutionStartedEventAttributes":
      {"workflowType":{"name":"Pay"},"workflowId":"\(id)"}}]}
      """
    }
    let (graph, found) = graph(
      ["forge/pulls/7.json": Self.record()],
      histories: ["histories/a.json": history("w"), "histories/b.json": history("w/1")])
    #expect(links(graph) == ["pull-7 produced by b: declared, by its key"])
    #expect(found.isEmpty, "\(found.map(\.summary))")
    let keys = #""statuses": [{"state": "s", "key": "w/1/x"}], "comments": [{"key": "w/say"}]"#
    let (other, _) = self.graph(
      ["forge/pulls/7.json": Self.record(keys)],
      histories: ["histories/a.json": history("w"), "histories/b.json": history("w/1")])
    #expect(
      links(other) == [
        "pull-7 produced by b: declared, by its key",
        "pull-7 references a: declared, by a status or comment of it",
      ])
  }

  @Test func `are no support for what they touch`() throws {
    let (graph, _) = graph(["forge/pulls/7.json": Self.record(title: "For B1")])
    let link = try #require(graph.links.first { $0.kind == .touches && $0.status == .ok })
    guard case .node(let target) = link.target else { return }
    let assessment = Assessment(of: graph)
    #expect(assessment.verdicts[target] == .gap)
    #expect(assessment.verdicts.facets(of: target).isEmpty)
  }

  @Test func `show as many commits as a forge writes`() {
    let commits = { (count: Int) in
      #""commits": [\#((1...count).map { "\"c\($0)\"" }.joined(separator: ","))]"#
    }
    let (whole, found) = facts(Self.record(commits(300)))
    #expect(whole.commits.count == 300 && found.isEmpty, "\(found.map(\.summary))")
    let (cut, notes) = facts(Self.record(commits(301)))
    #expect(cut.commits.count == 300 && notes.map(\.severity) == [.note])
  }

  @Test func `are known however long their differences are`() {
    let patch = String(repeating: "+line\\n", count: 40_000)
    let text =
      #"{"number":1,"title":"t","body":"","state":"open","changes":[{"patch":"\#(patch)"}],"#
      + #""statuses":[],"comments":[],"key":"k"}"#
    #expect(DocumentFormat.recognised("x/pulls/1.json", start: Array(text.utf8)) == .forge)
  }

  @Test(arguments: [
    ("x/pulls/1.json", #"{"base":"m","key":"k","number":1,"state":"open","statuses":[]}"#, true),
    ("x/issues/1.json", #"{"key":"k","number":1,"state":"open","statuses":[]}"#, true),
    ("x/other/1.json", #"{"key":"k","number":1,"state":"open","statuses":[]}"#, false),
    ("x/pulls/1.json", #"[{"key":"k","number":1,"state":"open","statuses":[]}]"#, false),
    ("x/pulls/1.json", #"{"number":1,"state":"open"}"#, false),
  ])
  func `are known by their folder and how they begin`(path: String, text: String, isKnown: Bool) {
    let format = DocumentFormat.recognised(path, start: Array(text.utf8))
    #expect((format == .forge) == isKnown)
  }
}
