import Foundation
import TestSupport
import Testing

@testable import System

@Suite struct CacheFolderTests {
  @Test func `the oldest records of a kind go until the rest has room`() throws {
    try withTemporaryFolder { root in
      let cache = try #require(try CacheFolder.open("\(root)/cache"))
      for number in 1...6 {
        try cache.keep("side-\(number)", [UInt8](repeating: 1, count: 84))
        let date = Date(timeIntervalSince1970: TimeInterval(1_000 * number))
        try FileManager.default.setAttributes(
          [.modificationDate: date], ofItemAtPath: "\(root)/cache/side-\(number)")
      }
      try cache.keep("other", [1])
      let left = { (1...6).filter { cache.record("side-\($0)") != nil } }
      cache.prune("side-", count: 5, bytes: 10_000)
      #expect(left() == [2, 3, 4, 5, 6])
      // Each record has 100 bytes with its check.
      cache.prune("side-", count: 5, bytes: 350)
      #expect(left() == [4, 5, 6])
      #expect(cache.record("other") == [1])
    }
  }
}
