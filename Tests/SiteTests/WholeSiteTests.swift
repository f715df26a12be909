@testable import Site
import SourceText
import Testing

/// Properties of a whole site: the same from any order, within budgets, every link leads somewhere.
@Suite struct `A whole site` {
  @Test func `is the same twice and from any order of its inputs`() {
    let once = `Fingerprints`.before
    var fixture = Fixture.whole
    fixture.isReversed = true
    let again = fixture.build()
    #expect(again.plan.entries.map(\.path) == once.plan.entries.map(\.path))
    #expect(again.diagnostics == once.diagnostics)
    for (a, b) in zip(once.plan.entries, again.plan.entries) {
      #expect(a.fingerprint == b.fingerprint, "\(a.path)")
      #expect(`Fingerprints`.bytes[a.path] == again.rendered(b), "\(a.path)")
    }
  }

  @Test func `has each path once, sorted`() {
    let paths = `Fingerprints`.before.plan.entries.map(\.path)
    #expect(paths == paths.sorted())
    #expect(Set(paths.map { $0.lowercased() }).count == paths.count)
  }

  /// Pages whose links are broken on purpose are listed; every other address must exist.
  @Test func `has no link that leads nowhere`() {
    let built = `Fingerprints`.before
    let paths = Set(built.plan.entries.map(\.path))
    for entry in built.plan.entries where entry.path.hasSuffix(".html") {
      for target in Self.addresses(built.text(entry.path)) {
        guard let path = Self.path(target, from: entry.path) else { continue }
        #expect(paths.contains(path), "\(entry.path) links to \(target)")
      }
    }
  }

  @Test func `has every id of a page once`() {
    let built = `Fingerprints`.before
    for entry in built.plan.entries where entry.path.hasSuffix(".html") {
      let ids = Self.values(of: "id", in: built.text(entry.path))
      let twice = Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys
      #expect(twice.isEmpty, "\(entry.path): \(twice.sorted())")
    }
  }

  @Test func `keeps its budgets with three hundred constraints`() {
    var fixture = Fixture()
    fixture.manifolds = ["content/manifolds/large.yaml": Self.large(300)]
    fixture.others = Set((0..<300).map { "src/f\($0).py" })
    let built = fixture.build()
    // Pages of single nodes are alike: those with the most links, and a sample of the others.
    let pages = built.plan.entries.filter { entry in
      let isItem = Self.isItem(entry.path)
      return entry.path.hasSuffix(".html")
        && (!isItem || entry.path.contains("/C0.") || entry.path.contains("7.html"))
    }
    #expect(pages.count > 40)
    for entry in pages {
      let bytes = built.rendered(entry)
      let elements = Self.elements(bytes)
      #expect(bytes.count <= 500_000, "\(entry.path) has \(bytes.count) bytes")
      #expect(elements <= 10_000, "\(entry.path) has \(elements) elements")
      #expect(!Self.isItem(entry.path) || elements <= 1_500, "\(entry.path) has \(elements)")
    }
    #expect(built.plan.entries.count > 900)
  }

  @Test func `keeps its budgets where nearly everything is linked`() {
    var fixture = Fixture()
    fixture.manifolds = ["content/manifolds/dense.yaml": Self.dense]
    let built = fixture.build()
    let pages = built.plan.entries.filter {
      $0.path.contains("dense/matrix/") || $0.path == "manifolds/dense/index.html"
    }
    #expect(pages.contains { $0.path == "manifolds/dense/matrix/truths-2.html" })
    for entry in pages {
      let bytes = built.rendered(entry)
      #expect(bytes.count <= 500_000, "\(entry.path) has \(bytes.count) bytes")
      #expect(Self.elements(bytes) <= 10_000, "\(entry.path)")
    }
    // A cell that leaves links out says how many, and where they are.
    #expect(
      built.text("manifolds/dense/matrix/truths.html").contains(
        "href=\"../../../manifolds/dense/RT-1.html\" title=\"All links are on its page\">"
          + "<code>+26</code>"))
  }

  /// 150 constraints, 100 truths of 50 constraints each, 200 files for 20 truths each.
  static var dense: String {
    var lines = ["schema_version: 3", "feature: dense", "outcome: All", "constraints:"]
    lines += ["  technical:"]
    for number in 0..<150 {
      lines += ["    - id: T\(number)", "      statement: Constraint \(number) holds always"]
    }
    lines += ["anchors:", "  required_truths:"]
    for number in 0..<100 {
      let targets = (0..<50).map { "T\((number + $0 * 3) % 150)" }.joined(separator: ", ")
      lines += ["    - id: RT-\(number)", "      statement: Truth", "      maps_to: [\(targets)]"]
    }
    lines += ["generation:", "  artifacts:"]
    for number in 0..<200 {
      let targets = (0..<20).map { "RT-\((number + $0 * 5) % 100)" }.joined(separator: ", ")
      lines += ["    - path: src/f\(number).py", "      satisfies: [\(targets)]"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func `does not grow a page with the number of pages`() {
    func size(_ count: Int) -> Int {
      var fixture = Fixture()
      for number in 0..<count {
        fixture.pages["content/guide/p\(number + 1000).md"] = "# Page\n\nText.\n"
      }
      let built = fixture.build()
      return built.text("guide/p1000.html").utf8.count
    }
    #expect(size(400) - size(100) < 16)
  }

  static func isItem(_ path: String) -> Bool {
    path.hasPrefix("manifolds/large/") && !path.contains("matrix")
      && path != "manifolds/large/index.html"
  }

  static func large(_ count: Int) -> String {
    let categories = ["business", "technical", "user_experience", "security", "operational"]
    var lines = ["schema_version: 3", "feature: large", "outcome: All of it", "constraints:"]
    for (number, category) in categories.enumerated() {
      lines.append("  \(category):")
      for index in stride(from: number, to: count, by: categories.count) {
        lines.append(
          "    - {id: C\(index), type: invariant, statement: \"Constraint \(index) must hold always\"}"
        )
      }
    }
    lines.append("required_truths:")
    for index in 0..<count {
      lines.append("  - {id: RT-\(index), statement: \"Truth \(index)\", maps_to: [C\(index), C0]}")
    }
    lines.append("generation:\n  artifacts:")
    for index in 0..<count {
      lines.append(
        "    - {path: src/f\(index).py, type: code, satisfies: [RT-\(index), C\(index)]}")
    }
    return lines.joined(separator: "\n")
  }

  /// Start tags, counted as a parser would.
  static func elements(_ bytes: [UInt8]) -> Int {
    zip(bytes, bytes.dropFirst()).filter {
      $0 == 0x3C && ($1 | 0x20) >= 0x61 && ($1 | 0x20) <= 0x7A
    }.count
  }

  static func values(of attribute: String, in html: String) -> [String] {
    html.split(separator: " \(attribute)=\"", omittingEmptySubsequences: false).dropFirst().map {
      String($0.prefix { $0 != "\"" })
    }
  }

  static func addresses(_ html: String) -> [String] {
    values(of: "href", in: html) + values(of: "src", in: html)
  }

  /// The site's path that an address means; `nil` for other sites and for the page itself.
  static func path(_ address: String, from page: String) -> String? {
    let target = percentDecoded(String(address.prefix { $0 != "#" && $0 != "?" }))
    if target.isEmpty || target.contains(":") { return nil }
    var parts = page.split(separator: "/").dropLast().map(String.init)
    for part in target.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }
}
