/// How far a clause has been read, as far as it decides what a bound in it means.
///
/// `must not take longer than 2 s` is a limit of 2 s from above; `charges above 100 EUR need approval` is
/// no limit but a condition, and `serves up to 100 users` a capacity: a larger figure may be more or less.
struct StatedClause {
  /// A field such as `limit: 5`, of which the name says what the figure is.
  let isField: Bool
  /// The bound right before the next figure, with nothing but idle words between.
  private(set) var bound: Bound?

  /// A bound by its place in the clause.
  struct Bound: Hashable {
    var sort: WordingTable.Sort
    /// A denial has turned it.
    var isTurned = false
    /// It belongs to a condition or a capacity, or to what nobody can tell.
    var isOpen = false
    /// It is one only where the clause ends behind the figure: `takes at most 2 s`.
    var needsEnd = false
  }

  private var denials = 0
  /// A denial may reach so far or not.
  private var isDenialOpen = false
  private var strength = 0
  private(set) var isCondition = false
  private var isCapacity = false
  /// Words since a word that binds or denies.
  private var distance = 0
  private var isFirst = true
  private var last = ""

  init(isField: Bool) { self.isField = isField }

  mutating func endBound() {
    bound = nil
    isFirst = false
  }

  mutating func read(_ word: String) {
    if WordingTable.conditions.contains(word) { isCondition = true }
    if WordingTable.capacities.contains(word) || word.hasSuffix("able") { isCapacity = true }
    if WordingTable.implicitDenials.contains(word) { isDenialOpen = true }
    if denials > 0, ["and", "or", "but", "then"].contains(word) { isDenialOpen = true }
    if !idleWords.contains(word) {
      bound = nil
      distance += 1
    }
    (isFirst, last) = (false, word)
  }

  /// A clause ends; a condition ends with its sentence, or where a demand begins.
  mutating func readSign(_ sign: String) {
    guard WordingTable.clauseEnds.contains(sign) else { return }
    let isSentence = ![",", "(", ")"].contains(sign)
    let wasCondition = isCondition && !isSentence
    self = StatedClause(isField: isField)
    isCondition = wasCondition
  }

  /// With the words that follow the phrase.
  mutating func read(_ term: StatedWords.Term, before words: ArraySlice<String>) {
    if term.sort.isBound {
      bound = bound(term, words)
    } else {
      bound = nil
      if term.sort.strength > 0 {
        (strength, isCondition, distance) = (term.sort.strength, false, 0)
      }
      if term.isDenied || term.sort == .denial { readDenial(term.text) }
      if term.sort == .exception { isCondition = true }
    }
    (isFirst, last) = (false, term.text)
  }

  private mutating func readDenial(_ text: String) {
    denials += 1
    distance = 0
    if denials > 1 || ["without", "non", "nothing", "neither", "nor"].contains(text) {
      isDenialOpen = true
    }
  }

  // MARK: bounds

  private func bound(_ term: StatedWords.Term, _ words: ArraySlice<String>) -> Bound {
    var bound = Bound(sort: term.sort)
    guard !isField else { return bound }
    if denials > 0 {
      bound.isTurned = true
      bound.sort = term.sort.turned ?? term.sort
    }
    bound.isOpen = isDenialOpen || isCondition || !isDemand(term, words)
    bound.needsEnd = strength == 0 && denials == 0 && !isFirst || WordingTable.isSign(term.text)
    return bound
  }

  /// As far as the words before tell.
  private func isDemand(_ term: StatedWords.Term, _ words: ArraySlice<String>) -> Bool {
    if last == "after", term.sort != .atMost { return false }
    if WordingTable.loose.contains(term.text) { return false }
    if WordingTable.isSign(term.text) { return true }
    if WordingTable.comparisons.contains(term.text) {
      let isNear = denials > 0 && distance <= 2
      return isNear || WordingTable.standing.contains(last)
    }
    if strength == 1 || isCapacity {
      return term.sort == .atMost && term.text != "within"
    }
    guard isFirst else { return true }
    // `At least two people must agree`, but not `Within two days of a loss`.
    return term.text != "within" && words.contains { WordingTable.isBinding($0) }
  }
}
