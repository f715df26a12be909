import Analysis
import Foundation
import Reports
import SourceText
import TestSupport
import Testing

@Suite struct ChangeDataTests {
  @Test func `what was written is read back whole`() throws {
    let report = richReport()
    let (read, diagnostics) = ChangeReport.read(written(report))
    #expect(diagnostics.isEmpty)
    #expect(read == report)
    #expect(try #require(read).headline == report.headline)
  }

  @Test func `the page of a node and the root of a scope come back too`() throws {
    var finding = findings(.added, 1)[0]
    finding.subject.page = "manifolds/payment-retry/constraints/M0.html"
    let (read, diagnostics) = ChangeReport.read(written(report([finding])))
    #expect(diagnostics.isEmpty)
    #expect(try #require(read).findings == [finding])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let summary: String
    var testDescription: String { "\(old) -> \(new)" }

    init(_ old: String, _ new: String, _ summary: String) {
      self.old = old
      self.new = new
      self.summary = summary
    }
  }

  static let cases: [Case] = [
    Case(#""schema": 1"#, #""schema": 2"#, "another version"),
    Case(#""schema": 1"#, #""schema": "1""#, "no whole number"),
    Case(#""schema": 1,"#, "", "\"schema\" is missing"),
    Case(#""schema": 1"#, #""schema": 1, "extra": 1"#, "\"extra\" is none of the schema"),
    Case(#""verdict": "failed""#, #""verdict": "passed""#, "does not follow"),
    Case("1 budget exceeded", "nothing", "does not follow"),
    Case(#""total": 15"#, #""total": 14"#, "is not the sum"),
    Case(#""satisfied": 13"#, #""satisfied": -1"#, "no whole number"),
    Case(#""satisfied": 13"#, #""satisfied": 1e9"#, "no whole number"),
    Case(#""nodes": 120"#, #""nodes": 99999999999"#, "no whole number"),
    Case("a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1", "main", "40 or 64"),
    Case(
      "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1", "A1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
      "40 or 64"),
    Case(#""kind": "new gap""#, #""kind": "news""#, "none of the words"),
    Case(#""rule": "new-gap""#, #""rule": "new gap\n""#, "no id of a rule"),
    Case(#""severity": "warning""#, #""severity": "fatal""#, "none of the words"),
    Case(#""path": "src/retry.py""#, #""path": "../../etc/passwd""#, "lead out"),
    Case(#""path": "src/retry.py""#, #""path": "/etc/passwd""#, "is absolute"),
    Case(#""path": "src/retry.py""#, #""path": "src//retry.py""#, "doubled slash"),
    Case(#""path": "src/retry.py""#, #""path": "src/\nretry.py""#, "control character"),
    Case(#""gone": true"#, #""gone": "true""#, "no truth value"),
    Case(#""exceeded": true"#, #""exceeded": false"#, "does not follow"),
    Case(#""type": "goal""#, #""type": "wish""#, "none of the words"),
    Case(#""verdict": "partial""#, #""verdict": "fine""#, "none of the words"),
    Case(#""remarks": ["#, #""remarks": [{}, "#, "is a mapping, expected text"),
    Case(#""findings": ["#, #""findings": ["x", "#, "expected an object"),
    Case(#""budget": ["#, #""budget": 1, "x": ["#, "\"x\" is none"),
  ]

  @Test(arguments: cases)
  func `a report that was tampered with is refused`(_ one: Case) throws {
    let text = rendered(richReport(), as: .json)
    let place = try #require(text.range(of: one.old), "the fixture holds what is replaced")
    let edited = text.replacingCharacters(in: place, with: one.new)
    let (report, diagnostics) = ChangeReport.read(SourceFile(path: "report.json", text: edited))
    #expect(report == nil)
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first.map { $0.summary.contains(one.summary) } == true, "\(diagnostics)")
  }

  @Test func `what is no JSON is refused with the place of the fault`() {
    let (report, diagnostics) = ChangeReport.read(SourceFile(path: "r", text: "{\n  nonsense"))
    #expect(report == nil)
    #expect(diagnostics.first?.range.line == 2)
    let (none, faults) = ChangeReport.read(SourceFile(path: "r", text: ""))
    #expect(none == nil)
    #expect(faults.map(\.summary) == ["the file is empty"])
  }

  @Test func `texts up to their limit pass, one character more does not`() {
    var finding = findings(.changed, 1)[0]
    finding.before = String(repeating: "é", count: 20_000)
    let whole = rendered(report([finding]), as: .json)
    let (read, _) = ChangeReport.read(SourceFile(path: "r", text: whole))
    #expect(read?.findings.first?.before?.count == 20_000)
    let longer = whole.replacing("\"before\": \"", with: "\"before\": \"x", maxReplacements: 1)
    let (refused, diagnostics) = ChangeReport.read(SourceFile(path: "r", text: longer))
    #expect(refused == nil)
    #expect(diagnostics.first?.summary == "member \"before\" has more than 20000 characters")
  }

  @Test func `what is longer than the limits is cut, said, and read back`() throws {
    var many = findings(.suspect, 50_001)
    many[50_000].severity = .error
    many[0].before = String(repeating: "x", count: 20_001)
    let (read, diagnostics) = ChangeReport.read(written(report(many)))
    #expect(diagnostics.isEmpty)
    let result = try #require(read)
    #expect(result.findings.count == 50_000)
    #expect(result.isFailed, "errors are kept before anything else")
    #expect(result.findings[0].before?.hasSuffix("x…") == true)
    #expect(result.remarks == ["1 findings are left out of the file"])
  }

  private func written(_ report: ChangeReport) -> SourceFile {
    SourceFile(path: "report.json", text: rendered(report, as: .json))
  }
}

@Suite struct ChangeTextTests {
  @Test func `the report as a terminal shows it`() {
    expectGolden(rendered(richReport(), as: .text), "change.txt")
  }

  /// The expression of the GitLab template looks for this line, and the job shows what it finds.
  @Test(arguments: ["\n", "\r", "\r\n", "\u{0B}", "\u{85}", "\u{2028}", "\u{1B}[2K\u{1B}[G", ""])
  func `no text of a project is the line of figures`(_ before: String) {
    let figure = "  constraints satisfied  9 of 9 (100 %)  9 of 9 (100 %)  0"
    let forged = [figure, "constraints satisfied  9 of 9 (100 %)  0"].map {
      before + $0 + "\n" + $0
    }
    for text in forged {
      let found = rendered(hostileReport(text), as: .text).split(separator: "\n").filter {
        $0.firstMatch(of: /^ {0,2}constraints satisfied .*\((\d+) %\) +\S+\s*$/) != nil
      }
      #expect(found.count == 1 && found.first?.contains("9 of 9") == false, "\(found)")
    }
  }

  @Test func `colour stands beside words, never instead of them`() {
    var style = linkedStyle()
    style.common.isColored = true
    let colored = rendered(richReport(), as: .text, style)
    #expect(colored.contains("\u{1B}[1;31mfailed\u{1B}[0m"))
    let plain = colored.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(plain == rendered(richReport(), as: .text))
  }

  @Test func `nothing that has changed is one verdict and the figures`() {
    let text = rendered(report([]), as: .text)
    #expect(text.hasPrefix("passed: no change to the constraints\n"))
    #expect(text.contains("constraints satisfied  1 of 1 (100 %)"))
  }

  @Test func `no constraint is an error, and never a percentage`() {
    var empty = report([])
    empty.head.constraints = Coverage()
    let text = rendered(empty, as: .text)
    #expect(text.contains("error: no constraint was found at the head, and the base has 1"))
    #expect(text.hasPrefix("failed: no constraints found\n"))
    #expect(text.contains(/1 of 1 \(100 %\) +none/))
  }

  @Test func `text from the project cannot steer the terminal`() {
    var finding = findings(.changed, 1)[0]
    finding.summary = " ::error::\u{1B}[2J"
    finding.before = "::stop-commands::t\na\r\u{202E}b"
    finding.after = "::stop-commands::t"
    finding.subject.title = "\u{9B}m"
    let text = rendered(report([finding]), as: .text)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
    #expect(text.contains("    \\u{3a}:error::\\u{1b}[2J"))
    let isCommand = text.split(separator: "\n").contains { line in
      line.drop { $0.isWhitespace }.hasPrefix("::")
    }
    #expect(!isCommand)
  }
}
