/// The part of a `Glob` that one path component must match.
struct ComponentPattern: Sendable {
  enum Token: Sendable {
    case byte(UInt8)
    case anyCharacter
    case anyText
    case oneOf([ClosedRange<UInt32>], negated: Bool)
  }

  private var tokens: [Token] = []
  private var isLiteral = true

  init(_ pattern: ArraySlice<UInt8>) throws(Glob.Malformed) {
    var index = pattern.startIndex
    while index < pattern.endIndex {
      let byte = pattern[index]
      index += 1
      switch byte {
      case 0x2A: appendAnyText()
      case 0x3F: append(.anyCharacter)
      case 0x5B: append(try Self.characterClass(pattern, &index))
      case 0x5C where index < pattern.endIndex:
        tokens.append(.byte(pattern[index]))
        index += 1
      default: tokens.append(.byte(byte))
      }
    }
  }

  private mutating func append(_ token: Token) {
    tokens.append(token)
    isLiteral = false
  }

  private mutating func appendAnyText() {
    if case .anyText? = tokens.last { return }
    append(.anyText)
  }

  /// Going back to the last `*` is enough: an earlier one can only have taken less.
  func matches(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    if isLiteral, name.count != tokens.count { return false }
    var token = 0
    var index = name.startIndex
    var retry: (token: Int, index: Int)?
    while index < name.endIndex {
      if token < tokens.count {
        if case .anyText = tokens[token] {
          retry = (token, index)
          token += 1
          continue
        }
        if let end = Self.end(of: tokens[token], in: name, at: index) {
          token += 1
          index = end
          continue
        }
      }
      guard let last = retry else { return false }
      retry = (last.token, last.index + 1)
      token = last.token + 1
      index = last.index + 1
    }
    while token < tokens.count, case .anyText = tokens[token] { token += 1 }
    return token == tokens.count
  }

  private static func end(
    of token: Token, in name: Slice<UnsafeBufferPointer<UInt8>>, at index: Int
  ) -> Int? {
    switch token {
    case .byte(let byte): return name[index] == byte ? index + 1 : nil
    case .anyText: return index
    case .anyCharacter: return scalar(in: name, at: index).end
    case .oneOf(let ranges, let negated):
      let found = scalar(in: name, at: index)
      return ranges.contains { $0.contains(found.value) } != negated ? found.end : nil
    }
  }
}

extension ComponentPattern {
  /// Reads `a-z]` or `!a-z]` after its opening bracket.
  private static func characterClass(
    _ pattern: ArraySlice<UInt8>, _ index: inout Int
  ) throws(Glob.Malformed) -> Token {
    var ranges: [ClosedRange<UInt32>] = []
    let negated = index < pattern.endIndex && (pattern[index] == 0x21 || pattern[index] == 0x5E)
    if negated { index += 1 }
    var isFirst = true
    while index < pattern.endIndex, isFirst || pattern[index] != 0x5D {
      isFirst = false
      let low = member(pattern, &index)
      var high = low
      let isRange =
        index + 1 < pattern.endIndex && pattern[index] == 0x2D && pattern[index + 1] != 0x5D
      if isRange {
        index += 1
        high = member(pattern, &index)
      }
      if low <= high { ranges.append(low...high) }
    }
    guard index < pattern.endIndex else { throw Glob.Malformed("\"[\" has no closing \"]\"") }
    index += 1
    return .oneOf(ranges, negated: negated)
  }

  private static func member(_ pattern: ArraySlice<UInt8>, _ index: inout Int) -> UInt32 {
    if pattern[index] == 0x5C, index + 1 < pattern.endIndex { index += 1 }
    let found = scalar(in: pattern, at: index)
    index = found.end
    return found.value
  }

  /// The code point at an index; a byte that starts none stands for itself.
  private static func scalar<Bytes: RandomAccessCollection>(
    in bytes: Bytes, at index: Int
  ) -> (value: UInt32, end: Int) where Bytes.Element == UInt8, Bytes.Index == Int {
    let first = bytes[index]
    let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard length > 1, bytes.endIndex - index >= length else { return (UInt32(first), index + 1) }
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for next in bytes[(index + 1)..<(index + length)] {
      guard next & 0xC0 == 0x80 else { return (UInt32(first), index + 1) }
      value = value << 6 | UInt32(next & 0x3F)
    }
    return (value, index + length)
  }
}
