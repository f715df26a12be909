import Foundation
import Reports
import Synchronization
import TestSupport
import Testing

@testable import CLI

@Suite struct ToolTests {
  @Test func `a bare command prints the overview`() {
    let result = run([])
    #expect(result.code == .clean)
    #expect(result.output == HelpText.overview)
    #expect(result.error == "")
  }

  @Test func `what is shown to be copied names the program as it is`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    var count = 0
    for folder in ["content/guide", "integrations"] {
      let place = root.appendingPathComponent(folder).path
      for path in try FileManager.default.subpathsOfDirectory(atPath: place) {
        guard let text = try? String(contentsOfFile: "\(place)/\(path)", encoding: .utf8) else {
          continue
        }
        for found in text.matches(of: /throughline-([0-9]+\.[0-9.]*[0-9])/) {
          #expect(found.1 == Version.text, "\(folder)/\(path)")
          count += 1
        }
      }
    }
    #expect(count > 0)
  }

  @Test func `help of a verb and --help after it are the same`() {
    #expect(run(["help", "build"]).output == run(["build", "--help"]).output)
    #expect(run(["help", "nope"]).code == .usage)
    #expect(run(["help", "markdown-worker"]).code == .usage)
  }

  @Test func `usage goes to standard error with exit code 2`() {
    let result = run(["biuld"])
    #expect(result.code == .usage)
    #expect(result.output == "")
    #expect(
      result.error == """
        throughline: unknown verb "biuld"; did you mean "build"?
        run "throughline help" for what is possible

        """)
  }

  @Test func `what the terminal would obey is made visible in messages`() {
    let result = run(["\u{1B}[2J\n::error::x"])
    #expect(!result.error.contains("\u{1B}"))
    #expect(!result.error.contains("\n::"))
  }

  @Test func `a faulty site.yaml ends every reading verb with 2 and a frame`() throws {
    try withTemporaryFolder { folder in
      try write("titel: x\n", to: "\(folder)/content/site.yaml")
      for verb in ["build", "check", "serve", "config", "clean"] {
        let result = run([verb, "-s", folder])
        #expect(result.code == .usage)
        #expect(result.output == "")
        #expect(
          result.error == """
            content/site.yaml:1:1: error[config-unknown-key]: unknown key "titel"; did you mean \
            "title"?
             1 | titel: x
               | ^^^^^

            """)
      }
    }
  }

  @Test func `a project that cannot be opened ends with 3`() {
    let result = run(["check", "-s", "/no/such/folder"])
    #expect(result.code == .failure)
    #expect(result.error == "throughline: cannot open /no/such/folder: no such file or directory\n")
  }

  @Test func `a site.yaml that is a link is not followed`() throws {
    try withTemporaryFolder { folder in
      try write("title: secret\n", to: "\(folder)/outside.yaml")
      try FileManager.default.createDirectory(
        atPath: "\(folder)/p/content", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/p/content/site.yaml", withDestinationPath: "../../outside.yaml")
      let result = run(["config", "-s", "\(folder)/p"])
      #expect(result.code == .usage)
      #expect(!result.output.contains("secret"))
    }
  }

  @Test func `a template that is a link is said, not ignored`() throws {
    try withTemporaryFolder { folder in
      try write("x", to: "\(folder)/elsewhere/list.html")
      try FileManager.default.createDirectory(
        atPath: "\(folder)/site-templates", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/site-templates/list.html", withDestinationPath: "../elsewhere/list.html")
      let result = run(["check", "-s", folder])
      #expect(result.code == .findings)
      #expect(result.output.contains("site-templates/list.html: error[link-leaves-folder]"))
    }
  }

  @Test(arguments: ["content", "content/site", "site-templates", "."])
  func `a destination that would swallow the sources is refused on the command line too`(
    _ place: String
  ) throws {
    try withTemporaryFolder { folder in
      let result = run(["build", "-s", folder, "-d", "\(folder)/\(place)"])
      #expect(result.code == .usage)
      #expect(result.error.contains("--destination must not be, hold or lie in"))
    }
  }

  @Test func `a destination outside the project may be chosen on the command line`() throws {
    try withTemporaryFolder { folder in
      let invocation = try CommandLineParser.parse(["build", "-s", folder, "-d", "/tmp/elsewhere"])
      let project = try Project.open(invocation)
      let request = try BuildRequest(invocation, project, Capture().console())
      #expect(request.destination == "/tmp/elsewhere")
      #expect(request.purpose == .publish)
    }
  }

  @Test func `a preview goes where it is told`() throws {
    try withTemporaryFolder { folder in
      let invocation = try CommandLineParser.parse(["serve", "-s", folder, "-d", "/tmp/elsewhere"])
      let request = try BuildRequest(
        invocation, try Project.open(invocation), Capture().console())
      #expect(request.destination == "/tmp/elsewhere")
    }
  }

  struct Ordered: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    var destination = "public"
    let holds: @Sendable (BuildRequest) -> Bool
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Ordered(arguments: ["build", "-n"]) { $0.purpose == .rehearse },
    Ordered(arguments: ["check", "--format", "sarif"]) {
      $0.purpose == .check && $0.format == .sarif
    },
    Ordered(arguments: ["serve", "-p", "81", "--open"], destination: ".throughline/preview") {
      $0.purpose == .serve(port: 81, opensBrowser: true)
    },
    Ordered(arguments: ["serve"], destination: ".throughline/preview") {
      $0.purpose == .serve(port: 4000, opensBrowser: false)
    },
    Ordered(arguments: ["build", "-k", "-f", "--no-cache"]) {
      $0.keepsGoing && $0.isForced && !$0.usesCache
    },
    Ordered(arguments: ["build", "-j", "3", "-D"]) {
      $0.configuration.jobs == 3 && $0.configuration.includesDrafts
    },
    Ordered(arguments: ["build", "--changed-files", "c.json", "--template-metrics"]) {
      $0.changedFiles == "c.json" && $0.printsTemplateMetrics && !$0.printsUnusedTemplates
    },
    Ordered(arguments: ["check", "--print-unused-templates"]) { $0.printsUnusedTemplates },
  ])
  func `options become a checked request`(_ row: Ordered) throws {
    try withTemporaryFolder { folder in
      let invocation = try CommandLineParser.parse(row.arguments + ["-s", folder])
      let request = try BuildRequest(
        invocation, try Project.open(invocation), Capture().console())
      #expect(row.holds(request))
      #expect(request.destination == "\(folder)/\(row.destination)")
    }
  }

  @Test func `output that could not be written is a failure, a reader that has gone is not`() {
    let full = Tool.run(["version"], on: Capture().console(failingWith: ENOSPC))
    #expect(full == .failure)
    let gone = Tool.run(["version"], on: Capture().console(failingWith: EPIPE))
    #expect(gone == .clean)
  }

  @Test func `quiet leaves results and complaints`() throws {
    try withTemporaryFolder { folder in
      let result = run(["init", "-q", folder])
      #expect(result.output.hasPrefix("wrote "))
      #expect(result.error == "")
    }
  }
}

@Suite struct ProgressTests {
  @Test func `a line is drawn after a second, at most ten a second, and taken away`() {
    let capture = Capture()
    let clock = Mutex<UInt64>(0)
    let progress = Progress(on: capture.console(drawsProgress: true)) { clock.withLock { $0 } }
    for (milliseconds, done) in [(0, 1), (900, 2), (1_000, 3), (1_050, 4), (1_100, 5)] {
      clock.withLock { $0 = UInt64(milliseconds) * 1_000_000 }
      progress.show("rendering", done, of: 9)
    }
    progress.clear()
    progress.clear()
    #expect(
      capture.error == "\r\u{1B}[Krendering 3 of 9\r\u{1B}[Krendering 5 of 9\r\u{1B}[K")
  }

  @Test func `nothing is drawn when standard error is no terminal`() {
    let capture = Capture()
    let clock = Mutex<UInt64>(0)
    let progress = Progress(on: capture.console()) { clock.withLock { $0 } }
    clock.withLock { $0 = 9_000_000_000 }
    progress.show("rendering", 1, of: 9)
    progress.clear()
    #expect(capture.error == "")
  }
}
