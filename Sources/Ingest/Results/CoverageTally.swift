import SourceText
import TraceModel

/// The lines of each file that ran, gathered over the records of one report.
struct CoverageTally: Sendable {
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

  /// Adds what another report says: a line ran when either says so. Files are known by the names
  /// that `place` gives them; one that it does not know is left out, and so are lines behind a file's
  /// last.
  mutating func merge(
    _ other: CoverageTally, lines count: (String) -> Int?, placed place: (String) -> String?
  ) {
    for path in other.paths {
      guard let lines = other.files[path], let name = place(path) else { continue }
      open(name, lines.span)
      let last = count(name) ?? .max
      for (line, ran) in lines.ran where line <= last { add(line, ran: ran, to: name) }
      // Without lines nobody knows which of them two reports share: the larger share stands.
      if lines.ran.isEmpty, lines.stated.total <= last,
        lines.stated > files[name]?.stated ?? (0, 0)
      {
        files[name]?.stated = lines.stated
      }
    }
  }

  /// Lines that ran and lines that could, over all files.
  var total: (hit: Int, total: Int) {
    paths.reduce((0, 0)) { sum, path in
      let (hit, total) = count(of: path)
      return (sum.0 + hit, sum.1 + total)
    }
  }

  private func count(of path: String) -> (hit: Int, total: Int) {
    guard let lines = files[path] else { return (0, 0) }
    if lines.ran.isEmpty { return lines.stated }
    return (lines.ran.values.reduce(0) { $0 + ($1 ? 1 : 0) }, lines.ran.count)
  }

  /// One item a file, in the order of the report.
  func report(to report: inout ResultDocument) {
    report.coverage = self
    for path in paths {
      guard let lines = files[path] else { continue }
      let (hit, total) = count(of: path)
      let facts = CoverageFacts(path: path, hit: hit, total: total)
      report.add(.coverage, path, title: path, .coverage(facts), lines.span) { item, range in
        item.links = [.optional(.references, to: path, at: range, .declared)]
      }
    }
  }
}
