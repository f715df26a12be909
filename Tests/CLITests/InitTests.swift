import Foundation
import TestSupport
import Testing

@testable import CLI

@Suite struct InitTests {
  @Test func `init writes a project that list and config can read`() throws {
    try withTemporaryFolder { folder in
      let result = run(["init", folder])
      #expect(result.code == .clean)
      #expect(result.output.split(separator: "\n").count == StarterFiles.all.count + 1)
      #expect(run(["config", "-s", folder]).code == .clean)
      let inputs = run(["list", "inputs", "-s", folder]).output
      #expect(inputs.contains("content/manifolds/file-upload.yaml\tmanifolds\n"))
      #expect(inputs.contains("content/site.yaml\t-\tthe configuration\n"))
      #expect(inputs.contains("content/index.md\tpages\n"))
    }
  }

  @Test func `init keeps what is there and says so`() throws {
    try withTemporaryFolder { folder in
      try write("title: mine\n", to: "\(folder)/content/site.yaml")
      try write("build/\n/public", to: "\(folder)/.gitignore")
      let result = run(["init", folder])
      #expect(result.error.contains("kept \(folder)/content/site.yaml, which is already there"))
      try #expect(text("\(folder)/content/site.yaml") == "title: mine\n")
      try #expect(text("\(folder)/.gitignore") == "build/\n/public\n/.throughline/\n")
      #expect(run(["init", folder]).output == "")
      try #expect(text("\(folder)/.gitignore") == "build/\n/public\n/.throughline/\n")
    }
  }

  @Test func `init without writing only says what it would do`() throws {
    try withTemporaryFolder { folder in
      let result = run(["init", "-n", folder])
      #expect(result.output.hasPrefix("would write \(folder)/content/site.yaml\n"))
      try #expect(FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test func `init does not write through a link`() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: "\(folder)/elsewhere", withIntermediateDirectories: true)
      try FileManager.default.createDirectory(
        atPath: "\(folder)/project", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/project/content", withDestinationPath: "../elsewhere")
      let result = run(["init", "\(folder)/project"])
      #expect(result.code == .failure)
      #expect(result.error.contains("it lies behind the link content"))
      try #expect(FileManager.default.contentsOfDirectory(atPath: "\(folder)/elsewhere").isEmpty)
    }
  }

  @Test func `new pages are drafts and never replace a page`() throws {
    try withTemporaryFolder { folder in
      let first = run(["new", "page", "guide/retry-budget", "-s", folder])
      #expect(first.output == "wrote \(folder)/content/guide/retry-budget.md\n")
      let drafts = run(["list", "drafts", "-s", folder]).output
      #expect(drafts == "content/guide/retry-budget.md\tdraft\tRetry budget\n")
      let second = run(["new", "page", "content/guide/retry-budget.md", "-s", folder])
      #expect(second.code == .findings)
      #expect(second.error == "\(folder)/content/guide/retry-budget.md is already there\n")
    }
  }

  @Test(arguments: ["../x", "/x", "a//b", "A", "a b", "-a", "", "a/../b", "a/.b", "content/"])
  func `a name that would not make a good address is refused`(_ name: String) throws {
    try withTemporaryFolder { folder in
      #expect(run(["new", "page", name, "-s", folder]).code == .usage)
      try #expect(FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test func `rule pages are written, found equal, and found stale`() throws {
    try withTemporaryFolder { folder in
      let place = ["list", "rules", "-s", folder]
      #expect(run(place + ["--check"]).code == .findings)
      #expect(run(place + ["--write", "content/rules"]).code == .clean)
      #expect(run(place + ["--check"]).code == .clean)
      #expect(run(place + ["--write", "content/rules"]).output == "")
      try write("old\n", to: "\(folder)/content/rules/config-type.md")
      try write("gone\n", to: "\(folder)/content/rules/no-such-rule.md")
      let check = run(place + ["--check"])
      #expect(check.code == .findings)
      #expect(check.error.contains("config-type.md differs from its rule"))
      #expect(check.error.contains("no-such-rule.md belongs to no rule"))
      try #expect(text("\(folder)/content/rules/config-type.md") == "old\n")
    }
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }
}
