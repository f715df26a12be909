import Synchronization
import System
import Testing

@Suite struct WorkersTests {
  @Test(arguments: [1, 2, 7])
  func `results come in order whatever the number of threads`(_ count: Int) {
    for total in [0, 1, 15, 16, 17, 1_000] {
      #expect(Workers(count).map(total) { $0 * 2 } == (0..<total).map { $0 * 2 })
    }
  }

  @Test func `each thread runs once`() {
    let seen = Mutex<[Int]>([])
    Workers(5).run { number in seen.withLock { $0.append(number) } }
    #expect(seen.withLock { $0.sorted() } == [0, 1, 2, 3, 4])
  }

  @Test func `a thread has room for deep recursion`() {
    @Sendable func depth(_ left: Int) -> Int { left == 0 ? 0 : 1 + depth(left - 1) }
    #expect(Workers(2).map(2, chunk: 1) { _ in depth(20_000) } == [20_000, 20_000])
  }
}
