import Orchestration
import SourceText
import Testing
import Workflows

@testable import Activities

/// What agents send that nobody may believe.
@Suite struct AnswerTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    /// What the failure has to name.
    let words: String
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ words: String) {
      (self.name, bytes, self.words) = (name, Array(text.utf8), words)
    }

    init(_ name: String, bytes: [UInt8], _ words: String) {
      (self.name, self.bytes, self.words) = (name, bytes, words)
    }
  }

  private static func patch(_ files: String, id: String = "i1", tests: String = "{}") -> String {
    #"{"issue_id":"\#(id)","files":\#(files),"tests":\#(tests),"description":"d"}"#
  }

  private static func named(_ path: String) -> String { patch(#"{"\#(path)":"x"}"#) }

  static let patches = [
    Case("nothing", "", "no JSON"),
    Case("prose", "Here is your patch!", "line 1"),
    Case("a number", "7", "expected"),
    Case("null", "null", "expected"),
    Case("a list", "[]", "expected"),
    Case("cut off", #"{"issue_id":"i1","files":{"a":"x""#, "line 1"),
    Case("two values", patch(#"{"a":"x"}"#) + "{}", "line 1"),
    Case(
      "a key twice", #"{"issue_id":"i1","issue_id":"i2","files":{},"tests":{},"description":""}"#,
      "issue_id"),
    Case("a path twice", patch(#"{"a":"x","a":"y"}"#), "line 1"),
    Case("a member missing", #"{"issue_id":"i1","tests":{},"description":""}"#, "files"),
    Case("a wrong type", patch(#"{"a":7}"#), "files/a"),
    Case("another issue", patch(#"{"a":"x"}"#, id: "i2"), "asked for was i1"),
    Case("no file", patch("{}"), "no file"),
    Case("a file that is a test, too", patch(#"{"a":"x"}"#, tests: #"{"a":"x"}"#), "a test"),
    Case("too deep", String(repeating: "[", count: 5_000), "line 1"),
    Case("no UTF-8", bytes: Array(#"{"issue_id":""#.utf8) + [0xFF, 0xFE], "line 1"),
    Case("UTF-16", bytes: [0xFF, 0xFE, 0x7B, 0], "line 1"),
    Case("too long", String(repeating: " ", count: longestAnswer + 1) + "{}", "limit"),
    Case("up", named("../../etc/cron.d/x"), ".."),
    Case("up in between", named("a/../../b"), ".."),
    Case("absolute", named("/etc/passwd"), "absolute"),
    Case("git's own", named(".git/hooks/pre-commit"), "git"),
    Case("git's own in disguise", named("a/.GiT /config"), "git"),
    Case("the forge's own", named(".github/workflows/ci.yml"), "forge"),
    Case("a control character", named(#"a\u0000b"#), "control"),
    Case("a line break", named(#"a\nb"#), "control"),
    Case("turned round", named(#"a\u202eb"#), "control"),
    Case("a backslash", named(#"..\\..\\x"#), "backslash"),
    Case("no name", named(""), "no file"),
    Case("file and folder", patch(#"{"a":"x","a/b":"y"}"#), "same change"),
    Case("a NUL in the text", patch(#"{"a":"x\u0000"}"#), "U+0000"),
    Case(
      "too many files",
      patch("{" + (0...200).map { #""f\#($0)":"x""# }.joined(separator: ",") + "}"), "201 files"),
    Case("a long name", named(String(repeating: "n", count: 300)), "255"),
  ]

  private func message<Value: Decodable>(
    _ test: Case, _ type: Value.Type, _ faults: (Value) -> [String]
  ) -> String? {
    do {
      _ = try AnswerReading.value(test.bytes, from: "agent", as: type, faults: faults)
    } catch let failure as Failure {
      #expect(failure.applicationType == "BadAgentAnswer")
      guard case .application(let info) = failure.kind else { return nil }
      #expect(!info.nonRetryable)
      return failure.message
    } catch { return nil }
    return nil
  }

  @Test(arguments: patches) func `a patch is refused that has`(_ test: Case) throws {
    let message = try #require(message(test, Patch.self) { AnswerFaults.of($0, for: "i1") })
    #expect(message.contains(test.words), "\(message)")
    #expect(message.utf8.count < 2_000)
  }

  @Test func `a good patch is taken as it is`() throws {
    let bytes = Array(Self.patch(#"{"src/a.swift":"let a = 1\n"}"#).utf8)
    let patch: Patch = try AnswerReading.value(bytes, from: "agent") {
      AnswerFaults.of($0, for: "i1")
    }
    #expect(
      patch == Patch(issueID: "i1", files: ["src/a.swift": "let a = 1\n"], description: "d"))
  }

  @Test(arguments: ["1.01", "-0.1", "1e999", "\"1\"", "NaN"])
  func `a confidence has to be one`(_ number: String) {
    let text =
      #"{"agent_id":"a","root_cause":"c","confidence":\#(number),"evidence":[],"suggested_fix":"","estimated_impact":""}"#
    #expect(message(Case("", text, ""), Diagnosis.self) { AnswerFaults.of($0, by: "a") } != nil)
  }

  @Test(arguments: ["", "a b", "../x", "-x", ".x", "a/b", "é", String(repeating: "a", count: 65)])
  func `an id has to be safe`(_ id: String) {
    #expect(!AnswerFaults.of([PlannedIssue(id: id, title: "t")]).isEmpty)
  }

  @Test func `ids stand once, patches keep their order, others do not speak for us`() {
    let twice = [PlannedIssue(id: "A-1", title: "t"), PlannedIssue(id: "a-1", title: "t")]
    #expect(AnswerFaults.of(twice) == ["the id a-1 stands twice"])
    let (first, second) = (
      Patch(issueID: "1", files: ["a": ""]), Patch(issueID: "2", files: ["b": ""])
    )
    #expect(!AnswerFaults.of([second, first], for: [first, second]).isEmpty)
    #expect(!AnswerFaults.of([first], for: [first, second]).isEmpty)
    #expect(AnswerFaults.of([first, second], for: [first, second]).isEmpty)
    #expect(!AnswerFaults.of(Opinion(reviewer: "x", agrees: true, notes: []), by: "y").isEmpty)
  }
}
