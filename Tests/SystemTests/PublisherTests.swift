import Glibc
import Foundation
import SourceText
import Synchronization
import System
import TestSupport
import Testing

/// A plan whose entries are their path's text.
func plan(_ files: [String: String]) -> OutputPlan {
  OutputPlan(files.map { OutputEntry(path: $0, bytes: Array($1.utf8), source: "content/\($0)") })
}

/// Everything below a folder but the manifest: path and text, `-> target` for links.
func contents(of folder: String) throws -> [String: String] {
  var found: [String: String] = [:]
  for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
    let full = "\(folder)/\(path)"
    var status = stat()
    guard lstat(full, &status) == 0, path != ".throughline-manifest" else { continue }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      found[path] = String(decoding: try Data(contentsOf: URL(filePath: full)), as: UTF8.self)
    case S_IFLNK:
      found[path] = "-> " + (try FileManager.default.destinationOfSymbolicLink(atPath: full))
    default: break
    }
  }
  return found
}

/// The two ways to publish: a whole generation, or file by file beside something unmovable.
enum Way: String, Sendable, CaseIterable, CustomTestStringConvertible {
  case exchange, inPlace
  var testDescription: String { rawValue }

  /// What makes the way necessary.
  func prepare(_ folder: String) throws -> [String: String] {
    guard self == .inPlace else { return [:] }
    try write("ref", to: "\(folder)/public/.git/HEAD")
    return [".git/HEAD": "ref"]
  }
}

@Suite struct PublisherTests {
  private func publisher(_ folder: String) -> Publisher {
    var publisher = Publisher(
      destination: "\(folder)/public", workspace: "\(folder)/.throughline")
    publisher.isDurable = false
    publisher.workers = Workers(2)
    return publisher
  }

  @Test(arguments: Way.allCases)
  func `a plan is published, changed and taken back`(_ way: Way) throws {
    try withTemporaryFolder { folder in
      let user = try way.prepare(folder)
      let publisher = publisher(folder)
      let first = ["index.html": "1", "a/b/c.html": "2", "a/d.html": "3"]
      let added = try publisher.publish(plan(first))
      #expect(added.added == ["a/b/c.html", "a/d.html", "index.html"])
      #expect(added.bytesWritten == 3 && added.rendered == 3)
      #expect(try contents(of: publisher.destination) == first.merging(user) { $1 })

      let second = ["index.html": "1", "a/d.html": "three", "z.html": "4"]
      for _ in 0..<2 {
        let outcome = try publisher.publish(plan(second))
        guard !outcome.isUnchanged else { continue }
        #expect(outcome.added == ["z.html"] && outcome.changed == ["a/d.html"])
        #expect(outcome.removed == ["a/b/c.html"] && outcome.unchanged == 1)
        #expect(outcome.rendered == 2)
      }
      #expect(try contents(of: publisher.destination) == second.merging(user) { $1 })

      // The third build meets the generation before last again.
      let third = ["index.html": "1", "a/b/c.html": "2", "a/d.html": "3"]
      _ = try publisher.publish(plan(third))
      #expect(try contents(of: publisher.destination) == third.merging(user) { $1 })

      #expect(try publisher.clean() == ["a/b/c.html", "a/d.html", "index.html"])
      #expect(FileManager.default.fileExists(atPath: publisher.destination) == (way == .inPlace))
      if way == .inPlace { #expect(try contents(of: publisher.destination) == user) }
    }
  }

  @Test(arguments: Way.allCases)
  func `nothing is rendered or written when nothing changed`(_ way: Way) throws {
    try withTemporaryFolder { folder in
      _ = try way.prepare(folder)
      let publisher = publisher(folder)
      let renderings = Mutex(0)
      let entry = OutputEntry(path: "a/x.html", fingerprint: Fingerprint(of: [1])) {
        renderings.withLock { $0 += 1 }
        $0.append("text")
      }
      let first = try publisher.publish(OutputPlan([entry]))
      let before = try stamps(publisher.destination)
      let second = try publisher.publish(OutputPlan([entry]))
      #expect(second.isUnchanged && second.rendered == 0 && second.buildID == first.buildID)
      #expect(renderings.withLock { $0 } == 1)
      #expect(try stamps(publisher.destination) == before)
    }
  }

  @Test(arguments: Way.allCases)
  func `the same bytes are not written again when the stamps are lost`(_ way: Way) throws {
    try withTemporaryFolder { folder in
      _ = try way.prepare(folder)
      let publisher = publisher(folder)
      _ = try publisher.publish(plan(["a/x": "1", "y": "2"]))
      let before = try stamps(publisher.destination)
      try FileManager.default.removeItem(atPath: publisher.workspace)
      let outcome = try publisher.publish(plan(["a/x": "1", "y": "2"]))
      #expect(outcome.isUnchanged && outcome.rendered == 2)
      #expect(try stamps(publisher.destination) == before)
    }
  }

  @Test(arguments: Way.allCases)
  func `a page that somebody has edited or removed is put right`(_ way: Way) throws {
    try withTemporaryFolder { folder in
      let user = try way.prepare(folder)
      let publisher = publisher(folder)
      let files = ["a": "1", "b": "2", "c": "3"]
      _ = try publisher.publish(plan(files))
      try write("edited", to: "\(publisher.destination)/a")
      unlink("\(publisher.destination)/b")
      let outcome = try publisher.publish(plan(files))
      #expect(outcome.changed == ["a", "b"] && outcome.rendered == 2)
      #expect(try contents(of: publisher.destination) == files.merging(user) { $1 })
    }
  }

  @Test(arguments: Way.allCases)
  func `nothing is published when a page cannot be rendered`(_ way: Way) throws {
    struct Broken: Error {}
    try withTemporaryFolder { folder in
      let user = try way.prepare(folder)
      let publisher = publisher(folder)
      _ = try publisher.publish(plan(["a": "1"]))
      let broken = OutputEntry(path: "b", fingerprint: Fingerprint(of: [])) { _ in throw Broken() }
      let changed = OutputEntry(path: "a", bytes: Array("2".utf8))
      #expect(throws: PublishError.self) {
        try publisher.publish(OutputPlan([changed, broken]))
      }
      #expect(try contents(of: publisher.destination) == ["a": "1"].merging(user) { $1 })
    }
  }

  @Test func `the user's files go along`() throws {
    try withTemporaryFolder { folder in
      let publisher = publisher(folder)
      for name in ["CNAME", ".nojekyll", ".gitkeep"] {
        try write(name, to: "\(publisher.destination)/\(name)")
      }
      _ = try publisher.publish(plan(["a/x": "1"]))
      try write("note", to: "\(publisher.destination)/a/note.txt")
      for round in 2..<5 {
        _ = try publisher.publish(plan(["a/x": "\(round)"]))
        #expect(
          try contents(of: publisher.destination) == [
            "CNAME": "CNAME", ".nojekyll": ".nojekyll", ".gitkeep": ".gitkeep",
            "a/note.txt": "note", "a/x": "\(round)",
          ])
      }
      unlink("\(publisher.destination)/a/note.txt")
      _ = try publisher.publish(plan(["a/x": "last"]))
      #expect(try contents(of: publisher.destination)["a/note.txt"] == nil)
      _ = try publisher.clean()
      #expect(
        try contents(of: publisher.destination).keys.sorted() == [
          ".gitkeep", ".nojekyll", "CNAME",
        ])
    }
  }

  private func stamps(_ folder: String) throws -> [String: [Int]] {
    var found: [String: [Int]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) + ["."] {
      var status = stat()
      lstat("\(folder)/\(path)", &status)
      found[path] = [Int(status.st_ino), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }
    return found
  }
}
