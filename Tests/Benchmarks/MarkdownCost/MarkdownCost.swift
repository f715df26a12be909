// markdown-cost: renders every page below a folder, in worker processes or in this one.
//
//   markdown-cost process FOLDER        in this process, without protection
//   markdown-cost pool FOLDER TOOL      through the pool, with TOOL as the worker
//
// Both read the same files and parse the same text; what is printed, the number of pages and a
// fingerprint of their HTML, must be the same. Whoever runs it compares the processor time.

import Markdown
import SourceText
import System

@main
struct MarkdownCost {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count >= 2, let mode = arguments.first else {
      return print("usage: markdown-cost process|pool FOLDER [TOOL]")
    }
    let pages = try Pages(folder: arguments[2])
    var total = Total()
    if mode == "pool" {
      let renderer = MarkdownRenderer(workerCommand: [arguments[3], MarkdownWorker.verb])
      try renderer.render(count: pages.paths.count, load: pages.input) { number, rendered in
        total.add(number, rendered)
      }
    } else {
      for number in pages.paths.indices {
        total.add(number, MarkdownRenderer.renderUnprotected(pages.input(number)))
      }
    }
    print("\(total.pages) pages \(total.sum)")
  }
}

/// The Markdown files of a folder.
private struct Pages {
  let paths: [String]
  private let tree: ProjectTree

  init(folder: String) throws {
    tree = try ProjectTree(root: folder)
    paths = tree.listing().files.map(\.path).filter { $0.hasSuffix(".md") }
  }

  /// A page without its front matter; an empty one when it cannot be read.
  func input(_ number: Int) -> MarkdownInput {
    guard case .success(let file) = tree.read(paths[number]) else {
      return MarkdownInput(SourceFile(path: paths[number], bytes: []))
    }
    return MarkdownInput(file, bodyStart: bodyStart(file.bytes))
  }

  private func bodyStart(_ bytes: [UInt8]) -> Int {
    let fence = Array("---\n".utf8)
    guard bytes.starts(with: fence) else { return 0 }
    var line = fence.count
    while line < bytes.count, !bytes[line...].starts(with: fence) {
      line = (bytes[line...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
    }
    return min(line + fence.count, bytes.count)
  }
}

/// What came out, whatever the order in which it came.
private struct Total {
  var pages = 0
  var sum: UInt64 = 0

  mutating func add(_ number: Int, _ rendered: RenderedMarkdown) {
    var hasher = Fingerprinter()
    hasher.combine(number)
    hasher.combine(rendered.html)
    hasher.combine(rendered.document.links.count)
    hasher.combine(rendered.document.terms.bytes)
    pages += 1
    sum &+= hasher.finish().low
  }
}
