import Orchestration
import SourceText

/// One repository of GitHub, or of a server that speaks the same language.
struct GitHubServer: Sendable {
  private let client: HTTPClient
  /// `owner/name`.
  let repository: String

  /// - Parameters:
  ///   - base: `https://api.github.com`, or that of a server of one's own.
  ///   - repository: `owner/name`.
  ///   - token: stands in no message and on no command line.
  ///   - rehearsal: gets the requests in place of the server.
  /// - Throws: a failure when one of them cannot be used.
  init(
    base: String, repository: String, token: String?, rehearsal: Rehearsal? = nil
  ) throws {
    let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ AnswerFaults.isSafe(String($0)) }) else {
      throw Failure.final("BadRepository", "\(displayName(repository)) is not `owner/name`")
    }
    var headers = ["X-GitHub-Api-Version": "2022-11-28"]
    if let token { headers["Authorization"] = "Bearer \(token)" }
    client = try HTTPClient(base, headers: headers, rehearsal: rehearsal)
    self.repository = repository
  }

  /// Who owns the repository.
  var owner: Substring { repository.prefix { $0 != "/" } }

  /// Any answer; the path is below the repository's.
  func send(
    _ method: String, _ path: String, _ body: (any Encodable)?, _ watch: Watch
  ) throws -> HTTPReply {
    let bytes = try body.map { try Self.bytes($0) }
    return try client.send(method, "/repos/\(repository)/\(path)", bytes, watch)
  }

  /// Any answer; the path is the server's.
  func sendAnywhere(_ method: String, _ path: String, _ watch: Watch) throws -> HTTPReply {
    try client.send(method, path, nil, watch)
  }

  /// The value of an answer that has to be a success.
  func value<Value: Decodable>(
    _ method: String, _ path: String, _ body: (any Encodable)?, as type: Value.Type = Value.self,
    _ watch: Watch
  ) throws -> Value {
    try value(of: try send(method, path, body, watch), "\(method) \(path)")
  }

  /// The value of an answer to a question that is told when it is no success.
  func value<Value: Decodable>(of reply: HTTPReply, _ what: String) throws -> Value {
    try reply.value(of: Self.subject(what), type: Self.refusalType(reply))
  }

  /// The value of something that has to be there.
  func get<Value: Decodable>(
    _ path: String, as type: Value.Type = Value.self, _ watch: Watch
  ) throws -> Value {
    try value("GET", path, nil, watch)
  }

  /// The value of an answer; `nil` when the server has no such thing.
  func known<Value: Decodable>(
    _ path: String, as type: Value.Type = Value.self, _ watch: Watch
  ) throws -> Value? {
    let reply = try send("GET", path, nil, watch)
    return reply.status == 404 ? nil : try value(of: reply, "GET \(path)")
  }

  /// All elements of a list, page by page, until one is found or so many pages are read.
  func elements<Element: Decodable>(
    _ path: String, as type: Element.Type = Element.self, pages: Int = 10, _ watch: Watch,
    until isEnough: ([Element]) -> Bool = { _ in false }
  ) throws -> [Element] {
    let joint = path.contains("?") ? "&" : "?"
    return try Pages.all(pages) { page in
      try get("\(path)\(joint)per_page=100&page=\(page)", watch)
    } until: {
      isEnough($0)
    }
  }

  /// What an answer that is no success means.
  func refusal(_ reply: HTTPReply, _ what: String) -> Failure {
    reply.failure(Self.refusalType(reply), Self.subject(what))
  }

  private static func refusalType(_ reply: HTTPReply) -> String {
    reply.status == 422 ? "ForgeRefuses" : "ForgeFailed"
  }

  private static func subject(_ what: String) -> String { "GitHub, asked to \(what)," }

  private static func bytes(_ body: any Encodable) throws -> [UInt8] { try Payload(body).data }

  /// A text as a part of an address; names of branches keep their slashes.
  static func escaped(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x2F, 0x5F, 0x7E].contains(byte)
      let hex = String(byte, radix: 16, uppercase: true)
      result += isPlain ? String(Unicode.Scalar(byte)) : byte < 16 ? "%0\(hex)" : "%\(hex)"
    }
  }
}

/// Lists that forges hand out in pages of a hundred.
enum Pages {
  /// All elements up to the page that is enough, or the last, or the most that are read.
  static func all<Element>(
    _ most: Int, _ page: (Int) throws -> [Element], until isEnough: ([Element]) -> Bool
  ) throws -> [Element] {
    var all: [Element] = []
    for number in 1...most {
      let part = try page(number)
      all += part
      if part.count < 100 || isEnough(part) { break }
    }
    return all
  }
}
