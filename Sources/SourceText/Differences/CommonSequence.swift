/// What two sequences have in common, in order, by the shortest way from the one to the other
/// (Myers, "An O(ND) difference algorithm and its variations", 1986).
struct CommonSequence {
  /// Positions that stay, of the first and of the second, in order.
  private(set) var pairs: [(old: Int, new: Int)] = []

  /// Sequences with more differences than this have nothing in common but their ends.
  private static let effort = 200

  private let old: [Int]
  private let new: [Int]

  /// - Complexity: linear in the elements, for each difference up to the limit.
  init<Element: Hashable>(_ old: [Element], _ new: [Element]) {
    var numbers: [Element: Int] = [:]
    func number(_ element: Element) -> Int {
      if let known = numbers[element] { return known }
      let next = numbers.count
      numbers[element] = next
      return next
    }
    self.old = old.map(number)
    self.new = new.map(number)
    let shorter = min(old.count, new.count)
    let head = zip(self.old, self.new).prefix { $0 == $1 }.count
    let tail = zip(self.old.reversed(), self.new.reversed()).prefix(shorter - head)
      .prefix { $0 == $1 }.count
    pairs = (0..<head).map { ($0, $0) }
    findMiddle(head..<old.count - tail, head..<new.count - tail)
    pairs += (0..<tail).reversed().map { (old.count - 1 - $0, new.count - 1 - $0) }
  }

  private mutating func findMiddle(_ a: Range<Int>, _ b: Range<Int>) {
    guard !a.isEmpty, !b.isEmpty else { return }
    /// By diagonal: how far each number of differences leads in the first sequence.
    var reach = [Int](repeating: 0, count: 2 * Self.effort + 3)
    var steps: [[Int]] = []
    for count in 0...min(Self.effort, a.count + b.count) {
      steps.append(reach)
      for diagonal in stride(from: -count, through: count, by: 2) {
        let place = Self.effort + 1 + diagonal
        let isDown = Self.goesDown(reach, diagonal, count)
        var x = isDown ? reach[place + 1] : reach[place - 1] + 1
        while x < a.count, x - diagonal < b.count,
          old[a.lowerBound + x] == new[b.lowerBound + x - diagonal]
        { x += 1 }
        reach[place] = x
        guard x < a.count || x - diagonal < b.count else {
          return walkBack(steps, a, b)
        }
      }
    }
  }

  private static func goesDown(_ reach: [Int], _ diagonal: Int, _ count: Int) -> Bool {
    let place = effort + 1 + diagonal
    return diagonal == -count || (diagonal != count && reach[place - 1] < reach[place + 1])
  }

  private mutating func walkBack(_ steps: [[Int]], _ a: Range<Int>, _ b: Range<Int>) {
    var (x, y) = (a.count, b.count)
    var found: [(old: Int, new: Int)] = []
    for count in steps.indices.reversed() {
      let diagonal = x - y
      let before = Self.goesDown(steps[count], diagonal, count) ? diagonal + 1 : diagonal - 1
      let start = steps[count][Self.effort + 1 + before]
      // What stays after the step, then the step itself.
      while x > start, y > start - before {
        (x, y) = (x - 1, y - 1)
        found.append((a.lowerBound + x, b.lowerBound + y))
      }
      (x, y) = (start, start - before)
    }
    pairs += found.reversed()
  }
}
