import Site
import SourceText
import Testing
import TraceModel

/// The other law of incremental builds: what an earlier build has left changes no byte.
@Suite struct `Memory of a build` {
  typealias Edit = `Fingerprints`.Edit

  static let before = sound.build()

  /// The whole fixture, its broken links mended: only sound links are remembered.
  static let sound: Fixture = {
    var fixture = Fixture.whole
    fixture.pages["content/guide/trouble.md"] =
      "# Trouble\n\n[up](../_index.md) and [back](use.md#use), [plan](/plan.txt), [here](#trouble).\n"
    return fixture
  }()

  static let edits: [Edit] =
    Fingerprints.edits + [
      Edit("a heading that nobody links to") {
        $0.pages["content/guide/trouble.md"]?.text += "\n## Else\n"
      },
      Edit("a heading that a page of sound links needs") {
        $0.pages["content/guide/use.md"]?.text = "# Used\n"
      },
      Edit("the order of links") {
        $0.pages["content/guide/trouble.md"]?.text =
          "# Trouble\n\n[back](use.md#use), [plan](/plan.txt) and [up](../_index.md).\n"
      },
      Edit("a page by another name") {
        $0.pages["content/guide/used.md"] = $0.pages["content/guide/use.md"]
        $0.pages["content/guide/use.md"] = nil
      },
      Edit("two pages change places") {
        let other = $0.pages["content/many/page-2.md"]
        $0.pages["content/many/page-2.md"] = $0.pages["content/many/page-3.md"]
        $0.pages["content/many/page-3.md"] = other
      },
      Edit("a page goes and another comes") {
        $0.pages["content/many/page-1.md"] = nil
        $0.pages["content/zz/last.md"] = "# Last\n\nRarely [seen](../many/page-2.md).\n"
      },
      Edit("pages at both ends") {
        $0.pages["content/aa.md"] = "# First\n"
        $0.pages["content/zz.md"] = "# Last\n"
      },
      Edit("a folder page in place of a file") {
        $0.pages["content/guide/use/_index.md"] = $0.pages["content/guide/use.md"]
        $0.pages["content/guide/use.md"] = nil
      },
      Edit("an asset where a page was") {
        $0.pages["content/guide/use.md"] = nil
        $0.assets["content/guide/use.md"] = "text"
      },
      Edit("an asset more where a link led nowhere") {
        $0.pages["content/guide/trouble.md"]?.text += "\n[x](new.txt)\n"
        $0.assets["content/guide/new.txt"] = "new"
      },
      Edit("an alias that a link names") {
        $0.pages["content/guide/trouble.md"]?.text += "\n[x](/there/)\n"
        $0.pages["content/guide/use.md"]?.front.aliases = ["there"]
      },
      Edit("another content folder") { $0.settings.contentFolder = "content/guide" },
      Edit("so many pages that a common word counts as none") { fixture in
        for number in 20...90 { fixture.pages["content/many/page-\(number).md"] = "# Never\n" }
      },
    ]

  @Test(arguments: edits) func `leaves the bytes of a build as they are`(_ edit: Edit) {
    var fixture = Self.sound
    edit.apply(&fixture)
    let cold = fixture.build()
    expect(fixture.build(Self.before.memory), is: cold)
    expect(Self.sound.build(cold.memory), is: Self.before)
  }

  @Test(arguments: [0, 1, 7, 15, 16, 17, 40, 300, 700, 2_000, 100_000])
  func `is forgotten when it is cut off`(_ length: Int) {
    let memory = Self.before.memory
    let cut = SiteMemory(
      links: Array(memory.links.prefix(length)), search: Array(memory.search.prefix(length)))
    expect(Self.sound.build(cut), is: Self.before)
    // What stands for no document at all, or for too many.
    let foreign = SiteMemory(links: memory.search, search: memory.links)
    expect(Self.sound.build(foreign), is: Self.before)
  }

  @Test func `is cut off anywhere and does no harm`() {
    let search = Self.before.memory.search
    for length in stride(from: 0, to: search.count, by: max(1, search.count / 60)) {
      let cut = SiteMemory(search: Array(search.prefix(length)))
      #expect(Self.sound.build(cut).memory.search == search, "cut at \(length)")
    }
  }

  @Test func `survives many edits one after the other`() {
    var memory = SiteMemory()
    var fixture = Self.sound
    for number in 1...12 {
      fixture.pages["content/many/page-\(number).md"]?.text += "\nWord \(number) of many.\n"
      if number % 4 == 0 { fixture.pages["content/many/page-\(number - 1).md"] = nil }
      if number % 3 == 0 { fixture.pages["content/m\(number).md"] = "# More\n\n[up](_index.md)\n" }
      let warm = fixture.build(memory)
      expect(warm, is: fixture.build())
      memory = warm.memory
    }
  }

  private func expect(_ warm: Fixture.Built, is cold: Fixture.Built) {
    #expect(warm.diagnostics == cold.diagnostics)
    #expect(warm.plan.entries.map(\.path) == cold.plan.entries.map(\.path))
    for (a, b) in zip(warm.plan.entries, cold.plan.entries) {
      #expect(a.fingerprint == b.fingerprint, "\(a.path)")
      #expect(warm.rendered(a) == cold.rendered(b), "\(a.path)")
    }
    #expect(warm.memory.links == cold.memory.links)
    #expect(warm.memory.search == cold.memory.search)
  }
}
