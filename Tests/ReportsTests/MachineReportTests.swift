import Foundation
import Reports
import SourceText
import Testing

@Suite struct JSONLinesReportTests {
  @Test func `a line a finding and one for the sums`() {
    let note = Diagnostic.Note("see", at: LineMap(tasks).range(0, 1))
    let text = rendered(
      [
        finding(danglingID, 10..<15, "a \"b\"", notes: [note], fix: "do"),
        Diagnostic(remark, at: .file("x"), "n"),
      ], as: .json)
    let fingerprints = Findings([finding(danglingID, 10..<15, "a \"b\"")]).all.map(\.fingerprint)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines[0] == """
        {"schema":1,"type":"finding","severity":"error","rule":"dangling-id",\
        "path":"content/TASKS.md","line":2,"column":3,"endLine":2,"endColumn":8,\
        "summary":"a \\"b\\"","notes":[{"text":"see","path":"content/TASKS.md","line":1,\
        "column":1}],"fix":"do","fingerprint":"\(fingerprints[0].description)"}
        """)
    #expect(lines[1].contains("\"path\":\"x\",\"summary\":\"n\""))
    #expect(
      lines[2] == "{\"schema\":1,\"type\":\"summary\",\"errors\":1,\"warnings\":0,\"notes\":1}")
  }

  @Test func `text that a terminal would obey arrives escaped and unchanged`() throws {
    let hostile = "\u{1B}[2J\u{9B}m\u{202E}\u{E0041}\n::error::"
    let text = rendered([finding(remark, 0..<1, hostile)], as: .json)
    let isVisible = text.unicodeScalars.allSatisfy {
      $0 == "\n" || (0x20..<0x7F).contains($0.value)
    }
    #expect(isVisible)
    let line = text.split(separator: "\n")[0]
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(object?["summary"] as? String == hostile)
  }
}

@Suite struct GitHubReportTests {
  @Test func `levels, place and title`() {
    let text = rendered(
      [
        finding(danglingID, 10..<15, "a: 100%, b", fix: "do"), finding(staleDate, 8..<43, "w"),
        Diagnostic(remark, at: .file("a,b:c%.md"), "n"),
      ], as: .github)
    #expect(
      text == """
        ::notice file=a%2Cb%3Ac%25.md,title=remark::n
        ::warning file=content/TASKS.md,line=2,endLine=3,col=1,title=stale-date::w
        ::error file=content/TASKS.md,line=2,endLine=2,col=3,endColumn=8,title=dangling-id::\
        a: 100%25, b%0Afix: do

        """)
  }

  @Test func `paths are those of the repository`() {
    let text = rendered([finding(remark, 0..<1, "n")], as: .github) { $0.pathPrefix = "docs/" }
    #expect(text.hasPrefix("::notice file=docs/content/TASKS.md,line=1,"))
  }

  @Test(arguments: [
    "::set-env name=PATH::/tmp/evil", "##[error]x", "%0A::error::x", "a\n::stop-commands::t",
    "a\r::add-mask::x", "\u{2028}::error::x",
  ])
  func `data never becomes a command`(_ data: String) {
    let path = Diagnostic(danglingID, at: .file(data), data)
    let notes = (0..<15).map { Diagnostic(remark, at: .file("\(data)\($0)"), data) }
    let file = SourceFile(path: data, text: data + "\nx")
    for format in [ReportFormat.github, .text] {
      let text = rendered(
        [path] + notes + [finding(staleDate, 0..<1, "s", in: file)], as: format, [file])
      for line in text.split(whereSeparator: \.isNewline) {
        #expect(!line.contains("##["))
        let commands = ["::error file=", "::warning file=", "::notice file="]
        let start = line.drop { $0.isWhitespace }
        #expect(!start.hasPrefix("::") || commands.contains { start.hasPrefix($0) })
        #expect(format == .github || !start.hasPrefix("::"))
        #expect(!start.hasPrefix("::") || !line.contains("%0A"), "data's percent sign is encoded")
      }
    }
  }

  @Test func `what GitHub would drop unseen is printed as plain lines`() {
    let diagnostics = (0..<12).map { finding(danglingID, $0..<15, "e\($0)") }
    let lines = rendered(diagnostics, as: .github).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::error ") } == 10)
    #expect(lines[10] == "and 2 more, beyond what GitHub shows as annotations:")
    #expect(lines[12] == "content/TASKS.md:2:4: error[dangling-id]: e11")
  }
}

@Suite struct SARIFReportTests {
  private func run(
    _ diagnostics: [Diagnostic], _ files: [SourceFile] = [tasks]
  ) throws -> [String: Any] {
    let text = rendered(diagnostics, as: .sarif, files)
    let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(root?["version"] as? String == "2.1.0")
    #expect((root?["$schema"] as? String)?.hasSuffix("sarif-2.1.0.json") == true)
    return try #require((root?["runs"] as? [[String: Any]])?.first)
  }

  @Test func `the run lists every rule with its help`() throws {
    let driver = try #require(
      (try run([])["tool"] as? [String: Any])?["driver"] as? [String: Any])
    #expect(driver["name"] as? String == "Throughline")
    #expect(driver["semanticVersion"] as? String == "1.2.3")
    let rules = try #require(driver["rules"] as? [[String: Any]])
    #expect(rules.compactMap { $0["id"] as? String } == ["dangling-id", "remark", "stale-date"])
    for rule in rules {
      for text in ["shortDescription", "fullDescription", "help"] {
        #expect(((rule[text] as? [String: Any])?["text"] as? String)?.isEmpty == false)
      }
      #expect((rule["defaultConfiguration"] as? [String: Any])?["level"] is String)
    }
  }

  @Test func `a result has level, message, place, related places and fingerprints`() throws {
    let note = Diagnostic.Note("see", at: LineMap(tasks).range(0, 1))
    let results = try #require(
      try run([
        finding(danglingID, 10..<15, "a", notes: [note, .init("hint")], fix: "do")
      ])["results"] as? [[String: Any]])
    let result = try #require(results.first)
    #expect(result["ruleId"] as? String == "dangling-id")
    #expect(result["ruleIndex"] as? Int == 0)
    #expect(result["level"] as? String == "error")
    #expect((result["message"] as? [String: Any])?["text"] as? String == "a\nnote: hint\nfix: do")
    let place = try #require(
      (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
    let artifact = place["artifactLocation"] as? [String: String]
    #expect(artifact == ["uri": "content/TASKS.md", "uriBaseId": "%SRCROOT%"])
    #expect(
      place["region"] as? [String: Int]
        == ["startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 8])
    #expect((result["relatedLocations"] as? [Any])?.count == 1)
    let marks = result["partialFingerprints"] as? [String: String]
    #expect(marks?["primaryLocationLineHash"]?.count == 32)
  }

  @Test func `a rule outside the catalogue is listed as well`() throws {
    let foreign = Rule("foreign", .error, "", explanation: "", remedy: "", example: "")
    let results = try #require(
      try run([Diagnostic(foreign, at: .file("a"), "")])["results"] as? [[String: Any]])
    #expect(results.first?["ruleIndex"] as? Int == 1)
    #expect((results.first?["message"] as? [String: Any])?["text"] as? String == "foreign")
  }

  @Test(arguments: [
    ("a b/ü%.md", "a%20b/%C3%BC%25.md"), ("javascript:x", "javascript%3Ax"), ("a//b", "a//b"),
  ])
  func `paths are relative references`(_ path: String, _ uri: String) {
    let text = rendered([Diagnostic(remark, at: .file(path), "x")], as: .sarif)
    #expect(text.contains("\"uri\": \"\(uri)\""))
  }

  @Test func `text from outside makes no link in a message`() {
    let text = rendered([finding(remark, 0..<1, "[x](https://evil.example)")], as: .sarif)
    #expect(text.contains("\"\\\\[x\\\\](https://evil.example)\""))
  }

  @Test func `more results than code scanning takes are clipped and said`() throws {
    let diagnostics = (0..<25_003).map { Diagnostic(remark, at: .file("a"), "n\($0)") }
    let run = try run(diagnostics)
    #expect((run["results"] as? [Any])?.count == 25_000)
    let invocation = (run["invocations"] as? [[String: Any]])?.first
    let notices = invocation?["toolExecutionNotifications"] as? [[String: Any]]
    #expect((notices?.first?["message"] as? [String: String])?["text"] == "and 3 more: 3 notes")
  }
}
