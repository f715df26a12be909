import Foundation
import PreviewServer
import TestSupport
import Testing

@Suite(.serialized) struct ServerTests {
  @Test func `a page is served with its headers and the connection stays`() throws {
    try withServer { server in
      let connection = try #require(RawConnection(port: server.port))
      for _ in 0..<3 {
        connection.send("GET /guide/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let answer = connection.receive(until: "</html>")
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        #expect(answer.contains("X-Content-Type-Options: nosniff\r\n"))
        #expect(answer.contains("Content-Security-Policy: default-src 'self'; "))
        #expect(answer.contains("/-/reload.js?build="))
      }
    }
  }

  @Test func `HEAD gives the length and no body`() throws {
    try withServer { server in
      let request = "HEAD /site.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
      let answer = exchange(Array(request.utf8), port: server.port)
      #expect(answer.status == 200)
      #expect(answer.text.contains("Content-Length: 10\r\n"))
      #expect(answer.text.hasSuffix("\r\n\r\n"))
    }
  }

  @Test func `an open page is told of each build`() throws {
    try withServer { server in
      let connection = try #require(RawConnection(port: server.port, milliseconds: 10_000))
      connection.send("GET /-/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
      let head = connection.receive(until: "retry: 2000\n\n")
      #expect(head.contains("Content-Type: text/event-stream\r\n"))
      for _ in 0..<3 {
        server.reload()
        #expect(connection.receive(until: "\n\n").contains("event: reload\n"))
      }
    }
  }

  @Test func `a page of an earlier server is told at once`() throws {
    try withServer { server in
      let connection = try #require(RawConnection(port: server.port, milliseconds: 10_000))
      connection.send("GET /-/events?build=1 HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(connection.receive(until: "data:").contains("event: reload\n"))
    }
  }

  @Test func `stopping ends open streams and frees the port, twice is once`() throws {
    try withSite { folder in
      let server = try SiteServer(folder: folder, port: 0)
      let connection = try #require(RawConnection(port: server.port, milliseconds: 10_000))
      connection.send("GET /-/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
      _ = connection.receive(until: "retry: 2000\n\n")
      server.stop()
      server.stop()
      _ = connection.receive()
      let next = try SiteServer(folder: folder, port: server.port)
      #expect(statusOfGoodRequest(port: next.port) == 200)
    }
  }

  @Test func `a port that is taken is an error that names it`() throws {
    try withServer { server in
      #expect(throws: ServerError.portInUse(server.port)) {
        try SiteServer(folder: "public", port: server.port)
      }
      #expect(ServerError.portInUse(1313).description == "port 1313 is in use by another program")
    }
  }

  @Test func `abandoned streams do not keep pages from loading`() throws {
    var limits = ServerLimits()
    limits.eventStreams = 4
    limits.connections = 16
    try withServer(limits) { server in
      for _ in 0..<100 {
        let connection = try #require(RawConnection(port: server.port, milliseconds: 5_000))
        connection.send("GET /-/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(connection.receive(until: "retry").contains("200"))
      }
      #expect(statusOfGoodRequest(port: server.port) == 200)
    }
  }

  @Test func `clients that never end their headers do not keep others waiting`() throws {
    var limits = ServerLimits()
    limits.idleSeconds = 120
    try withServer(limits) { server in
      let slow = (0..<200).compactMap { _ in RawConnection(port: server.port) }
      for connection in slow { connection.send("GET / HTTP/1.1\r\nHost: loc") }
      let start = ContinuousClock.now
      #expect(statusOfGoodRequest(port: server.port) == 200)
      #expect(ContinuousClock.now - start < .seconds(60))
      #expect(slow.count == 200)
    }
  }

  @Test func `idle connections above the limit are closed in time and the server serves on`() throws
  {
    var limits = ServerLimits()
    limits.idleSeconds = 1
    try withServer(limits) { server in
      let idle = (0..<100).compactMap { _ in RawConnection(port: server.port) }
      for connection in idle.prefix(50) { connection.send("GET / HTTP/1.1\r\nHost: loc") }
      #expect(idle.count == 100)
      #expect(statusOfGoodRequest(port: server.port) == 200)
    }
  }
}

/// Serves a small site while a test runs.
func withServer<Result>(
  _ limits: ServerLimits = ServerLimits(), _ body: (SiteServer) throws -> Result
) throws -> Result {
  try withSite { folder in
    let server = try SiteServer(folder: folder, port: 0, limits: limits)
    defer { server.stop() }
    return try body(server)
  }
}
