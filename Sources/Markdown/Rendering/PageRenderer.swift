import SourceText

/// One walk over a tree: writes the HTML and collects headings, links, words and faults.
///
/// The walk follows the nodes' own links and not the call stack, because a hostile tree is as deep
/// as its file is long.
struct PageRenderer {
  /// What to do after a node has been entered.
  enum Step {
    /// Its children, then `leave`.
    case descend
    /// The children are dealt with; goes on behind this node, which is itself or a later sibling.
    case done(CMarkNode)
  }

  var source: PageSource
  let isSnippet: Bool
  private let limits: MarkdownLimits
  private let outputLimit: Int

  var html: ByteBuffer
  var headings: [Heading] = []
  var links: [MarkdownLink] = []
  var diagnostics: [Diagnostic] = []
  var excerpt = ""
  var terms = TermCollector()
  var slugs = HeadingSlugs()
  var reported: Set<Rule> = []

  /// Weight of the words being read: 2 in the title, 1 in other headings.
  var weight: UInt8 = 0
  /// The anchor of the heading being written; `nil` for one that gets none.
  var openHeading: String?
  /// A heading of level 1 has been seen.
  var hasTitle = false
  /// Links around the node: HTML has no links in links, so only the first writes a tag.
  var linkDepth = 0
  var table = TableState()
  var footnotesBegun = false
  /// Number of the footnote definition being written.
  var footnote = 0
  /// The paragraph that begins with the marker of an alert.
  var alertMarker: CMarkNode?
  /// The marker of an alert is being passed over, up to the end of its line.
  var skipsToLineEnd = false
  /// Reused for runs of text.
  var run: [UInt8] = []

  init(_ input: MarkdownInput, _ limits: MarkdownLimits) {
    let length = input.file.bytes.count - input.bodyStart
    source = PageSource(input)
    isSnippet = input.place != nil
    self.limits = limits
    outputLimit = limits.outputBytes(for: length)
    html = ByteBuffer(capacity: length + length / 2 + 256)
  }

  /// Parses and renders one text in this process.
  static func render(
    _ input: MarkdownInput, _ limits: MarkdownLimits
  ) -> Swift.Result<RenderedMarkdown, Excess> {
    guard input.file.bytes.count - input.bodyStart <= limits.inputBytes else {
      return .failure(.input)
    }
    return input.file.bytes.withUnsafeBufferPointer { bytes in
      let body = UnsafeBufferPointer(rebasing: bytes[input.bodyStart...])
      let rendered = CMarkTree.withTree(body, footnotes: input.place == nil) { document in
        var renderer = PageRenderer(input, limits)
        return renderer.result(of: document, isValid: isUTF8(body))
      }
      return rendered ?? .failure(.crash)
    }
  }

  private mutating func result(
    of document: CMarkNode, isValid: Bool
  ) -> Swift.Result<RenderedMarkdown, Excess> {
    if !isValid {
      report(.markdownEncoding, at: .file(source.file.path), "the file is not valid UTF-8")
    }
    reportFirstBidiControl()
    reportForeignFrontMatter()
    do throws(Excess) {
      try walk(document)
    } catch {
      return .failure(error)
    }
    let page = MarkdownDocument(
      headings: headings, links: links, excerpt: excerpt, terms: terms.sorted(),
      diagnostics: diagnostics.sorted())
    return .success(RenderedMarkdown(document: page, html: html.bytes))
  }

  /// In the source, so that the place is exact; one that an entity stands for is found later.
  private mutating func reportFirstBidiControl() {
    let found = source.file.bytes.withUnsafeBufferPointer {
      firstBidiControl($0, from: source.bodyStart)
    }
    guard let found else { return }
    report(
      .markdownBidiControl, at: source.range(found..<found + 3),
      "an invisible character changes the order of the text", once: true)
  }

  private mutating func walk(_ document: CMarkNode) throws(Excess) {
    var node = document
    var count = 0
    while true {
      count += 1
      guard count <= limits.nodes else { throw .nodes }
      guard html.count <= outputLimit else { throw .output }
      if case .done(let last) = enter(node) {
        node = last
      } else if let child = node.firstChild {
        node = child
        continue
      } else {
        leave(node)
      }
      while node.next == nil {
        guard node != document, let parent = node.parent else { return }
        node = parent
        leave(node)
      }
      guard node != document, let next = node.next else { return }
      node = next
    }
  }

  /// Adds a finding; once a page for a rule that would repeat itself.
  mutating func report(
    _ rule: Rule, at range: SourceRange, _ summary: String, fix: String? = nil, once: Bool = false
  ) {
    guard diagnostics.count < 100, !once || reported.insert(rule).inserted else { return }
    diagnostics.append(Diagnostic(rule, at: range, summary, fix: fix))
  }
}

/// Well-formed UTF-8; the parser itself only replaces what is not.
func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var index = 0
  while index + 8 <= bytes.count {
    let word = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped).loadUnaligned(
      fromByteOffset: index, as: UInt64.self)
    if word & 0x8080_8080_8080_8080 != 0 { break }
    index += 8
  }
  let rest = UnsafeBufferPointer(rebasing: bytes[index...])
  return rest.allSatisfy { $0 < 0x80 } || String(validating: rest, as: UTF8.self) != nil
}
