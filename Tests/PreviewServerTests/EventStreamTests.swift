import Synchronization
import Testing

@testable import PreviewServer

@Suite struct EventStreamTests {
  /// A stand-in for a connection: whether it was woken, whether its client is gone.
  final class Connection: Sendable {
    let wakes = Mutex(0)
    let isGone = Mutex(false)

    func open(in streams: EventStreams, build: String? = nil) -> EventStream {
      streams.open(
        build: build, wake: { self.wakes.withLock { $0 += 1 } },
        hasLeft: { self.isGone.withLock { $0 } })
    }
  }

  private func taken(_ stream: EventStream, most: Int = 1_000) -> String? {
    var sleeps = 0
    switch stream.take(most, sleep: { sleeps += 1 }) {
    case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
    case .sleeping: return sleeps == 1 ? "" : "slept \(sleeps) times"
    case .end: return nil
    }
  }

  @Test func `a sleeping stream is woken once and told of the build`() {
    let streams = EventStreams(firstBuild: 7, limit: 4)
    let connection = Connection()
    let stream = connection.open(in: streams, build: "7")
    #expect(taken(stream) == "retry: 2000\n\n")
    #expect(taken(stream) == "")
    streams.announceBuild()
    streams.announceBuild()
    #expect(connection.wakes.withLock { $0 } == 1)
    #expect(taken(stream) == "event: reload\ndata: 8\n\nevent: reload\ndata: 9\n\n")
    #expect(streams.build == "9")
  }

  @Test func `a page of an earlier build is told at once`() {
    let streams = EventStreams(firstBuild: 7, limit: 4)
    #expect(
      taken(Connection().open(in: streams, build: "6"))
        == "retry: 2000\n\nevent: reload\ndata: 7\n\n")
    #expect(taken(Connection().open(in: streams)) == "retry: 2000\n\n")
  }

  @Test func `bytes are taken in portions`() {
    let stream = Connection().open(in: EventStreams(firstBuild: 7, limit: 4))
    #expect(taken(stream, most: 5) == "retry")
    #expect(taken(stream, most: 100) == ": 2000\n\n")
  }

  @Test func `the oldest stream is let go when there are too many`() {
    let streams = EventStreams(firstBuild: 7, limit: 2)
    let opened = (0..<3).map { _ in Connection().open(in: streams) }
    for stream in opened { #expect(taken(stream) == "retry: 2000\n\n") }
    #expect(opened.map { taken($0) } == [nil, "", ""])
  }

  @Test func `a stream whose client is gone is let go when another one comes`() {
    let streams = EventStreams(firstBuild: 7, limit: 9)
    let (gone, there) = (Connection(), Connection())
    let (first, second) = (gone.open(in: streams), there.open(in: streams))
    for stream in [first, second] { while taken(stream) != "" {} }
    gone.isGone.withLock { $0 = true }
    _ = Connection().open(in: streams)
    #expect(gone.wakes.withLock { $0 } == 1)
    #expect(there.wakes.withLock { $0 } == 0)
    #expect(taken(first) == nil)
    #expect(taken(second) == "")
  }

  @Test func `closing ends the streams that are open and those to come`() {
    let streams = EventStreams(firstBuild: 7, limit: 4)
    let early = Connection().open(in: streams)
    streams.close()
    let late = Connection().open(in: streams)
    for stream in [early, late] {
      _ = taken(stream)
      #expect(taken(stream) == nil)
    }
  }
}
