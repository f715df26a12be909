import Ingest
import Markdown
import Site
import SourceText

/// What a page of text may weigh: its HTML, and the table of contents that its headings make.
enum PageBudget {
  private static let bytes = 500_000

  /// A finding for each page that is heavier.
  static func findings(_ pages: [PageDocument]) -> [Diagnostic] {
    pages.compactMap { page in
      let weight = weight(of: page)
      guard weight > bytes else { return nil }
      return Diagnostic(
        .pageTooLarge, at: .file(page.path),
        "the page takes about \(weight / 1_000) KB of HTML; expected at most \(bytes / 1_000) KB")
    }
  }

  private static func weight(of page: PageDocument) -> Int {
    let entry = "<li><a href=\"#\"></a></li>".utf8.count
    return page.markdown.headings.reduce(Int(page.html.length)) {
      $0 + $1.id.utf8.count + $1.text.utf8.count + entry
    }
  }
}
