/// Where some bytes lie in a store.
public struct ContentLocation: Hashable, Sendable {
  /// Position of the first byte in the store's file, from 0.
  public var offset: UInt64
  /// Number of bytes; a content is below 4 GiB.
  public var length: UInt32

  /// A place that a store has given out or has recorded.
  public init(offset: UInt64, length: UInt32) {
    self.offset = offset
    self.length = length
  }
}

/// Bytes kept under a fingerprint, across builds: rendered Markdown lives here instead of in memory.
///
/// `System` keeps one on disk, tests keep one in memory. All calls may come from any thread.
public protocol ContentStore: Sendable {
  /// Where the bytes of `key` lie; `nil` when they are not there.
  func location(of key: Fingerprint) -> ContentLocation?
  /// The bytes at a location that this store has given out.
  func read(_ location: ContentLocation) throws -> [UInt8]
  /// Keeps `bytes` under `key`, replacing nothing: equal keys promise equal bytes.
  @discardableResult
  func add(_ key: Fingerprint, _ bytes: [UInt8]) throws -> ContentLocation
}
