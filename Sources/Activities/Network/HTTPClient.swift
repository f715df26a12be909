import History
import Orchestration
import SourceText
import System

/// Requests to one server, made by `curl`: a library for HTTP would cost every start of this program
/// more than a process costs a request.
///
/// No redirects, no proxy, no settings of the user; keys and bodies are neither arguments nor
/// variables of the process.
struct HTTPClient: Sendable {
  private let base: String
  private let headers: [String: String]
  /// Gets the requests in place of the server.
  private let rehearsal: Rehearsal?

  /// A server; a key goes over an encrypted connection, or does not leave the machine.
  init(_ base: String, headers: [String: String] = [:], rehearsal: Rehearsal? = nil) throws {
    let address = base.hasSuffix("/") ? String(base.dropLast()) : base
    let isPlain = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    guard isPlain, address.hasPrefix("https://") || Self.isLocal(address) else {
      throw Failure.final("BadAddress", "\(displayName(base)) is no address with https://")
    }
    let isOneLine = headers.values.allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
    guard isOneLine else { throw Failure.final("BadKey", "the key holds a control character") }
    (self.base, self.headers, self.rehearsal) = (address, headers, rehearsal)
  }

  private static func isLocal(_ address: String) -> Bool {
    ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { host in
      guard address.hasPrefix(host) else { return false }
      let next = address.utf8.dropFirst(host.utf8.count).first
      return next == nil || next == 0x3A || next == 0x2F
    }
  }

  /// Sends a request; every answer of the server is a result, whatever it says.
  func send(
    _ method: String, _ path: String, _ body: [UInt8]? = nil, seconds: Int = 30, _ watch: Watch
  ) throws -> HTTPReply {
    if let reply = rehearsal?.answer(method, path, described(method, path, body)) { return reply }
    do {
      let folder = try TemporaryFolder()
      if let body { try folder.write("body", body) }
      let file = body == nil ? nil : "\(folder.path)/body"
      let result = try ProcessRunner.runKept(
        ["curl", "--disable", "--config", "-"],
        input: Array(settings(method, path, file, seconds).utf8),
        limits: KeptLimits(
          ProcessLimits(milliseconds: (seconds + 5) * 1_000, outputBytes: 16 << 20)),
        while: { watch.goesOn })
      return try reply(result)
    } catch { throw Failure.system(error) }
  }

  private func reply(_ result: KeptResult) throws -> HTTPReply {
    if result.isStopped { throw Failure.canceled() }
    let ended = result.process
    guard ended.isSuccess, !ended.isTruncated, let reply = HTTPReply(ended.output) else {
      let words = ended.isTimedOut ? "no answer in time" : lastWords(ended.errors)
      throw Failure.passing("NoConnection", "\(base): \(words)")
    }
    return reply
  }

  private func settings(_ method: String, _ path: String, _ body: String?, _ seconds: Int) -> String
  {
    var lines = [
      "url = \(quoted(base + path))", "request = \(quoted(method))", "include", "http1.1", "silent",
      "show-error", "globoff", "noproxy = \"*\"", "proto = \"=http,https\"",
      "max-time = \(seconds)", "max-filesize = \(16 << 20)", "user-agent = \"throughline\"",
      "header = \"Expect:\"",
    ]
    if let body { lines.append("data-binary = \(quoted("@\(body)"))") }
    lines += fields(withBody: body != nil).map { "header = \(quoted("\($0.name): \($0.value)"))" }
    return lines.joined(separator: "\n") + "\n"
  }

  private func fields(withBody: Bool) -> [(name: String, value: String)] {
    let kind = "application/json"
    return [("Accept", kind)] + (withBody ? [("Content-Type", kind)] : [])
      + headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// A request as it would be sent, without what is secret in it.
  private func described(_ method: String, _ path: String, _ body: [UInt8]?) -> String {
    let fields = fields(withBody: body != nil).map { name, value in
      "\(name): \(Self.secret.contains(name) ? "(the token)" : value)"
    }
    let text = body.map { ["", String(decoding: $0, as: UTF8.self)] } ?? []
    return (["\(method) \(base)\(path)"] + fields + text).joined(separator: "\n")
  }

  private static let secret: Set<String> = ["Authorization", "PRIVATE-TOKEN"]

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
