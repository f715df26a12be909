import SourceText
import Testing
import TraceModel

@testable import Analysis

/// What is moved, renamed and edited at once.
@Suite struct `What has moved` {
  private static let base = ComparedProject()

  /// The same project with its manifold and its programs elsewhere.
  private static func moved(_ project: ComparedProject) -> ComparedProject {
    var head = project.with("src/pay.py", "lib/pay/pay.py")
    head.files["lib/pay/pay.py"] = head.files.removeValue(forKey: "src/pay.py")
    return head
  }

  @Test func `and says something else has its old text and its suspects`() {
    let base = Self.base.with(file: "shop.yaml", nil).with(
      file: "old/shop.manifold.yaml", ComparedProject.manifold)
    let head = Self.base.with(file: "shop.yaml", nil).with(
      file: "new/shop.manifold.yaml",
      ComparedProject.manifold.replacing("after 72 h", with: "after 48 h"))
    let report = base.report(head)
    #expect(report.findings(.removed) == [] && report.findings(.added) == [])
    #expect(report.lines(.changed) == ["note changed B2: 72 h became 48 h"])
    #expect(report.findings(.changed)[0].before?.hasPrefix("Retries end after 72 h\n") == true)
    #expect(report.findings(.suspect).count == 3)
    #expect(report.findings(.renamed).count <= 1)
  }

  @Test func `is one finding for a feature that has another name`() {
    let head = Self.base.with("feature: shop", "feature: store")
      .with("after 72 h", "after 48 h").with(
        "manifold: shop", "manifold: store", in: "shop.alerts.yaml")
    let report = Self.base.report(head)
    #expect(report.findings(.removed) == [] && report.findings(.added) == [])
    #expect(
      report.lines(.renamed) == ["note renamed store (shop): was shop/shop, and 8 nodes below it"])
    // The label by which the alert names its manifold is a link, and not what it says.
    #expect(report.lines(.changed) == ["note changed B2: 72 h became 48 h"])
    #expect(report.findings(.suspect).contains { $0.subject.key.id == "RT-2" })
  }

  @Test func `takes its marks with it when its id is another one`() {
    let base = Self.base.with("Satisfies: RT-1", "Satisfies: T1", in: "src/pay.py")
    let head = base.with("T1", "T7").with("T1", "T7", in: "src/pay.py")
    let report = base.report(head)
    #expect(report.lines(.renamed) == ["note renamed T7 (T1): was T1"])
    #expect(report.findings(.removed) == [] && report.findings(.added) == [])
    #expect(report.findings(.unspecified) == [])
  }

  @Test func `is found by its words under another id`() {
    let long = "A refund is never larger than the payment that it belongs to"
    let base = Self.base.with("statement: Retries end after 72 h", "statement: \(long)")
    let head = base.with("B2", "B9").with("larger than", "larger in sum than")
    let report = base.report(head)
    #expect(report.findings(.removed) == [] && report.findings(.added) == [])
    #expect(report.lines(.renamed) == ["note renamed B9 (B2): was B2"])
    #expect(report.findings(.changed)[0].before?.hasPrefix(long) == true)
    #expect(report.findings(.suspect).contains { $0.subject.key.id == "RT-2" })
  }

  /// Statements of one manifold that are gone and new, and are not the same.
  @Test(arguments: [
    ("Retries end after 72 h", "Refunds end after 72 h"), ("Keys are short", "Keys are unique"),
    ("A payment is logged within 2 s", "A refund is logged within 2 s"),
    ("Payments reach the bank in one day", "Orders wait in the queue for one day"),
  ]) func `is no other statement`(_ old: String, _ new: String) {
    let base = Self.base.with("statement: Retries end after 72 h", "statement: \(old)")
    let head = base.with("B2", "B9").with(old, new)
    let report = base.report(head)
    #expect(report.findings(.renamed) == [])
    #expect(report.findings(.removed).map(\.subject.key.id) == ["B2"])
  }

  @Test func `is no manifold about something else`() {
    let other = """
      schema_version: 3
      feature: stock
      constraints:
        business:
          - {id: B1, type: invariant, statement: No parcel leaves the store unpaid}
          - {id: B2, type: boundary, statement: Shelves are counted each month}
        technical:
          - {id: T1, type: goal, statement: Labels are printed quickly}
      """
    let head = ComparedProject(files: ["stock.manifold.yaml": other])
    let report = Self.base.report(head)
    #expect(report.findings(.renamed) == [] && report.findings(.changed) == [])
    #expect(report.findings(.removed).contains { $0.subject.key.id == "shop" })
    #expect(report.findings(.added).contains { $0.subject.key.id == "stock" })
  }

  @Test func `with a folder is told once`() {
    let names = ["a", "b", "c", "d"]
    let declared = { (folder: String) in
      names.map { "    - {path: \(folder)/\($0).py, type: code, satisfies: [T1]}" }.joined(
        separator: "\n")
    }
    func project(_ folder: String, _ text: String) -> ComparedProject {
      names.reduce(Self.base.with("  artifacts:", "  artifacts:\n" + declared(folder))) {
        $0.with(file: "\(folder)/\($1).py", "\(text) \($1)\n")
      }
    }
    let (base, head) = (project("src/in", "pass"), project("lib/in", "pass"))
    #expect(
      base.lines(head) == [
        "note renamed lib/in/a.py (src/in/a.py): src is lib now: 4 files with 4 nodes moved together"
      ])
    // What is edited on the way has the same name and the same purpose.
    let edited = base.report(project("lib/in", "return"))
    #expect(edited.findings(.removed) == [] && edited.findings(.added) == [])
    #expect(edited.findings(.renamed).count == 1)
  }

  @Test func `and was edited is one program, and so are its marks`() {
    let head = Self.moved(Self.base).with(
      "return order.key", "return order.id", in: "lib/pay/pay.py")
    let report = Self.base.report(head)
    #expect(report.findings(.removed) == [] && report.findings(.added) == [])
    #expect(report.lines(.renamed) == ["note renamed lib/pay/pay.py (src/pay.py): was src/pay.py"])
  }

  @Test func `says more than its name`() {
    let bare = { (feature: String) in
      """
      schema_version: 3
      feature: \(feature)
      anchors:
        required_truths: [{id: RT-1}, {id: RT-2}, {id: RT-3}]
      """
    }
    let base = ComparedProject(files: ["shop.yaml": bare("shop")])
    let report = base.report(ComparedProject(files: ["shop.yaml": bare("bank")]))
    #expect(report.findings(.renamed) == [] && report.findings(.removed).count == 1)
  }

  /// What many have in common is compared with nothing: each with each would never end.
  @Test func `is not looked for among thousands that say the same`() {
    func side(_ folder: String) -> MatchedSide {
      var snapshot = TraceSnapshot()
      for number in 0..<3_000 {
        let key = NodeKey(
          kind: .constraint, scope: Scope(root: folder, name: "m\(number)"), id: "B1")
        snapshot.nodes.append(
          TraceSnapshot.Node(
            key, title: "B1", text: "Every payment that is made is kept for the audit",
            digest: Fingerprint(of: "\(folder) \(number)"), at: .file("a.yaml")))
      }
      return MatchedSide(snapshot)
    }
    #expect(AlikeNodes(side("old"), side("new")).edges.isEmpty)
  }

  /// Every pair of words is rare, and yet each statement is as much like any other.
  @Test func `is held against the nearest only`() {
    func side(_ letter: String, _ start: UInt64) -> MatchedSide {
      var (snapshot, seed) = (TraceSnapshot(), start)
      for number in 0..<400 {
        var words = (0..<80).map { "word\(Character(UnicodeScalar(97 + UInt8($0 / 10))))x\($0)" }
        for place in words.indices {
          seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          words.swapAt(place, Int(seed >> 33) % words.count)
        }
        let text = "subject " + words.joined(separator: " ")
        let key = NodeKey(
          kind: .constraint, scope: Scope(root: "a.yaml", name: "a"), id: "\(letter)\(number)")
        snapshot.nodes.append(
          TraceSnapshot.Node(
            key, title: text, text: text, digest: Fingerprint(of: text), at: .file("a.yaml")))
      }
      return MatchedSide(snapshot)
    }
    let alike = AlikeNodes(side("B", 1), side("C", 2))
    #expect(!alike.edges.isEmpty)
    #expect(alike.edges.count <= 2 * 400 * AlikeNodes.candidates)
  }

  @Test func `is found among many that are alike`() {
    func snapshot(_ count: Int, _ folder: String, _ verb: String) -> TraceSnapshot {
      var snapshot = TraceSnapshot()
      for number in 0..<count {
        let key = NodeKey(
          kind: .constraint, scope: Scope(root: folder, name: "m\(number / 20)"),
          id: "B\(number % 20)")
        let text = "Part n\(number) of the system \(verb) what part n\(number / 2) gives it"
        snapshot.nodes.append(
          TraceSnapshot.Node(
            key, title: text, text: text, digest: Fingerprint(of: text), at: .file("a.yaml")))
      }
      snapshot.nodes.sort { $0.key < $1.key }
      return snapshot
    }
    let (base, head) = (snapshot(3_000, "old", "keeps"), snapshot(3_000, "new", "holds"))
    let report = ChangeComparison(base: base, head: head, baseCommit: "a", headCommit: "b").report()
    #expect(report.findings(.removed) == [] && report.findings(.added) == [])
    #expect(report.findings(.changed).count == 3_000)
  }
}
