/// The candidate closest to a name that is not known, for "did you mean"; `nil` when none is close.
///
/// Close means an edit distance (insert, delete, replace, swap) of at most a third of the name's
/// length, and at least one. Ties go to the earlier candidate.
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  nearestName(to: name, among: Array(candidates))
}

/// The same for an array, without the detour of a sequence that another module does not know.
public func nearestName(to name: String, among candidates: [String]) -> String? {
  let bytes = Array(name.utf8)
  let limit = max(1, bytes.count / 3)
  var best: (name: String, distance: Int)?
  for candidate in candidates
  where abs(candidate.utf8.count - bytes.count) <= limit && candidate != name {
    let distance = editDistance(bytes, Array(candidate.utf8), limit: limit)
    if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
  }
  return best?.name
}

/// The optimal string alignment distance of two byte strings, or `limit + 1` when it is larger.
func editDistance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
  guard abs(a.count - b.count) <= limit, a.count <= 256, b.count <= 256 else { return limit + 1 }
  var beforePrevious = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  var current = previous
  var leastBefore = 0
  for i in 0..<a.count {
    current[0] = i + 1
    var least = i + 1
    for j in 0..<b.count {
      let replaced = previous[j] + (a[i] == b[j] ? 0 : 1)
      current[j + 1] = min(replaced, previous[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        current[j + 1] = min(current[j + 1], beforePrevious[j - 1] + 1)
      }
      least = min(least, current[j + 1])
    }
    // Later rows come from these two, a swap from the earlier one at the cost of one.
    if least > limit, leastBefore >= limit { return limit + 1 }
    leastBefore = least
    (beforePrevious, previous, current) = (previous, current, beforePrevious)
  }
  return previous[b.count]
}
