/// The kinds of things that the pipeline numbers, with their spelling: `REQ-OAGW-1`, `SCEN-OAGW-01`.
public enum NumberedKind: String, Sendable, CaseIterable {
  case requirement = "REQ"
  case scenario = "SCEN"
  case task = "TASK"
  case phase = "PHASE"

  /// Digits that are written at least.
  var width: Int { self == .scenario || self == .task ? 2 : 1 }

  /// The id of a number of a module.
  public func id(_ number: Int, of code: String) -> String {
    let digits = String(number)
    return "\(rawValue)-\(code)-"
      + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// The number of an id of this kind and module; `nil` for any other text.
  public func number(of id: String, code: String) -> Int? {
    let start = "\(rawValue)-\(code)-"
    guard id.hasPrefix(start) else { return nil }
    let digits = id.dropFirst(start.count)
    guard (1...6).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(digits)
  }
}
