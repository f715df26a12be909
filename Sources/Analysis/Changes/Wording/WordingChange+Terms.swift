import SourceText

/// Words that leave open, take out and count, and figures.
extension WordingChange {
  /// Words that leave open weaken when they come alone, and strengthen when they go.
  mutating func compareHedges() { compare(.hedge, isAlone: true) }

  /// What is taken out is said in further words; but where one of the old words is gone, too, the
  /// exception may say what that said.
  mutating func compareExceptions() {
    let isAlone = (old.rest - new.rest).isEmpty && old.denials == new.denials
    compare(.exception, isAlone: false, isWeaker: isAlone)
  }

  private mutating func compare(
    _ sort: WordingTable.Sort, isAlone: Bool, isWeaker: Bool = true
  ) {
    let (before, now) = (old.terms(sort), new.terms(sort))
    let (gone, added) = (before - now, now - before)
    if let word = added.first, gone.isEmpty {
      tell(
        "\u{201C}\(word)\u{201D} is new",
        !isWeaker ? .unknown : isAlone ? weakerAlone : weaker)
    } else if let word = gone.first, added.isEmpty {
      tellMore("\u{201C}\(word)\u{201D} is gone")
    } else if let word = gone.first {
      tell(Self.became(word, added[0]), .unknown)
    }
  }

  mutating func compareExtent() {
    // In another sentence they count something else.
    guard isAlike else { return }
    let universals = (old.terms(.universal), new.terms(.universal))
    let partials = (old.terms(.partial), new.terms(.partial))
    if partials.1.count > partials.0.count, let word = (partials.1 - partials.0).first {
      let all = (universals.0 - universals.1).first
      tell(
        all.map { Self.became($0, word) } ?? "\u{201C}\(word)\u{201D} is new", weakerAlone)
    } else if partials.1.count < partials.0.count, let word = (partials.0 - partials.1).first {
      tellMore("\u{201C}\(word)\u{201D} is gone")
    } else if universals.1.count > universals.0.count {
      tellMore("\u{201C}\((universals.1 - universals.0)[0])\u{201D} is new")
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
    let (before, now) = (old.bounds, new.bounds)
    guard before.count == now.count, old.denials == new.denials else { return }
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
    guard before.count == now.count else { return compareFigureSets() }
    let changed = zip(before, now).filter { !$0.isSame(as: $1) }
    for (place, (old, new)) in changed.enumerated() {
      let part = place < Self.listed ? "\(old.text) became \(new.text)" : nil
      switch new.allowsMore(than: old) {
      case true?: tell(part, weaker)
      case false?: tellMore(part)
      case nil: tell(part, .unknown)
      }
    }
    if changed.count > Self.listed {
      tell("\(changed.count - Self.listed) more figures changed", .unknown)
    }
  }

  private mutating func compareFigureSets() {
    let gone = old.figures.filter { figure in !new.figures.contains { $0.isSame(as: figure) } }
    let added = new.figures.filter { figure in !old.figures.contains { $0.isSame(as: figure) } }
    let isLost = added.isEmpty && gone.contains(where: \.isLimit)
    for text in Set(gone.map(\.text)).sorted().prefix(Self.listed) {
      tell("\(text) is gone", isLost ? weaker : .unknown)
    }
    for text in Set(added.map(\.text)).sorted().prefix(Self.listed) {
      tell("\(text) is new", gone.isEmpty ? stronger : .unknown)
    }
  }

  private static let listed = 3
}
