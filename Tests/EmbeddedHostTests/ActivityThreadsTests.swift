import EmbeddedHost
import Glibc
import History
import Orchestration
import Synchronization
import Testing

private let ring = Activity<String, String>("ring", ActivityOptions(startToClose: .seconds(60)))

private enum Bell: Workflow {
  static func initialState(_ input: String) -> Int { 0 }
  static func run(_ context: WorkflowContext<Int>, _ name: String) async throws -> String {
    try await context.run(ring, name)
  }
}

@Suite struct ActivityThreadsTests {
  @Test func `activities begin while every other task of the process is held up`() async throws {
    let path = "/tmp/throughline-bell-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).db"
    defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
    let rung = Mutex<Moment?>(nil)
    var table = ActivityTable()
    table.add(ring) { name, _ in
      rung.withLock { $0 = WallClock.now }
      return name
    }
    var options = EngineOptions(path: path)
    options.taskQueues = ["q"]
    let engine = Engine(options, workflows: [WorkflowDefinition(Bell.self)], activities: table)
    try engine.start()
    let client = WorkflowClient(engine, identity: "test")
    let run = try await client.start(Bell.self, "bell", id: "b", taskQueue: "q")
    let freed = await withTaskGroup(of: Moment.self) { group in
      for _ in 0..<2 * sysconf(Int32(_SC_NPROCESSORS_ONLN)) {
        group.addTask {
          usleep(900_000)
          usleep(900_000)
          return WallClock.now
        }
      }
      return await group.reduce(Moment(nanoseconds: .max)) { min($0, $1) }
    }
    _ = try await run.result()
    let moment = try #require(rung.withLock { $0 })
    #expect(moment < freed)
    await engine.stop()
  }
}
