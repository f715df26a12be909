import Markdown
import SourceText
import Templates
import TraceModel

/// Where the link at a slot leads, and what is shown of it.
enum SlotTarget: Sendable {
  /// A page or file of the site.
  case page(Route, anchor: String)
  /// A node that is named.
  case node(Route, anchor: String, id: String, title: String)
  /// A page of another site.
  case address(String)
  case missing
}

/// Writes rendered Markdown with its slots filled: attributes, references, embedded views.
struct SlotFiller: Sendable {
  typealias ViewWriter = @Sendable (MarkdownLink, inout ByteBuffer) throws -> Void

  /// Of the page that the text is written into.
  let route: Route
  let links: [MarkdownLink]
  /// One for each link.
  let targets: [SlotTarget]
  /// Writes a view in place of a short code; `nil` inside a text that a view may show, so that no
  /// view shows itself.
  var writeView: ViewWriter?
  /// Offset in the HTML before which nothing is written, slots included.
  var start = 0

  func write(_ html: [UInt8], into buffer: inout ByteBuffer) throws {
    var position = min(start, html.count)
    for index in links.indices where links[index].kind != .external {
      let slot = min(Int(links[index].slot), html.count)
      guard slot >= position else { continue }
      buffer.append(html[position..<slot])
      position = slot
      try fill(links[index], targets[index], into: &buffer)
    }
    buffer.append(html[position...])
  }

  private func fill(
    _ link: MarkdownLink, _ target: SlotTarget, into buffer: inout ByteBuffer
  ) throws {
    switch link.kind {
    case .link:
      guard let url = url(target) else { return buffer.append(" class=\"broken\"") }
      attribute(" href=\"", url, into: &buffer)
    case .image:
      let missing = route.relativeURL(to: Route("static/missing.svg"))
      attribute(" src=\"", url(target) ?? missing, into: &buffer)
    case .reference: writeReference(link, target, into: &buffer)
    case .embed: try writeView?(link, &buffer)
    case .external: break
    }
  }

  private func attribute(_ open: StaticString, _ url: String, into buffer: inout ByteBuffer) {
    buffer.append(open)
    buffer.append(escaped: url)
    buffer.append(byte: 0x22)
  }

  private func url(_ target: SlotTarget) -> String? {
    switch target {
    case .page(let other, let anchor), .node(let other, let anchor, _, _):
      route.relativeURL(to: other, anchor: anchor)
    case .address(let address): address
    case .missing: nil
    }
  }

  private func writeReference(
    _ link: MarkdownLink, _ target: SlotTarget, into buffer: inout ByteBuffer
  ) {
    guard case .node(_, _, let id, let title) = target, let url = url(target) else {
      buffer.append("<a class=\"broken\">")
      buffer.append(escaped: link.text)
      return buffer.append("</a>")
    }
    buffer.append("<a class=\"ref\" href=\"")
    buffer.append(escaped: url)
    buffer.append("\" title=\"")
    buffer.append(escaped: title)
    buffer.append("\"><code>")
    buffer.append(escaped: link.text.isEmpty ? id : link.text)
    buffer.append("</code></a>")
  }
}

extension PageContext {
  /// A filler of this page's slots; one without views leaves short codes out.
  func filler(
    _ links: [MarkdownLink], _ outcomes: [LinkOutcome], withViews: Bool
  ) -> SlotFiller {
    let targets = zip(links, outcomes).map { target(of: $1, named: $0.kind == .reference) }
    let writer: SlotFiller.ViewWriter? =
      withViews ? { @Sendable link, buffer in try writeEmbed(link, into: &buffer) } : nil
    return SlotFiller(route: route, links: links, targets: targets, writeView: writer)
  }

  private func target(of outcome: LinkOutcome, named: Bool) -> SlotTarget {
    switch outcome {
    case .node(let node, let anchor) where named:
      .node(site.routes[node], anchor: anchor, id: graph[node].key.id, title: graph[node].title)
    case .node(let node, let anchor): .page(site.routes[node], anchor: anchor)
    case .file(let path, let anchor): .page(Route(path), anchor: anchor)
    case .web(let address): .address(address)
    case .broken: .missing
    }
  }

  /// The text of a page below its title.
  func body(of number: Int) throws -> SafeHTML {
    let text = site.pages.pages[number].text
    return try text.body(
      filler(text.document.links, site.pages.links.outcomes(of: number), withViews: true))
  }
}
