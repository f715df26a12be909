/// What the change of one sentence does to what it demands, as far as its words tell.
///
/// Both are read side by side. What differs has to be one of a few things that can be judged, each in a
/// sentence that is plain enough; for everything else there is no direction.
struct SentenceChange {
  private typealias Item = StatedSentence.Item
  private typealias Term = StatedSentence.Term
  private typealias Place = (offset: Int, element: Item)

  /// What differs, by the places in both sentences; either may be past the end.
  private struct Difference {
    var old: Item?
    var new: Item?
    var places: (Int, Int)
    var isLimit = false
  }

  private let old: StatedSentence
  private let new: StatedSentence
  private var differences: [Difference] = []

  /// `nil` where something differs that nobody can judge.
  private init?(_ old: StatedSentence, _ new: StatedSentence, isExact: Bool) {
    (self.old, self.new) = (old, new)
    let places = [old, new].map { sentence in
      sentence.items.enumerated().filter { isExact || !$0.element.isIdle }.map { $0 as Place }
    }
    guard read(places[0][...], places[1][...]) else { return nil }
  }

  static func direction(
    _ old: StatedSentence, _ new: StatedSentence
  ) -> WordingChange.Direction {
    if old.isSame(as: new) { return .level }
    if let change = SentenceChange(old, new, isExact: true) { return change.direction }
    // Small words may come and go with what weakens, but do not make sure that it is all that changes.
    let isWeaker = SentenceChange(old, new, isExact: false)?.direction == .weaker
    return isWeaker ? .weaker : .unknown
  }

  // MARK: side by side

  private mutating func read(_ old: ArraySlice<Place>, _ new: ArraySlice<Place>) -> Bool {
    var (old, new) = (old, new)
    while !old.isEmpty || !new.isEmpty {
      guard let difference = step(&old, &new) else { return false }
      let isSame = difference.old.map { was in
        difference.new.map { was.isSame(as: $0) } ?? false
      }
      if isSame != true { differences.append(difference) }
      // What so many do together nobody can tell, and each costs a look at both sentences.
      if differences.count > 8 { return false }
    }
    return true
  }

  /// What both begin with, or one of them; `nil` for what nobody can judge.
  private func step(_ old: inout ArraySlice<Place>, _ new: inout ArraySlice<Place>) -> Difference? {
    let (was, now) = (old.first?.element, new.first?.element)
    let places = (
      old.first?.offset ?? self.old.items.count, new.first?.offset ?? self.new.items.count
    )
    if let was, let now, Self.isPair(was, now) {
      (old, new) = (old.dropFirst(), new.dropFirst())
      return Difference(old: was, new: now, places: places)
    }
    if was?.term?.sort.isBound == true, let figure = old.dropFirst().first?.element.figure {
      old = old.dropFirst(2)
      if let unit = old.first?.element.word, figure.counted.hasSuffix(unit) { old.removeFirst() }
      return Difference(old: was, new: nil, places: places, isLimit: true)
    }
    if now?.term?.sort == .exception, old.isEmpty {
      new = []
      return Difference(old: nil, new: now, places: places)
    }
    let goesOn = was.map { new.dropFirst().first?.element.isSame(as: $0) == true } ?? true
    if let was, Self.comesAndGoes(was), !goesOn || now.map(Self.comesAndGoes) != true {
      old.removeFirst()
      return Difference(old: was, new: nil, places: places)
    }
    guard let now, Self.comesAndGoes(now) else { return nil }
    new.removeFirst()
    return Difference(old: nil, new: now, places: places)
  }

  private static func isPair(_ old: Item, _ new: Item) -> Bool {
    if old.isSame(as: new) || old.figure != nil && new.figure != nil { return true }
    if let a = old.word ?? old.sign, let b = new.word ?? new.sign {
      return WordingTable.areOpposite(a, b)
    }
    guard let old = old.term?.sort, let new = new.term?.sort else { return false }
    let sorts: Set<WordingTable.Sort> = [old, new]
    return old.strength > 0 && new.strength > 0 || old.isBound && new.isBound && old != new
      || sorts == [.universal, .partial] || sorts == [.once, .repeated]
  }

  private static func comesAndGoes(_ item: Item) -> Bool {
    guard let sort = item.term?.sort else { return false }
    return [.denial, .hedge, .partial, .universal].contains(sort) || sort.strength > 0
  }

  // MARK: what it does

  private var direction: WordingChange.Direction {
    if let only = differences.first, differences.count == 1, isTurned(only) { return .weaker }
    let all = Set(differences.map(direction))
    return all.count == 1 ? all.first ?? .unknown : .unknown
  }

  private func direction(_ difference: Difference) -> WordingChange.Direction {
    let places = difference.places
    switch (difference.old, difference.new) {
    case (.figure?, .figure?): return figures(places)
    case (.term(let before)?, .term(let now)?):
      if before.sort.strength > 0 { return bindings(before, now) }
      if before.sort.isBound { return bounds(places) }
      return isPlain ? extents(before.sort, now.sort, places) : .unknown
    case (.term(let before)?, nil):
      if difference.isLimit {
        return isPlain && old.bound(at: places.0) != nil ? .weaker : .unknown
      }
      return isPlain ? gone(before.sort, places.0) : .unknown
    case (nil, .term(let now)?): return added(now, places.1)
    default: return .unknown
    }
  }

  private var isPlain: Bool { old.isPlain && new.isPlain }

  /// A denial comes or goes, or one word says the contrary of the other, and nothing else differs.
  private func isTurned(_ difference: Difference) -> Bool {
    let places = difference.places
    guard !old.isRestricted, !new.isRestricted, old.isMain(places.0), new.isMain(places.1) else {
      return false
    }
    switch (difference.old, difference.new) {
    case (.term(let before)?, .term(let now)?):
      if before.sort.isBound { return isTurnedBound(places) }
      let isSameWord = before.text.prefix { $0 != " " } == now.text.prefix { $0 != " " }
      return before.isDenied != now.isDenied && (isSameWord || before.sort == now.sort)
    case (.term(let term)?, nil): return term.sort == .denial && !isExtent(old, behind: places.0)
    case (nil, .term(let term)?): return term.sort == .denial && !isExtent(new, behind: places.1)
    case (.figure?, _): return false
    default: return old.isUnconditional && new.isUnconditional
    }
  }

  /// `not all`, `not always`: less than all is not none.
  private func isExtent(_ sentence: StatedSentence, behind place: Int) -> Bool {
    guard place + 1 < sentence.items.count, let term = sentence.items[place + 1].term else {
      return false
    }
    return term.sort.strength == 0 && !term.sort.isBound && term.sort != .denial
  }

  private func isTurnedBound(_ places: (Int, Int)) -> Bool {
    guard let before = old.items[places.0].term?.sort, let now = new.items[places.1].term?.sort,
      before.turned == now
    else { return false }
    if old.bound(at: places.0) != nil, new.bound(at: places.1) != nil { return true }
    // `must not exceed its payment` has no figure.
    return old.binding == places.0 - 1 && new.binding == places.1 - 1
  }

  // MARK: one by one

  private func figures(_ places: (Int, Int)) -> WordingChange.Direction {
    guard places.0 > 0, places.1 > 0, let before = old.items[places.0].figure,
      let now = new.items[places.1].figure, let isMore = now.isMore(than: before),
      let bound = old.bound(at: places.0 - 1), bound == new.bound(at: places.1 - 1),
      bound != .exact
    else { return .unknown }
    return (bound == .atMost) == isMore ? .weaker : .stronger
  }

  private func bindings(_ before: Term, _ now: Term) -> WordingChange.Direction {
    guard old.binding != nil, new.binding != nil, before.isDenied == now.isDenied else {
      return .unknown
    }
    let (old, new) = (before.sort.strength, now.sort.strength)
    return new < old ? .weaker : .stronger
  }

  private func bounds(_ places: (Int, Int)) -> WordingChange.Direction {
    guard isPlain, let before = old.bound(at: places.0), let now = new.bound(at: places.1),
      before != now
    else { return .unknown }
    return before == .exact ? .weaker : now == .exact ? .stronger : .unknown
  }

  private func extents(
    _ before: WordingTable.Sort, _ now: WordingTable.Sort, _ places: (Int, Int)
  ) -> WordingChange.Direction {
    if before == .once { return .weaker }
    guard before != .repeated, old.isExtent(places.0), new.isExtent(places.1) else {
      return .unknown
    }
    return before == .universal ? .weaker : .stronger
  }

  private func gone(_ sort: WordingTable.Sort, _ place: Int) -> WordingChange.Direction {
    sort == .hedge || sort == .partial && old.isExtent(place) ? .stronger : .unknown
  }

  /// What is said to be so and only should be so is less.
  private func added(_ term: Term, _ place: Int) -> WordingChange.Direction {
    switch term.sort {
    case .binding(let strength):
      strength < 3 && old.isPlain && old.bindings.isEmpty && new.binding == place
        ? .weaker : .unknown
    case .hedge: isPlain ? .weaker : .unknown
    case .exception: old.isPlain && !new.isRestricted && new.denials == 0 ? .weaker : .unknown
    case .partial: isPlain && new.isExtent(place) ? .weaker : .unknown
    case .universal: isPlain && new.isExtent(place) ? .stronger : .unknown
    default: .unknown
    }
  }
}
