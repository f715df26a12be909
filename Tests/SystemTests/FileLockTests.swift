import Foundation
import Glibc
import TestSupport
import Testing

@testable import System

@Suite struct FileLockTests {
  /// Descriptors of this process that are open on a file.
  private func descriptors(on path: String) throws -> [Int32] {
    let files = FileManager.default
    return try files.contentsOfDirectory(atPath: "/proc/self/fd").compactMap(Int32.init).filter {
      (try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
    }
  }

  @Test func `a lock is held once, and again after it ended`() throws {
    try withTemporaryFolder { path in
      let folder = try Folder(path)
      do {
        let lock = try #require(try FileLock("lock", in: folder))
        #expect(try FileLock("lock", in: folder) == nil)
        #expect(FileLock.holder("lock", in: folder) == Int(getpid()))
        withExtendedLifetime(lock) {}
      }
      #expect(try FileLock("lock", in: folder) != nil)
    }
  }

  /// As in a child between its start and its program.
  @Test func `a lock ends with its value although somebody has a copy of the descriptor`() throws {
    try withTemporaryFolder { path in
      let folder = try Folder(realPath(path) ?? path)
      var copies: [Int32] = []
      defer { for copy in copies { close(copy) } }
      do {
        let lock = try #require(try FileLock("lock", in: folder))
        copies = try descriptors(on: folder.joined("lock")).map { dup($0) }
        withExtendedLifetime(lock) {}
      }
      try #require(!copies.isEmpty)
      #expect(try FileLock("lock", in: folder) != nil)
    }
  }
}
