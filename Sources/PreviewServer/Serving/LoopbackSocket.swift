import Glibc

/// A listening socket that only this machine can reach.
///
/// The HTTP library takes it over and closes it.
struct LoopbackSocket {
  let descriptor: Int32
  let port: UInt16

  /// Sockets on 127.0.0.1, and on ::1 where the machine has it; port 0 is one free on both.
  static func pair(port: UInt16) throws(ServerError) -> [LoopbackSocket] {
    for attempt in 0... {
      let first = try LoopbackSocket(version4: port)
      do throws(ServerError) {
        return [first, try LoopbackSocket(version6: first.port)]
      } catch .noSocket {
        return [first]
      } catch {
        // Whoever has the port on the other address would get half of the browser's requests.
        close(first.descriptor)
        if port != 0 || attempt == 8 { throw error }
      }
    }
    throw .notStarted
  }

  private init(version4 port: UInt16) throws(ServerError) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    try self.init(AF_INET, &address, port: port)
  }

  private init(version6 port: UInt16) throws(ServerError) {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    address.sin6_addr = in6addr_loopback
    try self.init(AF_INET6, &address, port: port)
  }

  private init<Address>(
    _ family: Int32, _ address: inout Address, port: UInt16
  ) throws(ServerError) {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    descriptor = socket(family, kind, 0)
    guard descriptor >= 0 else { throw .noSocket(code: errno) }
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    // A port whose last connection has just been closed may be used again.
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
    if family == AF_INET6 {
      setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &on, size)
    }
    guard Self.listens(descriptor, &address) else {
      let code = errno
      close(descriptor)
      throw ServerError(listening: code, port: port)
    }
    self.port = Self.boundPort(of: descriptor) ?? port
  }

  private static func listens<Address>(
    _ descriptor: Int32, _ address: inout Address
  ) -> Bool {
    let isBound = withUnsafeBytes(of: &address) {
      guard let start = $0.baseAddress else { return false }
      return bind(descriptor, start.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
        == 0
    }
    return isBound && listen(descriptor, 128) == 0
  }

  /// Both kinds of address hold the port in the same place.
  private static func boundPort(of descriptor: Int32) -> UInt16? {
    var address = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let code = withUnsafeMutableBytes(of: &address) {
      $0.baseAddress.map {
        getsockname(descriptor, $0.assumingMemoryBound(to: sockaddr.self), &size)
      }
    }
    return code == 0 ? UInt16(bigEndian: address.sin6_port) : nil
  }

  /// Whether the other side of a connection has closed it; nothing is taken from it.
  static func isClosed(_ descriptor: Int32) -> Bool {
    var byte: UInt8 = 0
    let got = recv(descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)
  }
}

extension ServerError {
  fileprivate init(listening code: Int32, port: UInt16) {
    switch code {
    case EADDRINUSE: self = .portInUse(port)
    case EACCES: self = .portNotPermitted(port)
    default: self = .noSocket(code: code)
    }
  }
}
