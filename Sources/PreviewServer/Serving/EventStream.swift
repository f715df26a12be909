import Synchronization

/// One open stream of events: bytes wait in it until its connection takes them.
final class EventStream: Sendable {
  private struct State {
    var pending: [UInt8]
    /// The connection sleeps and must be woken.
    var isAsleep = false
    var isEnded = false
  }

  /// What a connection that wants bytes gets.
  enum Portion: Equatable {
    case bytes([UInt8])
    case sleeping
    case end
  }

  private let state: Mutex<State>
  private let wake: @Sendable () -> Void
  private let hasLeft: @Sendable () -> Bool

  /// `wake` wakes the connection and is called only between its `sleep` and its next `take`;
  /// `hasLeft` tells whether the client has closed its side.
  init(
    _ greeting: [UInt8], wake: @escaping @Sendable () -> Void,
    hasLeft: @escaping @Sendable () -> Bool
  ) {
    state = Mutex(State(pending: greeting))
    self.wake = wake
    self.hasLeft = hasLeft
  }

  /// At most `count` of the bytes that wait; with none, `sleep` puts the connection to sleep.
  ///
  /// Both happen under one lock: bytes sent in between would otherwise wake nobody.
  func take(_ count: Int, sleep: () -> Void) -> Portion {
    state.withLock { state in
      state.isAsleep = false
      if !state.pending.isEmpty {
        let portion = Array(state.pending.prefix(count))
        state.pending.removeFirst(portion.count)
        return .bytes(portion)
      }
      if state.isEnded { return .end }
      state.isAsleep = true
      sleep()
      return .sleeping
    }
  }

  func send(_ bytes: [UInt8]) { change { $0.pending += bytes } }

  func end() { change { $0.isEnded = true } }

  /// A sleeping connection does not notice that its client is gone; somebody must look.
  var isAbandoned: Bool { state.withLock { $0.isAsleep && hasLeft() } }

  private func change(_ body: (inout State) -> Void) {
    state.withLock { state in
      body(&state)
      guard state.isAsleep else { return }
      state.isAsleep = false
      wake()
    }
  }
}
