import Ingest
import SourceText
import System
import TraceModel

/// Title and draft mark of every content page, from front matter alone: no page is rendered.
struct PageListing {
  /// One page of the content folder.
  struct Page {
    let path: String
    let title: String
    let isDraft: Bool

    var row: ListCommand.Row {
      ListCommand.Row(columns: [
        ("path", path), ("state", isDraft ? "draft" : "published"), ("title", title),
      ])
    }
  }

  let pages: [Page]

  init(_ project: Project) {
    pages = InputListing(project).files(of: .pages).compactMap { input in
      (try? project.tree.read(input.path).get()).map(Self.page)
    }
  }

  static func page(_ file: SourceFile) -> Page {
    let matter = Ingest.frontMatter(of: file)
    return Page(path: file.path, title: matter.title ?? "", isDraft: matter.isDraft)
  }
}
