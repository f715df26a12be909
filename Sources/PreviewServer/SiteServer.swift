import Synchronization
import System

/// A published folder served to browsers on this machine until `stop` or the end of this value.
///
/// Answers on threads of its own; every method may be called from any thread.
public final class SiteServer: Sendable {
  /// The port listened on, on 127.0.0.1 and, where the machine has it, on ::1.
  public let port: UInt16
  private let streams: EventStreams
  private let daemons: Mutex<[HTTPDaemon]>

  /// Starts to serve; the folder may come into being later, and may be replaced at any time.
  ///
  /// - Parameters:
  ///   - folder: path of the published folder, looked up anew for each request.
  ///   - port: 0 for any that is free.
  ///   - limits: what clients may use.
  /// - Throws: when the port is taken, or the system refuses.
  public init(folder: String, port: UInt16, limits: ServerLimits = ServerLimits())
    throws(ServerError)
  {
    let streams = EventStreams(
      firstBuild: MonotonicClock.nanoseconds / 1_000, limit: limits.eventStreams)
    let responder = Responder(folder: folder, limits: limits)
    let sockets = try LoopbackSocket.pair(port: port)
    self.port = sockets.first?.port ?? port
    self.streams = streams
    var daemons: [HTTPDaemon] = []
    for socket in sockets {
      daemons.append(
        try HTTPDaemon(socket, limits: limits, streams: streams) {
          responder.answer(to: $0, build: streams.build)
        })
    }
    self.daemons = Mutex(daemons)
  }

  deinit { stop() }

  /// Where a browser finds the site.
  public var url: String { "http://localhost:\(port)/" }

  /// Makes every open page load itself again; to be called after a build.
  public func reload() { streams.announceBuild() }

  /// Closes all connections; the port is free when this returns. A second call does nothing.
  public func stop() {
    streams.close()
    let running = daemons.withLock { daemons in
      defer { daemons = [] }
      return daemons
    }
    for daemon in running { daemon.stop() }
  }
}
