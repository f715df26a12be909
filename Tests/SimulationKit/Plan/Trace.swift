/// What happened in a schedule: a hash of everything, and the last lines.
struct Trace {
  private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  private(set) var lines: [String] = []
  /// All lines are kept, not only the last ones.
  let isWhole: Bool

  mutating func note(_ line: String) {
    for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    lines.append(line)
    if !isWhole, lines.count > 80 { lines.removeFirst(40) }
  }
}
