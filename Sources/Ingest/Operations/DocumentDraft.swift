import Notation
import SourceText
import TraceModel

/// The document of one file of operations, or of one report, while it is read.
struct DocumentDraft {
  var document: TraceDocument
  let lines: LineMap
  /// The manifold whose ids the file means; `nil` when it names none.
  var manifold: String?
  /// The file is an example or a template: what its ids mean is not known for certain.
  var isTentative = false
  private var seen: [String: Int] = [:]
  private var warnings = 0

  /// A person looks at a handful; a hostile file must not flood the rest.
  private static let warningLimit = 50
  /// With what the notation itself has found.
  private static let findingLimit = 100

  init(path: String, scope: Scope, lines: LineMap) {
    document = TraceDocument(path: path, scope: scope)
    self.lines = lines
  }

  func range(_ node: Node) -> SourceRange { lines.range(node.span) }

  mutating func add(_ found: [Diagnostic]) {
    document.diagnostics += found
    if found.contains(where: { $0.severity == .error }) { document.isDegraded = true }
  }

  mutating func warn(
    _ rule: Rule, _ range: SourceRange, _ summary: @autoclosure () -> String,
    notes: [Diagnostic.Note] = [], fix: String? = nil, severity: Severity = .warning
  ) {
    warnings += 1
    guard warnings <= Self.warningLimit, document.diagnostics.count < Self.findingLimit else {
      return
    }
    document.diagnostics.append(
      Diagnostic(rule, at: range, summary(), notes: notes, fix: fix, severity: severity))
  }

  /// A figure that is stated beside what was counted.
  mutating func claim(
    _ label: String, declared: String, at range: SourceRange, computed: String, agrees: Bool,
    _ explanation: String
  ) {
    guard document.claims.count < 2_000 else { return }
    let figure = CountedFigure(
      label, computed: computed, agrees: agrees, explanation: explanation)
    document.claims.append(
      StatedClaim(.whole(.figure(figure)), declared: Prose(declared, at: range)))
  }

  mutating func warn(
    _ rule: Rule, _ span: Span, _ summary: @autoclosure () -> String, fix: String? = nil
  ) {
    warn(rule, lines.range(span), summary(), fix: fix)
  }

  /// Reports keys that are not known, with the nearest one that is.
  mutating func checkKeys(_ node: Node, of what: String, known: Set<String>, rule: Rule) {
    for entry in node.entries ?? [] where !known.contains(entry.key) {
      let near = nearestName(to: entry.key, among: known.sorted())
      warn(
        rule, entry.keySpan, "\"\(entry.key.clipped)\" is not a key of \(what)",
        fix: near.map { "write \"\($0)\"" })
    }
  }

  /// Adds an item under an id that is made unique, and gives its position.
  @discardableResult
  mutating func add(
    _ kind: NodeKind, _ id: String, title: String? = nil, _ detail: NodeDetail = .plain,
    at range: SourceRange, parent: Int? = nil, _ complete: (inout DeclaredItem) -> Void = { _ in }
  ) -> Int {
    var item = DeclaredItem(
      kind: kind, id: Prose(unique(kind, Self.cut(id)), at: range), hasGivenID: true,
      title: title.map { Prose($0, at: range) }, detail: detail, parent: parent, range: range)
    complete(&item)
    document.items.append(item)
    return document.items.count - 1
  }

  private mutating func unique(_ kind: NodeKind, _ id: String) -> String {
    // Ids that differ only in case would share a page.
    let key = "\(kind.rawValue) \(IDSpelling.canonical(id).lowercased())"
    let number = seen[key, default: 0] + 1
    seen[key] = number
    return number == 1 ? id : unique(kind, "\(id) #\(number)")
  }

  /// An id stays short enough for a file name, whatever it was.
  private static func cut(_ id: String) -> String {
    if id.isEmpty { return "unnamed" }
    return id.utf8.count <= 200 ? id : String(id.unicodeScalars.prefix(160)) + "…"
  }

  // MARK: references

  /// An id as a reference that means the file's manifold, where it names one.
  func target(_ id: String) -> String {
    guard let manifold, !id.contains("/") else { return id }
    return "\(manifold)/\(id)"
  }

  /// A link to an id; nothing is wrong with one that leads nowhere in a mere example.
  func link(
    _ kind: LinkKind, to id: String, at range: SourceRange, remark: String? = nil,
    basis: LinkBasis = .declared
  ) -> DeclaredLink {
    var link = DeclaredLink(kind, to: target(id), at: range, remark: remark, basis: basis)
    link.isOptional = isTentative
    return link
  }

  /// Every id of a field that holds one, a list of them, or a text with several.
  func references(_ node: Node?) -> [(id: String, remark: String?, range: SourceRange)] {
    guard let node else { return [] }
    return (node.elements ?? [node]).flatMap { element -> [(String, String?, SourceRange)] in
      let named = element["constraint"] ?? element["constraint_id"] ?? element["id"]
      let text = (named ?? element).scalarText ?? element.entries?.first?.key
      guard let text else { return [] }
      return IDSpelling.references(in: text).map { ($0.id, $0.remark, range(element)) }
    }
  }

  /// Links to every id of a field, each once.
  func links(_ kind: LinkKind, _ node: Node?) -> [DeclaredLink] {
    var seen: Set<String> = []
    return references(node).filter { seen.insert($0.id).inserted }.map {
      link(kind, to: $0.id, at: $0.range, remark: $0.remark)
    }
  }
}

extension DeclaredItem {
  /// Keeps a field that is only shown; an empty value adds nothing.
  mutating func keep(_ name: String, _ node: Node?, _ draft: DocumentDraft) {
    guard let node else { return }
    let text = node.flattened
    if !text.isEmpty {
      attributes.append(Attribute(name, Prose(plainWords(text), at: draft.range(node))))
    }
  }

  /// Takes a text as what the item says, and its first line as the title of an item without one.
  mutating func state(_ node: Node?, _ draft: DocumentDraft) {
    guard let node, let text = node.scalarText else { return }
    statement = Prose(plainWords(text), at: draft.range(node))
    if title == nil { title = Prose(text, at: draft.range(node)) }
  }

  /// Adds a link unless the same is there already.
  mutating func add(_ link: DeclaredLink) {
    let isThere = links.contains { $0.kind == link.kind && $0.target == link.target }
    if !isThere { links.append(link) }
  }
}

/// Text that Markdown shows as it is: unchanged where it holds no mark, escaped otherwise.
func plainWords(_ text: String) -> String {
  let isRisky = text.utf8.contains { byte in
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "["),
      UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "~"),
      UInt8(ascii: "{"), 0..<0x20:
      true
    default: false
    }
  }
  let first = text.utf8.first ?? 0x20
  let opensBlock = first <= 0x20 || "#+-:=>0123456789".utf8.contains(first)
  return isRisky || opensBlock ? plainMarkdown(text) : text
}
