import System
import Testing

@Suite struct ChildProcessTests {
  private func child(_ script: String) throws -> ChildProcess {
    try ChildProcess(["/bin/sh", "-c", script])
  }

  /// Reads until the other side closes.
  private func readAll(_ child: ChildProcess) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      ChildProcess.wait(for: [(child, false)], milliseconds: 5_000)
      if child.receive(into: &bytes) == .end { return bytes }
    }
  }

  @Test func `what is sent can come back`() throws {
    let child = try child("head -c 5")
    #expect(child.send(Array("hello".utf8), from: 0) == 5)
    #expect(readAll(child) == Array("hello".utf8))
    #expect(child.kill() == .exited(0))
  }

  @Test func `sending starts where it is told`() throws {
    let child = try child("head -c 2")
    #expect(child.send(Array("hello".utf8), from: 3) == 2)
    #expect(readAll(child) == Array("lo".utf8))
  }

  @Test func `notes come apart from output`() throws {
    let child = try child("printf note >&3; printf out")
    #expect(readAll(child) == Array("out".utf8))
    var notes: [UInt8] = []
    #expect(child.receiveNotes(into: &notes) == .bytes(4))
    #expect(notes == Array("note".utf8))
  }

  @Test func `reading never waits`() throws {
    let child = try child("sleep 30")
    var bytes: [UInt8] = []
    #expect(child.receive(into: &bytes) == .nothing)
    #expect(child.kill() == .killed(signal: 9))
  }

  @Test func `sending to a process that has ended says so`() throws {
    let child = try child("exit 4")
    _ = readAll(child)
    // The end of its output may come before the end of its input.
    var taken: Int? = 0
    for _ in 0..<1_000 where taken != nil {
      taken = child.send([1], from: 0)
      ChildProcess.wait(for: [], milliseconds: 1)
    }
    #expect(taken == nil)
    #expect(child.kill() == .exited(4))
    #expect(child.kill() == .exited(4))
  }
}
