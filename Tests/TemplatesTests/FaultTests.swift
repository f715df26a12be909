import SourceText
import Templates
import TestSupport
import Testing

@Suite struct FaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var template: String
    var faults: [String]
    var testDescription: String { id }

    init(_ id: String, _ template: String, _ faults: String...) {
      self.id = id
      self.template = template
      self.faults = faults
    }
  }

  @Test(arguments: [
    Case(
      "a tag without end", "<p>{{name",
      "1:4 template-syntax: the tag is never closed; expected '}}'"),
    Case(
      "a block without end", "a\n{{#if x}}b", "2:1 template-syntax: '{{#if x}}' is never closed"),
    Case(
      "a block closed by another name", "{{#if x}}{{/each}}",
      "1:13 template-syntax: '{{/each}}' does not close '{{#if x}}'"),
    Case("a stray end", "{{/if}}", "1:1 template-syntax: '{{/if}}' closes nothing"),
    Case("a stray else", "{{else}}", "1:1 template-syntax: '{{else}}' stands outside any block"),
    Case(
      "two elses", "{{#if a}}{{else}}{{else}}{{/if}}",
      "1:18 template-syntax: the block already has an else"),
    Case("an unknown helper", "{{cuont a}}", "1:3 template-syntax: there is no helper 'cuont'"),
    Case(
      "an unknown block", "{{#eech a b}}{{/eech}}", "1:4 template-syntax: there is no block 'eech'"),
    Case("too few arguments", "{{eq a}}", "1:3 template-syntax: 'eq' takes 2 arguments, found 1"),
    Case(
      "an open parenthesis", "{{#if (eq a b}}{{/if}}",
      "1:7 template-syntax: the parenthesis is never closed"),
    Case(
      "an open quote", "{{eq a \"b}}", "1:1 template-syntax: the tag is never closed; expected '}}'"
    ),
    Case(
      "an empty tag", "{{}}",
      "1:3 template-syntax: expected a value, found the end of the tag"),
    Case(
      "a bad name", "{{a..b}}", "1:3 template-syntax: 'a..b' has an empty name between its dots"),
    Case(
      "a bad sign", "{{a$}}", "1:3 template-syntax: 'a$' is not a name; '$' cannot be part of one"),
    Case("an unknown @name", "{{@indx}}", "1:3 template-syntax: there is no '@indx'"),
    Case("new delimiters", "{{=<% %>=}}", "1:1 template-syntax: delimiters cannot be changed"),
    Case(
      "an inline partial", "{{#*inline \"a\"}}",
      "1:1 template-syntax: '{{#*inline \"a\"}}' is not supported"),
    Case(
      "all faults of a file", "{{/a}}\n{{/b}}", "1:1 template-syntax: '{{/a}}' closes nothing",
      "2:1 template-syntax: '{{/b}}' closes nothing"),
    Case(
      "a value without quotes", "<a href={{u}}>",
      "1:9 template-context: a value cannot stand in an attribute without quotes"),
    Case(
      "a value inside an unquoted value", "<a href=x{{u}}>",
      "1:10 template-context: a value cannot stand in an attribute without quotes"),
    Case(
      "a value in a script", "<script>var a = {{a}}</script>{{b}}",
      "1:17 template-context: a value cannot stand inside <script>"),
    Case(
      "a value in a style sheet", "<STYLE>p { color: {{a}} }</STYLE>",
      "1:19 template-context: a value cannot stand inside <style>"),
    Case(
      "a value in an event handler", "<a onclick=\"{{a}}\">",
      "1:13 template-context: a value cannot stand in the event handler 'onclick'"),
    Case(
      "a value in a style", "<a style='{{a}}'>",
      "1:11 template-context: a value cannot stand in the attribute 'style'"),
    Case(
      "a value as a tag's name", "<{{a}}>",
      "1:2 template-context: a value cannot stand in the start of a tag"),
    Case("a value in a tag", "<a {{a}}>", "1:4 template-context: a value cannot stand in a tag"),
    Case(
      "a value in an attribute's name", "<a data-{{a}}=\"\">",
      "1:9 template-context: a value cannot stand in the name of an attribute"),
    Case(
      "a value in a comment", "<!-- {{a}} -->{{b}}",
      "1:6 template-context: a value cannot stand in a comment"),
    Case(
      "a value after javascript:", "<a href=\"javascript:{{a}}\">",
      "1:21 template-context: a value cannot follow the scheme of this address"),
    Case(
      "a value as a host", "<a href=\"https:{{a}}\">",
      "1:16 template-context: a value cannot be the host of an address"),
    Case(
      "a value as a host behind slashes", "<a href=\"https://{{a}}/x\">",
      "1:18 template-context: a value cannot be the host of an address"),
    Case(
      "a value after javascript: in a refresh",
      "<meta http-equiv=refresh content=\"0; url=javascript:{{a}}\">",
      "1:53 template-context: a value cannot follow the scheme of this address"),
    Case(
      "a value as a scheme", "<a href=\"{{a}}:x\">",
      "1:15 template-context: the scheme of an address has to be written out, found a value"),
    Case(
      "markup in an attribute", "<a title=\"{{{a}}}\">",
      "1:11 template-context: markup cannot stand in an attribute"),
    Case(
      "markup in a title", "<title>{{{a}}}</title>",
      "1:8 template-context: markup cannot stand in a title or text area"),
    Case(
      "branches that end differently", "{{#if a}}<a href=\"{{else}}<b>{{/if}}",
      "1:19 template-context: the branches of this block end in different contexts, one in an "
        + "attribute's value and one in text"),
    Case(
      "a loop that opens a tag", "{{#each a}}<a {{/each}}>",
      "1:1 template-context: the branches of this block end in different contexts, one in a tag "
        + "and one in text"),
    Case(
      "an end inside a tag", "<a href=\"x",
      "1:11 template-context: the template ends inside an attribute's value"),
    Case(
      "a missing partial", "<p>{{> nva}}</p>", "1:8 template-partial: there is no partial 'nva'"),
    Case(
      "a partial outside", "{{> ../x}}{{> /x}}{{> a/../../x}}",
      "1:5 template-partial: the partial '../x' lies outside the templates",
      "1:15 template-partial: the partial '/x' lies outside the templates",
      "1:23 template-partial: the partial 'a/../../x' lies outside the templates"),
    Case(
      "a partial in an attribute", "<a class=\"{{> nav}}\">",
      "1:11 template-partial: a partial cannot stand in an attribute's value"),
    Case(
      "a partial of another language", "{{> feed.json}}",
      "1:5 template-partial: 'feed.json' cannot stand in 'page.html': they are escaped differently"),
    Case(
      "a partial that calls itself", "{{> page}}",
      "1:5 template-partial: partial recursion: page > page"),
    Case(
      "partials that call each other", "{{> a}}{{> b}}",
      "1:5 template-partial: partial recursion: a > b > a"),
  ])
  func `a faulty template is explained`(_ row: Case) {
    let others = [
      "partials/nav.html": "x", "feed.json": "{}", "a.html": "{{> b}}", "b.html": "{{> a}}",
    ]
    let isCyclic = row.template.contains("{{> b}}")
    let found = faults(
      in: row.template, others: isCyclic ? others : others.filter { $0.key.count > 6 })
    #expect(found == row.faults)
  }

  @Test func `conditional attributes are one context`() throws {
    let template =
      "<input{{#if a}} checked{{/if}} {{#if b}}class=\"{{b}}\"{{else}}hidden{{/if}}>{{b}}"
    #expect(try rendered(template, ["a": true, "b": "<"]) == "<input checked class=\"&lt;\">&lt;")
  }

  @Test func `nesting is bounded`() {
    let deep = String(repeating: "{{#if a}}", count: 100_000)
    #expect(
      faults(in: deep) == [
        "1:577 template-syntax: blocks are nested more than 64 deep"
      ])
    let parentheses = "{{#if " + String(repeating: "(not ", count: 100_000) + "}}{{/if}}"
    #expect(faults(in: parentheses).count == 1)
  }

  @Test func `an unknown name says where, on which page, and what is near`() throws {
    let found = failure(of: "<p>\n{{titel}}</p>", ["title": "x"])
    let diagnostic = try #require(found)
    #expect(diagnostic.rule.id == "template-name")
    #expect(
      diagnostic.range.description == "page.html:2:1"
        || diagnostic.range.description == "page.html:2:3")
    #expect(
      diagnostic.notes.map(\.text) == [
        "the nearest name is 'title'", "while rendering 'a/index.html'",
      ])
  }

  @Test func `a name of an outer scope is pointed at`() throws {
    let found = failure(of: "{{#each l}}{{site}}{{/each}}", ["l": [["id": 1]], "site": "s"])
    #expect(found?.notes.first?.text == "an outer scope has it: write '../site'")
  }

  @Test func `a fault inside a partial names its callers`() throws {
    let found = failure(of: "a\n{{> p}}", [:], partials: ["p.html": "{{x}}"])
    #expect(found?.range.path == "partials/p.html")
    #expect(found?.notes.contains { $0.range?.description == "page.html:2:1" } == true)
  }

  struct Mismatch: Sendable, CustomTestStringConvertible {
    var template: String
    var rule: String
    var testDescription: String { template }
  }

  @Test(arguments: [
    Mismatch(template: "{{list}}", rule: "template-value"),
    Mismatch(template: "{{record}}", rule: "template-value"),
    Mismatch(template: "{{{text}}}", rule: "template-value"),
    Mismatch(template: "<p title='{{markup}}'>", rule: "template-value"),
    Mismatch(template: "<title>{{markup}}</title>", rule: "template-value"),
    Mismatch(template: "<script src='{{text}}'></script>", rule: "template-value"),
    Mismatch(template: "{{#each text}}{{/each}}", rule: "template-value"),
    Mismatch(template: "{{#with text}}{{/with}}", rule: "template-value"),
    Mismatch(template: "{{join text ','}}", rule: "template-value"),
    Mismatch(template: "{{lt text 1}}", rule: "template-value"),
    Mismatch(template: "{{text.more}}", rule: "template-name"),
    Mismatch(template: "{{../text}}", rule: "template-name"),
    Mismatch(template: "{{@index}}", rule: "template-name"),
    Mismatch(template: "{{#if missing}}{{/if}}", rule: "template-name"),
    Mismatch(template: "{{> @partial-block}}", rule: "template-partial"),
  ])
  func `a value that does not fit is an error`(_ row: Mismatch) throws {
    let values: TemplateRecord = [
      "text": "t", "list": [1], "record": [:], "markup": .html(SafeHTML(bytes: [])),
    ]
    #expect(failure(of: row.template, values)?.rule.id == row.rule)
  }

  @Test func `loops inside loops meet the budget`() throws {
    let open = String(repeating: "{{#each @root.l}}", count: 8)
    let close = String(repeating: "{{/each}}", count: 8)
    let list = TemplateValue.list(Array(repeating: .int(1), count: 100))
    let found = failure(of: open + "x" + close, ["l": list])
    #expect(found?.rule.id == "template-budget")
    #expect(found?.range.line == 1)
    var limits = TemplateLimits()
    limits.outputBytes = 1000
    let long = failure(of: "{{#each l}}0123456789ABCDEF{{/each}}", ["l": list], limits: limits)
    #expect(long?.summary == "the page takes more than 1000 bytes of output")
  }

  @Test func `a long chain of partials is refused`() throws {
    var partials: [String: String] = ["p100.html": "end"]
    for index in 0..<100 { partials["p\(index).html"] = "{{> p\(index + 1)}}" }
    #expect(failure(of: "{{> p0}}", [:], partials: partials)?.rule.id == "template-budget")
  }

  @Test func `unsafe addresses become a hash and are reported`() throws {
    let (set, _) = TemplateSet.compile([
      SourceFile(path: "p.html", text: "<a href=\"{{u}}\">")
    ])
    for address in [
      "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
      "\u{1}javascript:alert(1)", "data:text/html,x", "vbscript:x", "x:y", ":", "https\t:x",
    ] {
      var buffer = ByteBuffer()
      let warnings = try set.render("p.html", ["u": .string(address)], page: "x", into: &buffer)
      #expect(buffer.text == "<a href=\"#\">", "\(address)")
      #expect(warnings.map(\.rule.id) == ["template-url"])
    }
  }

  @Test(
    .enabled(if: Inputs.isNamed(Inputs.hostile)),
    arguments: [
      ("partial-self.html", ["template-partial"]), ("partial-b.html", ["template-partial"]),
      ("partial-traversal.html", ["template-partial", "template-partial"]),
      ("set-delimiter.html", ["template-syntax", "template-syntax"]),
      ("raw-in-attr.html", Array(repeating: "template-context", count: 4)),
    ])
  func `hostile templates are refused`(_ name: String, _ rules: [String]) throws {
    let file = SourceFile(
      path: name, bytes: try Inputs.bytes("templates/\(name)", in: Inputs.hostile))
    let found = TemplateSet.compile([file]).1
    #expect(found.map(\.rule.id) == rules)
    #expect(found.allSatisfy { $0.range.line > 0 })
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile)))
  func `the hostile loop ends in an error`() throws {
    let bytes = try Inputs.bytes("templates/loop-bomb.html", in: Inputs.hostile)
    var value = TemplateValue.list([])
    for _ in 0..<8 {
      value = .list(Array(repeating: .record(["constraints": value]), count: 100))
    }
    let found = failure(
      of: String(decoding: bytes, as: UTF8.self), ["constraints": value], name: "loop.html")
    #expect(found?.rule.id == "template-budget")
  }
}
