import Analysis
import Foundation
import Markdown
import SourceText
import TestSupport
import Testing
import TraceModel

@testable import Reports

@Suite struct ChangeCommentTests {
  @Test(arguments: [ChangeChannel.comment, .summary])
  func `the report as Markdown`(_ channel: ChangeChannel) {
    expectGolden(rendered(richReport(), as: channel), "change-\(channel.rawValue).md")
  }

  @Test func `the first line is the marker, and no name can break it`() {
    var style = linkedStyle()
    style.name = "a --> <b>\n@x--y/z.1_é"
    let line = rendered(richReport(), as: .comment, style).prefix { $0 != "\n" }
    let (base, head) = (String(repeating: "a1", count: 20), String(repeating: "b2", count: 20))
    #expect(
      line == "<!-- throughline:report:a-b-x-y/z.1_- v1 sha=\(head) base=\(base) -->")
    #expect(line.hasPrefix(style.marker + " "))
  }

  @Test func `nothing that has changed is one line`() {
    let lines = rendered(report([]), as: .comment).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines[1]
        == "**Throughline:** no change to the constraints. 1 of 1 (100 %) satisfied, 0 gaps, at "
        + "[`b2b2b2b2b2`](https://github.com/acme/shop/commit/\(String(repeating: "b2", count: 20)))."
    )
  }

  @Test func `a head without constraints is an error, and never a percentage`() {
    var empty = report([])
    empty.base.constraints = Coverage()
    empty.head.constraints = Coverage()
    let text = rendered(empty, as: .comment)
    #expect(text.contains("### Throughline: no constraints found"))
    #expect(text.contains("**Error:** no constraint was found, in the base or at the head"))
    #expect(!text.contains("%"))
  }

  @Test func `without addresses there are no links`() {
    #expect(!rendered(richReport(), as: .comment, ChangeStyle()).contains("]("))
  }

  @Test(arguments: hostileTexts)
  func `no text of a project becomes a link, a picture, HTML or a mention`(_ text: String) {
    expectHarmless(text)
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile)))
  func `nor does any hostile file`() throws {
    let folder = try #require(Inputs.hostile)
    let paths = try Inputs.files(below: folder).filter {
      $0.hasPrefix("markdown/") || $0.hasPrefix("ids/")
    }
    #expect(paths.count > 20)
    for path in paths {
      let bytes = try Inputs.bytes(path, in: folder).prefix(4_000)
      expectHarmless(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func `what is folded is nothing but notes`() {
    let notes = rendered(report(findings(.changed, 1, .note)), as: .comment)
    #expect(notes.contains("<summary>Changed (1)</summary>"))
    let warnings = rendered(report(findings(.changed, 1, .warning)), as: .comment)
    #expect(warnings.contains("#### Changed (1)"))
  }

  @Test func `what follows from a removal stands below it and nowhere else`() {
    var report = report(
      findings(.removed, 1) + findings(.newGap, 8, .error) + findings(.regressed, 3))
    for index in report.findings.indices.dropFirst() {
      report.findings[index].because = report.findings[0].fingerprint
    }
    let lines = rendered(report, as: .comment, ChangeStyle()).split(separator: "\n")
    #expect(lines[1] == "### Throughline: 1 removed with 11 consequences")
    #expect(
      lines.contains(
        "**Failed.** 8 errors, 4 warnings. Compared with `a1a1a1a1a1`, the merge base.")
    )
    #expect(lines.count { $0.hasPrefix("- **warning** constraint") } == 1)
    #expect(lines.count { $0.hasPrefix("  - **error** constraint") } == 8)
    #expect(lines.contains("  - … 3 more follow from it"))
    #expect(!lines.contains { $0.contains("New gaps") })
    // In a list that has to be short, what is left out is counted with its errors.
    let short = ChangePage(
      report: report, style: ChangeStyle(), detail: ChangePage.Detail(entries: 5, texts: 0))
    #expect(short.whole.text.contains("  - … 6 more follow from it, 3 of them errors\n"))
  }

  @Test func `a text is shown once on a page, and paths have the folder of the project`() {
    var style = linkedStyle()
    style.common.pathPrefix = "shop/"
    let comment = rendered(richReport(), as: .comment, style)
    #expect(comment.components(separatedBy: "- Retries end after 72 h").count == 2)
    #expect(comment.contains("[`shop/src/retry.py:4`](https://github.com/acme/shop/blob/"))
    let sarif = rendered(richReport(), as: .sarif, style)
    #expect(sarif.contains("it was at shop/content/manifolds/payment-retry.yaml:77:3"))
  }

  private func expectHarmless(_ text: String) {
    let comment = rendered(hostileReport(text), as: .comment)
    let rendered = MarkdownRenderer.renderUnprotected(
      MarkdownInput(SourceFile(path: "comment.md", text: comment)))
    for link in rendered.document.links {
      let isOwn =
        link.destination.hasPrefix("https://github.com/acme/shop/")
        || link.destination.hasPrefix("https://acme.example/shop/")
      #expect(link.kind == .external && isOwn, "\(text): \(link.destination)")
    }
    expectNoMention(String(decoding: rendered.html, as: UTF8.self), text)
    #expect(isBalanced(comment), "\(text)")
    #expect(comment.components(separatedBy: "\n<!--").count == 1, "\(text)")
  }

  @Test func `lists become shorter in steps, and say what is left out`() {
    let many = report(findings(.newGap, 130) + findings(.fixed, 3))
    let text = rendered(many, as: .comment)
    #expect(text.contains("Number 99:"))
    #expect(!text.contains("Number 100:"))
    #expect(text.contains("… 30 more"))
    #expect(text.contains("#### New gaps (130)"))
  }

  @Test func `at every step everything that is opened is closed, and the length falls`() {
    let report = largeReport()
    var lengths: [Int] = []
    let texts = KnownTextChanges()
    for detail in ChangePage.Detail.longSteps {
      let page = ChangePage(report: report, style: linkedStyle(), detail: detail, texts: texts)
        .whole
      #expect(isBalanced(page.text), "\(detail)")
      #expect(page.text.hasSuffix(".\n"))
      lengths.append(page.size)
    }
    #expect(lengths.last.map { $0 < 30_000 } == true)
    #expect(lengths.min() == lengths.last)
  }

  @Test func `60,000 characters are written as they are, one more takes a step`() throws {
    var report = report(findings(.newGap, 100))
    for index in report.findings.indices {
      report.findings[index].summary = String(repeating: "x", count: 290)
    }
    let start = rendered(report, as: .comment).utf16.count
    #expect(start < 60_000)
    report.findings[0].before = String(repeating: "y", count: 100)
    let withText = rendered(report, as: .comment).utf16.count
    // Every further character of the text is one more of the comment.
    var missing = 60_000 - withText
    for index in report.findings.indices where missing > 0 {
      let room = min(missing, 10)
      report.findings[index].summary += String(repeating: "x", count: room)
      missing -= room
    }
    let more = min(missing, 900)
    report.findings[0].before? += String(repeating: "y", count: more)
    missing -= more
    for index in report.findings.indices where missing > 0 {
      let room = min(missing, 280)
      report.findings[index].subject.title += String(repeating: "z", count: room)
      missing -= room
    }
    #expect(missing == 0)
    let exact = rendered(report, as: .comment)
    #expect(exact.utf16.count == 60_000)
    #expect(exact.contains("Number 99"))
    report.findings[99].subject.id("M990")
    let shorter = rendered(report, as: .comment)
    #expect(shorter.utf16.count < 60_000)
    #expect(!shorter.contains("Number 99"))
    #expect(shorter.contains("… 50 more"))
  }

  @Test func `the largest reports fit everywhere`() throws {
    let report = largeReport()
    #expect(rendered(report, as: .comment).utf16.count <= 60_000)
    #expect(rendered(report, as: .summary).utf8.count <= 1_000_000)
    #expect(
      rendered(report, as: .summary).utf8.count > 100_000, "and there is more than in a comment")
  }

  /// Every list long, every text long, all of it hostile.
  private func largeReport() -> ChangeReport {
    var report = report(ChangeFinding.Kind.allCases.flatMap { findings($0, 120) })
    for index in report.findings.indices {
      report.findings[index].summary = String(repeating: "<@[`*|", count: 200)
      report.findings[index].before = String(repeating: "```\n</details>\n", count: 100)
      report.findings[index].after = "now \(index)"
    }
    report.remarks = (0..<100).map { _ in String(repeating: "@everyone ", count: 200) }
    report.budget = (0..<300).map {
      ChangeReport.BudgetLine("a|b <x> \($0)", before: 0, after: 1, allowed: 0, at: range("p", 1))
    }
    return report
  }
}

extension ChangeFinding.Place {
  /// The same place under another id.
  fileprivate mutating func id(_ id: String) {
    key = NodeKey(kind: key.kind, scope: key.scope, id: id)
  }
}

/// A report that says nothing but this, wherever a project can say something.
func hostileReport(_ text: String) -> ChangeReport {
  let kinds = ChangeFinding.Kind.allCases
  var report = report(
    kinds.map { kind in
      let place = ChangeFinding.Place(
        NodeKey(kind: .constraint, scope: Scope(name: text), id: text), title: text,
        at: range(text, 3))
      return ChangeFinding(
        kind, rule("hostile", .error), place, place, text, before: text, after: text + "\n" + text)
    })
  report.remarks = [text]
  report.budget = [
    ChangeReport.BudgetLine(text, before: 0, after: 1, allowed: 0, at: range(text, 1))
  ]
  return report
}

/// Details that are opened are closed, and fences are, outside of fences.
private func isBalanced(_ markdown: String) -> Bool {
  var open = 0
  var fence: Substring?
  for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
    if let mark = fence {
      if line == mark { fence = nil }
      continue
    }
    if line.hasPrefix("```") {
      fence = line.prefix { $0 == "`" }
      continue
    }
    open += line.components(separatedBy: "<details>").count - 1
    open -= line.components(separatedBy: "</details>").count - 1
    guard open >= 0 else { return false }
  }
  return open == 0 && fence == nil
}

/// What a forge would look for in the text that readers see, code aside.
private func expectNoMention(_ html: String, _ text: String) {
  let visible = html.replacing(/<(code|pre)[^>]*>(.|\n)*?<\/\1>/, with: " ")
    .replacing(/<[^>]*>/, with: " ")
  let patterns = [
    #"@[A-Za-z0-9]"#, #"[#!&$][0-9]"#, #"(?i)gh-[0-9]"#, #"(?i)www\."#, "://", "[0-9a-fA-F]{7,}",
    ":[a-z0-9_+-]+:",
  ]
  for pattern in patterns {
    // References to characters are the renderer's own: `&#39;`.
    let plain = visible.replacing(/&#?[a-z0-9]+;/, with: " ")
    #expect(plain.range(of: pattern, options: .regularExpression) == nil, "\(text): \(pattern)")
  }
}
