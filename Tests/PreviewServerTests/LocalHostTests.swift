import Testing

@testable import PreviewServer

@Suite struct LocalHostTests {
  @Test(arguments: [
    "localhost", "LOCALHOST", "localhost:1313", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8080",
    "docs.localhost", "a-1.b_2.localhost:65535",
  ])
  func `a name of this machine is served`(_ host: String) {
    #expect(LocalHost.isLocal(host))
  }

  @Test(arguments: [
    "", "attacker.example", "attacker.example:8080", "localhost.attacker.example",
    "127.0.0.1.nip.io",
    "localhost.", ".localhost", "a..localhost", "notlocalhost", "localhost:", "localhost:123456",
    "localhost:80x", "localhost:80:80", "[::1", "[::2]", "[::1]x", "::1", "127.0.0.2", "0.0.0.0",
    "user@localhost", "local host", "localhost\r\nX: y", "localhost/", "é.localhost",
  ])
  func `any other name is refused`(_ host: String) {
    #expect(!LocalHost.isLocal(host))
  }

  @Test func `an origin is the host of the request itself`() {
    #expect(LocalHost.isOrigin("http://localhost:1313", of: "LocalHost:1313"))
    #expect(LocalHost.isOrigin("https://docs.localhost", of: "docs.localhost"))
    #expect(!LocalHost.isOrigin("http://localhost:8080", of: "localhost:1313"))
    #expect(!LocalHost.isOrigin("null", of: "localhost:1313"))
    #expect(!LocalHost.isOrigin("http://evil.example", of: "localhost:1313"))
  }
}
