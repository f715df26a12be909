/// What stands for one other thing only, both ways; what would stand for two stands for none.
struct UniquePairs<Element: Hashable & Comparable> {
  private var forward: [Element: Set<Element>] = [:]
  private var backward: [Element: Set<Element>] = [:]

  mutating func add(_ old: Element, _ new: Element) {
    forward[old, default: []].insert(new)
    backward[new, default: []].insert(old)
  }

  /// Those that differ.
  var pairs: [Element: Element] {
    forward.compactMapValues { others in
      guard others.count == 1, let other = others.first, backward[other]?.count == 1 else {
        return nil
      }
      return other
    }.filter { $0.key != $0.value }
  }
}
