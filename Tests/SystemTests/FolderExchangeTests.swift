import Foundation
import SourceText
import System
import TestSupport
import Testing

@Suite struct `A folder that is exchanged as a whole` {
  private func file(_ path: String, _ text: String) -> SourceFile {
    SourceFile(path: path, text: text)
  }

  private func inode(_ path: String) throws -> UInt64? {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.systemFileNumber] as? NSNumber)?.uint64Value
  }

  @Test func `what is not there yet is made with the folders around it`() throws {
    try withTemporaryFolder { root in
      let folder = FolderExchange(path: "\(root)/a/b/out")
      #expect(try folder.contents(leavingOut: []) == nil)
      try folder.exchange(for: [file("x/y.txt", "1"), file("z.txt", "2")])
      let paths = try #require(try folder.contents(leavingOut: [])).map(\.path)
      #expect(paths == ["x/y.txt", "z.txt"])
      #expect(folder.bytes(of: "x/y.txt") == Array("1".utf8))
      #expect(folder.bytes(of: "x") == nil)
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/a/b") == ["out"])
    }
  }

  @Test func `files that stay the same keep their place, and others go`() throws {
    try withTemporaryFolder { root in
      let folder = FolderExchange(path: "\(root)/out")
      try folder.exchange(for: [file("same.txt", "1"), file("gone.txt", "2"), file("c.txt", "3")])
      let number = try inode("\(root)/out/same.txt")
      try folder.exchange(for: [file("same.txt", "1"), file("c.txt", "4")])
      #expect(try inode("\(root)/out/same.txt") == number)
      #expect(try folder.contents(leavingOut: [])?.map(\.path) == ["c.txt", "same.txt"])
      #expect(folder.bytes(of: "c.txt") == Array("4".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["out"])
    }
  }

  @Test func `links are seen and never followed`() throws {
    try withTemporaryFolder { root in
      try write("secret", to: "\(root)/elsewhere/x.txt")
      try write("1", to: "\(root)/out/a.txt")
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/out/link", withDestinationPath: "../elsewhere")
      let folder = FolderExchange(path: "\(root)/out")
      let contents = try #require(try folder.contents(leavingOut: []))
      #expect(contents.map(\.path) == ["a.txt", "link"])
      #expect(contents.map(\.isFile) == [true, false])
      #expect(folder.bytes(of: "link/x.txt") == nil)
      try folder.exchange(for: [file("link/x.txt", "2")])
      #expect(try String(contentsOfFile: "\(root)/elsewhere/x.txt", encoding: .utf8) == "secret")
    }
  }

  @Test func `a file in its place is an error`() throws {
    try withTemporaryFolder { root in
      try write("1", to: "\(root)/out")
      #expect(throws: SystemError.self) {
        _ = try FolderExchange(path: "\(root)/out").contents(leavingOut: [])
      }
    }
  }

  @Test func `caches are not looked into`() throws {
    try withTemporaryFolder { root in
      try write("1", to: "\(root)/out/__pycache__/a.pyc")
      let folder = FolderExchange(path: "\(root)/out")
      #expect(try folder.contents(leavingOut: ["__pycache__"]) == [])
    }
  }
}
