import Markdown
import SourceText
import TestSupport
import Testing

@Suite struct DocumentTests {
  struct PlaceCase: CustomTestStringConvertible {
    let testDescription: String
    /// ① and ② enclose the range that the first link must have.
    let marked: String
    init(_ id: String, _ marked: String) { (testDescription, self.marked) = (id, marked) }
  }

  static let places = [
    PlaceCase("in a paragraph", "see ①[a](b.md)②."),
    PlaceCase("behind letters of two bytes", "über ①[ä](b.md)②"),
    PlaceCase("on a later line", "one\ntwo ①[a](b.md)② x"),
    PlaceCase("over two lines", "one ①[a\nb](c.md)② x"),
    PlaceCase("in a list", "- x\n- y ①[a](b.md)②"),
    PlaceCase("on the second line of an item", "- x\n  y ①[a](b.md)②"),
    PlaceCase("in a quote", "> x\n> y ①[a](b.md)②"),
    PlaceCase("in a table", "| a | b |\n|-|-|\n| c | ①[d](e.md)② |"),
    PlaceCase("in a table's header", "| a | ①[d](e.md)② |\n|-|-|"),
    PlaceCase("in a heading", "## A ①[a](b.md)②"),
    PlaceCase("image", "x ①![a](b.png)②"),
    PlaceCase("reference link", "x ①[a][r]② y\n\n[r]: b.md"),
    PlaceCase("autolink", "x <①https://a.b②> y"),
    PlaceCase("bare URL", "x ①www.a.b② y"),
    PlaceCase("behind code with brackets", "`[a](b)` ①[a](b)②"),
    PlaceCase("reference to a node", "x ①[[B1|a]]② y"),
    PlaceCase("reference in a table", "|a|\n|-|\n| ①[[B1]]② |"),
    PlaceCase("embed", "x\n\n①{{> matrix}}②"),
    PlaceCase("behind CRLF lines", "a\r\nb\r\nc ①[[B1]]②"),
    PlaceCase("in a footnote", "a[^1]\n\n[^1]: b ①[c](d)②"),
  ]

  @Test(arguments: places)
  func `a link knows where it stands`(_ testCase: PlaceCase) throws {
    let marked = MarkedText(testCase.marked)
    let link = try #require(render(marked.text).document.links.first)
    let expected = LineMap(SourceFile(path: "page.md", text: marked.text)).range(
      marked.offsets[0], marked.offsets[1])
    #expect(link.range == expected)
  }

  @Test func `places count from the start of the file and not of the body`() throws {
    let marked = MarkedText("---\na: b\n---\n# ①T\n\n②[[B1]]")
    let document = render(marked.text, bodyStart: 13).document
    #expect(document.headings.first?.range.line == 4)
    #expect(document.links.first?.range.line == 6)
    #expect(document.links.first.map { Int($0.range.span.start) } == marked.offsets[1])
  }

  static let shortCodes = [
    PlaceCase("in a sentence", "see ①{{>② matrix}}"),
    PlaceCase("in a heading", "# A ①{{>② matrix}}"),
    PlaceCase("on the first of two lines", "①{{>② matrix}}\nmore"),
    PlaceCase("none: alone", "x\n\n{{> matrix}}"),
    PlaceCase("none: as code", "x `{{> matrix}}`"),
    PlaceCase("none: single brace", "x {> y {{ z }}"),
  ]

  @Test(arguments: shortCodes)
  func `a short code inside a text is found`(_ testCase: PlaceCase) {
    let marked = MarkedText(testCase.marked)
    let found = render(marked.text).document.diagnostics
    let places = found.map { [Int($0.range.span.start), Int($0.range.span.end)] }
    #expect(places == (marked.offsets.isEmpty ? [] : [marked.offsets]))
    #expect(found.allSatisfy { $0.rule == .misplacedShortCode })
  }

  static let foreign = [
    PlaceCase("front matter in TOML", "①+++②\ntitle = \"A\"\n+++\n"),
    PlaceCase("a short code", "①{{<② figure src=\"a\" >}}\n\n{{< again >}}"),
    PlaceCase("a short code of the other kind", "x ①{{%② note %}}"),
    PlaceCase("an anchor behind a title", "# A `b` ①{#c}②"),
    PlaceCase("none: as code", "x `{{< figure >}}` and `+++`"),
    PlaceCase("none: a rule of plus signs further down", "x\n\n+++\n"),
    PlaceCase("none: other braces", "# A {b} {c#}"),
  ]

  @Test(arguments: foreign)
  func `the syntax of other generators is found`(_ testCase: PlaceCase) {
    let marked = MarkedText(testCase.marked)
    let found = render(marked.text).document.diagnostics
    let places = found.map { [Int($0.range.span.start), Int($0.range.span.end)] }
    #expect(places == (marked.offsets.isEmpty ? [] : [marked.offsets]))
    #expect(found.allSatisfy { $0.rule == .foreignSyntax })
  }

  @Test func `headings keep level, text, anchor and place`() {
    let document = render("# One *two*\n\nThree\n---\n").document
    #expect(document.headings.map(\.text) == ["One two", "Three"])
    #expect(document.headings.map(\.level) == [1, 2])
    #expect(document.headings.map(\.range.line) == [1, 3])
    #expect(document.title == "One two")
  }

  @Test func `links come in the order of their slots`() {
    let rendered = render("[a](1) ![b](2) [[3]] <https://4.b>\n\n{{> 5}}\n\n[c](6)")
    let links = rendered.document.links
    #expect(links.map(\.destination) == ["1", "2", "3", "https://4.b", " 5", "6"])
    #expect(links.map(\.kind) == [.link, .image, .reference, .external, .embed, .link])
    let slots = links.filter { $0.kind != .external }.map(\.slot)
    #expect(slots == slots.sorted())
  }

  @Test func `the excerpt is the first paragraph cut at a word`() {
    let words = Array(repeating: "äbc", count: 100).joined(separator: " ")
    let excerpt = render("# T\n\n> quote\n\n\(words)\n\nmore").document.excerpt
    #expect(excerpt.utf8.count <= 240 && excerpt.utf8.count > 230)
    #expect(excerpt.hasSuffix("äbc"))
    #expect(render("a **b** `c`\n[d](e)").document.excerpt == "a b c d")
  }

  @Test func `words are lower case, distinct, sorted, and ids are found whole and by part`() {
    let terms = render("# RT-1 Title\n\n## Über\n\nrt-1 a SCEN-OAGW-01, x.y_z “quoted” title")
      .document
      .terms.all
    #expect(
      terms == [
        SearchTerm("01", weight: 0), SearchTerm("oagw", weight: 0), SearchTerm("quoted", weight: 0),
        SearchTerm("rt", weight: 2), SearchTerm("rt-1", weight: 2), SearchTerm("scen", weight: 0),
        SearchTerm("scen-oagw-01", weight: 0), SearchTerm("title", weight: 2),
        SearchTerm("x.y_z", weight: 0), SearchTerm("über", weight: 1),
      ])
  }

  @Test func `at most 2000 words of a page are searched`() {
    let text = (0..<3000).map { "word\($0)" }.joined(separator: " ")
    #expect(render(text).document.terms.count == 2000)
  }

  struct FindingCase: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let findings: [String]
    init(_ text: String, _ findings: [String]) {
      (testDescription, self.text, self.findings) = (text, text, findings)
    }
  }

  static let findings = [
    FindingCase("plain", []),
    FindingCase("<!-- fine -->", []),
    FindingCase("a\n\nb <b>c</b> <i>d</i>", ["3:3 markdown-raw-html"]),
    FindingCase("[a](javascript:b)", ["1:1 markdown-unsafe-url"]),
    FindingCase("x ![a](https://b.c/d)", ["1:3 markdown-remote-image"]),
    FindingCase("```\nab\u{202E}c\n```", ["2:3 markdown-bidi-control"]),
    FindingCase("a &#x202E; b", ["1:1 markdown-bidi-control"]),
  ]

  @Test(arguments: findings)
  func `faults are reported where they stand`(_ testCase: FindingCase) {
    let found = render(testCase.text).document.diagnostics.map {
      "\($0.range.line):\($0.range.column) \($0.rule.id)"
    }
    #expect(found == testCase.findings)
  }

  @Test func `bytes that are not UTF-8 are replaced and reported`() {
    let rendered = MarkdownRenderer.renderUnprotected(
      MarkdownInput(SourceFile(path: "a.md", bytes: [0x61, 0xFF, 0x62])))
    #expect(String(decoding: rendered.html, as: UTF8.self) == "<p>a\u{FFFD}b</p>\n")
    #expect(rendered.document.diagnostics.map(\.rule) == [.markdownEncoding])
  }

  @Test func `a snippet has no anchors, no footnotes, and one place`() {
    let place = SourceRange(path: "m.yaml", span: Span(5, 9), line: 2, column: 3)
    let rendered = MarkdownRenderer.renderUnprotected(
      MarkdownInput(snippet: "# A\n\n[[B1]] [x](data:y) z[^1]", at: place))
    #expect(rendered.document.headings.isEmpty)
    #expect(rendered.document.links.map(\.range) == [place])
    #expect(rendered.document.diagnostics.map(\.range) == [place])
    #expect(!String(decoding: rendered.html, as: UTF8.self).contains("id="))
  }

  @Test func `a document read back is the document written`() throws {
    let text =
      "# T\n\n## Ü[a](b) [[c|d]] ![e](f)\n\n{{> g}} <b>\n\n[h](data:i) https://j.k\n\n\u{202E}"
    let document = render(text).document
    var writer = BinaryWriter()
    document.encode(into: &writer)
    var reader = BinaryReader(writer.bytes)
    let read = try MarkdownDocument(from: &reader, path: "page.md")
    #expect(reader.isAtEnd)
    #expect(read.headings == document.headings && read.links == document.links)
    #expect(read.excerpt == document.excerpt && read.terms == document.terms)
    #expect(read.diagnostics == document.diagnostics && !read.diagnostics.isEmpty)
  }

  @Test func `every shortened document is refused`() {
    var writer = BinaryWriter()
    render("# T\n\n[a](b) [[c]] <b>").document.encode(into: &writer)
    for length in 0..<writer.bytes.count {
      var reader = BinaryReader(Array(writer.bytes[..<length]))
      #expect(throws: BinaryReader.Malformed.self) {
        try MarkdownDocument(from: &reader, path: "page.md")
      }
    }
  }
}
