public import SourceText

/// What is kept of a Markdown file once it is parsed; the HTML itself lies elsewhere.
public struct MarkdownDocument: Sendable {
  /// In document order.
  public var headings: [Heading]
  /// In document order: the slots of the HTML follow the same order.
  public var links: [MarkdownLink]
  /// The first paragraph as plain text, at most 240 bytes, cut at a word.
  public var excerpt: String
  /// Words for search, sorted and distinct.
  public var terms: SearchTerms
  /// Faults found while rendering: dropped URLs, raw HTML, remote images, too complex.
  public var diagnostics: [Diagnostic]

  /// A document of its parts; an empty one by default.
  public init(
    headings: [Heading] = [], links: [MarkdownLink] = [], excerpt: String = "",
    terms: SearchTerms = SearchTerms(), diagnostics: [Diagnostic] = []
  ) {
    self.headings = headings
    self.links = links
    self.excerpt = excerpt
    self.terms = terms
    self.diagnostics = diagnostics
  }

  /// The text of the first heading of level 1.
  public var title: String? { headings.first { $0.level == 1 }?.text }
}

/// A heading that can be linked to.
public struct Heading: Sendable, Hashable {
  /// 1 to 6.
  public var level: Int
  /// Plain text.
  public var text: String
  /// The anchor, unique in the page, in GitHub's slug dialect.
  public var id: String
  /// From the first `#`, or the text of an underlined heading, to the end of the line.
  public var range: SourceRange

  /// A heading of its parts.
  public init(level: Int, text: String, id: String, range: SourceRange) {
    self.level = level
    self.text = text
    self.id = id
    self.range = range
  }
}

/// A place in the HTML that the site fills in once all routes are known.
public struct MarkdownLink: Sendable, Hashable {
  /// What stands at the slot, and what the site puts there.
  public enum Kind: UInt8, Sendable {
    /// `[text](destination)` that needs resolving: relative, or an anchor of this page. The slot
    /// stands inside `<a…>` and takes ` href="…"`.
    case link
    /// `![alt](destination)`, local. The slot stands inside `<img…>` and takes ` src="…"`.
    case image
    /// `[[payment-retry-v2/B1]]` or `[[B1|text]]`. The slot takes a whole element.
    case reference
    /// A paragraph that is only `{{> matrix manifold="x"}}`. The slot takes a whole block;
    /// `destination` is the text between `{{>` and `}}` from its first byte, without spaces at
    /// its end: ` matrix manifold="x"`.
    case embed
    /// `https:`, `http:`, `mailto:` — already written into the HTML, no slot; listed for reports.
    case external
  }
  /// What the site must do about it.
  public var kind: Kind
  /// As written, entities decoded and control characters dropped, not URL-decoded.
  public var destination: String
  /// Plain text of the link, or the alternative text.
  public var text: String
  /// Offset in the HTML at which the slot stands; 0 for `external`.
  public var slot: UInt32
  /// The whole construct in the source, brackets included.
  public var range: SourceRange

  /// A link of its parts.
  public init(kind: Kind, destination: String, text: String, slot: UInt32, range: SourceRange) {
    self.kind = kind
    self.destination = destination
    self.text = text
    self.slot = slot
    self.range = range
  }
}

/// One word of a page with its weight.
public struct SearchTerm: Sendable, Hashable {
  /// Lower case; ids are kept whole (`rt-1`) and also listed by part (`rt`).
  public var word: String
  /// 0 in the body, 1 in a heading, 2 in the title.
  public var weight: UInt8

  /// A word and its weight.
  public init(_ word: String, weight: UInt8) {
    self.word = word
    self.weight = weight
  }
}
