import SourceText
import Testing

/// Names that are files on every system.
@Suite struct `Portable names` {
  @Test(arguments: [
    "con.html", "NUL.txt.html", "com1", "a:b", "q?", "star*", "pipe|", "back\\slash", "trail .html",
    " lead", "end.", "a\"b", "a<b", "up\u{202E}lmth", String(repeating: "x", count: 256),
  ])
  func `are refused for what some system has not`(name: String) {
    #expect(portabilityFault(ofName: name) != nil)
    #expect(portabilityFault(ofPath: "a/\(name)/b.html") != nil)
  }

  @Test(arguments: [
    "a.html", "console.html", "com.html", "ü b.html", "a-b_c", "404.html", ".well-known", "日本.html",
    String(repeating: "x", count: 255),
  ])
  func `may hold anything else`(name: String) {
    #expect(portabilityFault(ofName: name) == nil)
    #expect(portabilityFault(ofPath: "a/\(name)/b.html") == nil)
  }

  @Test func `make paths that the system takes`() {
    let path = Array(repeating: "abcdefghi", count: 500).joined(separator: "/")
    #expect(portabilityFault(ofPath: path) == "the path has 4999 bytes, expected at most 3800")
  }
}
