import SourceText
import System
import Testing

@Suite struct ProcessRunnerTests {
  private func sh(
    _ script: String, input: String = "", milliseconds: Int = 10_000, bytes: Int = 1 << 20
  ) throws -> ProcessResult {
    try ProcessRunner.run(
      ["/bin/sh", "-c", script], input: Array(input.utf8),
      limits: ProcessLimits(milliseconds: milliseconds, outputBytes: bytes))
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `output, errors and status come back apart`() throws {
    let result = try sh("echo out; echo err >&2; exit 3")
    #expect(text(result.output) == "out\n")
    #expect(text(result.errors) == "err\n")
    #expect(result.ending == .exited(3))
    #expect(!result.isSuccess)
  }

  @Test func `input is given whole, however large`() throws {
    let input = String(repeating: "0123456789", count: 50_000)
    let result = try sh("cat", input: input)
    #expect(text(result.output) == input)
    #expect(result.isSuccess)
  }

  @Test func `a program that reads nothing does not end this one`() throws {
    let result = try sh("exit 0", input: String(repeating: "x", count: 1 << 20))
    #expect(result.ending == .exited(0))
  }

  @Test func `arguments reach the program unchanged, without a shell`() throws {
    let odd = "a b'c\"d$HOME*;\n"
    let result = try ProcessRunner.run(["printf", "%s", odd])
    #expect(text(result.output) == odd)
  }

  @Test func `the environment is only what is given`() throws {
    let result = try ProcessRunner.run(["/usr/bin/env"], environment: ["A": "1", "B": "2"])
    #expect(text(result.output) == "A=1\nB=2\n")
  }

  @Test func `the directory is the one that is asked for`() throws {
    let result = try ProcessRunner.run(["/bin/pwd"], directory: "/usr")
    #expect(text(result.output) == "/usr\n")
  }

  @Test func `a signal is told from a status`() throws {
    #expect(try sh("kill -9 $$").ending == .killed(signal: 9))
  }

  @Test func `after the deadline the whole group is gone`() throws {
    let clock = ContinuousClock()
    let time = try clock.measure {
      let result = try sh("sleep 600 & sleep 600", milliseconds: 200)
      #expect(result.isTimedOut)
      #expect(result.ending == .killed(signal: 9))
    }
    #expect(time < .seconds(60))
  }

  @Test func `output beyond the limit is thrown away and the program still ends`() throws {
    let result = try sh("head -c 3000000 /dev/zero", bytes: 1000)
    #expect(result.output.count == 1000)
    #expect(result.isTruncated)
    #expect(result.ending == .exited(0))
  }

  @Test func `a program that says too much may be ended for it`() throws {
    let result = try ProcessRunner.run(
      ["/bin/sh", "-c", "yes & yes"],
      limits: ProcessLimits(milliseconds: 60_000, outputBytes: 1000, endsWhenFull: true))
    #expect(result.isTruncated)
    #expect(!result.isTimedOut)
    #expect(result.output.count == 1000)
  }

  @Test func `a program that closes its outputs and stays is ended at the deadline`() throws {
    let clock = ContinuousClock()
    let time = try clock.measure {
      let result = try sh("exec >&- 2>&-; sleep 600", milliseconds: 300)
      #expect(result.isTimedOut)
      #expect(result.ending == .killed(signal: 9))
    }
    #expect(time < .seconds(60))
  }

  @Test func `no descriptor but the three is inherited`() throws {
    let result = try sh("ls /proc/self/fd | tr '\\n' ' '")
    // The fourth is the folder that ls itself has opened.
    #expect(text(result.output) == "0 1 2 3 ")
  }

  @Test func `a program that is not there is an error`() {
    #expect(throws: ProcessError.notFound("no-such-program")) {
      try ProcessRunner.run(["no-such-program"])
    }
    #expect(throws: ProcessError.notFound("/no/such")) { try ProcessRunner.run(["/no/such"]) }
    #expect(throws: ProcessError.malformedRequest) { try ProcessRunner.run([]) }
    #expect(throws: ProcessError.malformedRequest) { try ProcessRunner.run(["/bin/echo", "a\0b"]) }
  }

  @Test func `many runs leave no descriptor behind`() throws {
    for _ in 0..<300 { _ = try ProcessRunner.run(["/bin/true"]) }
    #expect(try sh("exit 0").isSuccess)
  }
}
