/// Words that bind and deny.
extension WordingChange {
  mutating func compareBindings() {
    let (before, now) = (old.bindings, new.bindings)
    if before.count == now.count {
      for (old, new) in zip(before, now) where old != new {
        tell(Self.became(old.text, new.text), direction(from: old, to: new))
      }
      return
    }
    let strength = (before.map(\.sort.strength).max(), now.map(\.sort.strength).max())
    switch strength {
    case (let old?, let new?):
      guard old != new, let first = before.first, let other = now.first else { return }
      tell(Self.became(first.text, other.text), new < old ? weaker : .unknown)
    case (nil, let new?):
      // What is said to be so and only should be so is less; what must be so is not.
      guard let first = now.first else { return }
      let isLess = new < 3 && isOtherwiseSame
      tell(
        "\u{201C}\(first.text)\u{201D} is new",
        isLess ? .weaker : first.isDenied ? denied : stronger)
    case (_?, nil):
      // Many projects state plainly what must be: that is no weaker by itself.
      guard let first = before.first else { return }
      tell("\u{201C}\(first.text)\u{201D} is gone", first.isDenied ? denied : .unknown)
    default: break
    }
  }

  private func direction(from old: StatedWords.Term, to new: StatedWords.Term) -> Direction {
    if old.isDenied != new.isDenied { return denied }
    let (before, now) = (old.sort.strength, new.sort.strength)
    return now < before ? weaker : now > before ? stronger : .level
  }

  /// Denials that stand by themselves; one that belongs to a word that binds has been told.
  mutating func compareDenials() {
    let (before, now) = (old.terms(.denial), new.terms(.denial))
    let isTold = old.bindings.map(\.isDenied) != new.bindings.map(\.isDenied)
    guard before.count != now.count, !isTold else { return }
    tell(before.count < now.count ? "a denial is new" : "a denial is gone", denied)
  }

  /// A denial that only stands elsewhere turns nothing round, nor one that comes with the contrary bound.
  private var denied: Direction {
    old.denials != new.denials && old.bounds.map(\.sort) == new.bounds.map(\.sort)
      ? turned : .unknown
  }
}
