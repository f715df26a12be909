import SourceText
import Templates
import Testing

@Suite struct LanguageTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var template: String
    var output: String
    var testDescription: String { id }

    init(_ id: String, _ template: String, _ output: String) {
      self.id = id
      self.template = template
      self.output = output
    }
  }

  static let values: TemplateRecord = [
    "title": "A & B", "empty": "", "zero": 0, "n": 3, "yes": true, "no": false, "nothing": nil,
    "site": ["name": "Site", "owner": ["name": "Ann"]],
    "items": [["id": "B1", "tags": ["x", "y"]], ["id": "B2", "tags": []]],
    "names": ["a", "b", "c"], "none": [], "odd name": "odd",
    "counts": ["open": 1, "done": 2], "markup": .html(SafeHTML(bytes: Array("<b>x</b>".utf8))),
    "link": .url("../b/?x=1&y=2"),
  ]

  @Test(arguments: [
    Case("a value is escaped", "<p>{{title}}</p>", "<p>A &amp; B</p>"),
    Case("a path goes through records", "{{site.owner.name}}", "Ann"),
    Case("null prints nothing", "[{{nothing}}]", "[]"),
    Case("a path through null is null", "[{{nothing.deeper.still}}]", "[]"),
    Case("numbers and truth values", "{{n}} {{yes}} {{no}}", "3 true false"),
    Case("markup goes through in text", "{{markup}}{{{markup}}}", "<b>x</b><b>x</b>"),
    Case("an address is escaped in text", "{{link}}", "../b/?x=1&amp;y=2"),
    Case("a name in brackets", "{{[odd name]}} {{this.[odd name]}}", "odd odd"),
    Case("this and root", "{{#each names}}{{this}}{{.}}{{@root.n}}{{/each}}", "aa3bb3cc3"),
    Case("an index into a list", "{{names.1}}{{items.0.id}}{{names.9}}", "bB1"),
    Case("if takes true", "{{#if yes}}a{{else}}b{{/if}}", "a"),
    Case("if takes else on empty text", "{{#if empty}}a{{else}}b{{/if}}", "b"),
    Case("if takes else on zero", "{{#if zero}}a{{else}}b{{/if}}", "b"),
    Case("if takes else on an empty list", "{{#if none}}a{{else}}b{{/if}}", "b"),
    Case("else if", "{{#if no}}a{{else if n}}b{{else}}c{{/if}}", "b"),
    Case("else if reaches else", "{{#if no}}a{{else if zero}}b{{else}}c{{/if}}", "c"),
    Case("else without else", "{{#if no}}a{{else if zero}}b{{/if}}.", "."),
    Case("unless", "{{#unless no}}a{{/unless}}{{#unless yes}}b{{else}}c{{/unless}}", "ac"),
    Case(
      "each with index, first and last",
      "{{#each names}}{{#if @first}}[{{/if}}{{@index}}{{this}}{{#unless @last}},{{else}}]"
        + "{{/unless}}{{/each}}", "[0a,1b,2c]"),
    Case("each over nothing", "{{#each none}}a{{else}}none{{/each}}", "none"),
    Case("each over null", "{{#each nothing}}a{{else}}none{{/each}}", "none"),
    Case("each over a record", "{{#each counts}}{{@key}}={{this}};{{/each}}", "open=1;done=2;"),
    Case(
      "nested each and outer names",
      "{{#each items}}{{#each tags}}{{../id}}{{this}}{{@../index}}{{../../n}} {{/each}}{{/each}}",
      "B1x03 B1y03 "),
    Case(
      "with", "{{#with site}}{{name}}{{../n}}{{/with}}{{#with nothing}}a{{else}}b{{/with}}",
      "Site3b"),
    Case("a section over a list", "{{#items}}{{id}}{{/items}}", "B1B2"),
    Case("a section over a record", "{{#site}}{{name}}{{/site}}", "Site"),
    Case("a section over a truth value", "{{#yes}}{{n}}{{/yes}}{{#no}}x{{/no}}", "3"),
    Case("an inverted section", "{{^none}}empty{{/none}}{{^names}}x{{/names}}", "empty"),
    Case("a bare inversion is an else", "{{#if no}}a{{^}}b{{/if}}", "b"),
    Case("comments vanish", "a{{! x }}b{{!-- {{n}} }} --}}c", "abc"),
    Case("escaped braces", #"\{{n}} {{n}} \\{{n}}"#, #"{{n}} 3 \3"#),
    Case("white space control", "a  {{~n~}}  b\n {{~#if yes~}} c {{~/if~}} d", "a3bcd"),
    Case(
      "block tags on lines of their own vanish",
      "<ul>\n  {{#each names}}\n  <li>{{this}}</li>\n  {{/each}}\n</ul>\n",
      "<ul>\n  <li>a</li>\n  <li>b</li>\n  <li>c</li>\n</ul>\n"),
    Case(
      "so do else and comments, with CRLF as well",
      "{{! top }}\r\n{{#if no}}\r\na\r\n{{else}}\r\nb\r\n{{/if}}\r\nend", "b\r\nend"),
    Case("two tags in one line stay", "a\n{{#if yes}}{{n}}\n{{/if}}b", "a\n3\nb"),
    Case("a value on its own line stays", "a\n  {{n}}\nb", "a\n  3\nb"),
    Case("eq and ne", "{{#if (eq n 3)}}a{{/if}}{{#if (ne title 'x')}}b{{/if}}", "ab"),
    Case("and, or, not", "{{and yes n}}{{or no empty 'd'}}{{not yes}}", "3dfalse"),
    Case("lt and gt", "{{lt n 4}}{{gt (count names) 5}}", "truefalse"),
    Case("lookup of a missing name", "[{{lookup this 'missing'}}]{{lookup site 'name'}}", "[]Site"),
    Case("count", "{{count names}}{{count none}}{{count nothing}}", "300"),
    Case("plural", #"{{plural n "one" "many"}} {{plural (count items) 'a' 'b'}}"#, "many b"),
    Case("plural of one", #"{{plural 1 "gap" "gaps"}}"#, "gap"),
    Case("join", #"{{join names ", "}}"#, "a, b, c"),
    Case("concat", #"{{concat title " – " site.name n}}"#, "A &amp; B – Site3"),
    Case(
      "a field may share a helper's name", "{{#with (lookup this 'site')}}{{name}}{{/with}}", "Site"
    ),
    Case("negative numbers", "{{eq -3 -3}}", "true"),
  ])
  func `a template gives`(_ row: Case) throws {
    #expect(try rendered(row.template, Self.values) == row.output)
  }

  @Test(arguments: [
    Case("a partial sees its caller's names", "{{#each items}}{{> row}}{{/each}}", "(B1)(B2)"),
    Case("a partial with arguments", #"{{> pair a="x" b=n}}"#, "x-3-Site"),
    Case("a partial with a context", "{{> pair site a=1 b=2}}", "1-2-!"),
    Case("a partial by its path", "{{#each items}}{{> partials/row.html}}{{/each}}", "(B1)(B2)"),
    Case("a layout", "{{#> base heading='H'}}<i>{{n}}</i>{{/base}}", "<h1>H</h1><i>3</i>"),
    Case(
      "a layout inside a layout",
      "{{#> outer}}{{#> base heading='H'}}{{n}}{{/base}}{{/outer}}", "<main><h1>H</h1>3</main>"),
    Case(
      "contents see the item of the layout's loop",
      "{{#> list}}<li>{{this}}{{../n}}</li>{{/list}}", "<li>a3</li><li>b3</li><li>c3</li>"),
    Case("contents that are a layout's own partial", "{{#> wrap}}{{n}}{{/wrap}}", "<main>3</main>"),
    Case("a partial on its own line", "a\n  {{> row2}}\nb", "a\nrow\nb"),
  ])
  func `partials and layouts give`(_ row: Case) throws {
    let partials = [
      "row.html": "({{id}})", "row2.html": "row\n",
      "pair.html":
        "{{a}}-{{b}}-{{#if (lookup this 'site')}}{{site.name}}{{else}}!{{/if}}",
      "base.html": "<h1>{{heading}}</h1>{{> @partial-block}}",
      "outer.html": "<main>{{> @partial-block}}</main>",
      "wrap.html": "{{#> outer}}{{> @partial-block}}{{/outer}}",
      "list.html": "{{#each names}}{{> @partial-block}}{{/each}}",
    ]
    #expect(try rendered(row.template, Self.values, partials: partials) == row.output)
  }
}
