/// The patterns that one pattern with `{a,b}` stands for, in order; braces may be nested.
///
/// The number of results is limited, because it doubles with every pair of braces.
func expandBraces(_ pattern: [UInt8]) throws(Glob.Malformed) -> [[UInt8]] {
  var finished: [[UInt8]] = []
  var pending = [pattern]
  while let next = pending.popLast() {
    guard let group = try firstGroup(in: next) else {
      finished.append(next)
      continue
    }
    for option in group.options.reversed() {
      pending.append(Array(next[..<group.start]) + option + next[group.end...])
    }
    guard finished.count + pending.count <= Glob.maximumAlternatives else {
      throw Glob.Malformed(
        "its braces stand for more than \(Glob.maximumAlternatives) alternatives")
    }
  }
  return finished
}

private struct BraceGroup {
  var start: Int
  var end: Int
  var options: [ArraySlice<UInt8>] = []
}

/// The outermost group that opens first, or `nil` when no brace opens.
private func firstGroup(in pattern: [UInt8]) throws(Glob.Malformed) -> BraceGroup? {
  var group: BraceGroup?
  var depth = 0
  var optionStart = 0
  var index = 0
  while index < pattern.count {
    switch pattern[index] {
    case 0x5C: index += 1
    case 0x7B:
      depth += 1
      if depth == 1 {
        group = BraceGroup(start: index, end: index)
        optionStart = index + 1
      }
    case 0x2C where depth == 1:
      group?.options.append(pattern[optionStart..<index])
      optionStart = index + 1
    case 0x7D where depth > 0:
      depth -= 1
      if depth == 0 {
        group?.options.append(pattern[optionStart..<index])
        group?.end = index + 1
        return group
      }
    default: break
    }
    index += 1
  }
  guard depth == 0 else { throw Glob.Malformed("\"{\" has no closing \"}\"") }
  return nil
}
