/// A hash of texts, one behind another (FNV-1a).
struct TextHash: Equatable {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
}

/// What happened in a schedule: a hash of everything, and the last lines.
struct Trace {
  private(set) var hash = TextHash()
  private(set) var lines: [String] = []
  /// All lines are kept, not only the last ones.
  let isWhole: Bool

  mutating func note(_ line: String) {
    hash.add(line.utf8)
    lines.append(line)
    if !isWhole, lines.count > 80 { lines.removeFirst(40) }
  }
}
