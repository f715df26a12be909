import Foundation
import Markdown
import SourceText

/// Renders in this process, for tests of what is written and not of how it is isolated.
func render(_ text: String, bodyStart: Int = 0) -> RenderedMarkdown {
  MarkdownRenderer.renderUnprotected(
    MarkdownInput(SourceFile(path: "page.md", text: text), bodyStart: bodyStart))
}

/// The HTML of a text, its slots empty.
func html(_ text: String) -> String { String(decoding: render(text).html, as: UTF8.self) }

/// The HTML with every slot filled by its link's kind and destination, so that a test sees both.
func filledHTML(_ text: String) -> String {
  let rendered = render(text)
  var bytes = rendered.html
  for link in rendered.document.links.reversed() where link.kind != .external {
    let content =
      switch link.kind {
      case .link: " href=\"\(link.destination)\""
      case .image: " src=\"\(link.destination)\""
      case .reference: "<ref \(link.destination)|\(link.text)>"
      case .embed: "<embed\(link.destination)>"
      case .external: ""
      }
    bytes.insert(contentsOf: Array(content.utf8), at: Int(link.slot))
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The built tool, beside the bundle in which the tests run.
let tool = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  .deletingLastPathComponent().appendingPathComponent("throughline").path

/// A pool of the built tool's workers.
func pool(workers: Int = 2, limits: MarkdownLimits = MarkdownLimits()) -> MarkdownRenderer {
  MarkdownRenderer(
    workerCommand: [tool, MarkdownWorker.verb], workers: workers, limits: limits)
}
