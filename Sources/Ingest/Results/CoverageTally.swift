import SourceText
import TraceModel

/// The lines of each file that ran, gathered over the records of one report.
struct CoverageTally {
  private struct Lines {
    var span: Span
    var ran: [Int: Bool] = [:]
    /// What the report states, for a record without lines.
    var stated: (hit: Int, total: Int) = (0, 0)
  }

  private var paths: [String] = []
  private var files: [String: Lines] = [:]

  var isEmpty: Bool { paths.isEmpty }

  mutating func open(_ path: String, _ span: Span) {
    guard files[path] == nil else { return }
    paths.append(path)
    files[path] = Lines(span: span)
  }

  /// A line ran when any record says so.
  mutating func add(_ line: Int, ran: Bool, to path: String) {
    let before = files[path]?.ran[line] ?? false
    files[path]?.ran[line] = before || ran
  }

  mutating func state(hit: Int, total: Int, of path: String) {
    files[path]?.stated = (hit, total)
  }

  /// One item a file, in the order of the report.
  func report(to report: inout ResultDocument) {
    for path in paths {
      guard let lines = files[path] else { continue }
      let hasLines = !lines.ran.isEmpty
      let hit = hasLines ? lines.ran.values.reduce(0) { $0 + ($1 ? 1 : 0) } : lines.stated.hit
      let total = hasLines ? lines.ran.count : lines.stated.total
      let facts = CoverageFacts(path: path, hit: hit, total: total)
      report.add(.coverage, path, title: path, .coverage(facts), lines.span) { item, range in
        item.links = [.optional(.references, to: path, at: range, .declared)]
      }
    }
  }
}
