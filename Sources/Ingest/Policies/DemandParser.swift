import TraceModel

/// Reads `code and (alert or passing test)`: `and` binds tighter than `or`, case does not matter.
struct DemandParser {
  /// Why a text is no demand, worded to follow it.
  struct Fault: Error {
    var reason: String
  }

  private var tokens: ArraySlice<String>
  /// Brackets and operators a person would write fit in this many times over.
  private static let limit = 200

  static func demand(in text: String) throws(Fault) -> Demand {
    var parser = DemandParser(tokens: tokens(of: text)[...])
    guard parser.tokens.count <= limit else {
      throw Fault(reason: "has more than \(limit) words")
    }
    let demand = try parser.alternatives()
    guard let rest = parser.tokens.first else { return demand }
    throw Fault(
      reason: "goes on with \"\(rest.clipped)\" where expected \"and\", \"or\" or its end")
  }

  private static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var word = ""
    for character in text.lowercased() {
      let isBracket = character == "(" || character == ")"
      if isBracket || character == " " || character.isNewline || character == "\t" {
        if !word.isEmpty { tokens.append(word) }
        word = ""
        if isBracket { tokens.append(String(character)) }
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? tokens : tokens + [word]
  }

  private mutating func alternatives() throws(Fault) -> Demand {
    var parts = [try conjunction()]
    while take("or") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(Fault) -> Demand {
    var parts = [try single()]
    while take("and") { parts.append(try single()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func single() throws(Fault) -> Demand {
    if take("(") {
      let inner = try alternatives()
      guard take(")") else { throw Fault(reason: "lacks a closing bracket") }
      return inner
    }
    guard let word = tokens.popFirst() else {
      throw Fault(reason: "ends where expected one of \(Self.known)")
    }
    if let support = support(word) { return .support(support) }
    throw Fault(reason: "names \"\(word.clipped)\", which is none of \(Self.known)")
  }

  /// Articles are what a sentence has and a policy may: `an alert or a test`.
  private mutating func support(_ word: String) -> SupportWord? {
    switch word {
    case "a", "an": return tokens.popFirst().flatMap { support($0) }
    case "passing":
      _ = take("test") || take("tests")
      return .passingTest
    case "tested":
      guard take("alert") || take("alerts") else { return nil }
      return .testedAlert
    default: return SupportWord.allCases.first { $0.rawValue == word || $0.rawValue + "s" == word }
    }
  }

  private static let known = SupportWord.allCases.map(\.rawValue).joined(separator: ", ")

  private mutating func take(_ word: String) -> Bool {
    guard tokens.first == word else { return false }
    tokens.removeFirst()
    return true
  }
}
