import Foundation
import Orchestration
import System
import TestSupport
import Testing
import Workflows

@testable import Activities

@Suite struct ToolTests {
  private func report(
    _ script: String, results: [String] = [], seconds: Int = 20, name: String = "unit_tests",
    isolation: Isolation = .automatic, values: [String: String] = [:]
  ) throws -> ToolReport {
    var report: ToolReport?
    try withForge { forge, root in
      let tool = ToolCommand(
        ["/bin/sh", "-c", script, "sh", "{output}", "{branch}"], results: results, seconds: seconds)
      let tools = ToolRunner(
        tools: [name: tool], git: forge.git, workFolder: root, isolation: isolation)
      report = try tools.report(name, of: "main", values, watch: watch)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: root).sorted() == [
          "bare.git", "records", "work",
        ])
    }
    return try #require(report)
  }

  private func junit(_ cases: String) -> String {
    "printf '%s' '<testsuite>\(cases)</testsuite>' > \"$1/r.xml\""
  }

  @Test func `a tool that is not configured has not run`() throws {
    try withForge { forge, root in
      let tools = ToolRunner(tools: [:], git: forge.git, workFolder: root, isolation: .none)
      let report = try tools.report("linting", of: "main", watch: watch)
      #expect(!report.passed && report.notRun == "not configured: orchestration.tools.linting")
    }
  }

  @Test func `a program that is not there has not run`() throws {
    try withForge { forge, root in
      let tool = ToolCommand(["no-such-tool"])
      let tools = ToolRunner(
        tools: ["linting": tool], git: forge.git, workFolder: root, isolation: .none)
      let report = try tools.report("linting", of: "main", watch: watch)
      #expect(report.notRun?.contains("no-such-tool") == true)
    }
  }

  @Test func `a tool works on a copy of the branch`() throws {
    let report = try report("cat a.txt; test -x run.sh && test \"$2\" = main && touch new")
    #expect(report.passed && report.issues.isEmpty)
  }

  @Test func `tests have to be run, and to pass`() throws {
    let results = ["{output}/r.xml"]
    let good = try report(junit("<testcase name=\"a\"/>"), results: results)
    #expect(good.passed && good.details == "1 passed, 0 failed, 0 skipped")
    let bad = try report(
      junit("<testcase name=\"a\"/><testcase name=\"b\" classname=\"C\"><failure/></testcase>"),
      results: results)
    #expect(!bad.passed && bad.issues.map(\.message) == ["C::b failed"])
    #expect(try !report(junit(""), results: results).passed)
    #expect(
      try !report(junit("<testcase name=\"a\"><skipped/></testcase>"), results: results).passed)
    #expect(try !report("true", results: results).passed)
    #expect(try !report("echo '<a' > \"$1/r.xml\"", results: results).passed)
    #expect(try !report(junit("<testcase name=\"a\"/>") + "; exit 1", results: results).passed)
    #expect(try !report("ln -s /etc/passwd \"$1/r.xml\"", results: results).passed)
    #expect(try !report("true", results: ["../../etc/passwd"]).passed)
  }

  @Test func `where a tool's copy was is not said`() throws {
    // Wherever the words are cut off.
    for padding in [0, 340, 365] {
      let words = String(repeating: "x", count: padding)
      let said = try report("echo $PWD/a.txt is bad, see \(words) $1/r.xml and $HOME; exit 1")
      #expect(said.details.hasSuffix("{output}/r.xml and {folder}/home"))
      #expect(!said.details.contains("try-") && !said.details.contains("/tmp"))
    }
    let failing = try report(
      junit("<testcase name=\"'$PWD/a.txt'\"><failure/></testcase>"), results: ["{output}/r.xml"])
    #expect(failing.issues.map(\.message) == ["a.txt failed"])
    let own = try report(
      #"printf '{"passed": false, "details": "%s/b", "issues": [{"message": "%s", "severity": "high"}]}' $1 $PWD/a > r.json"#,
      results: ["r.json"])
    #expect(own.details == "{output}/b" && own.issues.map(\.message) == ["a"])
  }

  @Test func `coverage is per cent of lines`() throws {
    let report = try report(
      "printf 'SF:a.txt\\nDA:1,1\\nDA:2,0\\nDA:3,4\\nDA:4,1\\nend_of_record\\n' > cov.info",
      results: ["cov.info"], name: "coverage")
    #expect(report.score == 75 && report.passed)
  }

  @Test func `findings are errors, warnings and notes; holes are critical`() throws {
    let log =
      #"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"results":[{"ruleId":"R","level":"LEVEL","message":{"text":"bad"}}]}]}"#
    for (level, passed) in [("error", false), ("warning", true), ("note", true)] {
      let text = log.replacingOccurrences(of: "LEVEL", with: level)
      let report = try report(
        "printf '%s' '\(text)' > s.sarif", results: ["s.sarif"], name: "security")
      #expect(report.passed == passed && report.issues.count == 1)
      if level == "error" { #expect(report.issues[0].severity == .critical) }
    }
    let none = #"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"results":[]}]}"#
    #expect(
      try report("printf '%s' '\(none)' > s.sarif", results: ["s.sarif"], name: "security").passed)
  }

  @Test(arguments: [Isolation.automatic, .none])
  func `a tool that does not end is ended with everything that it began`(isolation: Isolation)
    throws
  {
    let mark = "8\(UInt32.random(in: 1_000_000..<9_999_999)).5"
    let start = ContinuousClock().now
    let report = try report(
      "trap '' TERM; setsid sleep \(mark) & (setsid sleep \(mark) &); sleep \(mark)", seconds: 1,
      isolation: isolation)
    #expect(
      !report.passed && report.issues.contains { $0.message.contains("took longer than 1 s") })
    #expect(ContinuousClock().now - start < .seconds(60))
    #expect(processes(with: mark).isEmpty)
  }

  @Test func `a tool in its room sees neither the rest of the machine nor a network`() throws {
    try #require(Sandbox.works)
    let report = try report(
      "test ! -e /etc/shadow && test ! -e /root && test ! -e /work && test $(ls /sys/class/net 2>/dev/null | wc -l) -le 1 && ! touch /usr/x 2>/dev/null",
      isolation: .required)
    #expect(report.passed, "\(report.details)")
  }

  @Test func `a folder that it may read is there, even where its room has one of its own`() throws {
    try #require(Sandbox.works)
    try withForge { forge, root in
      try #require(root.hasPrefix("/tmp/"))
      try write("open", to: "\(root)/given.txt")
      var tool = ToolCommand(["/bin/sh", "-c", "test -e \(root)/given.txt && ! touch \(root)/new"])
      for (readable, passed) in [([], false), ([root], true)] {
        tool.readable = readable
        let tools = ToolRunner(
          tools: ["linting": tool], git: forge.git, workFolder: "/tmp", isolation: .required)
        #expect(try tools.report("linting", of: "main", watch: watch).passed == passed)
      }
    }
  }

  @Test func `values of strangers are no options and no commands`() throws {
    let command = ToolCommand(["t", "{service}", "--name={service}", "{cursor}"])
    #expect(
      try command.filled(["service": "a; rm -rf {cursor}", "cursor": "9"]) == [
        "t", "a; rm -rf {cursor}", "--name=a; rm -rf {cursor}", "9",
      ])
    #expect(failureType { _ = try command.filled(["service": "--help"]) } == "BadToolArgument")
  }

  @Test func `what tools mend comes back as files`() throws {
    try withForge { forge, root in
      let tools = ToolRunner(
        tools: [
          "fix_linting": ToolCommand([
            "/bin/sh", "-c",
            "echo more >> a.txt; echo n > new; mkdir -p .git; echo x > .git/config; ln -s /etc/passwd link",
          ])
        ],
        git: forge.git, workFolder: root, isolation: .automatic)
      let fixes = try tools.fixes(
        AutoFixRequest(branch: "main", checks: [.linting, .coverage]), watch)
      #expect(
        fixes
          == AutoFixes(
            files: ["a.txt": "one\ntwo\nthree\nmore\n", "new": "n\n"], applied: [.linting]))
      #expect(try git(["rev-list", "--count", "main"], in: "\(root)/bare.git") == "1")
    }
  }

  @Test func `figures and alerts are read strictly`() throws {
    let tools = ToolRunner(
      tools: [
        "metrics": ToolCommand(["echo", #"{"values":{"p99":1.5}}"#]),
        "logs": ToolCommand(["echo", #"{"lines":["a"],"lines":[]}"#]),
      ],
      git: nil, workFolder: "/tmp", isolation: .automatic)
    let metrics: Metrics = try tools.answer("metrics", [:], watch)
    #expect(metrics.values == ["p99": 1.5])
    #expect(failureType { let _: Logs = try tools.answer("logs", [:], watch) } == "BadAgentAnswer")
    #expect(
      failureType { let _: AlertBatch = try tools.answer("alerts", [:], watch) } == "NotConfigured")
  }
}
