import Synchronization
import System
import Templates

/// What each template has cost in one run, for `--template-metrics`.
final class TemplateMetrics: Sendable {
  private struct Cost {
    var pages = 0
    var nanoseconds: UInt64 = 0
    var bytes = 0
  }

  private let costs = Mutex<[String: Cost]>([:])

  /// Counts every page that a set of templates renders, from any thread.
  var meter: RenderMeter {
    RenderMeter(now: { MonotonicClock.nanoseconds }) { [self] template, nanoseconds, bytes in
      costs.withLock { costs in
        costs[template, default: Cost()].pages += 1
        costs[template, default: Cost()].nanoseconds &+= nanoseconds
        costs[template, default: Cost()].bytes &+= bytes
      }
    }
  }

  /// A heading and one line a template, the most expensive first.
  var table: [String] {
    let rows = costs.withLock { $0 }.sorted { a, b in
      (b.value.nanoseconds, a.key) < (a.value.nanoseconds, b.key)
    }
    if rows.isEmpty { return ["no page was rendered; --no-cache renders all of them"] }
    let heading = ["pages", "ms in all", "µs a page", "bytes a page", "template"]
    let lines = rows.map { name, cost in
      [
        String(cost.pages), String(cost.nanoseconds / 1_000_000),
        String(cost.nanoseconds / 1_000 / UInt64(cost.pages)), String(cost.bytes / cost.pages),
        name,
      ]
    }
    return ([heading] + lines).map(Self.line)
  }

  /// Figures to the right, in columns of the headings' width; the name last.
  private static func line(_ cells: [String]) -> String {
    let figures = cells.dropLast().map { cell in
      String(repeating: " ", count: max(0, 14 - cell.count)) + cell
    }
    return (figures + ["  " + (cells.last ?? "")]).joined()
  }
}
