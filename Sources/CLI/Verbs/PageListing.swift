import Notation
import SourceText
import System

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
    let matter = frontMatter(of: file.bytes).flatMap {
      YAMLParser.parse(SourceFile(path: file.path, bytes: Array(file.bytes[$0]))).root
    }
    func text(_ key: String) -> String? {
      guard case .mapping(let entries)? = matter?.value,
        case .scalar(let scalar)? = entries.first(where: { $0.key == key })?.value.value
      else { return nil }
      return scalar.text
    }
    return Page(
      path: file.path, title: text("title") ?? "", isDraft: text("draft")?.lowercased() == "true")
  }

  /// The bytes between the first `---` line and the next; `nil` when there is no such block.
  static func frontMatter(of bytes: [UInt8]) -> Range<Int>? {
    let fence = Array("---".utf8)
    var lines = bytes.split(
      separator: 0x0A, maxSplits: 512, omittingEmptySubsequences: false)[...]
    guard let first = lines.popFirst(), trimmed(first).elementsEqual(fence) else { return nil }
    let start = min(first.endIndex + 1, bytes.count)
    guard let last = lines.first(where: { trimmed($0).elementsEqual(fence) }) else { return nil }
    return start..<last.startIndex
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let last = line.last, last == 0x0D || last == 0x20 { line.removeLast() }
    return line
  }
}
