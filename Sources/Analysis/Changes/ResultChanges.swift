import SourceText
import TraceModel

/// Ids that results name in vain, and that no result has named in vain before: what was recorded of them is
/// lost.
struct ResultChanges {
  private let base: TraceSnapshot
  private let head: TraceSnapshot

  init(_ base: TraceSnapshot, _ head: TraceSnapshot) {
    self.base = base
    self.head = head
  }

  /// Results have other names in every run, so that an id is known wherever it stood.
  func findings() -> [ChangeFinding] {
    let known = Set(base.vainResults.lazy.map(\.missing))
    return head.vainResults.filter { !known.contains($0.missing) }.map { found in
      ChangeFinding(
        .newGap, ChangeRules.newDangling, .init(found.result, title: found.title, at: found.range),
        nil, Self.summary(of: found), detail: "\(found.kind.rawValue) \(found.missing)")
    }
  }

  static func summary(of found: TraceSnapshot.VainResult) -> String {
    let others = found.count - 1
    let start = GapChanges.summary(found.kind, found.missing)
    return others == 0
      ? start : "\(start); neither is it for \(others) more \(others == 1 ? "result" : "results")"
  }
}
