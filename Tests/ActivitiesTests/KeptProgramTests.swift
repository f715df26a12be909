import Foundation
import System
import TestSupport
import Testing

/// Programs that do not want to end, and what is left of them.
@Suite struct KeptProgramTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let script: String
    var isTimedOut = true
    /// What ends by itself gets all the time that a busy machine may take.
    var milliseconds: Int { isTimedOut ? 700 : 60_000 }
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "hangs", script: "exec sleep MARK"),
    Case(name: "forks", script: "for i in 1 2 3 4 5; do sleep MARK & done; wait"),
    Case(name: "ignores TERM", script: "trap '' TERM INT HUP; sleep MARK & wait; sleep MARK"),
    Case(name: "closes its outputs and stays", script: "exec >&- 2>&-; exec sleep MARK"),
    Case(
      name: "leaves its session",
      script: "setsid sleep MARK & setsid setsid sleep MARK & sleep 0.2; exit 0", isTimedOut: false),
    Case(
      name: "becomes a daemon",
      script: """
        python3 -c '
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                for fd in range(0, 64):
                    try: os.close(fd)
                    except OSError: pass
                os.execv("/bin/sleep", ["sleep", "MARK"])
            os._exit(0)
        time.sleep(0.3)
        '
        """, isTimedOut: false),
    Case(
      name: "forks again and again",
      script:
        "f() { sleep MARK & (setsid sh -c 'sleep MARK & sleep MARK' &) ; }; while :; do f; sleep 0.02; done"
    ),
  ]

  @Test(arguments: cases)
  func `nothing stays of a program that`(_ test: Case) throws {
    let mark = "9\(UInt32.random(in: 1_000_000..<9_999_999)).5"
    let script = test.script.replacingOccurrences(of: "MARK", with: mark)
    let clock = ContinuousClock()
    let time = try clock.measure {
      let result = try ProcessRunner.runKept(
        ["/bin/sh", "-c", script],
        limits: KeptLimits(ProcessLimits(milliseconds: test.milliseconds))
      ).process
      #expect(result.isTimedOut == test.isTimedOut)
    }
    #expect(processes(with: mark).isEmpty)
    #expect(time < .seconds(60))
  }

  @Test func `what floods its output is cut off and ends`() throws {
    let limits = KeptLimits(
      ProcessLimits(milliseconds: 20_000, outputBytes: 10_000, endsWhenFull: true))
    let result = try ProcessRunner.runKept(
      ["/bin/sh", "-c", "yes & yes >&2 & yes"], limits: limits
    ).process
    #expect(result.isTruncated)
    #expect(result.output.count <= 10_000 && result.errors.count <= 10_000)
  }

  @Test func `memory has a limit`() throws {
    let result = try ProcessRunner.runKept(
      ["python3", "-c", "x = bytearray(1 << 30)"],
      limits: KeptLimits(ProcessLimits(), addressSpace: 256 << 20)
    ).process
    #expect(!result.isSuccess)
    #expect(String(decoding: result.errors, as: UTF8.self).contains("MemoryError"))
  }

  @Test func `status, signal, input and folder come through`() throws {
    let run = { (script: String) in
      try ProcessRunner.runKept(
        ["/bin/sh", "-c", script], directory: "/usr", input: Array("in".utf8)
      ).process
    }
    #expect(try run("exit 3").ending == .exited(3))
    #expect(try run("kill -9 $$").ending == .killed(signal: 9))
    #expect(String(decoding: try run("pwd; cat").output, as: UTF8.self) == "/usr\nin")
    #expect(throws: ProcessError.notFound("no-such-program")) {
      try ProcessRunner.runKept(["no-such-program"])
    }
  }

  @Test func `whoever waits can stop it`() throws {
    let start = ContinuousClock().now
    let result = try ProcessRunner.runKept(
      ["sleep", "600"], while: { ContinuousClock().now - start < .milliseconds(300) })
    #expect(result.isStopped && !result.process.isTimedOut)
    #expect(ContinuousClock().now - start < .seconds(60))
  }

  /// A caller in C, because this process cannot be killed to see what stays.
  @Test func `nothing stays when the caller is killed`() throws {
    try withTemporaryFolder { folder in
      let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures").path
      let linux = "\(fixtures)/../../../Sources/CLinux"
      let built = try ProcessRunner.run(
        [
          "cc", "-D_Nonnull=", "-D_Nullable=", "-I\(linux)/include", "\(fixtures)/keeper_caller.c",
          "\(linux)/Keeper.c", "-o",
          "\(folder)/caller",
        ])
      try #require(built.isSuccess, "\(String(decoding: built.errors, as: UTF8.self))")
      let mark = "7\(UInt32.random(in: 1_000_000..<9_999_999)).5"
      let script = "trap '' TERM; setsid sleep \(mark) & sleep \(mark)"
      let caller = try ChildProcess(["\(folder)/caller", "/bin/sh", "-c", script])
      try waitUntil { processes(with: mark).count >= 4 }
      caller.kill()
      try waitUntil { processes(with: mark).isEmpty }
    }
  }

  private func waitUntil(_ holds: () -> Bool) throws {
    let start = ContinuousClock().now
    while !holds() {
      try #require(ContinuousClock().now - start < .seconds(60))
      usleep(10_000)
    }
  }
}
