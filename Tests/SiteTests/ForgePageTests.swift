import Ingest
import Site
import SourceText
import TestSupport
import Testing
import TraceModel

/// Pages of pull requests and issues.
@Suite struct `Pages of proposals` {
  private static let manifold = """
    schema_version: 3
    feature: pay
    constraints:
      business:
        - {id: B1, type: invariant, statement: Nobody pays twice}
        - {id: B2, type: goal, statement: Retries succeed}
    """
  private static let history = """
    {"events":[{"eventId":1,"eventTime":"2024-01-01T00:00:00Z",
    "eventType":"WorkflowExecutionStarted","workflowExecutionStartedEventAttributes":
    {"workflowType":{"name":"Feature"},"workflowId":"team/feature-1"}}]}
    """
  private static let pull = #"""
    {"number": 12, "title": "Send the key", "body": "So that **nobody** pays twice, see B1.",
    "state": "merged", "branch": "f/key", "base": "main", "commit": "0123abcd",
    "key": "team/feature-1/create_pull_request", "labels": ["auto", "pay"],
    "statuses": [{"state": "pending", "description": "checks run"},
    {"state": "success", "description": "score 93"}],
    "comments": [{"text": "| check | score |\n|---|---|\n| unit | 100 |"}],
    "commits": ["Send it", "Test it"],
    "changes": [
    {"path": "src/pay.py", "kind": "modified", "added": 1, "removed": 1,
    "patch": "@@ -1,2 +1,2 @@\n def pay():\n-    send()\n+    send(\"<key>\")  # Satisfies: B1\n"},
    {"path": "logo.png", "kind": "added"},
    {"path": "new.txt", "from": "old.txt", "kind": "renamed", "added": 0, "removed": 0}]}
    """#
  private static let issue = #"""
    {"number": 13, "title": "Pays twice", "body": "", "state": "closed", "reason": "mended by 12",
    "key": "team/feature-1/create_issue 0"}
    """#
  private static let source = "def pay():\n    send(\"<key>\")  # Satisfies: B1\n"

  private static var fixture: Fixture {
    var fixture = Fixture()
    fixture.manifolds = ["content/manifolds/pay.yaml": manifold]
    fixture.histories = ["content/demo/histories/feature.json": Array(history.utf8)]
    fixture.documents = [
      "content/demo/forge/pulls/12.json": (pull, .forge),
      "content/demo/forge/issues/13.json": (issue, .forge),
      "content/demo/project/src/pay.py": (source, .sources),
    ]
    fixture.shown = ["content/demo/project/src/pay.py": Array(source.utf8)]
    return fixture
  }

  private static let site = fixture.build()
  private let page = site.text("forge/demo/forge/pulls/12.html")

  /// What stands between two marks of a page, the second behind the first.
  private func part(_ text: String, from start: String, to end: String) -> Substring {
    guard let first = text.firstRange(of: start),
      let last = text[first.upperBound...].firstRange(of: end)
    else { return "" }
    return text[first.upperBound..<last.lowerBound]
  }

  @Test func `say what was proposed and what came of it`() {
    for words in [
      "<code>#12</code> Send the key", "st-ok\">Merged<", "<dd>f/key</dd>", "<dd>main</dd>",
      "<dd>0123abcd</dd>", "<dd>auto, pay</dd>", "<strong>nobody</strong>", "<li>Send it</li>",
      "<td>unit</td>",
    ] { #expect(page.contains(words), "\(words)") }
    let statuses = part(page, from: "id=\"statuses\"", to: "</ol>")
    let first = statuses.firstRange(of: "Pending</span> checks run")
    let second = statuses.firstRange(of: "Success</span> score 93")
    #expect(first != nil && second != nil)
    if let first, let second { #expect(first.upperBound < second.lowerBound) }
    let issue = Self.site.text("forge/demo/forge/issues/13.html")
    #expect(issue.contains("Closed") && issue.contains("mended by 12"))
    #expect(issue.contains("It has no text.") && !issue.contains("Changed files"))
  }

  @Test func `show what was changed, as text`() {
    let changes = part(page, from: "id=\"changes\"", to: "</section>")
    for words in [
      "<code>src/pay.py</code> <span class=\"scope\">modified, +1 \u{2212}1</span>",
      "<b class=\"d\">-    send()</b>",
      "<b class=\"i\">+    send(&quot;&lt;key&gt;&quot;)  # Satisfies: B1</b>",
      "added, no text", "renamed from old.txt", "sources/demo/project/src/pay.py.html",
    ] { #expect(changes.contains(words), "\(words) in \(changes)") }
    #expect(!changes.contains("goes on") && !changes.contains("does not say"))
  }

  @Test func `name what they touch, and on what basis`() {
    let touches = part(page, from: "id=\"touches\"", to: "</section>")
    #expect(touches.contains("marked in an added line of src/pay.py; named in the text"))
    #expect(touches.contains("manifolds/pay/B1.html") && !touches.contains("B2"))
    let constraint = Self.site.text("manifolds/pay/B1.html")
    #expect(constraint.contains("touched by") && constraint.contains("demo/forge/pulls/12.html"))
    #expect(!Self.site.text("manifolds/pay/B2.html").contains("touched by"))
  }

  @Test func `lead to their run, what else it made, and back`() {
    #expect(part(page, from: "id=\"run\"", to: "</section>").contains("feature.html\">Feature</a>"))
    let beside = part(page, from: "id=\"beside\"", to: "</section>")
    #expect(beside.contains("<code>#13</code>") && !beside.contains("<code>#12</code>"))
    let run = Self.site.text("runs/demo/histories/feature.html")
    let made = part(run, from: "id=\"made\"", to: "</section>")
    #expect(made.contains("<code>#12</code>") && made.contains("<code>#13</code>"))
    #expect(made.contains("manifolds/pay/B1.html") && made.contains("Merged"))
    #expect(!run.contains("id=\"incoming\""))
    let source = Self.site.text("sources/demo/project/src/pay.py.html")
    #expect(part(source, from: "Changed by", to: "</p>").contains("pulls/12.html"))
  }

  @Test func `are listed, found and written as JSON`() {
    let list = Self.site.text("forge/index.html")
    let latest = list.firstRange(of: "<code>#13</code>")
    let former = list.firstRange(of: "<code>#12</code>")
    #expect(latest != nil && former != nil)
    if let latest, let former { #expect(latest.lowerBound < former.lowerBound) }
    #expect(Self.site.text("index.html").contains("href=\"./forge/index.html\">Pull requests</a>"))
    let json = Self.site.text("api/forge.json")
    for words in [
      "\"number\": 12", "\"state\": \"merged\"", "\"path\": \"src/pay.py\"",
      "\"verb\": \"touches\"",
    ] { #expect(json.contains(words), "\(words)") }
    let shards = Self.site.plan.entries.filter { $0.path.hasPrefix("search/") }
    #expect(shards.contains { Self.site.text($0.path).contains("#12 Send the key") })
  }

  @Test func `are not there when nothing was proposed`() {
    var fixture = Self.fixture
    fixture.documents = [:]
    let site = fixture.build()
    #expect(site["forge/index.html"] == nil && site["api/forge.json"] == nil)
    #expect(!site.text("index.html").contains("forge/index.html"))
  }

  @Test func `say that older records do not name their files`() {
    var fixture = Self.fixture
    fixture.documents["content/demo/forge/pulls/1.json"] = (
      #"{"number": 1, "title": "Old", "body": "", "state": "open", "key": "k"}"#, .forge
    )
    let page = fixture.build().text("forge/demo/forge/pulls/1.html")
    #expect(page.contains("The record does not say which files it changes."))
  }

  /// What a stranger writes into a record stays text.
  @Test func `keep what is hostile inert`() {
    let evil = #"\"><script>alert(1)</script><img src=x onerror=alert(1)>"#
    let body =
      #"<script>alert(1)</script>\n\n![x](https://evil.example/x.png) [y](javascript:alert(1)) "#
      + #"[z](data:text/html,x) <a href=\"javascript:alert(1)\">a</a>\n\n{{> runs}} @everyone"#
    var fixture = Self.fixture
    fixture.documents["content/demo/forge/pulls/14.json"] = (
      """
      {"number": 14, "title": "\(evil)", "body": "\(body)", "state": "\(evil)", "key": "\(evil)/x",
      "branch": "\(evil)", "labels": ["\(evil)"], "reason": "\(evil)", "commits": ["\(evil)"],
      "statuses": [{"state": "\(evil)", "description": "\(evil)"}], "comments": [{"text": "\(body)"}],
      "changes": [{"path": "\(evil)/../../x", "from": "\(evil)", "kind": "renamed",
      "patch": "@@\\n+\(evil)\\n+</code></pre><script>alert(1)</script>\\n"}]}
      """, .forge
    )
    let site = fixture.build()
    for path in ["forge/demo/forge/pulls/14.html", "forge/index.html"] {
      let page = site.text(path)
      #expect(page.contains("alert(1)"), "\(path)")
      for part in [
        "<script>", "<img", "href=\"javascript", "href=\"data", "src=\"https", "onerror=\"",
      ] { #expect(!page.contains(part), "\(path) holds \(part)") }
    }
  }

  @Test func `stay within the budget of a page`() {
    let patch = String(repeating: "+<x>&\\n", count: 2_000)
    let changes = (0..<300).map { #"{"path": "f\#($0)", "kind": "added", "patch": "\#(patch)"}"# }
    var fixture = Self.fixture
    fixture.documents["content/demo/forge/pulls/15.json"] = (
      """
      {"number": 15, "title": "Large", "body": "", "state": "open", "key": "k",
      "changes": [\(changes.joined(separator: ","))]}
      """, .forge
    )
    let page = fixture.build().text("forge/demo/forge/pulls/15.html")
    #expect(page.utf8.count < 500_000 && page.contains("The difference goes on"))
    #expect(page.utf8.count { $0 == 0x3C } / 2 < 10_000)
  }
}
