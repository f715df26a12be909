import Site
import SourceText
import Testing
import TraceModel

/// A plan that is carried over leads to the same files as one that is made anew.
@Suite struct `A carried plan` {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let page: String
    /// Nothing but the page's own files and some words of the search look other than before.
    let isCarried: Bool
    let edit: @Sendable (inout Fixture.Page) -> Void

    init(
      _ name: String, _ page: String = use, isCarried: Bool = false,
      _ edit: @escaping @Sendable (inout Fixture.Page) -> Void
    ) {
      testDescription = name
      self.page = page
      self.isCarried = isCarried
      self.edit = edit
    }
  }

  static let use = "content/guide/use.md"
  static let before = fixture.build()

  /// Pages with links of all sorts; those of the whole fixture that name nodes are still among them.
  static let fixture: Fixture = {
    var fixture = `Memory of a build`.sound
    fixture.pages[use]?.text +=
      "\n## Known\n\n## Also known\n\nWords [here](#known), known words.\n"
    for number in 20...40 {
      fixture.pages["content/few/page-\(number).md"] = Fixture.Page(
        stringLiteral:
          "# Few \(number)\n\nFirst.\n\n[next](page-\(20 + (number - 19) % 21).md) and \(number).\n"
      )
    }
    return fixture
  }()

  static let cases: [Case] = [
    Case("a sentence more", isCarried: true) { $0.text += "\nA sentence of known words.\n" },
    Case("a new word of a known letter", isCarried: true) { $0.text += "\nwordily\n" },
    Case("a word less", isCarried: true) { $0.text.replace(", known words", with: ", known") },
    Case("a word that becomes more weighty", isCarried: true) {
      $0.text.replace("## Known", with: "## *Known*")
    },
    Case("the text of a heading with the same anchor", isCarried: true) {
      $0.text.replace("## Also known", with: "## Also (known)")
    },
    Case("where a link stands", isCarried: true) {
      $0.text.replace("Words [here]", with: "Words, words [there]")
    },
    Case("nothing that is shown", isCarried: true) { $0.text += "\n\n" },
    Case("a page in a folder of many", "content/few/page-30.md", isCarried: true) {
      $0.text.replace("and 30", with: "and 31, first")
    },
    Case("a word of a new letter") { $0.text += "\nЖук\n" },
    Case("the first paragraph", "content/few/page-30.md") {
      $0.text.replace("First", with: "Second")
    },
    Case("a link more") { $0.text += "\n[one](setup.md)\n" },
    Case("a link's end") { $0.text.replace("#known", with: "#also-known") },
    Case("a heading") { $0.text.replace("## Known", with: "## Unknown") },
    Case("a heading more") { $0.text += "\n### More\n" },
    Case("the title") { $0.text.replace("# Use", with: "# Using") },
    Case("a tag") { $0.front.tags = ["new"] },
    Case("a field of the author's own") { $0.front.parameters = [.init("status", ["done"])] },
    Case("a description") { $0.front.description = "Else" },
    Case("a weight") { $0.front.weight = 3 },
    Case("a draft") { $0.front.isDraft = true },
    Case("the home page", "content/_index.md") { $0.text += "\nMore.\n" },
    Case("a page that names a node", "content/many/page-5.md") { $0.text += "\nmore\n" },
    Case("a page with a view", "content/reference/embeds.md") { $0.text += "\nMore.\n" },
    Case("raw HTML") { $0.text += "\n<b>bold</b>\n" },
  ]

  @Test(arguments: cases) func `is what planning again gives`(_ test: Case) throws {
    var edited = Self.fixture
    test.edit(&edited.pages[test.page, default: ""])
    let carried = try #require(CarriedPlan(Self.before.memory, Self.fixture.design))
    let revised = carried.revised([try revision(test.page, to: edited)])
    #expect((revised != nil) == test.isCarried)
    guard let (plan, memory) = revised else { return }
    let cold = edited.build()
    expect(plan, over: Self.before, is: cold)
    // What is left is as good as what planning leaves: for a build, and for carrying on.
    let warm = edited.build(memory)
    #expect(warm.memory.search == cold.memory.search)
    for entry in cold.plan.entries { #expect(warm[entry.path]?.fingerprint == entry.fingerprint) }
    let again = try #require(CarriedPlan(memory, Self.fixture.design))
    let back = try revision(test.page, from: edited, to: Self.fixture)
    let undone = try #require(again.revised([back]))
    expect(undone.plan, over: cold, is: Self.before)
    #expect(undone.memory.search == Self.before.memory.search)
    #expect(undone.memory.pages == Self.before.memory.pages)
  }

  @Test func `takes several pages at once`() throws {
    var edited = Self.fixture
    let pages = [21, 30, 39].map { "content/few/page-\($0).md" }
    for page in pages { edited.pages[page]?.text += "\nFirst known words.\n" }
    let carried = try #require(CarriedPlan(Self.before.memory, Self.fixture.design))
    let revised = try #require(
      carried.revised(try pages.map { try revision($0, to: edited) }))
    expect(revised.plan, over: Self.before, is: edited.build())
  }

  @Test func `is given up when a common word becomes one that counts as none`() throws {
    var fixture = Self.fixture
    for number in 100..<250 {
      let word = number < 164 ? "frequent" : "plain"
      fixture.pages["content/crowd/p\(number).md"] = Fixture.Page(
        stringLiteral: "# P\n\nText.\n\n\(word)\n")
    }
    let before = fixture.build()
    var edited = fixture
    let words = before.plan.entries.count
    for number in 164..<240 { edited.pages["content/crowd/p\(number).md"]?.text += "\nfrequent\n" }
    let carried = try #require(CarriedPlan(before.memory, fixture.design))
    let pages = (164..<240).map { "content/crowd/p\($0).md" }
    #expect(words > 0)
    #expect(
      carried.revised(try pages.map { try revision($0, from: fixture, to: edited) }) == nil)
  }

  @Test(arguments: Array(stride(from: 0, through: 3_000, by: 97)))
  func `is not made of a memory that is cut off`(_ length: Int) throws {
    var memory = Self.before.memory
    memory.pages = Array(memory.pages.prefix(length))
    #expect(CarriedPlan(memory, Self.fixture.design) == nil)
    memory = Self.before.memory
    memory.search = Array(memory.search.dropLast(1 + length / 40))
    var edited = Self.fixture
    edited.pages[Self.use]?.text += "\nwordily\n"
    let carried = try #require(CarriedPlan(memory, Self.fixture.design))
    #expect(carried.revised([try revision(Self.use, to: edited)]) == nil)
  }

  @Test func `knows its pages and no others`() throws {
    let carried = try #require(CarriedPlan(Self.before.memory, Self.fixture.design))
    #expect(try carried.fingerprint(of: Self.use) == text(Self.use, of: Self.fixture).fingerprint)
    #expect(carried.fingerprint(of: "content/none.md") == nil)
  }

  private func revision(
    _ path: String, from old: Fixture = fixture, to new: Fixture
  ) throws -> CarriedPlan.Revision {
    CarriedPlan.Revision(
      path: path, before: try text(path, of: old), after: try text(path, of: new))
  }

  private func text(_ path: String, of fixture: Fixture) throws -> PageText {
    let page = try #require(fixture.pages[path])
    return Fixture.text(of: page, Fixture.render(page.text, path))
  }

  /// The entries of a plan, and what they leave alone, are those of a cold build.
  private func expect(
    _ plan: OutputPlan, over before: Fixture.Built, is cold: Fixture.Built,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let revised = Dictionary(plan.entries.map { ($0.path, $0) }) { first, _ in first }
    #expect(before.plan.entries.map(\.path) == cold.plan.entries.map(\.path))
    for entry in cold.plan.entries {
      let own = revised[entry.path] ?? before[entry.path]
      #expect(
        own?.fingerprint == entry.fingerprint && own?.source == entry.source, "\(entry.path)",
        sourceLocation: sourceLocation)
      guard let made = revised[entry.path] else { continue }
      #expect(cold.rendered(made) == cold.rendered(entry), sourceLocation: sourceLocation)
    }
    #expect(revised.count == plan.entries.count && cold.plan.entries.count > plan.entries.count)
  }
}
