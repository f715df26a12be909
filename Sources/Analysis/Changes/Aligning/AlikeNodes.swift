import TraceModel

/// Nodes without a counterpart whose texts are much alike, the way Git looks for renamed files.
///
/// Nobody compares each with each: two nodes are looked at only when they share a pair of words, or an
/// id and a word, that few others have. So the work grows with the texts, and not with their square.
struct AlikeNodes {
  /// A node of the base and one of the head.
  struct Edge {
    var base: Int
    var head: Int
    /// Of a thousand words, how many both have.
    var score: Int
    /// Both texts begin with the same word, which is mostly what they are about.
    var isAboutTheSame: Bool
    /// Words of the shorter text.
    var words: Int
  }

  private(set) var edges: [Edge] = []

  /// What more nodes than this have in common tells none of them apart.
  private static let owners = 24
  /// A longer text is known by its beginning.
  private static let words = 96

  init(_ base: MatchedSide, _ head: MatchedSide) {
    var known = KnownWords()
    let old = Self.texts(base, &known)
    let new = Self.texts(head, &known)
    let (inBase, atHead) = (Self.owners(of: old, base, &known), Self.owners(of: new, head, &known))
    for number in base.unmatched {
      guard let text = old[number] else { continue }
      var others: Set<Int> = []
      for mark in known.marks(of: text, base.nodes[number].key) {
        guard let found = atHead[mark], found.count <= Self.owners,
          inBase[mark, default: []].count <= Self.owners
        else { continue }
        others.formUnion(found)
      }
      for other in others.sorted() {
        if let edge = new[other].flatMap({ Self.edge(number, text, other, $0) }) {
          edges.append(edge)
        }
      }
    }
  }

  private static func texts(_ side: MatchedSide, _ known: inout KnownWords) -> [Int: [Int]] {
    var texts: [Int: [Int]] = [:]
    for number in side.unmatched {
      let node = side.nodes[number]
      guard !node.key.kind.isCounted, !node.isProgram else { continue }
      let words = known.numbers(of: node.ownLines.joined(separator: "\n")).prefix(Self.words)
      if !words.isEmpty { texts[number] = Array(words) }
    }
    return texts
  }

  private static func owners(
    of texts: [Int: [Int]], _ side: MatchedSide, _ known: inout KnownWords
  ) -> [KnownWords.Mark: [Int]] {
    var owners: [KnownWords.Mark: [Int]] = [:]
    for (number, text) in texts {
      for mark in known.marks(of: text, side.nodes[number].key)
      where owners[mark, default: []].count <= Self.owners {
        owners[mark, default: []].append(number)
      }
    }
    return owners
  }

  /// Half of the words at least, as for Git.
  private static func edge(_ number: Int, _ old: [Int], _ other: Int, _ new: [Int]) -> Edge? {
    var rest = Dictionary(old.map { ($0, 1) }, uniquingKeysWith: +)
    var shared = 0
    for word in new {
      guard let left = rest[word], left > 0 else { continue }
      rest[word] = left - 1
      shared += 1
    }
    let score = 2_000 * shared / (old.count + new.count)
    guard score >= 500 else { return nil }
    return Edge(
      base: number, head: other, score: score, isAboutTheSame: old.first == new.first,
      words: min(old.count, new.count))
  }

  /// Pairs of which each is the other's best by far enough; of several that are equally alike none.
  func best(in matching: Matching, _ scopes: [Scope: Scope]) -> [(Int, Int)] {
    var rest = edges.filter { isEnough($0, matching, scopes) }
    var found: [(Int, Int)] = []
    var taken: (base: Set<Int>, head: Set<Int>) = ([], [])
    for _ in 0..<Self.rounds {
      rest.removeAll { taken.base.contains($0.base) || taken.head.contains($0.head) }
      let mutual = Self.mutual(rest)
      if mutual.isEmpty { break }
      for edge in mutual {
        found.append((edge.base, edge.head))
        taken.base.insert(edge.base)
        taken.head.insert(edge.head)
      }
    }
    return found
  }

  /// What is left after so many rounds is too much alike to be told apart.
  private static let rounds = 8

  /// Under another id a text must be nearly the same and about the same; in another place, which
  /// says nothing for it, it must be long enough to be no accident.
  private func isEnough(_ edge: Edge, _ matching: Matching, _ scopes: [Scope: Scope]) -> Bool {
    guard matching.base.others[edge.base] == nil, matching.head.others[edge.head] == nil,
      edge.isAboutTheSame
    else { return false }
    let (old, new) = (matching.base.nodes[edge.base].key, matching.head.nodes[edge.head].key)
    let isInPlace = (scopes[old.scope] ?? old.scope) == new.scope
    return edge.score >= 800 && edge.words >= (isInPlace ? 4 : 6)
  }

  private static func mutual(_ edges: [Edge]) -> [Edge] {
    var (old, new) = ([Int: [Edge]](), [Int: [Edge]]())
    for edge in edges {
      old[edge.base, default: []].append(edge)
      new[edge.head, default: []].append(edge)
    }
    return edges.filter { edge in
      let rivals = (old[edge.base] ?? []) + (new[edge.head] ?? [])
      return rivals.count { $0.score >= edge.score } == 2  // Itself, from either end.
    }
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
