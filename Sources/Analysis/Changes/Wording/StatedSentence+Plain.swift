/// Where a sentence is so plain that a changed word of it says what the change does.
extension StatedSentence {
  var figures: [Figure] { items.compactMap(\.figure) }

  func words(_ range: Range<Int>) -> [String] { items[range].compactMap(\.word) }

  /// Words that deny by themselves.
  var denials: Int { items.count { $0.term?.sort == .denial } }

  var bindings: [Term] { items.compactMap(\.term).filter { $0.sort.strength > 0 } }

  /// It speaks of nothing but what is named.
  var isRestricted: Bool { has(["only"], in: items.indices) }

  private func has(_ words: Set<String>, in range: Range<Int>) -> Bool {
    self.words(range).contains(where: words.contains)
  }

  /// Nothing in it turns round, restricts or allows, and it always holds.
  var isPlain: Bool {
    let isDemand = bindings.allSatisfy { $0.sort.strength > 1 && !$0.isDenied }
    return isDemand && denials == 0 && !isRestricted && isUnconditional
      && !(isBelowHead && bindings.isEmpty)
  }

  var isUnconditional: Bool {
    !has(WordingTable.conditions, in: items.indices)
      && !has(WordingTable.relatives, in: items.indices)
  }

  /// What stands at a place belongs to what the sentence says, and not to a condition: `when a payment fails, the
  /// service must`.
  func isMain(_ place: Int) -> Bool {
    let clause = (items[..<place].lastIndex { $0.sign != nil } ?? -1) + 1
    return !has(WordingTable.relatives, in: 0..<place)
      && !has(WordingTable.conditions, in: clause..<place)
  }

  /// The place of the one word that binds; `nil` where others deny or bind, too.
  var binding: Int? {
    guard bindings.count == 1, denials == 0, !isRestricted,
      let place = items.firstIndex(where: { $0.term.map { $0.sort.strength > 0 } ?? false }),
      place > 0, isMain(place)
    else { return nil }
    return place
  }

  /// It tells of all or of some where it stands: at the beginning, or right behind a verb.
  func isExtent(_ place: Int) -> Bool {
    guard place > 0 else { return items.count > 1 }
    let before = items[place - 1]
    return before.term.map { $0.sort.strength > 0 } ?? false
      || before.word.map(WordingTable.being.contains) ?? false
  }

  // MARK: bounds

  /// What the bound at a place demands of the figure right behind it; `nil` where nobody can tell.
  func bound(at place: Int) -> WordingTable.Sort? {
    guard let term = items[place].term, term.sort.isBound, place + 1 < items.count,
      let figure = items[place + 1].figure, figure.isClear, !WordingTable.loose.contains(term.text)
    else { return nil }
    if isField(place) { return term.sort }
    guard isLimit(place, term, figure) else { return nil }
    let isTurned: Bool
    if let binding, binding < place {
      guard isTail(binding, place) else { return nil }
      isTurned = items[binding].term?.isDenied == true
    } else {
      guard isWhole(place) else { return nil }
      isTurned = denials > 0
    }
    guard isTurned else { return isStanding(place, term) || !isComparison(term) ? term.sort : nil }
    return isComparison(term) || term.text == "within" ? term.sort.turned : nil
  }

  /// `threshold: < 72 h`, and nothing else.
  private func isField(_ place: Int) -> Bool {
    place == 2 && isField && items.count == (items[3].figure?.hasNoun == true ? 5 : 4)
  }

  /// It is a field that states a bound.
  var isField: Bool {
    guard items.count > 2, items[1].sign == ":" else { return false }
    return WordingTable.fields.contains(items[0].word ?? items[0].term?.text ?? "")
  }

  /// The one thing that a field holds, where that is a figure without a bound.
  var fieldFigure: Figure? {
    guard isField, let figure = items[2].figure else { return nil }
    return items.count == (figure.hasNoun ? 4 : 3) ? figure : nil
  }

  /// As far as the words tell that stand right before and behind.
  private func isLimit(_ place: Int, _ term: Term, _ figure: Figure) -> Bool {
    let isTime = figure.dimension == .time
    let last = place > 0 ? items[place - 1].word ?? "" : ""
    let next = items.dropFirst(place + 2).lazy.compactMap(\.word).first ?? ""
    if WordingTable.prepositions.contains(last) || WordingTable.ahead.contains(next) {
      return false
    }
    if last == "after", term.sort != .atMost || isComparison(term) { return false }
    return isTime || last != "for" && term.text != "within"
  }

  private func isComparison(_ term: Term) -> Bool {
    WordingTable.comparisons.contains(term.text) || WordingTable.signs[term.text] != nil
  }

  private func isStanding(_ place: Int, _ term: Term) -> Bool {
    if WordingTable.signs[term.text] != nil, bindings.isEmpty { return true }
    guard place > 0, let verb = items[place - 1].word else { return false }
    return WordingTable.standing.contains(verb) && (place < 2 || items[place - 2].word != "to")
  }

  /// Right behind the word that binds, with nothing to the end of the sentence that reaches it.
  private func isTail(_ binding: Int, _ place: Int) -> Bool {
    guard let term = items[binding].term, term.sort.strength > 1,
      !WordingTable.predicates.contains(term.text)
    else { return false }
    let between = items[binding + 1..<place]
    return between.allSatisfy { $0.word != nil } && between.count { !$0.isIdle } <= 2
      && isClear(binding + 1..<items.count)
  }

  /// Nothing else binds, and the sentence ends behind the figure.
  private func isWhole(_ place: Int) -> Bool {
    let rest = items.count - place - 2
    let before = items[..<place]
    let denied = before.count { $0.term?.sort == .denial }
    return place > 0 && !isBelowHead && bindings.isEmpty && denials == denied && denials < 2
      && rest <= (items[place + 1].figure?.hasNoun == true ? 1 : 0)
      && !before.contains { $0.sign != nil || $0.term?.text == "without" }
      && !has(["to"], in: 0..<place) && isClear(0..<place)
  }

  private func isClear(_ range: Range<Int>) -> Bool {
    !has(WordingTable.unclear, in: range) && !has(WordingTable.conditions, in: range)
      && !has(WordingTable.relatives, in: range)
      && !words(range).contains { $0.hasSuffix("able") }
      && !items[range].contains { $0.term?.sort == .exception }
  }
}
