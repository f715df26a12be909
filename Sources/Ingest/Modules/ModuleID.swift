import TraceModel

/// An id as the module conventions spell them, found in running text.
struct ModuleID {
  let text: String
  let kind: NodeKind
  /// The spelling of the main convention, when this is one of another: `REQ-OAGW-1` of
  /// `OAGW-REQ01`.
  let standard: String?
  /// False for a named id of something that is neither required nor shown, such as an actor.
  var isOfKnownKind = true

  /// Names the module, as `REQ-OAGW-1` does; `REQ-1` means the whole project.
  var isOfModule: Bool { (standard ?? text).utf8.count { $0 == UInt8(ascii: "-") } > 1 }

  /// The module that the id names: `OAGW`.
  var module: String? {
    let parts = (standard ?? text).split(separator: "-")
    return parts.count > 2 ? String(parts[1]) : nil
  }

  /// - text: one word of a line.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard text.utf8.count <= 64, let first = parts.first, let last = parts.last else { return nil }
    self.text = text
    if parts.count == 1 {
      // `REQ1`, of the reference convention; `F20.011`, a fact.
      if let number = Self.number(after: "REQ", in: text) {
        kind = .requirement
        standard = "REQ-\(number)"
      } else if text.hasPrefix("F"), text.contains("."), Self.isNumber(text.dropFirst()) {
        kind = .requirement
        standard = nil
      } else {
        return nil
      }
      return
    }
    if first == "cpt" || first == "fdd", parts.count > 3 {
      let known = Self.kind(ofNamed: parts)
      kind = known ?? .requirement
      isOfKnownKind = known != nil
      standard = nil
      return
    }
    if let kind = Self.kinds[first], Self.isNumber(last[...]),
      parts.dropFirst().allSatisfy({ !$0.isEmpty })
    {
      self.kind = kind
      standard = nil
      return
    }
    guard parts.count == 2, first.allSatisfy({ $0.isUppercase || $0.isNumber }) else { return nil }
    if let number = Self.number(after: "REQ", in: last) {
      kind = .requirement
      standard = "REQ-\(first)-\(number)"
    } else if let number = Self.number(after: "P", in: last) {
      kind = .phase
      standard = "PHASE-\(first)-\(number)"
    } else {
      return nil
    }
  }

  private static let kinds: [String: NodeKind] = [
    "REQ": .requirement, "FR": .requirement, "NFR": .requirement, "StR": .requirement,
    "STR": .requirement, "ARC": .requirement, "SCEN": .scenario, "TS": .scenario,
    "TC": .scenario, "TEST": .scenario, "QA": .scenario, "UC": .scenario, "STORY": .scenario,
    "TASK": .task, "PHASE": .phase, "ADR": .decision, "INC": .incident, "PM": .incident,
  ]

  /// `cpt-todo-app-fr-create-task`: the third part or a later one says what it is; `nil` for actors,
  /// algorithms and other parts of a design.
  private static func kind(ofNamed parts: [String]) -> NodeKind? {
    for part in parts.dropFirst(2) {
      switch part {
      case "fr", "nfr", "req", "constraint", "interface", "contract", "principle", "dod":
        return .requirement
      case "usecase", "uc", "scenario", "flow": return .scenario
      case "adr": return .decision
      case "feature", "featurecontext": return .task
      default: continue
      }
    }
    return nil
  }

  private static func isNumber(_ text: Substring) -> Bool {
    text.first?.isNumber == true && text.last?.isNumber == true
      && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E }
  }

  private static func number(after prefix: String, in text: String) -> Int? {
    guard text.hasPrefix(prefix), text.utf8.count < prefix.utf8.count + 7 else { return nil }
    let digits = text.dropFirst(prefix.count)
    return digits.isEmpty || !digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
      ? nil : Int(digits)
  }
}

/// Every id of a span of text with its place; `TC-LOGIN-02,03,04` is three.
func moduleIDs(in bytes: [UInt8], _ span: Range<Int>) -> [(id: ModuleID, span: Range<Int>)] {
  var found: [(id: ModuleID, span: Range<Int>)] = []
  var index = span.lowerBound
  while index < span.upperBound {
    guard isWordByte(bytes[index]) else {
      index += 1
      continue
    }
    var end = index
    while end < span.upperBound, isWordByte(bytes[end]) || bytes[end] == 0x2E { end += 1 }
    let next = end
    while end > index, bytes[end - 1] == 0x2E || bytes[end - 1] == 0x2D { end -= 1 }
    // `REQ-{MODULE}-1` is a pattern, and `test_scen_1` a name.
    let isPart = next < span.upperBound && bytes[next] == UInt8(ascii: "{")
    if end - index <= 64, !isPart, couldBeID(bytes, index..<end),
      let id = ModuleID(String(decoding: bytes[index..<end], as: UTF8.self))
    {
      found.append((id, index..<end))
      index = appendSuffixes(of: id, in: bytes, next..<span.upperBound, &found)
    } else {
      index = next
    }
  }
  return found
}

/// Nearly no word is an id, and to look is far cheaper than to take the word apart.
private func couldBeID(_ bytes: [UInt8], _ word: Range<Int>) -> Bool {
  bytes[word].contains(UInt8(ascii: "-")) || bytes[word].starts(with: "REQ".utf8)
    || bytes[word].first == UInt8(ascii: "F") && bytes[word].contains(UInt8(ascii: "."))
}

/// Reads `,03,04` after an id with two numbers or more than one part; gives the index after it.
private func appendSuffixes(
  of id: ModuleID, in bytes: [UInt8], _ rest: Range<Int>,
  _ found: inout [(id: ModuleID, span: Range<Int>)]
) -> Int {
  var index = rest.lowerBound
  guard let dash = id.text.lastIndex(of: "-") else { return index }
  while index < rest.upperBound, bytes[index] == UInt8(ascii: ",") {
    var end = index + 1
    while end < rest.upperBound, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
    guard end > index + 1, end == rest.upperBound || !isWordByte(bytes[end]) else { break }
    let number = String(decoding: bytes[index + 1..<end], as: UTF8.self)
    guard let next = ModuleID("\(id.text[...dash])\(number)") else { break }
    found.append((next, index + 1..<end))
    index = end
  }
  return index
}

private func isWordByte(_ byte: UInt8) -> Bool {
  let lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7A || byte >= 0x30 && byte <= 0x39
    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte >= 0x80
}
