import History
import Site
import SourceText
import TestSupport
import Testing

/// Pages of workflow runs.
@Suite struct `Pages of runs` {
  static let parent = """
    {"events":[{"eventId":1,"eventTime":"2024-01-01T00:00:00Z","eventType":"WorkflowExecutionStarted",
    "workflowExecutionStartedEventAttributes":{"workflowType":{"name":"Order"},
    "workflowId":"order-1","originalExecutionRunId":"run-1","input":["blue shoes"]}},
    {"eventId":2,"eventTime":"2024-01-01T00:00:01Z","eventType":"ActivityTaskScheduled",
    "activityTaskScheduledEventAttributes":{"activityId":"1","activityType":{"name":"charge"},
    "input":["card"]}},
    {"eventId":3,"eventTime":"2024-01-01T00:00:02Z","eventType":"ActivityTaskFailed",
    "activityTaskFailedEventAttributes":{"scheduledEventId":2,"failure":{"message":"declined"}}},
    {"eventId":4,"eventTime":"2024-01-01T00:00:03Z",
    "eventType":"StartChildWorkflowExecutionInitiated",
    "startChildWorkflowExecutionInitiatedEventAttributes":{"workflowId":"mail-1",
    "workflowType":{"name":"Mail"}}},
    {"eventId":5,"eventTime":"2024-01-01T00:00:03Z","eventType":"ChildWorkflowExecutionStarted",
    "childWorkflowExecutionStartedEventAttributes":{"initiatedEventId":4,
    "workflowExecution":{"workflowId":"mail-1","runId":"run-2"}}},
    {"eventId":6,"eventTime":"2024-01-01T00:00:04Z","eventType":"WorkflowExecutionFailed",
    "workflowExecutionFailedEventAttributes":{"failure":{"message":"no money",
    "cause":{"message":"declined"}}}}]}
    """
  static let child = """
    {"events":[{"eventId":1,"eventTime":"2024-01-01T00:00:03Z","eventType":"WorkflowExecutionStarted",
    "workflowExecutionStartedEventAttributes":{"workflowType":{"name":"Mail"},
    "originalExecutionRunId":"run-2",
    "parentWorkflowExecution":{"workflowId":"order-1","runId":"run-1"}}}]}
    """

  private var site: Fixture.Built {
    var fixture = Fixture()
    fixture.histories = [
      "histories/order.json": Array(Self.parent.utf8),
      "histories/mail.json": Array(Self.child.utf8),
    ]
    return fixture.build()
  }

  @Test func `list runs, and choose them by pages`() {
    let site = self.site
    let list = site.text("runs/index.html")
    #expect(list.contains("Order") && list.contains("Mail") && list.contains("1 failed"))
    #expect(site.text("runs/by-status/failed.html").contains("Order"))
    #expect(!site.text("runs/by-status/failed.html").contains(">Mail</a></td>"))
    #expect(list.contains("href=\"../runs/by-type/Mail.html\""))
  }

  @Test func `show what a run was`() {
    let page = site.text("runs/histories/order.html")
    for part in [
      "no money", "declined", "blue shoes", "charge", "d-time", "d-lane-failed", "order-1",
      "Only the step that failed",
    ] { #expect(page.contains(part), "\(part)") }
  }

  @Test func `link parents and children both ways`() {
    let site = self.site
    #expect(site.text("runs/histories/order.html").contains("runs/histories/mail.html"))
    #expect(site.text("runs/histories/mail.html").contains("runs/histories/order.html"))
  }

  @Test func `have failed steps and events apart`() {
    let site = self.site
    let failed = site.text("runs/histories/order/failed.html")
    #expect(failed.contains("charge") && !failed.contains("<b>Mail</b>"))
    let events = site.text("runs/histories/order/events.html")
    #expect(events.contains("id=\"e6\"") && events.contains("href=\"#e2\""))
  }

  @Test func `say when the file cannot be read again`() {
    var fixture = Fixture()
    fixture.histories = ["histories/order.json": Array(Self.parent.utf8)]
    var (content, _) = fixture.content()
    content.history = { SourceFile(path: $0, bytes: []) }
    let plan = SiteBuilder(content, fixture.design).plan()
    let page = plan.entries.first { $0.path == "runs/histories/order/events.html" }
    var buffer = ByteBuffer()
    #expect(throws: Never.self) { try page?.render(&buffer) }
    #expect(buffer.text.contains("no events that could be read"))
  }

  @Test func `take a history that is still known, and do not read it again`() throws {
    var fixture = Fixture()
    fixture.histories = ["histories/order.json": Array(Self.parent.utf8)]
    var (content, _) = fixture.content()
    content.history = { throw Unread(path: $0) }
    let file = SourceFile(path: "histories/order.json", text: Self.parent)
    content.knownHistory = { $0 == file.path ? HistoryFile.read(file) : nil }
    let plan = SiteBuilder(content, fixture.design).plan()
    let page = plan.entries.first { $0.path == "runs/histories/order/events.html" }
    var buffer = ByteBuffer()
    try #require(page).render(&buffer)
    #expect(buffer.text.contains("id=\"e6\""))
  }

  private struct Unread: Error { var path: String }

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile)))
  func `show hostile histories within budgets and without secrets`() throws {
    var fixture = Fixture()
    let folder = try #require(Inputs.hostile)
    for path in try Inputs.files(below: folder + "/histories") {
      fixture.histories["histories/\(path)"] = try Inputs.bytes("histories/\(path)", in: folder)
    }
    try check(fixture, most: 200)
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.corpora)))
  func `show every recorded history within budgets`() throws {
    var fixture = Fixture()
    let folder = try #require(Inputs.corpora) + "/histories"
    for path in try Inputs.files(below: folder) where !path.hasSuffix(".tsv") {
      fixture.histories["histories/\(path)"] = try Inputs.bytes(path, in: folder)
    }
    #expect(fixture.histories.count >= 137)
    try check(fixture, most: 2_000)
  }

  /// Renders all pages: none too large, none with a secret or with markup of a history.
  private func check(_ fixture: Fixture, most: Int) throws {
    let site = fixture.build()
    #expect(site.plan.entries.count < most)
    for entry in site.plan.entries where entry.path.hasSuffix(".html") {
      var buffer = ByteBuffer()
      try entry.render(&buffer)
      #expect(buffer.count < 500_000, "\(entry.path)")
      let tags = buffer.bytes.reduce(0) { $0 + ($1 == 0x3C ? 1 : 0) }
      #expect(tags / 2 < 10_000, "\(entry.path)")
      let text = buffer.text
      for word in ["hunter2", "NOT-A-REAL-TOKEN", "<script>alert", "\" onmouseover"] {
        #expect(!text.contains(word), "\(entry.path)")
      }
    }
  }
}
