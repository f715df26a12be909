/// A version as semver.org orders them; build metadata has no part in that.
struct SemanticVersion: Comparable {
  private let core: [Int]
  private let early: [String]

  /// `nil` for anything but `1.2.3`, with `-rc.1` and `+7` behind it if need be.
  init?(_ text: String) {
    let parts = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count > 1, !Self.names(parts[1]).allSatisfy(Self.isName) { return nil }
    let halves = (parts.first ?? "").split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = Self.names(halves.first ?? "")
    core = numbers.filter(Self.isNumber).compactMap { Int($0) }
    guard numbers.count == 3, core.count == 3 else { return nil }
    early = halves.count > 1 ? Self.names(halves[1]).map(String.init) : []
    guard
      early.allSatisfy({
        Self.isName($0[...]) && (!Self.isDigits($0[...]) || Self.isNumber($0[...]))
      })
    else { return nil }
  }

  /// `1.3.0` of `1.2.9`, and `1.2.0` of `1.2.0-rc.1`: new scenarios add, and nothing here knows what
  /// breaks.
  var nextMinor: String {
    early.isEmpty ? "\(core[0]).\(core[1] + 1).0" : core.map(String.init).joined(separator: ".")
  }

  /// What comes before a version precedes it; names compare as numbers where both are.
  static func < (a: SemanticVersion, b: SemanticVersion) -> Bool {
    if a.core != b.core { return a.core.lexicographicallyPrecedes(b.core) }
    if a.early.isEmpty || b.early.isEmpty { return !a.early.isEmpty && b.early.isEmpty }
    return a.early.lexicographicallyPrecedes(b.early) { x, y in
      switch (isDigits(x[...]), isDigits(y[...])) {
      case (true, true): (x.utf8.count, x) < (y.utf8.count, y)
      case (true, false): true
      case (false, true): false
      case (false, false): x < y
      }
    }
  }

  private static func names(_ text: Substring) -> [Substring] {
    text.split(separator: ".", omittingEmptySubsequences: false)
  }

  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        let lower = $0 | 0x20
        return (0x61...0x7A).contains(lower) || (0x30...0x39).contains($0) || $0 == 0x2D
      }
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Without leading zeros.
  private static func isNumber(_ text: Substring) -> Bool {
    isDigits(text) && (text == "0" || text.first != "0")
  }
}
