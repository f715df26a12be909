public import Markdown
public import SourceText
import Templates
public import TraceModel

/// What the file of a hand-written page holds, parsed; its HTML is fetched when the page is rendered.
public struct PageText: Sendable {
  /// What the page says of itself.
  public var frontMatter: FrontMatter
  /// Headings, links and search terms of its text.
  public var document: MarkdownDocument
  /// Of the source file.
  public var fingerprint: Fingerprint
  /// The Markdown below the front matter, for the copy beside the page; `nil` publishes no copy.
  public var markdown: (@Sendable () throws -> [UInt8])?
  /// The HTML with the slots of `document.links` still open.
  public var html: @Sendable () throws -> [UInt8]

  /// A text whose HTML and Markdown are fetched when the page is rendered.
  public init(
    frontMatter: FrontMatter, document: MarkdownDocument, fingerprint: Fingerprint,
    markdown: (@Sendable () throws -> [UInt8])? = nil,
    html: @escaping @Sendable () throws -> [UInt8]
  ) {
    self.frontMatter = frontMatter
    self.document = document
    self.fingerprint = fingerprint
    self.markdown = markdown
    self.html = html
  }

  /// What lists say of the page.
  var summary: String { frontMatter.description ?? document.excerpt }
}

extension PageText {
  /// The text between the title and the end, its slots filled when it is written.
  func body(_ filler: SlotFiller) throws -> SafeHTML {
    let html = try html()
    let start = endOfTitle(html, document)
    var filler = filler
    filler.start = start
    return SafeHTML { [filler, document] buffer in
      if start > 0 {
        // The heading's anchor stays, so that links to it lead to the top of the text.
        buffer.append("<span id=\"")
        buffer.append(escaped: document.headings[0].id)
        buffer.append("\"></span>")
      }
      try filler.write(html, into: &buffer)
    }
  }
}

extension PageText {
  /// Whether files other than the page's own cannot tell this text from another.
  ///
  /// What they may show of a page, or look for in it: front matter, title, anchors, where its
  /// links lead, and what lists say of it. Words are search's own affair.
  func looksTheSame(as other: PageText) -> Bool {
    frontMatter.saysTheSame(as: other.frontMatter) && summary == other.summary
      && document.title == other.document.title
      && (markdown == nil) == (other.markdown == nil)
      && document.headings.elementsEqual(other.document.headings) { $0.id == $1.id }
      && document.links.elementsEqual(other.document.links) {
        $0.kind == $1.kind && $0.destination == $1.destination
      }
  }
}

extension FrontMatter {
  /// Places do not count.
  fileprivate func saysTheSame(as other: FrontMatter) -> Bool {
    func withoutPlaces(_ matter: FrontMatter) -> FrontMatter {
      var matter = matter
      matter.aliasPlaces = []
      matter.range = nil
      return matter
    }
    return withoutPlaces(self) == withoutPlaces(other)
  }
}

/// Where a page's HTML goes on behind its opening heading, which the layout shows instead; 0 when it
/// does not begin with one.
private func endOfTitle(_ html: [UInt8], _ document: MarkdownDocument) -> Int {
  guard let title = document.headings.first, title.level == 1, html.starts(with: "<h1".utf8)
  else { return 0 }
  return firstRange(of: "</h1>", in: html) ?? 0
}

/// Where a mark ends for the first time, counted from the start.
private func firstRange(of mark: String, in bytes: [UInt8]) -> Int? {
  let mark = Array(mark.utf8)
  return bytes.withUnsafeBufferPointer { bytes in
    var index = 0
    while index + mark.count <= bytes.count {
      if bytes[index] == mark[0], bytes[index..<index + mark.count].elementsEqual(mark) {
        return index + mark.count
      }
      index += 1
    }
    return nil
  }
}
