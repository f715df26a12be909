import Foundation
import PreviewServer
import TestSupport
import Testing

@Suite(.serialized) struct HostileRequestTests {
  struct Attack: CustomTestStringConvertible {
    var name: String
    var request: String
    /// Besides closing without an answer, which refuses as well.
    var statuses: Set<Int>
    var testDescription: String { name }
  }

  static let host = "Host: localhost\r\n"

  static let attacks: [Attack] = [
    Attack(
      name: "leading up", request: "GET /../../etc/passwd HTTP/1.1\r\n\(host)\r\n", statuses: [404]),
    Attack(
      name: "leading up in escapes",
      request: "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n\(host)\r\n", statuses: [404]),
    Attack(
      name: "escaped twice", request: "GET /%252e%252e%252fetc/passwd HTTP/1.1\r\n\(host)\r\n",
      statuses: [404]),
    Attack(
      name: "escaped NUL", request: "GET /index.html%00.png HTTP/1.1\r\n\(host)\r\n",
      statuses: [400]),
    Attack(
      name: "raw NUL", request: "GET /index.html\0.png HTTP/1.1\r\n\(host)\r\n", statuses: [400]),
    Attack(name: "no host", request: "GET / HTTP/1.1\r\n\r\n", statuses: [400]),
    Attack(
      name: "two hosts", request: "GET / HTTP/1.1\r\n\(host)Host: evil.example\r\n\r\n",
      statuses: [400]),
    Attack(
      name: "a foreign host", request: "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
      statuses: [421]),
    Attack(
      name: "a proxy's request",
      request: "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
      statuses: [400, 421]),
    Attack(
      name: "a proxy's request for this host",
      request: "GET http://localhost/ HTTP/1.1\r\n\(host)\r\n", statuses: [400]),
    Attack(
      name: "a tunnel", request: "CONNECT evil.example:443 HTTP/1.1\r\n\(host)\r\n",
      statuses: [400, 405]),
    Attack(name: "no version", request: "GET /\r\n\r\n", statuses: [400]),
    Attack(name: "no version and no end", request: "GET /\r\n", statuses: [400]),
    Attack(name: "another protocol", request: "\u{16}\u{3}\u{1}\0\u{1}\r\n\r\n", statuses: [400]),
    Attack(
      name: "a line break in the path",
      request: "GET /x%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\n\(host)\r\n", statuses: [404]),
    Attack(
      name: "markup in the path",
      request: "GET /<script>alert(1)</script> HTTP/1.1\r\n\(host)\r\n", statuses: [400, 404]),
    Attack(
      name: "two lengths",
      request:
        "POST / HTTP/1.1\r\n\(host)Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "0\r\n\r\nGET /guide/ HTTP/1.1\r\n\(host)\r\n",
      statuses: [400, 405]),
    Attack(
      name: "a second request in a body",
      request:
        "GET / HTTP/1.1\r\n\(host)Content-Length: 40\r\n\r\nGET /guide/ HTTP/1.1\r\n\(host)\r\n",
      statuses: [400]),
    Attack(
      name: "a long header",
      request: "GET / HTTP/1.1\r\n\(host)X: \(String(repeating: "a", count: 70_000))\r\n\r\n",
      statuses: [400, 413, 431]),
    Attack(
      name: "many headers",
      request: "GET / HTTP/1.1\r\n\(host)\(String(repeating: "a: b\r\n", count: 3_000))\r\n",
      statuses: [400, 413, 431]),
    Attack(
      name: "a long path", request: "GET /\(String(repeating: "a", count: 70_000)) HTTP/1.1\r\n",
      statuses: [400, 414, 431]),
    Attack(
      name: "many arguments",
      request: "GET /?\(String(repeating: "a=b&", count: 1_500)) HTTP/1.1\r\n\(host)\r\n",
      statuses: [200, 400, 413, 414, 431]),
    Attack(
      name: "many ranges",
      request: "GET /site.css HTTP/1.1\r\n\(host)Range: bytes=0-,1-,2-,3-\r\n\r\n", statuses: [200]),
  ]

  @Test(arguments: attacks)
  func `an attack is refused and the server serves on`(_ attack: Attack) throws {
    try withServer { server in
      check(Array(attack.request.utf8), allowed: attack.statuses, on: server)
    }
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile)))
  func `every hostile request on file is refused and the server serves on`() throws {
    let manifest = String(
      decoding: try Inputs.bytes("MANIFEST.tsv", in: Inputs.hostile), as: UTF8.self)
    let rows = manifest.split(separator: "\n").map { $0.split(separator: "\t") }
    let samples = rows.filter { $0.count > 3 && $0[1] == "http" }
    #expect(samples.count >= 10)
    try withServer { server in
      for sample in samples {
        let request = try Inputs.bytes(String(sample[0]), in: Inputs.hostile)
        let words = sample[2].split { !$0.isNumber }
        check(
          request, allowed: Set(words.compactMap { $0.count == 3 ? Int($0) : nil }), on: server,
          name: String(sample[0]))
      }
    }
  }

  @Test func `noise is survived`() throws {
    try withServer { server in
      var state: UInt64 = 0x9E37_79B9_7F4A_7C15
      for round in 0..<300 {
        let noise = (0..<(round * 7 % 900)).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return UInt8(truncatingIfNeeded: state >> 56)
        }
        let connection = try #require(RawConnection(port: server.port, milliseconds: 20))
        connection.send(noise + (round % 3 == 0 ? Array("\r\n\r\n".utf8) : []))
        if round % 10 == 0 { _ = connection.receive() }
      }
      #expect(statusOfGoodRequest(port: server.port) == 200)
    }
  }

  private func check(
    _ request: [UInt8], allowed: Set<Int>, on server: SiteServer, name: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let answer = exchange(request, port: server.port)
    if let status = answer.status {
      #expect(allowed.contains(status), "\(name) \(status)", sourceLocation: sourceLocation)
    }
    let head = answer.text.components(separatedBy: "\r\n\r\n").first ?? ""
    #expect(!head.contains("Set-Cookie"), sourceLocation: sourceLocation)
    for secret in ["root:x:0:0", "<script>alert", "multipart/byteranges", "guide</html>"] {
      #expect(!answer.text.contains(secret), "\(name) \(secret)", sourceLocation: sourceLocation)
    }
    #expect(statusOfGoodRequest(port: server.port) == 200, sourceLocation: sourceLocation)
  }
}
