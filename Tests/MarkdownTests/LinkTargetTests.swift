import Testing

@testable import Markdown

@Suite struct LinkTargetTests {
  private func target(_ text: String) -> LinkTarget {
    Array(text.utf8).withUnsafeBufferPointer { LinkTarget($0) }
  }

  @Test(arguments: [
    "", "a.md", "../a.md#b", "/a/b", "#b", "?q=1", "a/b:c", "a?b:c", "./x:y", "%61.md", "ü.md",
    "../../../../etc/passwd", "a//b",
  ])
  func `a destination inside the site is kept`(_ url: String) {
    #expect(target(url) == .local(Array(url.utf8)))
  }

  @Test(arguments: [
    "https://a.b", "http://a.b/c?d#e", "HTTPS://A.B", "mailto:a@b.c", "https://a.b/@c",
    "https://169.254.169.254/",
  ])
  func `an address on the allow list is kept`(_ url: String) {
    #expect(target(url) == .external(Array(url.utf8)))
  }

  @Test(arguments: [
    "javascript:a", "JavaScript:a", "java\tscript:a", "java\nscript:a", " \u{1}javascript:a",
    "%01javascript:a", "livescript:a", "vbscript:a", "feed:javascript:a", "view-source:a", "blob:a",
    "data:text/html,a", "file:///a", "intent:a", "ms-msdt:a", "ftp://a.b", "//a.b", "\\\\a.b",
    "/\\a.b", "\\/a.b", "/%5Ca.b", "%2f%2Fa.b", "/\t/a.b", "https:a.b", "https:/a.b",
    "http:\\\\a.b",
    "https://", "https:///a", "https://u:p@a.b", "https://a.b\\@c.d", "C:\\a", "mailto:", ":a",
  ])
  func `every other destination is refused`(_ url: String) {
    guard case .refused(let reason) = target(url) else {
      Issue.record("\(url) is kept")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test func `controls and the spaces around an address are dropped`() {
    #expect(target("  a\u{7F}b\n ") == .local(Array("ab".utf8)))
  }

  @Test func `entities do not hide a scheme`() {
    for url in ["java&#115;cript:a", "javascript&colon;a", "&#1;javascript:a", "&#x6A;avascript:a"]
    {
      #expect(html("[x](\(url))") == "<p><a>x</a></p>\n", "\(url)")
    }
  }
}
