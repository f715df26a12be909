public import TraceModel

extension Demand {
  /// Whether the support that a node has meets the demand.
  public func isMet(by facets: Facets) -> Bool { isMet { facets.contains($0) } }

  /// With the floor: an invariant is never satisfied without a passing test.
  func forced(on node: TraceNode) -> Demand {
    guard node.constraintType == .invariant, !needsPassingTest else { return self }
    return .all([self, .support(.passingTest)])
  }
}

extension Facets {
  /// Whether a word of a policy is true of these facets.
  fileprivate func contains(_ word: SupportWord) -> Bool {
    switch word {
    case .document: contains(.documented)
    case .code: contains(.implemented)
    case .test: !isDisjoint(with: [.tested, .passed])
    case .passingTest: contains(.passed) && !contains(.failed)
    case .alert: contains(.observed)
    case .testedAlert: contains(.fired)
    case .review: contains(.reviewed)
    }
  }
}
