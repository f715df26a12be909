import Foundation
import SourceText
import System
import TestSupport
import Testing

/// The malicious project folder, made anew by its own script.
@Suite(.enabled(if: Inputs.isNamed(Inputs.hostile)), .serialized)
struct HostileTreeTests {
  private func withHostileProject(_ body: (String) throws -> Void) throws {
    let script = "\(try #require(Inputs.hostile))/fs/setup.sh"
    try withTemporaryFolder { folder in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = [script, "\(folder)/project"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
      try body("\(folder)/project")
    }
  }

  @Test func `every object gives what is written down for it`() throws {
    try withHostileProject { root in
      var options = TreeOptions()
      options.leftOut = ["public"]
      let tree = try ProjectTree(root: root, options: options)
      let listing = tree.listing()
      let found = Set(listing.diagnostics.map { "\($0.rule.id) \($0.range.path)" })
      #expect(
        found.subtracting(Self.expected).isEmpty, "\(found.subtracting(Self.expected).sorted())")
      #expect(
        Self.expected.subtracting(found).isEmpty, "\(Self.expected.subtracting(found).sorted())")
      let files = Set(listing.files.map(\.path))
      for path in [
        "content/index.md", "content/-rf.md", "content/a?b#c%20d.md",
        "content/<img src=x onerror=alert(1)>.md", "content/hardlink.md",
      ] {
        #expect(files.contains(path), "\(path)")
      }
      #expect(listing.skipped.contains(SkippedPath(path: "content/.hidden", reason: .dotFolder)))
      #expect(listing.skipped.contains(SkippedPath(path: "content/self-dir", reason: .linkInside)))
    }
  }

  @Test func `no file that is listed or linked gives bytes from outside`() throws {
    try withHostileProject { root in
      let tree = try ProjectTree(root: root)
      let listing = tree.listing()
      let paths = listing.files.map(\.path) + listing.skipped.map(\.path)
      for path in paths where path.hasPrefix("content/") {
        guard case .success(let file) = tree.read(path, limit: 1 << 20) else { continue }
        #expect(!file.displayText.contains("root:x:0:0") && !file.displayText.contains("secret"))
      }
      #expect(listing.files.count > 5)
    }
  }

  private static let expected: Set<String> = [
    "link-leaves-folder content/link-file-out.md", "link-leaves-folder content/link-dir-out",
    "link-leaves-folder content/link-abs.md", "link-leaves-folder content/parent-dir",
    "link-leaves-folder content/zero.md", "link-leaves-folder content/environ.md",
    "link-leaves-folder content/tty.md",
    "link-loop content/loop-a", "link-loop content/loop-b", "dangling-symlink content/dangling.md",
    "not-a-regular-file content/fifo.md", "not-a-regular-file content/sock.md",
    "file-name-encoding content/caf\\xe9.md",
    "file-name-control-character content/new\\u{a}line.md",
    "file-name-collision content/case.md", "file-name-collision content/café.md",
    "file-too-large content/sparse-2g.md",
    "folder-too-deep content/deep"
      + (1...61).map { "/d\($0)" }.joined() + "/d62",
  ]
}
