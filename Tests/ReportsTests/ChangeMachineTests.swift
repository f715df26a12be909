import Analysis
import Foundation
import Notation
import SourceText
import TestSupport
import Testing
import TraceModel

@testable import Reports

@Suite struct ChangeMachineTests {
  @Test(arguments: [
    (ChangeChannel.json, "change.json"), (.sarif, "change.sarif"),
    (.codequality, "change-codequality.json"), (.annotations, "change-annotations.json"),
    (.github, "change-github.txt"), (.checks, "change-checks.json"), (.junit, "change-junit.xml"),
    (.badge, "change-badge.svg"), (.html, "change.html"),
  ])
  func `the report for programs`(_ channel: ChangeChannel, _ name: String) {
    expectGolden(rendered(richReport(), as: channel), name)
  }

  @Test func `every channel says the same: verdict, headline, fingerprints`() throws {
    let report = richReport()
    for channel in [
      ChangeChannel.text, .json, .comment, .summary, .github, .checks, .junit, .html, .annotations,
    ] {
      #expect(rendered(report, as: channel).contains(report.headline), "\(channel)")
    }
    let alerts = report.findings.filter { !$0.kind.isFolded }.map(\.fingerprint)
    // Two manifold findings share rule and subject with no other finding, so none is renamed.
    for channel in [ChangeChannel.sarif, .codequality] {
      let text = rendered(report, as: channel)
      #expect(alerts.allSatisfy(text.contains), "\(channel)")
    }
  }

  @Test func `nothing to measure is an error wherever problems are listed`() {
    var report = richReport()
    report.head.constraints = Coverage()
    report.findings = []
    for channel in [ChangeChannel.sarif, .codequality, .checks, .github] {
      let text = rendered(report, as: channel)
      #expect(
        text.contains("no constraint was found at the head, and the base has 15"), "\(channel)")
      #expect(text.contains("change-nothing-to-trace"), "\(channel)")
    }
    #expect(report.severities == "1 error")
  }

  @Test(arguments: hostileTexts)
  func `every channel for programs is well formed whatever a project says`(_ text: String) throws {
    let report = hostileReport(text)
    for channel in [ChangeChannel.json, .sarif, .codequality, .annotations, .checks] {
      let bytes = Data(rendered(report, as: channel).utf8)
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: bytes) }
      #expect(bytes.first != 0xEF, "no byte order mark")
    }
    var judged = report
    let place = report.findings[0].subject
    judged.constraints = [
      ChangeReport.JudgedConstraint(place, .goal, .gap, lack: text, isAccepted: false)
    ]
    for channel in [ChangeChannel.junit, .badge] {
      let file = SourceFile(path: "x.xml", text: rendered(judged, as: channel))
      let diagnostics = Notation.XMLParser.parse(file).diagnostics
      #expect(diagnostics.isEmpty, "\(channel): \(diagnostics)")
    }
    for line in rendered(report, as: .github).split(separator: "\n")
    where line.drop(while: \.isWhitespace).hasPrefix("::") {
      #expect(line.hasPrefix("::error file="))
    }
  }

  @Test(arguments: [(10, 10, 0), (11, 10, 1), (25, 10, 15)])
  func `GitHub gets ten commands of a level, and lines for the rest`(
    _ count: Int, _ commands: Int, _ rest: Int
  ) {
    let mixed = findings(.newGap, count, .error) + findings(.suspect, count)
    let lines = rendered(report(mixed), as: .github).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::error ") } == commands)
    #expect(lines.count { $0.hasPrefix("::warning ") } == commands)
    let said = rest == 0 ? 0 : 1 + 2 * rest
    #expect(lines.count == 1 + 2 * commands + said)
    if rest > 0 { #expect(lines.contains { $0.hasPrefix("and \(2 * rest) more") }) }
  }

  @Test(arguments: [
    (0, [0]), (50, [50]), (51, [50, 1]), (120, [50, 50, 20]),
    (501, Array(repeating: 50, count: 10)),
  ])
  func `a check run comes in batches`(_ count: Int, _ batches: [Int]) throws {
    let bodies = try checks(report(findings(.suspect, count)))
    #expect(
      bodies.map { (($0["output"] as? [String: Any])?["annotations"] as? [Any])?.count } == batches)
    #expect(bodies[0]["head_sha"] as? String == String(repeating: "b2", count: 20))
    #expect(bodies.dropFirst().allSatisfy { $0["head_sha"] == nil && $0["output"] != nil })
  }

  @Test func `a check run that cannot hold all has the errors`() throws {
    let bodies = try checks(report(findings(.suspect, 600) + findings(.removed, 3, .error)))
    let first = (bodies[0]["output"] as? [String: Any])?["annotations"] as? [[String: Any]]
    let levels = first?.prefix(4).map { $0["annotation_level"] as? String }
    #expect(levels == ["failure", "failure", "failure", "warning"])
  }

  @Test func `a check run keeps to the limits of its texts`() throws {
    var large = report(findings(.newGap, 400, .error))
    for index in large.findings.indices {
      large.findings[index].summary = String(repeating: "é<", count: 50_000)
      large.findings[index].before = String(repeating: "é\n", count: 3_000)
    }
    let bodies = try checks(large)
    #expect(bodies[0]["conclusion"] as? String == "failure")
    for body in bodies {
      let output = try #require(body["output"] as? [String: Any])
      #expect((output["title"] as? String).map { $0.count <= 255 } == true)
      for text in ["summary", "text"] {
        #expect((output[text] as? String).map { $0.utf8.count <= 65_535 && !$0.isEmpty } == true)
      }
      let annotations = try #require(output["annotations"] as? [[String: Any]])
      for annotation in annotations {
        #expect((annotation["message"] as? String).map { $0.utf8.count <= 65_536 } == true)
        #expect(annotation["start_line"] as? Int == annotation["end_line"] as? Int)
      }
    }
  }

  @Test(arguments: [(false, "success"), (true, "failure")])
  func `the conclusion is the verdict`(_ isFailed: Bool, _ conclusion: String) throws {
    let one = report(findings(.suspect, 1, isFailed ? .error : .warning))
    #expect(try checks(one)[0]["conclusion"] as? String == conclusion)
    #expect(one.isFailed == isFailed)
  }

  @Test func `fingerprints are unique, whatever findings share`() throws {
    let twice = report(findings(.suspect, 2).map { [$0, $0] }.flatMap(\.self))
    let issues = try #require(
      try JSONSerialization.jsonObject(with: Data(rendered(twice, as: .codequality).utf8))
        as? [[String: Any]])
    let marks = issues.compactMap { $0["fingerprint"] as? String }
    #expect(Set(marks).count == 4)
    #expect(Set(twice.findings.map(\.fingerprint)).isSubset(of: marks))
    #expect(marks.allSatisfy { $0.count == 64 })
  }

  @Test func `good news raises no alarm`() {
    let good = report(findings(.fixed, 2, .note) + findings(.added, 1, .note))
    #expect(rendered(good, as: .codequality) == "[]\n")
    #expect(rendered(good, as: .github) == "passed: 1 added, 2 fixed\n")
  }

  @Test func `paths are those of the repository`() {
    var style = linkedStyle()
    style.common.pathPrefix = "apps/shop/"
    for channel in [ChangeChannel.sarif, .codequality, .github, .checks, .junit] {
      #expect(
        rendered(richReport(), as: channel, style).contains("apps/shop/content/"), "\(channel)")
    }
    #expect(
      rendered(richReport(), as: .comment, style).contains(
        "/blob/\(String(repeating: "b2", count: 20))/apps/shop/src/retry.py#L4"))
  }

  @Test func `what is gone is linked where it was`() {
    let text = rendered(richReport(), as: .comment)
    #expect(
      text.contains(
        "/blob/\(String(repeating: "a1", count: 20))/content/manifolds/payment-retry.yaml#L77"))
  }

  private func checks(_ report: ChangeReport) throws -> [[String: Any]] {
    let value = try JSONSerialization.jsonObject(with: Data(rendered(report, as: .checks).utf8))
    return try #require(value as? [[String: Any]])
  }
}

@Suite struct ChangePictureTests {
  @Test(arguments: [
    (coverage(13, 0, 0, 0, 0), "13/13", "constraints: 13 of 13 satisfied", "#1e7a34"),
    (coverage(12, 1, 0, 0, 0), "12/13", "constraints: 12 of 13 satisfied", "#8a5300"),
    (
      coverage(12, 0, 0, 0, 1), "12/13, 1 failing", "constraints: 12 of 13 satisfied, 1 failing",
      "#b3261e"
    ),
    (coverage(0, 0, 0, 0, 0), "none", "constraints: none", "#595959"),
  ])
  func `the badge says in words what its colour means`(
    _ coverage: Coverage, _ figure: String, _ title: String, _ color: String
  ) {
    var one = report([])
    one.head.constraints = coverage
    let svg = rendered(one, as: .badge)
    #expect(svg.contains(">\(figure)</text>"))
    #expect(svg.contains("<title>\(title)</title>"))
    #expect(svg.contains(color))
  }

  @Test func `the style of the page is the one that its policy names`() throws {
    let digest = SHA256Digest(of: Array(ChangeStyleSheet.text.utf8)).description
    let bytes = stride(from: 0, to: digest.count, by: 2).map { start -> UInt8 in
      UInt8(digest.dropFirst(start).prefix(2), radix: 16) ?? 0
    }
    #expect(ChangeStyleSheet.digest == "sha256-\(Data(bytes).base64EncodedString())")
    let page = rendered(richReport(), as: .html)
    #expect(page.contains("<style>\(ChangeStyleSheet.text)</style>"))
    #expect(page.contains("default-src 'none'; style-src '\(ChangeStyleSheet.digest)'"))
  }

  @Test(arguments: hostileTexts)
  func `the page has no markup but its own`(_ text: String) {
    let page = rendered(hostileReport(text), as: .html)
    let own = rendered(hostileReport("x"), as: .html)
    #expect(tags(page) == tags(own), "\(text)")
    #expect(!page.contains("<script") && !page.contains("<img"))
  }

  /// Names of the tags in order; neighbours that are the same once, as lists of lines differ.
  private func tags(_ html: String) -> [String] {
    let names = html.matches(of: /<\/?([a-z0-9]+)/).map { String($0.1) }
    return names.reduce(into: []) { if $0.last != $1 { $0.append($1) } }.filter {
      $0 != "span" && $0 != "a"
    }
    .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }
}
