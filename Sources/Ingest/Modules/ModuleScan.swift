import SourceText
import TraceModel

/// One pass over a module's document: headings open items, lines belong to the innermost one.
struct ModuleScan {
  let text: CompanionText
  let place: ModulePlace
  var document: TraceDocument
  /// Items whose section goes on, outermost first.
  var open: [OpenItem] = []
  /// What a change does to the requirements below a heading: `added`.
  var delta = ""
  /// The module as its ids name it: `OAGW`.
  var code = ""
  var slugs: [String: Int] = [:]
  /// Placeholders that were found are said once each.
  var placeholders: Set<String> = []
  var hasContent = false
  /// A chapter of test scenarios, and the requirement that the next of them show.
  var isBelowScenarios = false
  var group: Int?
  /// The requirement of the matrix's last row, and every id that the matrix has named.
  var matrixRow: Int?
  var matrixItems: [String: Int] = [:]
  /// The heading above a line, whatever it declares.
  var lastHeading: (level: Int, text: Range<Int>)?
  /// The test case whose table goes on.
  var caseItem: Int?
  /// The former title of a requirement, until the new one comes.
  var renamedFrom: Range<Int>?

  struct OpenItem {
    var level: Int
    var position: Int
    var body: Range<Int>
    var isBodyOpen = true
    var progress = ProgressFacts(done: 0, total: 0)
  }

  init(_ file: SourceFile) {
    text = CompanionText(file, hidesComments: true)
    place = ModulePlace(file.path)
    document = TraceDocument(path: file.path, scope: place.scope)
  }

  mutating func read() {
    code = moduleCode()
    openOwner()
    for row in text.rows.indices {
      if let heading = text.heading(row) {
        readHeading(row, heading.level, heading.text)
        lastHeading = heading
      } else {
        readLine(row)
      }
    }
    while !open.isEmpty { close(at: text.rows.count) }
    checkContent()
  }

  /// The first module that an id names, or the module's own name in capitals.
  private func moduleCode() -> String {
    for row in text.rows where !row.isFenced {
      for found in moduleIDs(in: text.bytes, row.span) {
        switch found.id.kind {
        case .scenario, .task, .phase, .requirement:
          if let module = found.id.module { return module }
        default: continue
        }
      }
    }
    return place.owner.uppercased()
  }

  /// The module, or the change, is the first item and owns what no heading claims.
  private mutating func openOwner() {
    guard !place.owner.isEmpty else { return }
    let range = SourceRange.file(place.path)
    var facts = ModuleFacts()
    if let kind = place.kind { facts.documents[kind] = place.path }
    var item = DeclaredItem(
      kind: place.isChange ? .change : .module, id: Prose(place.owner, at: range),
      hasGivenID: true, detail: .module(facts), range: range)
    if isTitled, place.capability.isEmpty,
      let row = text.rows.indices.first(where: { text.heading($0) != nil }),
      let title = text.heading(row)
    {
      item.title = Prose(text.string(title.text), at: text.range(title.text))
    }
    document.items.append(item)
    // A heading at the very top is the title, and no part of the text.
    let first = text.rows.indices.first { !text.trimmed(text.rows[$0].span).isEmpty } ?? 0
    let start = item.title != nil && text.heading(first) != nil ? first + 1 : 0
    open.append(OpenItem(level: 0, position: 0, body: start..<start))
  }

  /// Its first heading names the owner: of the files of a change that is the proposal's.
  private var isTitled: Bool {
    switch place.kind {
    case .intentDesign: true
    case .openSpec: !place.isChange || place.path.hasSuffix("/proposal.md")
    default: false
    }
  }
}
