/// What one client, or all together, may use of a server.
public struct ServerLimits: Hashable, Sendable {
  /// Bytes of request line and headers.
  public var headerBytes = 8 << 10
  /// Seconds without a byte after which a connection is closed.
  public var idleSeconds: UInt32 = 3
  /// Connections open at once on each address; more wait until one is closed.
  public var connections: UInt32 = 512
  /// Streams of events open at once, fewer than connections so that pages can still be loaded.
  public var eventStreams = 32
  /// Bytes of the largest file that is served.
  public var fileBytes = 64 << 20

  /// The limits for one developer's browser.
  public init() {}
}
