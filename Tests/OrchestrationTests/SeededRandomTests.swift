import Orchestration
import Testing

@Suite struct SeededRandomTests {
  @Test func sameSeedSameNumbers() {
    var a = SeededRandom(text: "run"), b = SeededRandom(text: "run")
    #expect((0..<100).map { _ in a.next() } == (0..<100).map { _ in b.next() })
  }
}
