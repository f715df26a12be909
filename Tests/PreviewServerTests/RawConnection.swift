import Glibc

/// A plain socket to a port of this machine.
final class RawConnection {
  private let descriptor: Int32

  init?(port: UInt16, milliseconds: Int = 2_000) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: milliseconds / 1_000, tv_usec: milliseconds % 1_000 * 1_000)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let code = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if code != 0 { return nil }
  }

  deinit { close(descriptor) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  /// What comes until the other side closes, nothing more comes in time, or `end` has come.
  func receive(until end: String? = nil) -> String {
    var received: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while received.count < 1 << 20 {
      let count = recv(descriptor, &part, part.count, 0)
      guard count > 0 else { break }
      received += part[..<count]
      if let end, String(decoding: received, as: UTF8.self).contains(end) { break }
    }
    return String(decoding: received, as: UTF8.self)
  }
}

/// The whole answer to raw bytes, and its status; `nil` when the server closes without one.
func exchange(_ request: [UInt8], port: UInt16, milliseconds: Int = 400) -> (
  status: Int?, text: String
) {
  guard let connection = RawConnection(port: port, milliseconds: milliseconds) else {
    return (nil, "not connected")
  }
  connection.send(request)
  let text = connection.receive()
  guard text.hasPrefix("HTTP/1.") else { return (nil, text) }
  return (Int(text.dropFirst(9).prefix(3)), text)
}

/// The status of a request for the first page, which a server that is well answers with 200.
func statusOfGoodRequest(port: UInt16) -> Int? {
  let request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
  return exchange(Array(request.utf8), port: port, milliseconds: 5_000).status
}
