import Foundation
import TestSupport
import Testing

@testable import PreviewServer

@Suite struct ResponderTests {
  struct Case: CustomTestStringConvertible {
    var says: String
    var request: Request
    var status: Int
    var testDescription: String { says }

    init(
      _ says: String, _ target: String, _ status: Int, _ change: (inout Request) -> Void = { _ in }
    ) {
      self.says = says
      self.status = status
      request = get(target)
      change(&request)
    }
  }

  static let cases: [Case] = [
    Case("a page", "/", 200),
    Case("a page without its ending", "/index", 200),
    Case("HEAD of a page", "/", 200) { $0.method = "HEAD" },
    Case("HTTP/1.0", "/", 200) { $0.version = "HTTP/1.0" },
    Case("a folder's page", "/guide/", 200),
    Case("a folder without its slash", "/guide", 307),
    Case("a file with a slash", "/site.css/", 404),
    Case("no such file", "/nothing", 404),
    Case("a link out of the folder", "/passwd", 404),
    Case("a folder behind a link", "/outside/secret.txt", 404),
    Case("a pipe", "/pipe", 404),
    Case("a file above the limit", "/large.bin", 500),
    Case("no version", "/", 400) { $0.version = "" },
    Case("an unknown version", "/", 400) { $0.version = "HTTP/2.0" },
    Case("no host", "/", 400) { $0.headers = [] },
    Case("two hosts", "/", 400) { $0.headers += $0.headers },
    Case("a foreign host", "/", 421) { $0.headers = [.init(name: "host", value: "evil.example")] },
    Case("POST", "/", 405) { $0.method = "POST" },
    Case("OPTIONS", "*", 405) { $0.method = "OPTIONS" },
    Case("lower case get", "/", 405) { $0.method = "get" },
    Case("a body", "/", 400) { $0.headers.append(.init(name: "content-length", value: "5")) },
    Case("a chunked body", "/", 400) {
      $0.headers.append(.init(name: "transfer-encoding", value: "chunked"))
    },
    Case("long headers", "/", 431) { $0.headerBytes = 8_193 },
    Case("the reload script", "/-/reload.js", 200),
    Case("events", "/-/events", 200) {
      $0.headers.append(.init(name: "origin", value: "http://localhost:1313"))
    },
    Case("events for another site", "/-/events", 403) {
      $0.headers.append(.init(name: "origin", value: "http://evil.example"))
    },
    Case("events for another site without an origin", "/-/events", 403) {
      $0.headers.append(.init(name: "sec-fetch-site", value: "cross-site"))
    },
  ]

  @Test(arguments: cases)
  func `each request has its status`(_ example: Case) throws {
    try withSite { folder in
      var limits = ServerLimits()
      limits.fileBytes = 4_000
      let responder = Responder(folder: folder, limits: limits)
      #expect(responder.answer(to: example.request, build: "7").status == example.status)
    }
  }

  @Test func `a page carries the reload script once before the end of its head`() throws {
    try withSite { folder in
      let answer = Responder(folder: folder, limits: ServerLimits()).answer(
        to: get("/"), build: "7")
      let tag = "<script src=\"/-/reload.js?build=7\" defer></script>"
      #expect(text(answer) == "<html><head><title>home</title>\(tag)</HEAD>home</html>")
      #expect(answer.type == "text/html; charset=utf-8")
    }
  }

  @Test func `what is no page is served as it is`() throws {
    try withSite { folder in
      let responder = Responder(folder: folder, limits: ServerLimits())
      let answer = responder.answer(to: get("/site.css"), build: "7")
      #expect(text(answer) == "a{}</head>")
      #expect(answer.type == "text/css; charset=utf-8")
    }
  }

  @Test func `a page that is not there is the site's own, with nothing of the request in it`()
    throws
  {
    try withSite { folder in
      let responder = Responder(folder: folder, limits: ServerLimits())
      let own = responder.answer(to: get("/<script>alert(1)</script>"), build: "7")
      #expect(own.status == 404)
      #expect(text(own).contains("no such page here"))
      #expect(!text(own).contains("alert"))
      try FileManager.default.removeItem(atPath: "\(folder)/404.html")
      let plain = responder.answer(to: get("/<script>alert(1)</script>"), build: "7")
      #expect(plain.status == 404)
      #expect(text(plain).contains("<h1>Not found</h1>"))
      #expect(!text(plain).contains("alert"))
    }
  }

  @Test func `a redirect stays on this server and holds no line break`() throws {
    try withSite { folder in
      try write("x", to: "\(folder)/evil.example/é b/index.html")
      let responder = Responder(folder: folder, limits: ServerLimits())
      let answer = responder.answer(to: get("//evil.example/%C3%A9%20b"), build: "7")
      #expect(answer.headers.map(\.value) == ["/evil.example/%C3%A9%20b/"])
    }
  }

  @Test func `a folder that is put in the place of another is seen at once`() throws {
    try withSite { folder in
      let responder = Responder(folder: folder, limits: ServerLimits())
      try write("second", to: "\(folder).next/site.css")
      try FileManager.default.moveItem(atPath: folder, toPath: "\(folder).old")
      #expect(responder.answer(to: get("/site.css"), build: "7").status == 503)
      try FileManager.default.moveItem(atPath: "\(folder).next", toPath: folder)
      #expect(text(responder.answer(to: get("/site.css"), build: "7")) == "second")
    }
  }

  @Test func `every answer forbids guessing, framing, storing and use by other sites`() {
    let headers = Answer(status: 200, type: MediaType.page, body: .bytes([])).allHeaders
    let expected = [
      "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
      "Cross-Origin-Resource-Policy": "same-origin",
    ]
    for (name, value) in expected { #expect(headers.contains { $0 == (name, value) }) }
    let policy = headers.first { $0.name == "Content-Security-Policy" }?.value ?? ""
    #expect(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"))
    #expect(!headers.contains { $0.name.lowercased().hasPrefix("access-control") })
  }
}

/// A request that is in order.
func get(_ target: String) -> Request {
  Request(
    method: "GET", target: Array(target.utf8), version: "HTTP/1.1",
    headers: [.init(name: "host", value: "localhost:1313")], headerBytes: 60)
}

private func text(_ answer: Answer) -> String {
  guard case .bytes(let bytes) = answer.body else { return "" }
  return String(decoding: bytes, as: UTF8.self)
}

/// A small site with what should not be in one.
func withSite<Result>(_ body: (String) throws -> Result) throws -> Result {
  try withTemporaryFolder { root in
    let site = "\(root)/public"
    try write("<html><head><title>home</title></HEAD>home</html>", to: "\(site)/index.html")
    try write("<html><head></head>no such page here</html>", to: "\(site)/404.html")
    try write("<html><head></head>guide</html>", to: "\(site)/guide/index.html")
    try write("a{}</head>", to: "\(site)/site.css")
    try write(String(repeating: "x", count: 5_000), to: "\(site)/large.bin")
    try write("secret", to: "\(root)/elsewhere/secret.txt")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: "\(site)/passwd", withDestinationPath: "/etc/passwd")
    try files.createSymbolicLink(atPath: "\(site)/outside", withDestinationPath: "../elsewhere")
    #expect(mkfifo("\(site)/pipe", 0o644) == 0)
    return try body(site)
  }
}
