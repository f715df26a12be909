import Dispatch
import Foundation
import TestSupport
import Testing

@testable import System

@Suite struct WatchTests {
  struct Case: CustomTestStringConvertible {
    var says: String
    var change: @Sendable (String) throws -> Void
    var paths: [String]
    var isComplete = true
    var testDescription: String { says }
  }

  static let cases: [Case] = [
    Case(
      says: "a file is written", change: { try "b".write(toFile: "\($0)/content/a.md") },
      paths: ["content/a.md"]),
    Case(
      says: "a file is put in the place of another",
      change: {
        try "b".write(toFile: "\($0)/content/next.md")
        #expect(rename("\($0)/content/next.md", "\($0)/content/a.md") == 0)
      }, paths: ["content/a.md", "content/next.md"]),
    Case(
      says: "a file is removed", change: { #expect(unlink("\($0)/content/a.md") == 0) },
      paths: ["content/a.md"]),
    Case(
      says: "a file is made unreadable", change: { #expect(chmod("\($0)/content/a.md", 0) == 0) },
      paths: ["content/a.md"]),
    Case(
      says: "folders come with files in them",
      change: { try TestSupport.write("x", to: "\($0)/content/new/deep/b.md") },
      paths: ["content/new", "content/new/deep", "content/new/deep/b.md"]),
    Case(
      says: "a folder is moved in",
      change: { #expect(rename("\($0)/.aside", "\($0)/content/in") == 0) },
      paths: ["content/in", "content/in/old.md"]),
    Case(
      says: "a folder is moved out",
      change: { #expect(rename("\($0)/content/sub", "\($0)/.away") == 0) }, paths: ["content/sub"]),
    Case(
      says: "a folder is removed",
      change: { try FileManager.default.removeItem(atPath: "\($0)/content/sub") },
      paths: ["content/sub", "content/sub/b.md"]),
    Case(
      says: "the ignore file changes",
      change: { try "other/\n".write(toFile: "\($0)/.gitignore") }, paths: [".gitignore"],
      isComplete: false),
  ]

  @Test(arguments: cases)
  func `a change is told once under its path`(_ example: Case) throws {
    try withWatchedProject { root, watcher in
      try example.change(root)
      #expect(
        changes(watcher) == TreeChanges(paths: example.paths, isComplete: example.isComplete))
    }
  }

  @Test(arguments: [
    "public/index.html", ".git/HEAD", "node_modules/x.js", ".build/x", "ignored/x.md",
    "content/draft.tmp", ".aside/y", "content/.a.md.swp", "content/a.md~", "content/4913",
  ])
  func `what no walk lists is not told`(_ path: String) throws {
    try withWatchedProject { root, watcher in
      try "x".write(toFile: "\(root)/\(path)")
      try "x".write(toFile: "\(root)/content/last.md")
      #expect(changes(watcher) == TreeChanges(paths: ["content/last.md"]))
    }
  }

  @Test func `a folder that was moved tells of its files under the new path`() throws {
    try withWatchedProject { root, watcher in
      #expect(rename("\(root)/content/sub", "\(root)/content/sub2") == 0)
      _ = changes(watcher)
      try "x".write(toFile: "\(root)/content/sub2/b.md")
      #expect(changes(watcher) == TreeChanges(paths: ["content/sub2/b.md"]))
    }
  }

  @Test func `a folder that comes later is watched too`() throws {
    try withWatchedProject { root, watcher in
      try TestSupport.write("x", to: "\(root)/content/new/b.md")
      _ = changes(watcher)
      try "y".write(toFile: "\(root)/content/new/b.md")
      #expect(changes(watcher) == TreeChanges(paths: ["content/new/b.md"]))
      #expect(watcher.unwatchedFolders == [])
    }
  }

  @Test func `more events than the queue holds are told as anything may have changed`() throws {
    let limit = Int(
      try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        .trimmingCharacters(in: .whitespacesAndNewlines))
    try #require(limit != nil)
    try withWatchedProject { root, watcher in
      let (first, second) = ("\(root)/content/a.md", "\(root)/content/sub/b.md")
      // Equal neighbours in the queue are merged, so two files take turns.
      for _ in 0...(limit ?? 0) / 2 {
        chmod(first, 0o644)
        chmod(second, 0o644)
      }
      #expect(changes(watcher)?.isComplete == false)
      try "x".write(toFile: first)
      #expect(changes(watcher) == TreeChanges(paths: ["content/a.md"]))
    }
  }

  @Test func `stopping ends the wait for good`() throws {
    try withWatchedProject { _, watcher in
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20)) { watcher.stop() }
      #expect(watcher.next() == nil)
      #expect(watcher.next() == nil)
    }
  }

  @Test func `a folder that is not there cannot be watched`() {
    #expect(throws: SystemError.self) { try FileWatcher(ProjectTree(root: "/nonexistent/folder")) }
  }
}

/// The next changes; `nil` rather than a test that never ends when none are told.
private func changes(_ watcher: FileWatcher) -> TreeChanges? {
  let watchdog = DispatchWorkItem { watcher.stop() }
  DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(20), execute: watchdog)
  defer { watchdog.cancel() }
  return watcher.next()
}

private func withWatchedProject(_ body: (String, FileWatcher) throws -> Void) throws {
  try withTemporaryFolder { root in
    for path in [
      "content/a.md", "content/sub/b.md", ".aside/old.md", "public/index.html", ".git/HEAD",
      "node_modules/x.js", ".build/x", "ignored/x.md",
    ] {
      try TestSupport.write("a", to: "\(root)/\(path)")
    }
    try "ignored/\n*.tmp\n".write(toFile: "\(root)/.gitignore")
    var options = TreeOptions()
    options.leftOut = ["public"]
    try body(root, FileWatcher(ProjectTree(root: root, options: options)))
  }
}

extension String {
  /// In place, as many editors do, and not by putting a new file in place of the old one.
  fileprivate func write(toFile path: String) throws {
    try write(toFile: path, atomically: false, encoding: .utf8)
  }
}
