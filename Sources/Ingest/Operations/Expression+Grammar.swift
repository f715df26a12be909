extension Expression {
  /// What can be told from each token and the one before.
  struct Grammar {
    private(set) var fault: String?
    private var depth = 0
    private var isOpening = true
    private var isAfterWord = false
    /// A comparison that nothing stands behind yet.
    private var sign: String?

    mutating func take(_ token: Token, isJoined: Bool) {
      switch token {
      case .comparison(let found):
        if sign != nil || isOpening { note("\(found) has nothing before it") }
        sign = found
      case .other(0x2E) where isAfterWord && isJoined: note("the name of a metric holds a dot")
      case .other(0x28): depth += 1
      case .other(0x29):
        depth -= 1
        if depth < 0 { note("a bracket is closed that was never opened") }
        if let sign { note("\(sign) has nothing behind it") }
      case .word("bool"): return
      case .other(0x2B), .other(0x2D): break
      default: sign = nil
      }
      if case .word = token { isAfterWord = true } else { isAfterWord = false }
      if case .other(0x28) = token { (isOpening, sign) = (true, nil) } else { isOpening = false }
    }

    var faultAtEnd: String? {
      depth > 0 ? "a bracket is not closed" : sign.map { "\($0) has nothing behind it" }
    }

    private mutating func note(_ text: String) { fault = fault ?? text }
  }
}
