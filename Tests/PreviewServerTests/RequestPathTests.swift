import Testing

@testable import PreviewServer

@Suite struct RequestPathTests {
  struct Named: CustomTestStringConvertible {
    var target: String
    var file: String
    var folderPage: String?
    var testDescription: String { target }
  }

  @Test(arguments: [
    Named(target: "/", file: "index.html"),
    Named(target: "//", file: "index.html"),
    Named(target: "/a.html", file: "a.html", folderPage: "a.html/index.html"),
    Named(target: "/guide/", file: "guide/index.html"),
    Named(target: "/guide", file: "guide", folderPage: "guide/index.html"),
    Named(
      target: "//evil.example/x", file: "evil.example/x", folderPage: "evil.example/x/index.html"),
    Named(target: "/./a//b/", file: "a/b/index.html"),
    Named(target: "/caf%C3%A9/", file: "café/index.html"),
    Named(target: "/100%25/", file: "100%/index.html"),
    Named(target: "/a%2Fb/", file: "a/b/index.html"),
    Named(target: "/%252e%252e/x/", file: "%2e%2e/x/index.html"),
    Named(target: "/.well-known/x/", file: ".well-known/x/index.html"),
  ])
  func `a target names a file below the folder`(_ named: Named) throws {
    let candidates = try RequestPath(Array(named.target.utf8)).candidates
    #expect(candidates.file == named.file)
    #expect(candidates.folderPage == named.folderPage)
  }

  struct Refused: CustomTestStringConvertible {
    var target: [UInt8]
    var refusal: Refusal
    init(_ target: String, _ refusal: Refusal) { self.init(Array(target.utf8), refusal) }
    init(_ target: [UInt8], _ refusal: Refusal) { (self.target, self.refusal) = (target, refusal) }
    var testDescription: String { String(decoding: target, as: UTF8.self) }
  }

  @Test(arguments: [
    Refused("", .malformed), Refused("*", .malformed), Refused("http://evil.example/", .malformed),
    Refused("evil.example:443", .malformed), Refused("/index.html%00.png", .malformed),
    Refused("/%", .malformed), Refused("/%4", .malformed), Refused("/%zz", .malformed),
    Refused("/a b", .malformed),
    Refused("/../etc/passwd", .notFound), Refused("/a/../../etc/passwd", .notFound),
    Refused("/%2e%2e/etc/passwd", .notFound), Refused("/%2e%2e%2fetc%2fpasswd", .notFound),
    Refused("/..%5c..%5cwindows", .notFound), Refused("/a\\b", .notFound),
    Refused("/x%0d%0aSet-Cookie:%20a=b", .notFound), Refused("/%7f", .notFound),
    Refused("/.git/config", .notFound), Refused("/a/.env", .notFound),
    Refused("/.throughline-manifest", .notFound), Refused([0x2F, 0xFF, 0xFE], .notFound),
    Refused("/%ff", .notFound),
  ])
  func `a target that could lead elsewhere is refused`(_ refused: Refused) {
    #expect(throws: refused.refusal) { try RequestPath(refused.target) }
  }
}
