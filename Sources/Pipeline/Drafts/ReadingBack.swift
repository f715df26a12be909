public import SourceText
public import TraceModel

/// Which ids a document can hold so that its reader finds them again.
///
/// What has no id of its own is known by the slug of its title or by its place; a draft about it would
/// not be found by the next one, and be written again and again.
public struct ReadingBack {
  private let outline: (SourceFile) -> ModuleOutline

  /// - outline: reads a text as a document of the module.
  public init(outline: @escaping (SourceFile) -> ModuleOutline) { self.outline = outline }

  /// A heading with the id declares the same thing: `FR-002.1` may be a scenario in a table, and is a
  /// requirement in a heading.
  public func isDeclared(_ item: ModuleSubject.Item) -> Bool {
    let text = "### \(oneLine(item.id)): x\n"
    let section = outline(SourceFile(path: "docs/ACTUAL_SCENARIOS.md", text: text)).sections.first
    return section?.id == item.id && section?.kind == item.kind
  }

  /// A box with the id names it.
  public func isNamed(_ item: ModuleSubject.Item) -> Bool {
    let text = "- [ ] 1.1 Do it (\(oneLine(item.id)))\n"
    return outline(SourceFile(path: "docs/TASKS.md", text: text)).boxes.first?.ids == [item.id]
  }
}
