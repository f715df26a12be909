import SourceText
import Templates

/// Promises of the template language: whatever a template says, a text value never becomes markup.
func templatePromises(_ file: SourceFile) -> String? {
  let sources = [
    file.renamed("page.html"), SourceFile(path: "box.html", text: "<b>{{> @partial-block}}</b>"),
  ]
  var (templates, found) = TemplateSet.compile(sources)
  templates.limits.steps = 20_000
  templates.limits.outputBytes = 1 << 18
  if found.contains(where: { $0.range.span.end > UInt32(file.bytes.count + 64) }) {
    return "place outside the file"
  }
  // A template may write this mark itself; then a page that holds it proves nothing.
  if file.bytes.contains(0x7E) { return nil }
  let mark = "<i>~</i>\"'"
  let values: TemplateRecord = [
    "title": .string(mark), "url": .url("a.html"), "count": 3, "yes": true, "none": .null,
    "list": .list([.string(mark), .string("b")]),
    "record": ["title": .string(mark), "list": .list([["title": .string(mark)]])],
  ]
  var page = ByteBuffer()
  do throws(TemplateError) {
    try templates.render("page.html", values, page: "fuzz", into: &page)
  } catch { return error.diagnostic.summary.isEmpty ? "no summary" : nil }
  return page.text.utf8.count > 0 && page.text.contains("<i>~") ? "text became markup" : nil
}

let templateSeeds = [
  """
  <!doctype html><html><body class="{{title}}">{{#if yes}}<p title='{{title}}'>{{title}}</p>
  {{else}}{{none}}{{/if}}{{#each list}}<li>{{this}} {{@index}}{{/each}}<a href="{{url}}">x</a>
  {{#with record}}{{title}}{{../count}}{{#each list}}{{title}}{{/each}}{{/with}}</body></html>
  """,
  "{{#> box title=title}}<p>{{title}}</p>{{/box}}{{!-- note --}}{{> box}}\n",
  "<a href=\"/x?q={{title}}#{{title}}\">{{~title~}}</a><title>{{title}}</title>{{&#123;",
]

let templateTokens = [
  "{{", "}}", "{{{", "}}}", "{{#each list}}", "{{/each}}", "{{#if yes}}", "{{else}}", "{{/if}}",
  "{{#with record}}", "{{/with}}", "{{> box}}", "{{#> box}}", "{{/box}}", "{{title}}",
  "{{../title}}",
  "{{@root.title}}", "{{@first}}", "(", ")", "\"", "'", "<", ">", "=", "href=", "<script>",
  "</script>", "<style>", "<!--", "-->", "<textarea>", "~", "|", "this", "..", "/", "&",
]
