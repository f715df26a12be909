/// What words do to a demand: the one table behind what is said of a changed sentence.
///
/// A phrase stands in one row; the longest that fits is taken, so that `no more than` is a bound and no
/// denial. What is in no row has no direction that anybody could tell.
enum WordingTable {
  /// What a phrase does.
  enum Sort: Hashable {
    /// It binds, from 3, which is strict, to 1, which only allows.
    case binding(Int)
    /// It turns round what follows.
    case denial
    /// It leaves open whether the demand has to be met. New, it weakens.
    case hedge
    /// It takes something out. New, it weakens.
    case exception
    /// It speaks of all there are.
    case universal
    /// It speaks of fewer than all. New, it weakens.
    case partial
    /// Once, and not again.
    case once
    /// Once, and perhaps again. In the place of `once` it weakens.
    case repeated
    /// Neither more nor less.
    case exact
    /// More is allowed.
    case atLeast
    /// Less is allowed.
    case atMost
    /// It looks like one of the others, and is none.
    case neutral
  }

  /// Rows: the sort, then phrases between commas.
  private static let rows: [(Sort, String)] = [
    (
      .binding(3),
      """
      shall, must, will, has to, have to, is required to, are required to, is obliged to, required, \
      mandatory, obligatory
      """
    ),
    (
      .binding(2),
      """
      should, ought to, is recommended to, are recommended to, is expected to, are expected to, \
      recommended, advised
      """
    ),
    (
      .binding(1),
      """
      may, can, could, might, is allowed to, are allowed to, is free to, optional, optionally, \
      need not, does not have to, do not have to, is not required to, are not required to
      """
    ),
    (
      .denial,
      "not, no, never, none, without, neither, nor, nobody, nothing, nowhere, non"
    ),
    (
      .hedge,
      """
      if possible, where possible, when possible, whenever possible, wherever possible, \
      as far as possible, as much as possible, if practical, where practical, \
      when practical, where practicable, if practicable, as far as practicable, \
      as far as reasonably practicable, if feasible, where feasible, when feasible, best effort, \
      best efforts, on a best effort basis, ideally, preferably, usually, normally, typically, \
      generally, mostly, in most cases, in general, in principle, as appropriate, if appropriate, \
      where appropriate, reasonably, within reason, try to, try not to, tries to, attempt to, \
      attempts to, aim to, aims to, strive to, strives to, if time permits, time permitting, \
      eventually, approximately, roughly, nearly, almost, opportunistically, if supported, \
      where supported, if convenient, nice to have
      """
    ),
    (
      .exception,
      """
      unless, except, except for, except when, with the exception of, excluding, apart from, \
      other than
      """
    ),
    (
      .universal,
      "all, every, each, always, at all times, entirely, completely, fully, in all cases"
    ),
    (
      .partial,
      """
      some, most, many, several, a few, often, sometimes, occasionally, frequently, \
      partly, partially, at times, the majority of, at least some
      """
    ),
    (
      .once,
      """
      once, exactly once, only once, once only, a single time
      """
    ),
    (.repeated, "at least once, once or more, one or more times, more than once, repeatedly"),
    (.exact, "exactly, precisely, equal to"),
    (
      .atLeast,
      """
      at least, no less than, not less than, no fewer than, not fewer than, never less than, \
      a minimum of, minimum of, minimum, more than, greater than, longer than, above, over, \
      no earlier than, not earlier than, or more, exceed, exceeds
      """
    ),
    (
      .atMost,
      """
      at most, no more than, not more than, never more than, no longer than, not longer than, \
      no later than, not later than, within, less than, fewer than, shorter than, below, under, \
      up to, a maximum of, maximum of, maximum, not exceed, never exceed, never exceeds, or less, \
      or fewer, at the latest
      """
    ),
    (
      .neutral,
      """
      most recent, most recently, not only, no matter, no longer, how many, as many as, over time, \
      under load, few as, without undue, as soon as possible
      """
    ),
  ]

  /// Words of which one says the contrary of the other.
  private static let opposites: [(String, String)] = [
    ("forbidden", "allowed"), ("forbidden", "permitted"), ("prohibited", "allowed"),
    ("prohibited", "permitted"), ("denied", "allowed"), ("denied", "granted"), ("deny", "allow"),
    ("denies", "allows"), ("reject", "accept"), ("rejects", "accepts"), ("rejected", "accepted"),
    ("enabled", "disabled"), ("enables", "disables"), ("includes", "excludes"),
    ("included", "excluded"), ("before", "after"), ("encrypted", "unencrypted"),
    ("authenticated", "unauthenticated"), ("authorised", "unauthorised"),
    ("authorized", "unauthorized"), ("valid", "invalid"), ("blocks", "allows"),
    ("blocked", "allowed"), ("==", "!="), ("=", "!="), ("=", "≠"), ("kept", "deleted"),
    ("keeps", "deletes"), ("prevents", "permits"),
  ]

  /// By their first word, the longest first.
  private static let phrases: [String: [(words: [String], sort: Sort)]] = {
    var phrases: [String: [(words: [String], sort: Sort)]] = [:]
    for (sort, list) in rows {
      for phrase in list.split(separator: ",") {
        let words = phrase.split(separator: " ").map(String.init)
        if let first = words.first { phrases[first, default: []].append((words, sort)) }
      }
    }
    return phrases.mapValues { $0.sorted { $0.words.count > $1.words.count } }
  }()

  /// The longest phrase that begins with the first of some words.
  static func phrase(at words: ArraySlice<String>) -> (count: Int, sort: Sort)? {
    guard let first = words.first, let known = phrases[first] else { return nil }
    return known.first { words.starts(with: $0.words) }.map { ($0.words.count, $0.sort) }
  }

  /// Words of the longest phrase.
  static let longest = phrases.values.joined().map(\.words.count).max() ?? 0

  static func areOpposite(_ a: String, _ b: String) -> Bool {
    opposites.contains { $0 == (a, b) || $0 == (b, a) }
  }

  /// What stands where a statement is still to be written.
  static let placeholders: Set<String> = [
    "tbd", "tba", "todo", "fixme", "xxx", "na", "none", "null", "to", "be", "defined", "decided",
    "determined", "specified", "written", "done", "later", "pending",
  ]
}
