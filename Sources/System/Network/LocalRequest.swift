/// One request of HTTP/1.0 to a server on this machine, with a deadline and a bound on the answer.
///
/// The loopback interface alone, one connection, no redirects, no encryption, no names looked up.
public struct LocalRequest: Sendable {
  /// Why there is no answer.
  public enum Fault: Error, Hashable {
    /// Nobody listens, or the system refuses; `code` is its error number.
    case noConnection(code: Int32)
    case timedOut
    /// The answer is longer than the limit.
    case tooLong
    /// What came back is no answer of HTTP, or is cut off.
    case malformed
    /// Anything but success.
    case status(Int)

    /// The fault, to follow a colon.
    public var clause: String {
      switch self {
      case .noConnection(let code): "there is no connection (error \(code))"
      case .timedOut: "there is no answer in time"
      case .tooLong: "the answer is longer than the limit"
      case .malformed: "what comes back is no answer of HTTP, or is cut off"
      case .status(let status): "the answer has the status \(status)"
      }
    }
  }

  private let port: UInt16
  private let path: String

  /// A request to a port of 127.0.0.1; `path` begins with `/`.
  public init(port: UInt16, path: String) {
    self.port = port
    self.path = path
  }

  /// Sends a body and gives that of the answer.
  public func post(
    _ body: [UInt8], type: String, limits: ProcessLimits
  ) throws(Fault) -> [UInt8] {
    let words = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? path : "/"
    let head =
      "POST \(words) HTTP/1.0\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: \(type)\r\n"
      + "Accept: application/json\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
    let exchange = try LocalExchange(port: port, limits: limits)
    defer { exchange.close() }
    try exchange.send(Array(head.utf8) + body)
    return try Self.content(of: try exchange.receive(), limits.outputBytes)
  }

  /// The body of an answer, when its status is 2xx and nothing of it is missing.
  static func content(of answer: [UInt8], _ limit: Int) throws(Fault) -> [UInt8] {
    let end = Array("\r\n\r\n".utf8)
    let places = answer.indices.lazy.filter { answer[$0...].starts(with: end) }
    guard let place = places.first, answer.starts(with: Array("HTTP/1.".utf8)) else {
      throw .malformed
    }
    let lines = String(decoding: answer[..<place], as: UTF8.self).split(separator: "\r\n")
    let words = (lines.first ?? "").split(separator: " ")
    guard words.count >= 2, let status = Int(words[1]) else { throw .malformed }
    guard (200..<300).contains(status) else { throw .status(status) }
    let content = Array(answer[(place + end.count)...])
    guard content.count <= limit else { throw .tooLong }
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      let value = parts.count == 2 ? parts[1].filter { $0 != " " } : ""
      switch parts.first?.lowercased() {
      case "content-length": if Int(value) != content.count { throw .malformed }
      // Nobody may answer so to version 1.0.
      case "transfer-encoding": throw .malformed
      default: break
      }
    }
    return content
  }
}
