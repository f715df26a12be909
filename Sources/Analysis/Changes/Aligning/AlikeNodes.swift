import TraceModel

/// Nodes without a counterpart whose texts are much alike, the way Git looks for renamed files.
///
/// Nobody compares each with each: two nodes are looked at only when they share a pair of words, or an
/// id and a word, that few others have, and of these only the nearest are. So the work grows with the
/// texts, and not with their square.
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

  /// What more others are alike in tells none of them apart either.
  static let candidates = 32

  init(_ base: MatchedSide, _ head: MatchedSide) {
    var known = KnownWords()
    let (old, new) = (Self.texts(base, &known), Self.texts(head, &known))
    let (inBase, atHead) = (Self.owners(of: old, base, &known), Self.owners(of: new, head, &known))
    var pairs = Set(
      Self.nearest(old, base, own: inBase, others: atHead, &known).map { [$0.from, $0.to] })
    // From either end, so that it plays no part which revision is the base.
    for (number, other) in Self.nearest(new, head, own: atHead, others: inBase, &known) {
      pairs.insert([other, number])
    }
    var shared = SharedWords(known.count)
    for pair in pairs.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard let before = old[pair[0]], let after = new[pair[1]] else { continue }
      let score = 2_000 * shared.count(before, after) / (before.count + after.count)
      // Half of the words at least, as for Git.
      guard score >= 500 else { continue }
      edges.append(
        Edge(
          base: pair[0], head: pair[1], score: score, isAboutTheSame: before.first == after.first,
          words: min(before.count, after.count)))
    }
  }

  /// For each node the others that share the most marks with it.
  private static func nearest(
    _ texts: [Int: [Int]], _ side: MatchedSide, own: [KnownWords.Mark: [Int]],
    others: [KnownWords.Mark: [Int]], _ known: inout KnownWords
  ) -> [(from: Int, to: Int)] {
    var pairs: [(from: Int, to: Int)] = []
    for (number, text) in texts {
      var shared: [Int: Int] = [:]
      for mark in known.marks(of: text, side.nodes[number].key) {
        guard let found = others[mark], found.count <= owners,
          own[mark, default: []].count <= owners
        else { continue }
        for other in found { shared[other, default: 0] += 1 }
      }
      let best = shared.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      pairs += best.prefix(candidates).map { (number, $0.key) }
    }
    return pairs
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

  /// Edges that are the only best one of both their ends.
  private static func mutual(_ edges: [Edge]) -> [Edge] {
    var (old, new) = ([Int: Best](), [Int: Best]())
    for edge in edges {
      old[edge.base, default: Best()].add(edge.score)
      new[edge.head, default: Best()].add(edge.score)
    }
    return edges.filter { edge in
      let only = Best(score: edge.score, count: 1)
      return old[edge.base] == only && new[edge.head] == only
    }
  }

  /// The highest score of a node, and how many others have it.
  private struct Best: Equatable {
    var score = 0
    var count = 0

    mutating func add(_ other: Int) {
      if other > score { (score, count) = (other, 0) }
      if other == score { count += 1 }
    }
  }
}
