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
    guard !Set(old[a]).isDisjoint(with: new[b]) else { return }
    let most = min(Self.effort, a.count + b.count)
    var reach = Reach(most)
    var steps: [Reach] = []
    for count in 0...most {
      steps.append(reach.part(count))
      // Other diagonals lie outside of the sequences.
      let (lowest, highest) = (-Self.last(count, b.count), Self.last(count, a.count))
      for diagonal in stride(from: lowest, through: highest, by: 2) {
        let isDown = reach.goesDown(diagonal, count)
        var x = isDown ? reach[diagonal + 1] : reach[diagonal - 1] + 1
        while x < a.count, x - diagonal < b.count,
          old[a.lowerBound + x] == new[b.lowerBound + x - diagonal]
        { x += 1 }
        reach[diagonal] = x
        guard x < a.count || x - diagonal < b.count else {
          return walkBack(steps, a, b)
        }
      }
    }
  }

  /// The last diagonal that so many differences can reach on a side of so many elements.
  private static func last(_ count: Int, _ elements: Int) -> Int {
    count <= elements ? count : elements - (count - elements) % 2
  }

  /// How far a number of differences leads in the first sequence, by diagonal.
  private struct Reach {
    private var values: [Int]
    /// Of the diagonal 0.
    private let centre: Int

    /// Nothing is reached but the start.
    init(_ most: Int) {
      values = [Int](repeating: -1, count: 2 * most + 3)
      centre = most + 1
      values[centre + 1] = 0
    }

    private init(_ values: ArraySlice<Int>) {
      self.values = Array(values)
      centre = values.count / 2
    }

    subscript(diagonal: Int) -> Int {
      get { values[centre + diagonal] }
      set { values[centre + diagonal] = newValue }
    }

    /// As much of it as so many differences look at.
    func part(_ count: Int) -> Reach { Reach(values[(centre - count - 1)...(centre + count + 1)]) }

    func goesDown(_ diagonal: Int, _ count: Int) -> Bool {
      diagonal == -count || (diagonal != count && self[diagonal - 1] < self[diagonal + 1])
    }
  }

  private mutating func walkBack(_ steps: [Reach], _ a: Range<Int>, _ b: Range<Int>) {
    var (x, y) = (a.count, b.count)
    var found: [(old: Int, new: Int)] = []
    for count in steps.indices.reversed() {
      let diagonal = x - y
      let before = steps[count].goesDown(diagonal, count) ? diagonal + 1 : diagonal - 1
      let start = steps[count][before]
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
