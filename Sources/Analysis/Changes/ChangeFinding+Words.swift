extension ChangeFinding.Kind {
  /// Above a list of findings of this kind.
  public var heading: String {
    switch self {
    case .overBudget: "Over budget"
    case .newGap: "New gaps"
    case .regressed: "Regressed"
    case .removed: "Removed"
    case .falseClaim: "Claims that are false now"
    case .suspect: "Suspect"
    case .unspecified: "Unspecified"
    case .unreviewed: "Not reviewed"
    case .changed: "Changed"
    case .renamed: "Renamed"
    case .added: "Added"
    case .fixed: "Fixed"
    }
  }

  /// What the reader of a list is asked to do about it; `nil` where the heading says enough.
  public var advice: String? {
    switch self {
    case .suspect: "One end of each link has changed. Look whether the other end still fits."
    case .unspecified: "Let each of them name what asks for it, or leave it out."
    case .unreviewed: "Look at what they say now, and record that: throughline report review."
    default: nil
    }
  }

  /// So many of them, in the headline: `2 new gaps`.
  func count(_ number: Int) -> String {
    let isOne = number == 1
    return switch self {
    case .overBudget: isOne ? "1 budget exceeded" : "\(number) budgets exceeded"
    case .newGap: isOne ? "1 new gap" : "\(number) new gaps"
    case .falseClaim: isOne ? "1 false claim" : "\(number) false claims"
    case .suspect: isOne ? "1 suspect link" : "\(number) suspect links"
    default: "\(number) \(rawValue)"
    }
  }
}
