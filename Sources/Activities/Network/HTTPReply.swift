import EmbeddedHost
import History
import Orchestration

/// What a server answered.
struct HTTPReply: Sendable {
  let status: Int
  /// By name in lower case; of one that stands twice, the last.
  let headers: [String: String]
  let body: [UInt8]

  var isSuccess: Bool { (200..<300).contains(status) }

  /// From head and body as they came; interim answers before them are skipped. `nil` when it is none.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while true {
      guard rest.starts(with: Array("HTTP/".utf8)), let end = Self.headEnd(rest) else { return nil }
      let lines = String(decoding: rest[..<end], as: UTF8.self).split(separator: "\r\n")
      rest = rest[(end + 4)...]
      let words = lines.first?.split(separator: " ") ?? []
      guard words.count >= 2, let status = Int(words[1]) else { return nil }
      if (100..<200).contains(status) { continue }
      self.status = status
      headers = Self.headers(lines.dropFirst())
      body = Array(rest)
      return
    }
  }

  private static func headEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
    let limit = min(bytes.endIndex, bytes.startIndex + (64 << 10))
    return (bytes.startIndex..<limit).first {
      bytes[$0] == 0x0D && bytes[$0...].starts(with: [0x0D, 0x0A, 0x0D, 0x0A])
    }
  }

  private static func headers(_ lines: ArraySlice<Substring>) -> [String: String] {
    lines.reduce(into: [:]) { headers, line in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return }
      headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
  }

  /// How long the server wants to be left alone; `nil` when it does not say.
  func patience(at now: Moment = WallClock.now) -> TimeSpan? {
    let longest: Int64 = 3_600
    if let seconds = headers["retry-after"].flatMap({ Int64($0) }) {
      return .seconds(min(max(1, seconds), longest))
    }
    guard headers["x-ratelimit-remaining"] == "0",
      let reset = headers["x-ratelimit-reset"].flatMap({ Int64($0) })
    else { return nil }
    return .seconds(min(max(1, reset - now.nanoseconds / 1_000_000_000), longest))
  }

  /// The server asks for fewer requests: by its status, or by a refusal with a time or these words
  /// beside it.
  var isRateLimit: Bool {
    status == 429 || status == 403 && (patience() != nil || asksForPatience)
  }

  private var asksForPatience: Bool {
    let words = String(decoding: body.prefix(400), as: UTF8.self).lowercased()
    return words.contains("secondary rate limit")
  }

  /// The answer as a failure of a kind; what may pass is tried again, when the server says.
  func failure(_ type: String, _ subject: String) -> Failure {
    let words = "\(subject) answers with status \(status): \(lastWords(Array(body.prefix(400))))"
    if isRateLimit { return .passing("RateLimited", words, after: patience() ?? .seconds(60)) }
    if status >= 500 || status == 408 { return .passing(type, words, after: patience()) }
    if (300..<400).contains(status) {
      return .final(type, "\(subject) points elsewhere, and nothing is followed: \(words)")
    }
    return .final(type, words)
  }

  /// The value of an answer that has to be a success; `subject` is who answers, to begin a sentence.
  func value<Value: Decodable>(
    of subject: String, type: String = "ForgeFailed"
  ) throws -> Value {
    guard isSuccess else { throw failure(type, subject) }
    do { return try Payload(json: body).decoded(as: Value.self) } catch {
      throw Failure.passing("ForgeFailed", "\(subject) answers what cannot be read: \(error)")
    }
  }
}
