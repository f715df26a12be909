import Synchronization

/// The open streams of events, and the build that pages are of.
final class EventStreams: Sendable {
  private struct State {
    var build: UInt64
    var open: [EventStream] = []
    var isClosed = false
  }

  private let state: Mutex<State>
  private let limit: Int

  /// `firstBuild` is another number for each server, so that a page of an earlier one on the same
  /// port is known to be old.
  init(firstBuild: UInt64, limit: Int) {
    state = Mutex(State(build: firstBuild))
    self.limit = max(1, limit)
  }

  /// The build that the folder holds, as the reload script passes it back.
  var build: String { state.withLock { String($0.build) } }

  /// Opens a stream for a page of a build; a page that is not of the present one is told at once.
  ///
  /// Streams whose clients are gone are ended, and the oldest one when there are too many.
  func open(
    build: String?, wake: @escaping @Sendable () -> Void,
    hasLeft: @escaping @Sendable () -> Bool
  ) -> EventStream {
    state.withLock { state in
      let isOld = build.map { $0 != String(state.build) } ?? false
      let greeting = "retry: 2000\n\n" + (isOld ? Self.event(state.build) : "")
      let stream = EventStream(Array(greeting.utf8), wake: wake, hasLeft: hasLeft)
      if state.isClosed { stream.end() }
      for abandoned in state.open where abandoned.isAbandoned { abandoned.end() }
      state.open.append(stream)
      if state.open.count > limit { state.open.removeFirst().end() }
      return stream
    }
  }

  /// Forgets a stream whose connection is closed.
  func forget(_ stream: EventStream) {
    state.withLock { $0.open.removeAll { $0 === stream } }
  }

  /// Tells every page that there is a new build.
  func announceBuild() {
    state.withLock { state in
      state.build &+= 1
      for stream in state.open { stream.send(Array(Self.event(state.build).utf8)) }
    }
  }

  /// Ends all streams, and those that are still to be opened.
  func close() {
    state.withLock { state in
      state.isClosed = true
      for stream in state.open { stream.end() }
    }
  }

  private static func event(_ build: UInt64) -> String { "event: reload\ndata: \(build)\n\n" }
}
