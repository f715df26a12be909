import Foundation
import Markdown
import SourceText
import TestSupport
import Testing

/// Inputs that make parsers slow, huge or unsafe: each costs at most itself.
@Suite(.serialized) struct HostileTests {
  struct Pattern: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    init(_ id: String, _ text: String) { (testDescription, self.text) = (id, text) }
    init(_ unit: String, times count: Int, after prefix: String = "") {
      self.init(
        "\(prefix.prefix(8)) \(unit)", prefix + String(repeating: unit, count: count) + "\n")
    }
  }

  static let patterns = [
    Pattern("<?x", times: 30_000), Pattern("|-\nt>|-\n", times: 5_000),
    Pattern("*t _t*_ ", times: 30_000), Pattern("|", times: 30_000),
    Pattern("z_www.", times: 20_000), Pattern("[f]", times: 15_000, after: "[f]: /u\n\n"),
    Pattern("www.", String("www." + String(repeating: ")", count: 100_000))),
    Pattern(":-", times: 30_000, after: "|a|\n|"), Pattern("<http://s", times: 30_000),
    Pattern(",z~~", times: 30_000), Pattern(">", times: 60_000), Pattern("![[]()", times: 30_000),
    Pattern(" -", times: 15_000), Pattern(">a*", times: 30_000), Pattern("_", times: 100_000),
    Pattern("[", times: 100_000), Pattern("a<![CDATA[", times: 30_000),
    Pattern("[a](b", times: 30_000), Pattern("[^a]", times: 30_000, after: "[^a]: x\n\n"),
    Pattern("[[", times: 100_000), Pattern("[[a]]", times: 50_000), Pattern("a@", times: 60_000),
    Pattern("&colon;", times: 60_000), Pattern("[a](b) ", times: 60_000),
    Pattern(
      "table",
      "|" + String(repeating: "x|", count: 5_000) + "\n|"
        + String(repeating: "-|", count: 5_000) + String(repeating: "\n|", count: 5_000)),
    Pattern("{{> a ", times: 60_000), Pattern("# a\n", times: 100_000),
    Pattern("\u{202E}", times: 50_000), Pattern("```\n", times: 50_000),
  ]

  @Test(arguments: patterns)
  func `a pathological text ends in time and alone`(_ pattern: Pattern) throws {
    try expectBounded(Array(pattern.text.utf8), "pattern.md")
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile)))
  func `every hostile sample ends in time and alone`() throws {
    let folder = try #require(Inputs.hostile)
    let names = try Inputs.files(below: folder + "/markdown")
    #expect(!names.isEmpty)
    for name in names {
      try expectBounded(try Inputs.bytes("markdown/\(name)", in: folder), name)
    }
  }

  /// One page besides the hostile one must come through. The bound on time is the wall limit and a
  /// little: the processor's limit, a second, comes first wherever the machine is not busy.
  private func expectBounded(_ bytes: [UInt8], _ name: String) throws {
    let clock = ContinuousClock()
    var results: [RenderedMarkdown] = []
    let time = try clock.measure {
      results = try pool().render([
        MarkdownInput(SourceFile(path: name, bytes: bytes)),
        MarkdownInput(SourceFile(path: "good.md", text: "# Good")),
      ])
    }
    #expect(time < .milliseconds(MarkdownLimits().wallMilliseconds + 2_000), "\(name)")
    #expect(results.map(\.document.headings.count).last == 1)
    let html = results[0].html
    #expect(html.count <= MarkdownLimits().outputBytes(for: bytes.count))
    let isRefused = results[0].document.diagnostics.contains { $0.rule == .markdownTooComplex }
    #expect(html.isEmpty || !isRefused, "\(name)")
    expectSafe(String(decoding: html, as: UTF8.self), name)
  }

  /// No element or attribute that could run anything or ask another host.
  private func expectSafe(_ html: String, _ name: String) {
    let lower = html.lowercased()
    for forbidden in [
      "<script", "<iframe", "<svg", "<style", "<meta", "<base", "<form", "<object", "<math",
      "href=\"javascript", "href=\"//", "src=\"http", "src=\"data", "<img src=",
    ] {
      #expect(!lower.contains(forbidden), "\(name): \(forbidden)")
    }
  }

  @Test func `text and attributes keep their place whatever they hold`() {
    let texts = [
      "\"><img src=x onerror=alert(1)>", "'onmouseover='x", "&lt;script&gt;", "</code></pre><b>",
      "javascript:alert(1)", "]]>", "{{> x}}<script>", "\u{0}\u{1F}\u{7F}",
    ]
    for text in texts {
      for frame in [
        "%", "# %", "[%](a)", "[a](<%>)", "[a](b '%')", "![%](a)", "`%`", "```%\n%\n```", "[[%]]",
        "|%|\n|-|\n|%|", "> [!NOTE]\n> %", "a[^1]\n\n[^1]: %", "- [ ] %", "<%>", "[a][%]\n\n[%]: %",
      ] {
        let written = frame.split(separator: "%", omittingEmptySubsequences: false)
          .joined(separator: text)
        expectSafe(html(written), written)
        #expect(!html(written).contains("<img src"), "\(written)")
      }
    }
  }
}
