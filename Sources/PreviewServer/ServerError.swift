import Glibc

/// Why a server could not be started.
public enum ServerError: Error, Hashable, CustomStringConvertible {
  /// Another program listens on the port, on one of the addresses of this machine.
  case portInUse(UInt16)
  /// The port may not be used by this user.
  case portNotPermitted(UInt16)
  /// The system refuses a socket; `code` is its error number.
  case noSocket(code: Int32)
  /// The HTTP library does not start.
  case notStarted

  /// `port 4000 is in use by another program`
  public var description: String {
    switch self {
    case .portInUse(let port): "port \(port) is in use by another program"
    case .portNotPermitted(let port): "this user may not listen on port \(port)"
    case .noSocket(let code): "cannot listen on this machine: \(reason(code))"
    case .notStarted: "the HTTP library does not start"
    }
  }

  private func reason(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)"
  }
}
