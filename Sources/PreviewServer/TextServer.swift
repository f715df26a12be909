import Synchronization

/// One text at one address, made anew for each request, for programs on this machine.
///
/// Answers on a thread of its own; every method may be called from any thread.
public final class TextServer: Sendable {
  /// The port listened on, on 127.0.0.1 and, where the machine has it, on ::1.
  public let port: UInt16
  private let daemons: Mutex<[HTTPDaemon]>

  /// Starts to serve.
  ///
  /// - Parameters:
  ///   - path: the address, without its slash: `metrics`.
  ///   - type: the type of the content.
  ///   - port: 0 for any that is free.
  ///   - limits: what clients may use.
  ///   - text: called for each request, on the server's thread.
  /// - Throws: when the port is taken, or the system refuses.
  public init(
    path: String, type: String, port: UInt16, limits: ServerLimits = ServerLimits(),
    text: @escaping @Sendable () -> String
  ) throws(ServerError) {
    let sockets = try LoopbackSocket.pair(port: port)
    self.port = sockets.first?.port ?? port
    let streams = EventStreams(firstBuild: 0, limit: 0)
    var daemons: [HTTPDaemon] = []
    for socket in sockets {
      daemons.append(
        try HTTPDaemon(socket, limits: limits, streams: streams) { request in
          Self.answer(request, path, type, limits, text)
        })
    }
    self.daemons = Mutex(daemons)
  }

  deinit { stop() }

  private static func answer(
    _ request: Request, _ path: String, _ type: String, _ limits: ServerLimits,
    _ text: @Sendable () -> String
  ) -> Answer {
    do throws(Refusal) {
      try request.check(limits)
      guard request.target.elementsEqual("/\(path)".utf8) else { throw .notFound }
      return Answer(status: 200, type: type, body: .bytes(Array(text().utf8)))
    } catch {
      let sentence = Array("\(error.title)\n".utf8)
      let ending = error.endsConnection ? [(name: "Connection", value: "close")] : []
      return Answer(
        status: error.rawValue, type: "text/plain; charset=utf-8", body: .bytes(sentence),
        headers: ending)
    }
  }

  /// Closes all connections; the port is free when this returns. A second call does nothing.
  public func stop() {
    let running = daemons.withLock { daemons in
      defer { daemons = [] }
      return daemons
    }
    for daemon in running { daemon.stop() }
  }
}
