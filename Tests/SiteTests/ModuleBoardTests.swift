import Ingest
import Site
import SourceText
import Testing
import TraceModel

/// The board of a module: its gates, what the next one needs, and what became of what was meant.
@Suite struct `Boards of modules` {
  private static func fixture(
    _ board: (@Sendable (NodeIndex, TraceGraph) -> ModuleBoard?)?
  ) -> Fixture {
    var fixture = Fixture()
    var files = `Pages of modules`.files
    files["modules/mail/INTENT_REQUIREMENTS.md"] = "### REQ-MAIL-1: Letters\nMust be sent.\n"
    fixture.documents = files.mapValues { ($0, .modules) }
    fixture.board = board
    return fixture
  }

  /// Only one of the two modules keeps a record.
  private static func fixture(of board: ModuleBoard) -> Fixture {
    fixture { node, graph in graph[node].key.id == "pay" ? board : nil }
  }

  private static func gate(
    _ title: String, _ step: Int, _ state: ModuleBoard.Gate.State, _ person: String = "",
    phase: String = "", criteria: [ModuleBoard.Criterion] = []
  ) -> ModuleBoard.Gate {
    .init(
      title: title, step: step, phase: phase, state: state, person: person,
      day: person.isEmpty ? "" : "2026-11-03", criteria: criteria)
  }

  private static func board(_ name: String = "Anna") -> ModuleBoard {
    var board = ModuleBoard()
    let criteria = [("met", "computed"), ("unmet", "command"), ("to run", "command")].map {
      ModuleBoard.Criterion(
        demand: "each \(name) is \($0.0)", state: $0.0, basis: $0.1, evidence: "12 of 12 \(name)",
        lacking: $0.0 == "met" ? [] : (1...7).map { "\(name) lacks \($0)" })
    }
    let said = ModuleBoard.Criterion(
      demand: "it compiles", state: "to attest", basis: "attested", evidence: "", lacking: [])
    board.gates = [
      gate("Design", 1, .open, name), gate("Tasks", 3, .outdated, name),
      gate("Code", 3, .next, phase: "Phase 1: \(name)", criteria: criteria + [said]),
      gate("End-to-end tests", 4, .later, phase: "Phase 1: \(name)"),
    ]
    board.next = "Tick the boxes of \(name)"
    let states = ["implemented", "partial", "changed", "deferred", "missing", "unplanned"]
    board.built = states.enumerated().map { number, state in
      .init(
        id: "REQ-PAY-\(number)", node: nil, state: state, reason: "\(name) shows \(state)",
        claim: state == "missing" ? "says \(name)" : "")
    }
    board.passages = [
      .init(
        gate: "design", person: name, day: "2026-11-03", grounds: ["design-written: by \(name)"])
    ]
    board.coverage = .init(hit: 29, total: 100, wanted: 80)
    return board
  }

  private static let page = "modules/pay/index.html"

  @Test func `show gates with their states, persons and days`() {
    let html = Self.fixture(of: Self.board()).build().text(Self.page)
    for part in [
      "<h2 id=\"pipeline\">Pipeline</h2>", "class=\"gate gate-open\"",
      "class=\"gate gate-outdated\"", "class=\"gate gate-next\" aria-current=\"step\"",
      "class=\"gate gate-later\"", ">Open</span>", ">Open, changed since</span>", ">Next</span>",
      ">Later</span>", "Anna, <time datetime=\"2026-11-03\">3 November 2026</time>",
      "<p class=\"gate-phase\">Whole module</p>", "<p class=\"gate-phase\">Phase 1: Anna</p>",
      "Tick the boxes of Anna.",
    ] { #expect(html.contains(part), "\(part)") }
    let order = ["class=\"covs\"", "id=\"pipeline\"", "id=\"documents\""].map {
      html.firstRange(of: $0)?.lowerBound
    }
    #expect(!order.contains(nil) && order.compactMap(\.self) == order.compactMap(\.self).sorted())
  }

  @Test func `show what the next gate needs`() {
    let html = Self.fixture(of: Self.board()).build().text(Self.page)
    for part in [
      "id=\"pipeline-criteria\"", "Each Anna is met", ">Met</span>", ">Not met</span>",
      ">To run</span>", ">To attest</span>", "computed from files", "decided by a command",
      "said by a person", "12 of 12 Anna", "<b>1</b> of 4", "<li>Anna lacks 5</li>",
      "<li>and 2 more</li>", "<b>29 %</b> of 100 lines; 80 % wanted",
    ] { #expect(html.contains(part), "\(part)") }
    #expect(!html.contains("<li>Anna lacks 6</li>"))
  }

  @Test func `show gaps by kind, drift and the history of gates`() {
    var board = Self.board()
    board.passages[0].grounds = (1...22).map { "ground \($0)" }
    let html = Self.fixture { [board] node, graph in
      var own = board
      let known = graph.node(
        NodeKey(kind: .requirement, scope: graph[node].key.scope, id: "REQ-PAY-1"))
      own.built[1].node = known
      return graph[node].key.id == "pay" ? own : nil
    }.build().text(Self.page)
    for word in ["Implemented", "Partial", "Changed", "Deferred", "Missing", "Unplanned"] {
      #expect(html.contains("<b>1</b> <span class=\"st st-"), "\(word)")
      #expect(html.contains(">\(word)</span>"), "\(word)")
    }
    #expect(html.contains("Anna shows partial") && !html.contains("Anna shows implemented"))
    let partial = html.split(separator: "Anna shows partial").first?.suffix(400) ?? ""
    #expect(partial.contains("href=\"../../modules/pay/REQ-PAY-1.html\""))
    #expect(html.contains("<code>REQ-PAY-5</code>"), "an id that nothing declares has no page")
    let drift =
      html.split(separator: "id=\"pipeline-drift\"").last?
      .split(separator: "</table>").first ?? ""
    #expect(drift.contains("says Anna") && drift.contains("REQ-PAY-4") && drift.contains("Missing"))
    #expect(!drift.contains("REQ-PAY-3"))
    #expect(html.contains("<summary>22 grounds</summary>") && html.contains("<li>ground 20</li>"))
    #expect(html.contains("<li>and 2 more</li>") && !html.contains("<li>ground 21</li>"))
  }

  @Test(arguments: ["<b>", "\"><script>alert(1)</script>", String(repeating: "x", count: 300)])
  func `take any name`(_ name: String) {
    let html = Self.fixture(of: Self.board(name)).build().text(Self.page)
    let written = name.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
    #expect(html.contains("Phase 1: \(written)</p>"))
    #expect(html.contains("lacks 5") && html.contains("id=\"documents\""))
    #expect(!html.contains("<script>alert") && !html.contains("Phase 1: <b>"))
  }

  @Test func `are not there for modules without a record`() {
    let sites = [Self.fixture(nil), Self.fixture { _, _ in nil }, Self.fixture(of: ModuleBoard())]
    for site in sites.map({ $0.build() }) {
      #expect(!site.text(Self.page).contains("pipeline"))
      #expect(!site.text("modules/index.html").contains(">Gate<"))
    }
    let other = Self.fixture(of: Self.board()).build().text("modules/mail/index.html")
    #expect(other.contains("REQ-MAIL-1") && !other.contains("pipeline"))
  }

  @Test func `keep the budget of a page with four hundred gaps`() {
    var board = Self.board()
    let (long, many) = (String(repeating: "y", count: 300), 1...400)
    board.built = many.map {
      .init(id: "REQ-\($0).", node: nil, state: "missing", reason: "why", claim: "else")
    }
    let html = Self.fixture(of: board).build().text(Self.page)
    #expect(html.contains("REQ-150.") && !html.contains("REQ-151."))
    #expect(html.contains("<b>400</b>") && html.contains("and 250 more"))
    #expect(html.contains("Drift <span class=\"num\">400</span>"))
    #expect(html.utf8.count < 500_000 && html.split(separator: "<").count < 20_000)

    board.gates = many.map { Self.gate("Code", 5, .later, phase: "Phase \($0): \(long)") }
    board.built = many.map {
      .init(id: "REQ-\($0).", node: nil, state: "missing", reason: long + long, claim: long)
    }
    board.passages = many.map {
      .init(gate: "gate \($0)", person: long, day: "", grounds: many.map { _ in long })
    }
    let heavy = Self.fixture(of: board).build().text(Self.page)
    #expect(heavy.utf8.count < 500_000 && heavy.split(separator: "<").count < 20_000)
    #expect(heavy.contains("Gate 400") && !heavy.contains("Gate 1<"), "the latest are shown")
  }

  @Test(arguments: [
    (0, 0, "none"), (1, 1, "<b>100 %</b> of 1 line; 80 % wanted"), (29, 100, "<b>29 %</b> of 100"),
    (1, 3, "<b>33 %</b> of 3 lines"), (Int.max - 1, Int.max, "<b>99 %</b>"),
    (-5, 10, "<b>0 %</b>"), (20, 10, "<b>100 %</b>"),
  ]) func `count lines without rounding up`(_ hit: Int, _ total: Int, _ text: String) {
    var board = Self.board()
    board.coverage = .init(hit: hit, total: total, wanted: 80)
    let html = Self.fixture(of: board).build().text(Self.page)
    let own = html.split(separator: "id=\"pipeline-coverage\"").last?.prefix(400) ?? ""
    #expect(own.contains(text), "\(own)")
  }
}

extension `Boards of modules` {
  /// States of a module's gates, what its cell in the list says, and what its page advises.
  struct Cell: Sendable {
    var states: [ModuleBoard.Gate.State]
    var cell: String
    var advice: String
  }

  @Test(arguments: [
    Cell(states: [.open, .next, .later], cell: "Gate 2", advice: ""),
    Cell(states: [.open, .open], cell: ">All open<", advice: "All gates are open."),
    Cell(states: [.outdated, .next], cell: ">1 changed since<", advice: "at 1 gate."),
    Cell(states: [.outdated, .outdated], cell: "Gate 1", advice: "at 2 gates."),
  ]) func `give the next gate in the list of modules`(_ case: Cell) {
    var board = ModuleBoard()
    board.gates = `case`.states.enumerated().map { Self.gate("Gate \($0 + 1)", 1, $1) }
    let site = Self.fixture(of: board).build()
    let list = site.text("modules/index.html")
    #expect(list.contains("<th scope=\"col\">Gate</th>") && list.contains(`case`.cell))
    let rows = list.split(separator: "<tr>").map { $0.split(separator: "<td").count }
    #expect(Set(rows.dropFirst(2)).count == 1, "each row has as many cells")
    let html = site.text(Self.page)
    #expect(html.contains(`case`.advice) && !html.contains("id=\"pipeline-criteria\""))
  }

  @Test func `make their pages anew, and no others, when a record changes`() {
    var fixture = Self.fixture(of: Self.board())
    fixture.documents["modules/pay/INTENT_REQUIREMENTS.md"]?.text = (1...200).map {
      "### REQ-PAY-\($0): Limit\nIt MUST.\n"
    }.joined()
    let before = fixture.build()
    var board = Self.board()
    board.gates[2].state = .open
    fixture.board = { [board] node, graph in graph[node].key.id == "pay" ? board : nil }
    fixture.records = "2"
    let after = fixture.build()
    #expect(before.text(Self.page) != after.text(Self.page))
    let changed = after.plan.entries.filter { before[$0.path]?.fingerprint != $0.fingerprint }
    #expect(
      Set(changed.map(\.path)) == [Self.page, "modules/mail/index.html", "modules/index.html"])
    #expect(after["modules/pay/index-2.html"] != nil)
    for entry in after.plan.entries where !changed.contains(where: { $0.path == entry.path }) {
      #expect(before.text(entry.path) == after.text(entry.path), "\(entry.path)")
    }
  }

  @Test func `are made anew when another part of the project changes`() {
    var fixture = Self.fixture(of: Self.board())
    fixture.manifolds["a.yaml"] = "schema_version: 3\nfeature: a\noutcome: One\n"
    let before = fixture.build()
    fixture.manifolds["a.yaml"] = "schema_version: 3\nfeature: a\noutcome: Two\n"
    let after = fixture.build()
    #expect(before[Self.page]?.fingerprint != after[Self.page]?.fingerprint)
    fixture.board = nil
    let without = fixture.build()
    fixture.manifolds["a.yaml"] = "schema_version: 3\nfeature: a\noutcome: One\n"
    #expect(fixture.build()[Self.page]?.fingerprint == without[Self.page]?.fingerprint)
  }
}
