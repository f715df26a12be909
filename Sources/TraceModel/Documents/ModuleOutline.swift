public import SourceText

/// A module's document as headings and boxes with their places: what checks look at and edits
/// change.
public struct ModuleOutline: Sendable {
  /// A heading and what stands below it.
  public struct Section: Sendable {
    /// From 1 for `#`.
    public var level: Int
    /// What the heading declares; `nil` for one that only structures its document.
    public var kind: NodeKind?
    /// As the graph has it: `SCEN-OAGW-01`, `PHASE-OAGW-1` also of `## Phase 1`.
    public var id: String?
    /// The heading without its `#`.
    public var heading: Prose
    /// Behind the id; the whole heading where there is none.
    public var title: String
    /// `[IMPLEMENTED]` of a document of what was built.
    public var mark: ImplementationMark?
    /// Offset of the first `#`.
    public var start: Int
    /// Offset behind the heading's line.
    public var bodyStart: Int
    /// Offset of the next heading, whatever its level; the file's end for the last.
    public var bodyEnd: Int
    /// Offset of the next heading that is as high or higher.
    public var end: Int
    /// Position of the section that this one is part of.
    public var parent: Int?

    /// A section; offsets count bytes of the file.
    public init(
      level: Int, kind: NodeKind? = nil, id: String? = nil, heading: Prose, title: String,
      mark: ImplementationMark? = nil, start: Int, bodyStart: Int, bodyEnd: Int, end: Int,
      parent: Int? = nil
    ) {
      (self.level, self.kind, self.id) = (level, kind, id)
      (self.heading, self.title, self.mark) = (heading, title, mark)
      (self.start, self.bodyStart, self.bodyEnd, self.end) = (start, bodyStart, bodyEnd, end)
      self.parent = parent
    }
  }

  /// `- [x] 1.2 Implement it (SCEN-OAGW-01)`.
  public struct Box: Sendable {
    /// `1.2`; `nil` for a line without a number.
    public var number: String?
    /// Behind the number.
    public var text: Prose
    /// Filled with `x`.
    public var isTicked: Bool
    /// Offset of the byte between the brackets.
    public var mark: Int
    /// Ids that the line names, as written.
    public var ids: [String]
    /// The section that it stands in; `nil` above the first heading.
    public var section: Int?

    /// A box at its place.
    public init(
      number: String?, text: Prose, isTicked: Bool, mark: Int, ids: [String], section: Int?
    ) {
      (self.number, self.text, self.isTicked) = (number, text, isTicked)
      (self.mark, self.ids, self.section) = (mark, ids, section)
    }
  }

  /// `- **Reason:** because`.
  public struct Field: Sendable {
    /// `Reason`.
    public var name: String
    /// Behind the name, on the same line.
    public var value: String
    /// Offsets of the line, with its end.
    public var line: Range<Int>
    /// The section that it stands in.
    public var section: Int?

    /// A field on a line of its own.
    public init(name: String, value: String, line: Range<Int>, section: Int?) {
      (self.name, self.value, self.line, self.section) = (name, value, line, section)
    }
  }

  /// The document itself.
  public var file: SourceFile
  /// In file order.
  public var sections: [Section] = []
  /// In file order.
  public var boxes: [Box] = []
  /// In file order.
  public var fields: [Field] = []
  /// Ids that any line names, as written, with their places; declarations included.
  public var mentions: [(id: String, range: SourceRange)] = []
  /// The line that closes the fenced text which goes on to the end of the file; `nil` when none does.
  /// What is put behind it would be fenced, too.
  public var openFence: String?

  /// Comments of HTML, offsets in file order; what stands in them says nothing.
  public var comments: [Range<Int>] = []
  /// Where a comment begins that is never closed: everything behind it says nothing.
  public var openComment: SourceRange?

  /// An outline of nothing.
  public init(_ file: SourceFile) { self.file = file }

  /// The comment that holds a byte; found by halving.
  public func comment(at offset: Int) -> Range<Int>? {
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < comments.count && comments[low].contains(offset) ? comments[low] : nil
  }

  /// Ids that a section names, with those of the sections below it.
  public func mentions(in section: Section) -> ArraySlice<(id: String, range: SourceRange)> {
    let first = position(of: section.start)
    return mentions[first..<max(first, position(of: section.end))]
  }

  /// The first mention at an offset or behind it, found by halving: mentions stand in file order.
  private func position(of offset: Int) -> Int {
    var (low, high) = (0, mentions.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(mentions[middle].range.span.start) < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first section of each id that a heading declares, by `IDSpelling.canonical`.
  public var sectionsByID: [String: Int] {
    Dictionary(
      sections.enumerated().compactMap { position, section in
        section.id.map { (IDSpelling.canonical($0), position) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The nearest section of a kind that a section is part of, or is itself.
  public func owner(of section: Int?, _ kind: NodeKind) -> Section? {
    var current = section
    while let index = current {
      if sections[index].kind == kind { return sections[index] }
      current = sections[index].parent
    }
    return nil
  }
}
