import Orchestration
import Testing

@Suite struct `Random numbers of a run` {
  @Test func `the same seed gives the same numbers`() {
    var one = SeededRandom(text: "run")
    var other = SeededRandom(text: "run")
    #expect((0..<100).map { _ in one.next() } == (0..<100).map { _ in other.next() })
  }

  /// The first numbers of SplitMix64 for the seed of its authors' own test.
  @Test func `the numbers are those of the algorithm`() {
    var random = SeededRandom(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }
}
