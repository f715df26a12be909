/// A length of time as the monitoring system writes it: `5m`, `1h30m`.
struct AlertSpan: Sendable {
  let text: String
  let milliseconds: Int

  /// Thirty days: longer ones are mistakes, and tests of them take for ever.
  static let longest = 30 * 86_400_000

  private static let units = [
    ("y", 31_536_000_000), ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000),
    ("s", 1_000), ("ms", 1),
  ]

  /// - Parameter minutes: how many; sixty are an hour.
  init(_ minutes: Int) {
    text = minutes == 60 ? "1h" : "\(minutes)m"
    milliseconds = minutes * 60_000
  }

  /// Each unit at most once, the longest first; only nothing at all needs no unit.
  init?(_ text: String) {
    var rest = text.utf8[...]
    var units = Self.units[...]
    var total = 0
    while !rest.isEmpty, text != "0" {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      let name = rest.dropFirst(digits.count).prefix { !(0x30...0x39).contains($0) }
      guard digits.count <= 6, let count = Int(String(decoding: digits, as: UTF8.self)),
        let place = units.firstIndex(where: { $0.0.utf8.elementsEqual(name) })
      else { return nil }
      total += count * units[place].1
      units = units[(place + 1)...]
      rest = rest.dropFirst(digits.count + name.count)
    }
    guard !text.isEmpty else { return nil }
    self.text = text
    milliseconds = total
  }

  /// Minutes, the last one full.
  var minutes: Int { (milliseconds + 59_999) / 60_000 }
}
