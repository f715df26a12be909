import CMicroHTTPD
import Glibc
import Synchronization

/// One listening socket served by libmicrohttpd; the only place that knows the library.
///
/// `cmhd_start` is paired with `MHD_stop_daemon` in `stop`. The library's thread calls `answer`.
final class HTTPDaemon: Sendable {
  private let answer: @Sendable (Request) -> Answer
  private let streams: EventStreams
  /// Address of the library's handle; 0 when stopped.
  private let handle = Mutex<UInt>(0)

  init(
    _ socket: LoopbackSocket, limits: ServerLimits, streams: EventStreams,
    answer: @escaping @Sendable (Request) -> Answer
  ) throws(ServerError) {
    self.answer = answer
    self.streams = streams
    // The library also keeps its own records of the headers there, so they need room beside them.
    let bounds = cmhd_limits(
      memory_bytes: limits.headerBytes * 2, idle_seconds: limits.idleSeconds,
      connections: limits.connections)
    // Unretained: `stop` returns only when the library's thread has ended, and `deinit` stops.
    let context = Unmanaged.passUnretained(self).toOpaque()
    guard let daemon = cmhd_start(socket.descriptor, bounds, Self.onRequest, context) else {
      throw .notStarted
    }
    handle.withLock { $0 = UInt(bitPattern: daemon) }
  }

  deinit { stop() }

  /// Closes the socket and all connections, and waits for the library's thread.
  ///
  /// Streams must have been closed: the library aborts when a connection still sleeps.
  func stop() {
    streams.close()
    let address = handle.withLock { handle in
      defer { handle = 0 }
      return handle
    }
    if let daemon = OpaquePointer(bitPattern: address) { MHD_stop_daemon(daemon) }
  }

  private func queue(_ answer: Answer, on connection: OpaquePointer) -> MHD_Result {
    guard let response = response(answer.body, on: connection) else { return .NO }
    defer { MHD_destroy_response(response) }
    for (name, value) in answer.allHeaders { MHD_add_response_header(response, name, value) }
    return MHD_queue_response(connection, UInt32(answer.status), response)
  }

  private func response(_ body: Answer.Body, on connection: OpaquePointer) -> OpaquePointer? {
    switch body {
    case .bytes(let bytes):
      return bytes.withUnsafeBytes {
        MHD_create_response_from_buffer(
          $0.count, UnsafeMutableRawPointer(mutating: $0.baseAddress), .RESPMEM_MUST_COPY)
      }
    case .events(let build):
      let reading = StreamReading(streams, build: build, on: connection)
      let context = Unmanaged.passRetained(reading).toOpaque()
      return cmhd_stream(StreamReading.onRead, context, StreamReading.onRelease)
    }
  }

  /// A closure here, and not in a function or at top level, belongs to no actor: the library calls
  /// it on a thread of its own.
  private static let onRequest: MHD_AccessHandlerCallback = {
    context, connection, url, method, version, _, _, state in
    guard let context, let connection, let url, let method, let version, let state else {
      return .NO
    }
    let daemon = Unmanaged<HTTPDaemon>.fromOpaque(context).takeUnretainedValue()
    var request = Request(
      method: String(cString: method), target: [], version: String(cString: version))
    request.headers = headers(of: connection)
    request.headerBytes = cmhd_header_bytes(connection)
    request.build = cmhd_argument(connection, "build").map { String(cString: $0) }
    // The first of two calls, before any body. An answer given now closes the connection, which is
    // right for what has a body and for a target cut short by a NUL: left empty, it is malformed.
    if state.pointee != context {
      let isWhole = UnsafeRawPointer(version) == state.pointee.map { UnsafeRawPointer($0) }
      state.pointee = context
      if isWhole, !request.hasBody { return .YES }
    } else {
      request.target = Array(UnsafeRawBufferPointer(start: url, count: strlen(url)))
    }
    return daemon.queue(daemon.answer(request), on: connection)
  }

  private static func headers(of connection: OpaquePointer) -> [Request.Header] {
    var headers: [Request.Header] = []
    withUnsafeMutablePointer(to: &headers) { _ = cmhd_headers(connection, onHeader, $0) }
    return headers
  }

  private static let onHeader: MHD_KeyValueIterator = { context, _, name, value in
    guard let context, let name else { return .NO }
    let headers = context.assumingMemoryBound(to: [Request.Header].self)
    headers.pointee.append(
      Request.Header(
        name: String(cString: name).lowercased(), value: value.map { String(cString: $0) } ?? ""))
    return .YES
  }
}

/// A connection that takes the bytes of a stream; owned by the library's response.
private final class StreamReading: Sendable {
  private let streams: EventStreams
  private let stream: EventStream
  private let connection: UInt

  init(_ streams: EventStreams, build: String?, on connection: OpaquePointer) {
    self.streams = streams
    let address = UInt(bitPattern: connection)
    let socket = cmhd_socket(connection)
    self.connection = address
    // A sleeping connection is not freed, so the address is good whenever it is woken.
    stream = streams.open(
      build: build,
      wake: {
        if let sleeper = OpaquePointer(bitPattern: address) { MHD_resume_connection(sleeper) }
      },
      hasLeft: { LoopbackSocket.isClosed(socket) })
  }

  static let onRead: MHD_ContentReaderCallback = { context, _, buffer, count in
    guard let context, let buffer else { return cmhd_end_of_stream() }
    let reading = Unmanaged<StreamReading>.fromOpaque(context).takeUnretainedValue()
    switch reading.take(count) {
    case .end: return cmhd_end_of_stream()
    case .sleeping: return 0
    case .bytes(let bytes):
      UnsafeMutableRawBufferPointer(start: buffer, count: count).copyBytes(from: bytes)
      return bytes.count
    }
  }

  static let onRelease: MHD_ContentReaderFreeCallback = { context in
    guard let context else { return }
    let reading = Unmanaged<StreamReading>.fromOpaque(context).takeRetainedValue()
    reading.streams.forget(reading.stream)
  }

  private func take(_ count: Int) -> EventStream.Portion {
    stream.take(count) {
      if let connection = OpaquePointer(bitPattern: connection) {
        MHD_suspend_connection(connection)
      }
    }
  }
}
