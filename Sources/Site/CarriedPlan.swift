import Markdown
public import SourceText

/// The plan of the last build, carried over while nothing but the text of some pages has changed.
///
/// Other files of a site cannot tell such a page from what it was: they are not planned, compared or
/// rendered again. What the page itself shows of the site comes from the outline that was kept.
public struct CarriedPlan {
  /// A page as it was planned, and as it is now.
  public struct Revision: Sendable {
    /// Of the source file, relative to the project's root.
    public var path: String
    /// What the last plan was made from.
    public var before: PageText
    /// What the file holds now.
    public var after: PageText

    /// A page that has changed.
    public init(path: String, before: PageText, after: PageText) {
      self.path = path
      self.before = before
      self.after = after
    }
  }

  private let shell: SiteShell
  private let outline: PageOutline
  private let states: PageStates
  private let memory: SiteMemory

  /// The plan that has left a memory, with the same design; `nil` when it cannot be read.
  public init?(_ memory: SiteMemory, _ design: SiteBuilder.Design) {
    var reader = BinaryReader(memory.pages)
    guard
      let sections = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        SiteShell.Section(
          key: try reader.text(), title: try reader.text(), path: try reader.text(),
          group: try reader.text())
      }), let outline = try? PageOutline(from: &reader),
      let states = PageStates(memory.pages, from: reader.offset, count: outline.cards.count)
    else { return nil }
    shell = SiteShell(design, sections: sections)
    self.outline = outline
    self.states = states
    self.memory = memory
  }

  /// The fingerprint that the file of a page had; `nil` for anything that was no page of the plan.
  public func fingerprint(of path: String) -> Fingerprint? {
    number(of: path).map { states[$0].file }
  }

  /// The files that other texts of some pages make, and what to keep for the next build.
  ///
  /// - Returns: `nil` when more than those pages may look other than before: everything has to be
  ///   planned then.
  public func revised(_ revisions: [Revision]) -> (plan: OutputPlan, memory: SiteMemory)? {
    var memory = memory
    var entries: [OutputEntry] = []
    var words: [RevisedWords.Change] = []
    for revision in revisions {
      guard let number = number(of: revision.path), let made = self.entries(number, revision)
      else { return nil }
      entries += made
      words.append(
        .init(
          number: number, title: outline.cards[number].title, file: revision.after.fingerprint,
          before: revision.before.document.terms, after: revision.after.document.terms))
      states.write(revision.after.fingerprint, of: number, into: &memory.pages)
    }
    guard let search = RevisedWords(memory.search, words) else { return nil }
    memory.search = search.memory
    return (OutputPlan(entries + search.entries), memory)
  }

  /// A page and the copy of its Markdown.
  private func entries(_ number: Int, _ revision: Revision) -> [OutputEntry]? {
    let (card, text) = (outline.cards[number], revision.after)
    // The top page's text is shown on the overview, among much else.
    guard card.route.path != "index.html", revision.before.looksTheSame(as: text),
      revision.before.fingerprint == states[number].file, text.document.diagnostics.isEmpty,
      let filler = filler(number, text)
    else { return nil }
    let view = ContentPageView(
      shell: shell, outline: outline, number: number, text: text, filler: filler)
    let page = OutputEntry(
      path: card.route.path,
      fingerprint: ContentPages.fingerprint(of: text.fingerprint, in: states[number].surroundings),
      source: card.source
    ) { try view.render(into: &$0) }
    guard let load = text.markdown else { return [page] }
    let copy = OutputEntry(
      path: ContentPageView.rawPath(card.route.path), fingerprint: text.fingerprint,
      source: card.source
    ) { $0.append(try load()) }
    return [page, copy]
  }

  /// `nil` for links that need the graph.
  private func filler(_ number: Int, _ text: PageText) -> SlotFiller? {
    guard let links = LinkMemory.links(of: number, in: memory.links),
      let targets = LinkEnds.targets(
        links.ends, count: text.document.links.count, cards: outline.cards)
    else { return nil }
    return SlotFiller(
      route: outline.cards[number].route, links: text.document.links, targets: targets)
  }

  /// Cards are sorted as their paths were, which is not always by bytes.
  private func number(of path: String) -> Int? {
    outline.cards.firstIndex { $0.source.utf8.elementsEqual(path.utf8) }
  }
}
