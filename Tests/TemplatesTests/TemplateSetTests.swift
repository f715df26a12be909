import SourceText
import Synchronization
import Templates
import Testing

@Suite struct TemplateSetTests {
  private func set(_ sources: [String: String]) -> TemplateSet {
    TemplateSet.compile(
      sources.sorted { $0.key < $1.key }.map { SourceFile(path: $0.key, text: $0.value) }
    ).0
  }

  @Test func `names are paths below the templates folder`() {
    let set = set(["site-templates/node.html": "", "site-templates/partials/nav.html": ""])
    #expect(set.names == ["node.html", "partials/nav.html"])
    #expect(set.contains("node.html") && !set.contains("nav"))
  }

  @Test func `the later of two templates with one name wins`() throws {
    let (set, _) = TemplateSet.compile([
      SourceFile(path: "a.html", text: "built in"),
      SourceFile(path: "site-templates/a.html", text: "mine"),
    ])
    var buffer = ByteBuffer()
    try set.render("a.html", [:], page: "p", into: &buffer)
    #expect(buffer.text == "mine")
  }

  @Test func `a fingerprint covers the partials of partials`() {
    let before = set(["a.html": "{{> b}}", "b.html": "{{> c}}", "c.html": "1", "d.html": ""])
    let after = set(["a.html": "{{> b}}", "b.html": "{{> c}}", "c.html": "2", "d.html": ""])
    #expect(before.fingerprint(of: "a.html") != after.fingerprint(of: "a.html"))
    #expect(before.fingerprint(of: "d.html") == after.fingerprint(of: "d.html"))
    #expect(before.fingerprint(of: "x.html") == nil)
  }

  @Test func `templates that nothing can run are listed`() {
    let set = set(["a.html": "{{> b}}", "partials/b.html": "", "partials/c.html": "", "d.html": ""])
    #expect(set.unusedNames(whenRendering: ["a.html"]) == ["d.html", "partials/c.html"])
  }

  @Test func `a meter is told about each page that was rendered`() throws {
    let time = Mutex<UInt64>(0)
    let notes = Mutex<[String]>([])
    var set = set(["a.html": "ab{{x}}", "b.html": "{{y}}"])
    set.meter = RenderMeter(now: {
      time.withLock {
        $0 += 5; return $0
      }
    }) { name, spent, bytes in
      notes.withLock { $0.append("\(name) \(spent) \(bytes)") }
    }
    var buffer = ByteBuffer()
    try set.render("a.html", ["x": "c"], page: "p", into: &buffer)
    try set.render("a.html", ["x": ""], page: "q", into: &buffer)
    #expect(throws: TemplateError.self) {
      try set.render("b.html", [:], page: "r", into: &buffer)
    }
    #expect(notes.withLock { $0 } == ["a.html 5 3", "a.html 5 2"])
  }

  @Test func `a template that is not there is an error with the nearest name`() {
    var buffer = ByteBuffer()
    #expect(throws: TemplateError.self) {
      try set(["node.html": ""]).render("nod.html", [:], page: "p", into: &buffer)
    }
  }

  @Test func `a template whose partial is faulty is not rendered`() {
    var buffer = ByteBuffer()
    #expect(throws: TemplateError.self) {
      try set(["a.html": "{{> b}}", "b.html": "{{#if}}"]).render(
        "a.html", [:], page: "p", into: &buffer)
    }
    #expect(buffer.count == 0)
  }

  @Test func `faults of all templates are reported in one run`() {
    let (_, diagnostics) = TemplateSet.compile([
      SourceFile(path: "b.html", text: "{{/x}}"), SourceFile(path: "a.html", text: "{{/x}}"),
    ])
    #expect(diagnostics.map(\.range.path) == ["a.html", "b.html"])
  }

  @Test func `random bytes never stop the compiler`() {
    var state: UInt64 = 1
    let tokens = [
      "{{", "}}", "{{{", "}}}", "{{#if a}}", "{{/if}}", "{{else}}", "{{> ", "{{#> x}}", "\\", "~",
      "\"", "'",
      "<a ", "href=", ">", "<script>", "</script>", "<!--", "-->", "a.b", "../", "@", "(", ")", "=",
      "\n",
      "{{!--", "--}}", "{{^}}", "{{#each a}}", "\u{0}", "é", "[", "]", "9999999999999999999999",
    ]
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<24 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += tokens[Int((state >> 33) % UInt64(tokens.count))]
      }
      let (set, _) = TemplateSet.compile([SourceFile(path: "a.html", text: text)])
      var buffer = ByteBuffer()
      _ = try? set.render("a.html", ["a": [1, 2]], page: "p", into: &buffer)
    }
  }

  @Test func `invalid UTF-8 is refused`() {
    let file = SourceFile(path: "a.html", bytes: [0x61, 0xFF])
    #expect(TemplateSet.compile([file]).1.map(\.summary) == ["the template is not valid UTF-8"])
  }
}
