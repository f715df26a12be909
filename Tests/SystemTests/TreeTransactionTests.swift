import Foundation
import SourceText
import Synchronization
import TestSupport
import Testing

@testable import System

@Suite struct `Files that are changed all or not at all` {
  /// Paths with what is there: bytes, permissions, number of the file, time of its last change.
  private static func tree(_ root: String) throws -> [String: String] {
    var found: [String: String] = [:]
    let all = FileManager.default.enumerator(atPath: root)
    while let path = all?.nextObject() as? String {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(root)/\(path)")
      let isFile = attributes[.type] as? FileAttributeType == .typeRegular
      let bytes = isFile ? try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8) : "folder"
      let time = isFile ? "\(attributes[.modificationDate] ?? "")" : ""
      let number = isFile ? "\(attributes[.systemFileNumber] ?? "")" : ""
      found[path] = "\(bytes) \(attributes[.posixPermissions] ?? "") \(number) \(time)"
    }
    return found
  }

  private static func prepare(_ root: String) throws {
    try write("one\n", to: "\(root)/a/script.sh")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o750], ofItemAtPath: "\(root)/a/script.sh")
    try write("two\n", to: "\(root)/index.yaml")
    try write("stays\n", to: "\(root)/a/other.txt")
  }

  private static func changes() throws -> [TreeTransaction.Change] {
    try [
      ("index.yaml", "two\n", "two\nthree\n"), ("a/script.sh", "one\n", "# id\none\n"),
      ("a/new.txt", nil, "new"), ("b/c/deep.txt", nil, "deep"), ("b/also.txt", nil, ""),
    ].map { path, before, after in
      TreeTransaction.Change(
        path: try CleanPath(path), before: before.map { Array($0.utf8) }, after: Array(after.utf8))
    }
  }

  @Test func `all of it happens, permissions stay, and nothing else is left`() throws {
    try withTemporaryFolder { root in
      try Self.prepare(root)
      try TreeTransaction(root: root).apply(try Self.changes())
      let tree = try Self.tree(root)
      #expect(
        tree.keys.sorted() == [
          "a", "a/new.txt", "a/other.txt", "a/script.sh", "b", "b/also.txt", "b/c",
          "b/c/deep.txt", "index.yaml",
        ])
      #expect(tree["a/script.sh"]?.hasPrefix("# id\none\n \(0o750)") == true)
      #expect(tree["index.yaml"]?.hasPrefix("two\nthree\n") == true)
    }
  }

  @Test func `whichever step fails, the tree is the one that it was`() throws {
    var steps = 0
    for failing in 0..<100 {
      let isWhole = try withTemporaryFolder { root in
        try Self.prepare(root)
        let before = try Self.tree(root)
        let count = Mutex(0)
        let transaction = try TreeTransaction(root: root) { _ throws(SystemError) in
          let number = count.withLock { count in
            count += 1
            return count - 1
          }
          if number == failing { throw SystemError("write", "the disk", code: ENOSPC) }
        }
        do {
          try transaction.apply(try Self.changes())
          return true
        } catch {
          #expect("\(error)" == "cannot write the disk: no space left on device")
          #expect(try Self.tree(root) == before, "step \(failing)")
          return false
        }
      }
      steps = failing
      if isWhole { break }
    }
    // Five files are written and taken hold of, one list, five are placed, one end.
    #expect(steps == 17)
  }

  @Test(arguments: 0...5) func `a run that was killed is undone by the next`(_ placed: Int) throws {
    try withTemporaryFolder { root in
      try Self.prepare(root)
      let before = try Self.tree(root)
      let count = Mutex(0)
      let checkpoint = try Checkpoint(in: try Folder(root))
      try checkpoint.prepare(try Self.changes()) { _ throws(SystemError) in }
      // What a kill leaves behind: no going back, some files in place.
      try? checkpoint.place { _ throws(SystemError) in
        let number = count.withLock { count in
          count += 1
          return count
        }
        if number > placed { throw SystemError("be", "there", code: EINTR) }
      }
      #expect(try TreeTransaction(root: root).hasRecovered)
      #expect(try Self.tree(root) == before)
      #expect(try TreeTransaction(root: root).hasRecovered == false)
    }
  }

  @Test func `what was changed since is not overwritten`() throws {
    try withTemporaryFolder { root in
      try Self.prepare(root)
      try write("somebody was here\n", to: "\(root)/index.yaml")
      let before = try Self.tree(root)
      #expect(throws: TransactionError.changed("index.yaml")) {
        try TreeTransaction(root: root).apply(try Self.changes())
      }
      try write("mine\n", to: "\(root)/a/new.txt")
      #expect(throws: TransactionError.changed("index.yaml")) {
        try TreeTransaction(root: root).apply(try Self.changes())
      }
      try write("two\n", to: "\(root)/index.yaml")
      #expect(throws: TransactionError.taken("a/new.txt")) {
        try TreeTransaction(root: root).apply(try Self.changes())
      }
      #expect(try Self.tree(root).count == before.count + 1)
    }
  }

  /// Whoever runs this may be the superuser, whom no mode keeps from writing.
  @Test(arguments: [(0o444, false), (0o555, false), (0o400, false), (0o600, true), (0o464, true)])
  func `a file that nobody may write to is left alone`(_ mode: Int, _ isWritten: Bool) throws {
    try withTemporaryFolder { root in
      try Self.prepare(root)
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: "\(root)/a/script.sh")
      let before = try Self.tree(root)
      let transaction = try TreeTransaction(root: root)
      if isWritten {
        try transaction.apply(try Self.changes())
      } else {
        #expect(throws: TransactionError.readOnly("a/script.sh")) {
          try transaction.apply(try Self.changes())
        }
      }
      let after = try Self.tree(root)
      #expect(isWritten == (after != before))
      #expect(after["a/script.sh"]?.contains(" \(mode) ") == true)
    }
  }

  @Test func `no link leads out of the folder`() throws {
    try withTemporaryFolder { root in
      try write("secret", to: "\(root)/outside/x.txt")
      try write("two\n", to: "\(root)/in/index.yaml")
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/in/b", withDestinationPath: "../outside")
      let change = TreeTransaction.Change(
        path: try CleanPath("b/y.txt"), before: nil, after: [0x31])
      #expect(throws: TransactionError.self) {
        try TreeTransaction(root: "\(root)/in").apply([change])
      }
      #expect(try Self.tree("\(root)/outside").keys.sorted() == ["x.txt"])
    }
  }

  @Test func `two runs do not work on one folder`() throws {
    try withTemporaryFolder { root in
      try Self.prepare(root)
      let other = try TreeTransaction(root: root)
      #expect(throws: TransactionError.busy(root)) { try TreeTransaction(root: root) }
      try other.apply(try Self.changes())
    }
  }

  @Test func `a list that cannot be read is kept with the files that it may speak of`() throws {
    try withTemporaryFolder { root in
      try Self.prepare(root)
      try write("of a later version", to: "\(root)/.throughline/checkpoint/journal")
      try write("the only copy", to: "\(root)/.throughline/checkpoint/o0")
      #expect(throws: TransactionError.self) { try TreeTransaction(root: root) }
      #expect(try Self.tree(root)[".throughline/checkpoint/o0"] != nil)
    }
  }
}
