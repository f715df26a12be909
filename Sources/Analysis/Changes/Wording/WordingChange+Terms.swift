import SourceText

/// Words that leave open, take out and count, and figures.
extension WordingChange {
  /// Words that weaken when they come, and strengthen when they go.
  mutating func compare(_ sort: WordingTable.Sort) {
    let (before, now) = (old.terms(sort), new.terms(sort))
    let (gone, added) = (before - now, now - before)
    if let word = added.first, gone.isEmpty {
      tell("\u{201C}\(word)\u{201D} is new", weaker)
    } else if let word = gone.first {
      tell(
        added.first.map { Self.became(word, $0) } ?? "\u{201C}\(word)\u{201D} is gone",
        added.isEmpty ? stronger : .unknown)
    }
  }

  mutating func compareExtent() {
    // In another sentence they count something else.
    guard isAlike else { return }
    let universals = (old.terms(.universal), new.terms(.universal))
    let partials = (old.terms(.partial), new.terms(.partial))
    if partials.1.count > partials.0.count, let word = (partials.1 - partials.0).first {
      let all = (universals.0 - universals.1).first
      tell(all.map { Self.became($0, word) } ?? "\u{201C}\(word)\u{201D} is new", weaker)
    } else if partials.1.count < partials.0.count, let word = (partials.0 - partials.1).first {
      tell("\u{201C}\(word)\u{201D} is gone", stronger)
    } else if universals.1.count > universals.0.count {
      tell("\u{201C}\((universals.1 - universals.0)[0])\u{201D} is new", stronger)
    } else if universals.1.count < universals.0.count {
      tell("\u{201C}\((universals.0 - universals.1)[0])\u{201D} is gone", .unknown)
    }
  }

  mutating func compareTimes() {
    let (once, again) = (old.terms(.once), new.terms(.repeated))
    guard let added = (again - old.terms(.repeated)).first else {
      if let gone = (old.terms(.repeated) - again).first {
        tell("\u{201C}\(gone)\u{201D} is gone", new.terms(.once).isEmpty ? .unknown : stronger)
      }
      return
    }
    let isLess = once.count > new.terms(.once).count
    tell(
      isLess ? Self.became(once[0], added) : "\u{201C}\(added)\u{201D} is new",
      isLess ? weaker : .unknown)
  }

  /// A bound that became another one; figures within it are compared by themselves.
  mutating func compareBounds() {
    let bounds = { (words: StatedWords) in words.terms.filter(\.sort.isBound) }
    let (before, now) = (bounds(old), bounds(new))
    guard before.count == now.count else { return }
    for (old, new) in zip(before, now) where old.sort != new.sort {
      let isLess = old.sort == .exact
      tell(
        Self.became(old.text, new.text), new.sort == .exact ? stronger : isLess ? weaker : turned)
    }
  }

  // MARK: figures

  /// Figures in the same places; with more or fewer of them, those that only one text has.
  mutating func compareFigures() {
    let (before, now) = (old.figures, new.figures)
    guard before.map(\.text) != now.map(\.text) else { return }
    if before.count == now.count {
      let changed = zip(before, now).filter { $0.text != $1.text }
      for (old, new) in changed.prefix(Self.listed) {
        tell("\(old.text) became \(new.text)", Self.direction(from: old, to: new))
      }
      if changed.count > Self.listed {
        tell("\(changed.count - Self.listed) more figures changed", .unknown)
      }
      return
    }
    let gone = before.filter { !now.map(\.text).contains($0.text) }
    let added = now.filter { !before.map(\.text).contains($0.text) }
    let isLost = added.isEmpty && gone.contains(where: \.isLimit)
    for text in Set(gone.map(\.text)).sorted().prefix(Self.listed) {
      tell("\(text) is gone", isLost ? .weaker : .unknown)
    }
    for text in Set(added.map(\.text)).sorted().prefix(Self.listed) {
      tell("\(text) is new", gone.isEmpty ? stronger : .unknown)
    }
  }

  private static let listed = 3

  /// Within the same bound a figure of the same unit says which way.
  private static func direction(
    from old: StatedWords.Figure, to new: StatedWords.Figure
  ) -> Direction {
    guard let before = old.number, let now = new.number, old.unit == new.unit,
      old.bound == new.bound, let bound = old.bound, bound != .exact
    else { return .unknown }
    return (bound == .atMost) == (now > before) ? .weaker : .stronger
  }
}
