import Testing

@testable import CLI

@Suite struct CommandLineParserTests {
  struct Accepted: Sendable, CustomTestStringConvertible {
    let arguments: String
    var environment: [String: String] = [:]
    /// Verb, operands, then option=value@origin by name.
    let parsed: String
    var testDescription: String { arguments }
  }

  @Test(arguments: [
    Accepted(arguments: "", parsed: "help"),
    Accepted(arguments: "--help", parsed: "help"),
    Accepted(arguments: "build --help", parsed: "help build"),
    Accepted(arguments: "build -x --help", parsed: "fault"),
    Accepted(arguments: "--version", parsed: "version"),
    Accepted(arguments: "build", parsed: "build"),
    Accepted(arguments: "build -D", parsed: "build drafts=true@--drafts"),
    Accepted(arguments: "build --drafts=no", parsed: "build drafts=no@--drafts"),
    Accepted(arguments: "build -s a --source b", parsed: "build source=b@--source"),
    Accepted(arguments: "build -sa", parsed: "build source=a@--source"),
    Accepted(
      arguments: "build -Dqb u",
      parsed: "build base-url=u@--base-url drafts=true@--drafts quiet=true@--quiet"),
    Accepted(arguments: "build --baseURL=u", parsed: "build base-url=u@--base-url"),
    Accepted(arguments: "-s a build", parsed: "build source=a@--source"),
    Accepted(
      arguments: "report --results a pr --results=b", parsed: "report pr results=a\nb@--results"),
    Accepted(
      arguments: "report pr --results a",
      environment: ["THROUGHLINE_RESULTS": "b", "THROUGHLINE_BASE_RESULTS": "c\nd"],
      parsed: "report pr base-results=c\nd@THROUGHLINE_BASE_RESULTS results=a@--results"),
    Accepted(arguments: "new page -n a/b", parsed: "new page a/b dry-run=true@--dry-run"),
    Accepted(arguments: "init -- -odd", parsed: "init -odd"),
    Accepted(arguments: "init -", parsed: "init -"),
    Accepted(arguments: "list rules --format json", parsed: "list rules format=json@--format"),
    Accepted(arguments: "serve --port 0", parsed: "serve port=0@--port"),
    Accepted(
      arguments: "build", environment: ["THROUGHLINE_BASE_URL": "u", "THROUGHLINE_PORT": "x"],
      parsed: "build base-url=u@THROUGHLINE_BASE_URL"),
    Accepted(
      arguments: "build -b v", environment: ["THROUGHLINE_BASE_URL": "u"],
      parsed: "build base-url=v@--base-url"),
    Accepted(arguments: "build", environment: ["THROUGHLINE_JOBS": ""], parsed: "build"),
  ])
  func `a command line becomes an invocation`(_ row: Accepted) {
    let words = row.arguments.split(separator: " ").map(String.init)
    guard let invocation = try? CommandLineParser.parse(words, environment: row.environment) else {
      return #expect(row.parsed == "fault")
    }
    let given = invocation.given.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value.text)@\($0.value.origin.description)" }
    let parsed = [invocation.verb.name] + invocation.operands + given
    #expect(parsed.joined(separator: " ") == row.parsed)
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    let arguments: String
    var environment: [String: String] = [:]
    let message: String
    var testDescription: String { arguments }
  }

  @Test(arguments: [
    Refused(arguments: "biuld", message: "unknown verb \"biuld\"; did you mean \"build\"?"),
    Refused(arguments: "frobnicate", message: "unknown verb \"frobnicate\""),
    Refused(arguments: "-D", message: "expected a verb, found only options"),
    Refused(
      arguments: "build --dratfs",
      message: "unknown option \"--dratfs\" for build; did you mean \"--drafts\"?"),
    Refused(arguments: "build -z", message: "unknown option \"-z\" for build"),
    Refused(
      arguments: "--strcit build",
      message: "unknown option \"--strcit\"; did you mean \"--strict\"?"),
    Refused(
      arguments: "build --port 1", message: "build does not take --port; it belongs to serve"),
    Refused(arguments: "build --source", message: "--source needs a value: --source <dir>"),
    Refused(arguments: "build --source=", message: "--source must not be empty"),
    Refused(arguments: "build -j 0", message: "-j must be a whole number from 1 to 256, not \"0\""),
    Refused(
      arguments: "build -j +3", message: "-j must be a whole number from 1 to 256, not \"+3\""),
    Refused(
      arguments: "build -j 99999999999999999999",
      message: "-j must be a whole number from 1 to 256, not \"99999999999999999999\""),
    Refused(
      arguments: "check --format sarfi",
      message:
        "--format must be text, json, sarif or github, not \"sarfi\"; did you mean \"sarif\"?"),
    Refused(
      arguments: "--format sarif list rules",
      message: "--format must be text or json, not \"sarif\""),
    Refused(
      arguments: "build --strict=maybe", message: "--strict must be true or false, not \"maybe\""),
    Refused(arguments: "build now", message: "build does not expect \"now\""),
    Refused(arguments: "new", message: "new needs <kind>: page, manifold"),
    Refused(arguments: "new page", message: "new needs <name>"),
    Refused(
      arguments: "new pgae x",
      message: "<kind> must be page or manifold, not \"pgae\"; did you mean \"page\"?"),
    Refused(
      arguments: "build", environment: ["THROUGHLINE_JOBS": "many"],
      message: "THROUGHLINE_JOBS must be a whole number from 1 to 256, not \"many\""),
  ])
  func `a command line that fits no table is refused by name`(_ row: Refused) {
    let words = row.arguments.split(separator: " ").map(String.init)
    let fault = #expect(throws: UsageFault.self) {
      try CommandLineParser.parse(words, environment: row.environment)
    }
    #expect(fault?.message == row.message)
  }

  @Test func `a very long word is cut in its message`() {
    let fault = #expect(throws: UsageFault.self) {
      try CommandLineParser.parse([String(repeating: "x", count: 100_000)])
    }
    #expect((fault?.message.count ?? 0) < 120)
  }
}
