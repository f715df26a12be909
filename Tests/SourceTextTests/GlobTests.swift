import SourceText
import TestSupport
import Testing

@Suite struct GlobTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var pattern: String
    var path: String
    var matches: Bool
    var testDescription: String { "\(pattern) \(matches ? "takes" : "refuses") \(path)" }

    init(_ pattern: String, _ path: String, _ matches: Bool) {
      self.pattern = pattern
      self.path = path
      self.matches = matches
    }
  }

  @Test(arguments: [
    Case("a.md", "a.md", true), Case("a.md", "b.md", false), Case("a.md", "x/a.md", false),
    Case("*.md", "a.md", true), Case("*.md", ".md", true), Case("*.md", "x/a.md", false),
    Case("**/*.md", "a.md", true), Case("**/*.md", "x/y/a.md", true),
    Case("content/**", "content/a/b", true), Case("content/**", "content", false),
    Case("content/**/x", "content/x", true), Case("content/**/x", "content/a/b/x", true),
    Case("content/**/x", "content/a/xx", false), Case("a/**/b/**/c", "a/1/b/2/b/3/c", true),
    Case("a/**/b/**/c", "a/1/2/3/c", false), Case("**", "a", true), Case("**/a", "b", false),
    Case("?.md", "é.md", true), Case("?.md", "ab.md", false), Case("[a-c]x", "bx", true),
    Case("[!a-c]x", "bx", false), Case("[^a-c]x", "dx", true), Case("[]]x", "]x", true),
    Case("[à-é]", "â", true), Case("[a-]x", "-x", true), Case("\\*.md", "*.md", true),
    Case("\\*.md", "a.md", false), Case("*.{yaml,yml}", "a.yml", true),
    Case("*.{yaml,yml}", "a.json", false), Case("{a,b/{c,d}}/e", "b/d/e", true),
    Case("{a,b}{1,2}", "b1", true), Case("a*b*c", "aXbYbZc", true), Case("a*b*c", "aXc", false),
    Case("a**b", "axxb", true), Case("a**b", "a/b", false), Case("/a", "a", true),
  ])
  func `a pattern takes or refuses a path`(_ row: Case) throws {
    #expect(try Glob(row.pattern).matches(row.path) == row.matches)
  }

  @Test func `braces are literal when asked for`() throws {
    #expect(try Glob("{a,b}", braces: false).matches("{a,b}"))
  }

  @Test(arguments: ["", "/", "[a", "{a,b", String(repeating: "{a,b}", count: 9)])
  func `a malformed pattern is refused`(_ pattern: String) {
    #expect(throws: Glob.Malformed.self) { try Glob(pattern) }
  }

  @Test func `many stars against a long name end soon`() throws {
    let glob = try Glob(String(repeating: "*a", count: 60) + "b")
    let deep = try Glob(String(repeating: "**/a/", count: 60) + "b")
    let work = secondsOfWork {
      #expect(!glob.matches(String(repeating: "a", count: 3_000)))
      #expect(!deep.matches(String(repeating: "a/", count: 1_000) + "c"))
    }
    #expect(work < 2)
  }
}

@Suite struct GlobPathTests {
  @Test(arguments: [
    ("a/b", "a/b"), ("./a//b/", "a/b"), ("a/./b", "a/b"), ("..a/b..", "..a/b.."), ("é", "é"),
  ])
  func `a path is cleaned`(_ path: String, _ expected: String) throws {
    #expect(try CleanPath(path).text == expected)
  }

  @Test(arguments: [
    ("", CleanPath.Fault.empty), (".", .empty), ("/a", .absolute), ("a/../b", .leadsUp),
    ("..", .leadsUp), ("a\nb", .controlCharacter), ("a\u{85}b", .controlCharacter),
  ])
  func `an unclean path is refused`(_ path: String, _ fault: CleanPath.Fault) {
    #expect(throws: fault) { try CleanPath(path) }
  }

  @Test func `bytes that are not UTF-8 are refused and shown escaped`() {
    #expect(throws: CleanPath.Fault.notUTF8) { try CleanPath(bytes: [0x63, 0xE9]) }
    #expect(displayName([0x63, 0xE9, 0x0A]) == "c\\xe9\\u{a}")
  }
}
