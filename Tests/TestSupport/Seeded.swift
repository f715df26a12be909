/// Numbers that follow from a seed and nothing else, so that a failing round can be run again.
public struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  /// A generator that begins at a seed.
  public init(_ seed: UInt64) { state = seed }

  /// The next number of 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0, below `bound`.
  public mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  /// True once in so many times.
  public mutating func isOnce(in times: Int) -> Bool { below(times) == 0 }

  /// One of some values, which are not none.
  public mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  /// Up to so many values.
  public mutating func some<Value>(
    upTo most: Int, _ value: (inout Seeded) -> Value
  ) -> [Value] {
    (0..<below(most + 1)).map { _ in value(&self) }
  }
}
