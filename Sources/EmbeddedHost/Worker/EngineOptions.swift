public import History
import Glibc
public import Orchestration

/// How one process takes part in the work of a database.
public struct EngineOptions: Sendable {
  /// The database; made when it is not there.
  public var path: String
  /// Runs of one name never meet those of another.
  public var namespace = "default"
  /// Queues that it works on; with none it only writes.
  public var taskQueues: [String] = []
  /// Turns at a time.
  public var turns = 64
  /// Activities at a time.
  public var activities = 10
  /// Told apart in histories and from other processes.
  public var identity: String
  /// How long it may be silent before its work is given to others.
  public var lease = TimeSpan(nanoseconds: 10_000_000_000)
  /// Runs that ended longer ago are forgotten; `nil` keeps all.
  public var retention: TimeSpan?
  /// Sizes at which a run is told, or made, to end.
  public var limits = Service.Limits()
  /// How values are kept: code and clients see them plain, the database as this makes them.
  public var codec: any PayloadCodec = PlainPayloads()
  /// Told right before and right after every commit.
  public var onCommit: (@Sendable (CommitPoint) -> Void)?

  /// Options for a database; the identity is that of this process.
  public init(path: String) {
    self.path = path
    let random = UInt32.random(in: 0...UInt32.max)
    identity = "\(getpid())@\(Self.host)-\(String(random, radix: 16))"
  }

  private static var host: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
