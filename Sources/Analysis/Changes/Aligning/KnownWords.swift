import TraceModel

/// Counts words that two texts have in common, as often as both have them.
struct SharedWords {
  /// By word; 0 between two counts.
  private var rest: [Int]

  init(_ words: Int) { rest = Array(repeating: 0, count: words) }

  mutating func count(_ old: [Int], _ new: [Int]) -> Int {
    for word in old { rest[word] += 1 }
    var shared = 0
    for word in new where rest[word] > 0 {
      rest[word] -= 1
      shared += 1
    }
    for word in old { rest[word] = 0 }
    return shared
  }
}

/// Words as numbers, for as long as two revisions are compared.
struct KnownWords {
  /// What nodes that may be alike have in common.
  struct Mark: Hashable {
    var kind: NodeKind
    var first: Int
    var second: Int
  }

  private var numbers: [String: Int] = [:]

  var count: Int { numbers.count }

  mutating func numbers(of text: String) -> [Int] {
    plainWords(of: text).lazy.filter { !idleWords.contains($0) }.map { number(of: $0) }
  }

  private mutating func number(of word: String) -> Int {
    // Another figure is no other statement.
    let name = word.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } == true ? "0" : word
    if let known = numbers[name] { return known }
    numbers[name] = numbers.count
    return numbers.count - 1
  }

  /// Pairs of words that follow one another, and each word with the node's id.
  mutating func marks(of words: [Int], _ key: NodeKey) -> Set<Mark> {
    let id = number(of: "\u{0}\(key.id)")
    var marks = Set(words.map { Mark(kind: key.kind, first: id, second: $0) })
    for (first, second) in zip(words, words.dropFirst()) {
      marks.insert(Mark(kind: key.kind, first: first, second: second))
    }
    return marks
  }
}
