import Drawing
import SourceText
import TestSupport
import Testing

extension TraceDiagram {
  fileprivate init(
    nodes: [DiagramNode], edges: [DiagramEdge], title: String, description: String,
    focus: Int? = nil
  ) {
    self.init(
      nodes: nodes.map(DrawnNode.init), edges: edges, title: title, description: description,
      focus: focus)
  }
}

@Suite struct TraceDiagramTests {
  static func sample() -> TraceDiagram {
    let rows: [(String, String, Int, String, String?, DiagramNode.Shape)] = [
      ("O1", "Renewals survive a failed payment", 0, "outcome", nil, .pill),
      ("B1", "A renewal is charged at most once in a period", 1, "constraint", "satisfied", .box),
      ("T2", "Retries stop after 72 hours", 1, "constraint", "partial", .box),
      ("U3", "The member is told within one hour", 1, "constraint", "gap", .box),
      ("RT-1", "Every attempt carries one idempotency key", 2, "truth", "satisfied", .hexagon),
      ("RT-2", "The retry window is kept in the workflow", 2, "truth", "suspect", .hexagon),
      (
        "workflow.py:41", "src/renewal/workflow.py, lines 41 to 88", 3, "code", "partial", .document
      ),
      ("test_once", "tests/test_idempotency.py", 3, "test", "satisfied", .document),
      ("test_window", "tests/test_window.py", 3, "test", "failing", .document),
      ("RetryWindowLate", "alert rule, page the on-call", 3, "alert", "unknown", .document),
    ]
    func edge(
      _ from: String, _ to: String, _ label: String = "", isDashed: Bool = false
    ) -> DiagramEdge {
      let place = { (id: String) in rows.firstIndex { $0.0 == id } ?? -1 }
      return DiagramEdge(from: place(from), to: place(to), label: label, isDashed: isDashed)
    }
    var diagram = TraceDiagram(
      nodes: rows.map {
        DiagramNode(
          label: $0.0, caption: $0.1, column: $0.2, kind: $0.3, status: $0.4,
          shape: $0.5, href: "../\($0.0)/")
      },
      edges: [
        edge("B1", "O1", "serves"),
        edge("T2", "O1"), edge("U3", "O1"),
        edge("RT-1", "B1", "requires"),
        edge("RT-2", "T2", "requires"),
        edge("workflow.py:41", "B1", "satisfies", isDashed: true),
        edge("workflow.py:41", "RT-2", "satisfies", isDashed: true),
        edge("test_once", "RT-1", "verifies"),
        edge("test_window", "RT-2", "verifies"),
        edge("RetryWindowLate", "RT-2", "alerts on"),
        edge("B1", "T2", "conflicts"),
      ],
      title: "What B1 hangs together with", description: "B1 is satisfied by RT-1.", focus: 1)
    diagram.headings = [
      (0, "Outcome"), (1, "Constraints"), (2, "Required truths"), (3, "Evidence"),
    ]
    return diagram
  }

  private func picture(_ diagram: TraceDiagram) -> String {
    drawn { diagram.write(into: &$0, prefix: "g1") }
  }

  /// Where the corners of the nodes are.
  private func places(of reader: PictureReader) -> [[Double]] {
    reader.elements.filter { $0.attributes["class"]?.hasPrefix("d-node") == true }.map { node in
      (node.attributes["transform"] ?? "").split { !"-.0123456789".contains($0) }
        .compactMap { Double($0) }
    }
  }

  @Test func `the sample diagram is as recorded`() {
    expectGolden(picture(Self.sample()), "trace-diagram.svg")
  }

  @Test func `every node and edge is there, named and linked`() {
    let reader = PictureReader(picture(Self.sample()))
    #expect(reader.count("g", class: "d-node") == 10)
    #expect(reader.count("path", class: "d-edge") == 11)
    #expect(reader.count("g", class: "d-node--focus") == 1)
    #expect(reader.elements.filter { $0.name == "a" }.count == 10)
    #expect(
      reader.texts.contains(
        "constraint B1: A renewal is charged at most once in a period (satisfied)"))
    let root = reader.elements.first?.attributes ?? [:]
    #expect(root["aria-labelledby"] == "g1-t g1-d")
    #expect(Set(reader.values(of: "id")) == ["g1-t", "g1-d", "g1-a"])
    #expect(reader.values(of: "style").isEmpty)
  }

  @Test func `a picture with links is no image, or a screen reader would not reach them`() {
    let role = { PictureReader($0).elements.first?.attributes["role"] }
    #expect(role(picture(Self.sample())) == nil)
    let plain = TraceDiagram(
      nodes: [DiagramNode(label: "B1", caption: "", column: 0, kind: "constraint")],
      edges: [], title: "t", description: "d")
    #expect(role(picture(plain)) == "img")
  }

  @Test func `a diagram is the same whatever the order of its edges' hashing`() {
    #expect(Set((0..<20).map { _ in picture(Self.sample()) }).count == 1)
  }

  @Test func `nodes do not overlap and stay inside the picture`() throws {
    let reader = PictureReader(picture(Self.sample()))
    let size = reader.values(of: "viewBox")[0].split(separator: " ").compactMap { Double($0) }
    let boxes = places(of: reader).map { $0 + [176, 46] }
    #expect(boxes.count == 10)
    for (index, a) in boxes.enumerated() {
      #expect(a[0] >= 0 && a[1] >= 0 && a[0] + a[2] <= size[2] && a[1] + a[3] <= size[3])
      for b in boxes[(index + 1)...] {
        #expect(
          a[0] + a[2] <= b[0] || b[0] + b[2] <= a[0] || a[1] + a[3] <= b[1] || b[1] + b[3] <= a[1])
      }
    }
  }

  @Test func `a full column ends in a count, and the focused node is never counted away`() {
    let nodes = (0..<20).map { DiagramNode(label: "n\($0)", column: 0, kind: "k") }
    let diagram = TraceDiagram(nodes: nodes, edges: [], title: "t", description: "d", focus: 19)
    let reader = PictureReader(picture(diagram))
    #expect(reader.texts.contains("+12 more"))
    #expect(reader.count("g", class: "d-node") == 8)
    #expect(reader.texts.contains("n19"))
  }

  @Test func `a long caption is cut between characters, with an ellipsis`() {
    for caption in [String(repeating: "→é😀", count: 40), String(repeating: "word, ", count: 40)] {
      let node = DiagramNode(label: "a", caption: caption, column: 0, kind: "k")
      let svg = picture(TraceDiagram(nodes: [node], edges: [], title: "t", description: "d"))
      let shown = PictureReader(svg).texts.last ?? ""
      #expect(shown.hasSuffix("…") && !shown.contains("\u{FFFD}") && !shown.hasSuffix(" …"))
      #expect(shown.count > 6 && caption.hasPrefix(shown.dropLast()))
    }
  }

  @Test func `labels of edges do not cover each other`() {
    let nodes = (0..<4).map { DiagramNode(label: "n", column: $0 / 3, kind: "k") }
    let edges = (0..<3).flatMap { index in
      ["satisfies", "verifies"].map { DiagramEdge(from: 3, to: index, label: $0) }
    }
    let svg = picture(TraceDiagram(nodes: nodes, edges: edges, title: "t", description: "d"))
    let places = PictureReader(svg).elements.filter { $0.attributes["class"] == "d-edge-label" }
      .map { "\($0.attributes["x"] ?? "") \($0.attributes["y"] ?? "")" }
    #expect(places.count == 6 && Set(places).count >= 5)
  }

  @Test func `crossing edges are undone by ordering the columns`() {
    func node(_ id: String, _ column: Int) -> DiagramNode {
      DiagramNode(label: id, column: column, kind: "k")
    }
    let diagram = TraceDiagram(
      nodes: [node("a", 0), node("b", 0), node("y", 1), node("x", 1)],
      edges: [DiagramEdge(from: 0, to: 3), DiagramEdge(from: 1, to: 2)], title: "t",
      description: "d")
    let rows = places(of: PictureReader(picture(diagram))).map { $0[1] }
    // Nodes are written in the order given: a, b, y, x; a and x share a row, b and y the other.
    #expect(rows.count == 4 && rows[0] == rows[3] && rows[1] == rows[2])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var diagram: TraceDiagram
    var testDescription: String { id }
  }

  static let awkward = "<script>\"'&\u{0}\u{1F600}" + String(repeating: "W", count: 5000)

  @Test(arguments: [
    Case(
      id: "nothing",
      diagram: TraceDiagram(nodes: [DiagramNode](), edges: [], title: "", description: "")),
    Case(
      id: "one node with hostile text",
      diagram: TraceDiagram(
        nodes: [
          DiagramNode(
            label: awkward, caption: awkward, column: .max, kind: awkward,
            status: awkward, href: "javascript:alert(1)")
        ], edges: [DiagramEdge(from: 0, to: 0, label: awkward)], title: awkward,
        description: awkward, focus: -1)),
    Case(
      id: "edges to nowhere, backwards and in a column",
      diagram: TraceDiagram(
        nodes: [
          DiagramNode(label: "a", column: -5, kind: ""),
          DiagramNode(label: "again", column: 3, kind: ""),
          DiagramNode(label: "b", column: 3, kind: "", shape: .pill),
          DiagramNode(label: "c", column: 3, kind: "", shape: .document),
        ],
        edges: [
          DiagramEdge(from: 0, to: 4), DiagramEdge(from: .min, to: .max),
          DiagramEdge(from: 2, to: 0, label: "back"),
          DiagramEdge(from: 2, to: 3, label: "down"), DiagramEdge(from: 3, to: 2),
        ], title: "t", description: "d")),
  ])
  func `an awkward diagram is still well-formed`(_ row: Case) {
    let reader = PictureReader(picture(row.diagram))
    #expect(reader.elements.first?.name == "svg")
    #expect(!reader.elements.contains { $0.name == "script" })
    #expect(!reader.values(of: "href").contains { $0.hasPrefix("javascript") })
  }
}
