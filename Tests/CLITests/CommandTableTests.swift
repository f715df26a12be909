import Foundation
import TestSupport
import Testing

@testable import CLI

@Suite struct CommandTableTests {
  @Test func `every verb has code behind it, and no code is without a verb`() {
    #expect(Set(CommandTable.all.map(\.name)) == Set(Tool.commands.keys))
  }

  @Test func `a spelling takes a value for every verb or for none`() {
    var kinds: [String: Bool] = [:]
    for option in CommandTable.all.flatMap(\.options) {
      for spelling in option.spellings {
        let takes = option.taking != .nothing
        #expect(kinds[spelling] ?? takes == takes, "\(spelling)")
        kinds[spelling] = takes
      }
    }
  }

  @Test func `no verb spells two options alike`() {
    for verb in CommandTable.all {
      let spellings = verb.options.flatMap(\.spellings)
      #expect(spellings.count == Set(spellings).count, "\(verb.name)")
    }
  }

  @Test func `every example in the help is a command line that parses`() throws {
    for example in CommandTable.all.flatMap(\.examples) {
      let words = example.command.split(separator: " ").map(String.init)
      _ = try CommandLineParser.parse(Array(words.prefix { $0 != ">" && $0 != "|" }))
    }
  }

  @Test func `help names every option of a verb and keeps to eighty columns`() {
    for verb in CommandTable.visible {
      let text = HelpText.explanation(of: verb)
      for spelling in verb.options.flatMap(\.spellings) { #expect(text.contains(spelling)) }
      for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
    for line in HelpText.overview.split(separator: "\n") { #expect(line.count <= 90, "\(line)") }
  }

  @Test func `every step of a verb is one of its words, and help tells what it takes`() {
    for verb in CommandTable.all where !verb.steps.isEmpty {
      #expect(verb.steps.map(\.name) == verb.operands.first?.choices, "\(verb.name)")
      let lines = HelpText.explanation(of: verb).split(separator: "\n")
      for step in verb.steps {
        let start = lines.firstIndex { $0.hasPrefix("  \(step.name) ") } ?? lines.endIndex
        #expect(lines[start...].first?.contains("--\(step.options[0].name)") == true)
      }
    }
  }

  @Test func `hidden verbs appear nowhere`() {
    let everything = [HelpText.overview] + Completions.kinds.compactMap(Completions.text)
    for text in everything { #expect(!text.contains("markdown-worker")) }
  }

  @Test func `the manual page holds every option and no line that troff would obey by accident`() {
    let page = ManualPage.text(version: "1.2")
    for option in CommandTable.visible.flatMap(\.options) {
      #expect(page.contains("\\-\\-" + option.name.split(separator: "-").joined(separator: "\\-")))
    }
    for line in page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(
        [".TH", ".SH", ".SS", ".TP", ".PP", ".B "].contains { line.hasPrefix($0) }, "\(line)")
    }
  }

  struct Typed: Sendable, CustomTestStringConvertible {
    let line: String
    let offered: String
    var testDescription: String { line }
  }

  /// Each line is typed up to its end; the last word is the one to complete.
  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash")),
    arguments: [
      Typed(line: "throughline bu", offered: "build"),
      Typed(line: "throughline build --base", offered: "--base-url --baseURL"),
      Typed(line: "throughline check --format s", offered: "sarif"),
      Typed(line: "throughline list ru", offered: "rules"),
      Typed(line: "throughline -s . new ma", offered: "manifold"),
      Typed(line: "throughline help cl", offered: "clean"),
    ])
  func `bash completes verbs, options and choices`(_ row: Typed) throws {
    let words = row.line.split(separator: " ")
    let script =
      try Completions.text(for: "bash").orThrow + """

        COMP_WORDS=(\(words.joined(separator: " ")))
        COMP_CWORD=\(words.count - 1)
        _throughline
        echo "${COMPREPLY[@]}"
        """
    let output = try shell(script)
    #expect(output == row.offered + "\n")
  }

  private func shell(_ script: String) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["--norc", "-c", script]
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }
}

extension Optional {
  struct Absent: Error {}
  var orThrow: Wrapped {
    get throws {
      guard let self else { throw Absent() }
      return self
    }
  }
}
