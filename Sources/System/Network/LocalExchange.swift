import Glibc

/// A connection that never waits past its deadline.
struct LocalExchange {
  private let connection: Int32
  private let deadline: UInt64
  private let limit: Int

  /// Room for a status line and headers.
  private static let headLimit = 64 << 10

  init(port: UInt16, limits: ProcessLimits) throws(LocalRequest.Fault) {
    limit = min(limits.outputBytes, 1 << 30) + Self.headLimit
    let allowance = UInt64(clamping: min(max(0, limits.milliseconds), 1 << 32))
    deadline = MonotonicClock.nanoseconds &+ allowance * 1_000_000
    connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard connection >= 0 else { throw .noConnection(code: errno) }
    setNonBlocking(connection)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    do throws(LocalRequest.Fault) {
      if code != 0 { try finishConnecting(errno) }
    } catch {
      Glibc.close(connection)
      throw error
    }
  }

  private func finishConnecting(_ code: Int32) throws(LocalRequest.Fault) {
    guard code == EINPROGRESS || code == EINTR else { throw .noConnection(code: code) }
    try wait(for: Int16(POLLOUT))
    var outcome: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(connection, SOL_SOCKET, SO_ERROR, &outcome, &size)
    guard outcome == 0 else { throw .noConnection(code: outcome) }
  }

  private func wait(for event: Int16) throws(LocalRequest.Fault) {
    while true {
      let left = MonotonicClock.milliseconds(until: deadline)
      guard left > 0 else { throw .timedOut }
      var events = [pollfd(fd: connection, events: event, revents: 0)]
      if poll(&events, 1, Int32(clamping: left)) > 0 { return }
    }
  }

  func send(_ bytes: [UInt8]) throws(LocalRequest.Fault) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        let rest = UnsafeRawBufferPointer(rebasing: buffer[sent...])
        return Glibc.send(connection, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN || errno == EINTR {
        try wait(for: Int16(POLLOUT))
      } else {
        // A server may answer before it has read everything.
        return
      }
    }
  }

  func receive() throws(LocalRequest.Fault) -> [UInt8] {
    var found: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      switch readAvailable(connection, into: buffer) {
      case .end: return found
      case .nothingYet: try wait(for: Int16(POLLIN))
      case .bytes(let count):
        found.append(contentsOf: buffer[..<count])
        guard found.count <= limit else { throw .tooLong }
        guard MonotonicClock.milliseconds(until: deadline) > 0 else { throw .timedOut }
      }
    }
  }

  func close() { Glibc.close(connection) }
}
