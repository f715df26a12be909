import SourceText
import Templates

/// A long list cut into pages of bounded size: `gaps.html`, `gaps-2.html`, ….
struct PagedList {
  /// Path of the first page.
  let path: String
  let count: Int
  let size: Int

  init(path: String, count: Int, size: Int = 200) {
    self.path = path
    self.count = count
    self.size = size
  }

  var pageCount: Int { max(1, (count + size - 1) / size) }

  /// Positions of the elements on a page, counted from 0.
  func range(ofPage page: Int) -> Range<Int> {
    min(count, page * size)..<min(count, (page + 1) * size)
  }

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
