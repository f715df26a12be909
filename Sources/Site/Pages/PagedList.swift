import SourceText
import Templates

/// A long list cut into pages of bounded size: `gaps.html`, `gaps-2.html`, ….
struct PagedList {
  /// Path of the first page.
  let path: String
  let count: Int
  /// Where each page begins, and one more for the end.
  private let starts: [Int]

  /// The most elements that one page holds.
  let size: Int

  /// A list of elements that are all about as large.
  init(path: String, count: Int, size: Int = 200) {
    self.path = path
    self.count = count
    self.size = size
    starts = Array(stride(from: 0, to: max(1, count), by: size)) + [count]
  }

  /// A list whose elements have weights; a page ends before it weighs more than a budget.
  init(path: String, weights: [Int], budget: Int, size: Int = 200) {
    self.path = path
    count = weights.count
    self.size = size
    var starts = [0]
    var weight = 0
    for (position, own) in weights.enumerated() {
      let isFull = position - starts[starts.count - 1] == size || weight + own > budget
      if isFull, position > starts[starts.count - 1] {
        starts.append(position)
        weight = 0
      }
      weight += own
    }
    self.starts = starts + [count]
  }

  var pageCount: Int { starts.count - 1 }

  /// Positions of the elements on a page, counted from 0.
  func range(ofPage page: Int) -> Range<Int> { starts[page]..<starts[page + 1] }

  /// Path of a page, counted from 0.
  func path(ofPage page: Int) -> String {
    page == 0 ? path : "\(path.dropLast(5))-\(page + 1).html"
  }

  /// Links to the other pages: at most nine; null for a list of one page.
  func pager(page: Int, _ context: PageContext) -> TemplateValue {
    guard pageCount > 1 else { return .null }
    let range = range(ofPage: page)
    let first = max(0, min(page - 4, pageCount - 9))
    let shown = first..<min(pageCount, first + 9)
    return [
      "label": .string("\(range.lowerBound + 1)–\(range.upperBound) of \(count)"),
      "previous": page > 0
        ? context.anchor("Previous", context.url(path(ofPage: page - 1))) : .null,
      "next": page + 1 < pageCount
        ? context.anchor("Next", context.url(path(ofPage: page + 1))) : .null,
      "pages": .list(
        shown.map {
          [
            "title": .string(String($0 + 1)), "url": context.url(path(ofPage: $0)),
            "current": .bool($0 == page),
          ]
        }),
    ]
  }
}
