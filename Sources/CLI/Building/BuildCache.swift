import SourceText
import Synchronization
import System

/// What a build keeps for the next one.
final class BuildCache: Sendable {
  let store: any ContentStore = MemoryStore()
  func fingerprint(of file: TreeFile) -> Fingerprint? { nil }
  func note(_ file: TreeFile, _ fingerprint: Fingerprint) {}
}

/// Keeps contents in memory: for builds without a cache.
final class MemoryStore: ContentStore {
  private struct Contents {
    var bytes: [[UInt8]] = []
    var index: [Fingerprint: ContentLocation] = [:]
  }
  private let contents = Mutex(Contents())

  func location(of key: Fingerprint) -> ContentLocation? { contents.withLock { $0.index[key] } }

  func read(_ location: ContentLocation) throws -> [UInt8] {
    contents.withLock { $0.bytes[Int(location.offset)] }
  }

  func add(_ key: Fingerprint, _ bytes: [UInt8]) throws -> ContentLocation {
    contents.withLock { contents in
      if let known = contents.index[key] { return known }
      let location = ContentLocation(
        offset: UInt64(contents.bytes.count), length: UInt32(bytes.count))
      contents.bytes.append(bytes)
      contents.index[key] = location
      return location
    }
  }
}
