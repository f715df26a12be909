import Notation
import SourceText
import TraceModel

/// Reads everything that belongs to a registry of patterns.
///
/// What a file is follows from its path. Its items lie in the registry's scope; files are known by
/// their path there, patterns by their `pattern_id`, and a `doc_id` is another name of the pattern
/// whose entry gives it.
enum PatternReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] {
    let place = PatternPlace(file.path)
    var reading = PatternReading(file, place)
    switch place.role {
    case .index: reading.readIndex(file)
    case .indexSchema: reading.readIndexSchema(file)
    case .spec: reading.readSpec(file)
    case .schema: reading.readSchema(file)
    case .sidecar: reading.readSidecar(file)
    case .example: reading.readExample(file)
    case .executor: reading.readProgram(file, as: .executor)
    case .test: reading.readProgram(file, as: .patternTest)
    case .mapping: reading.readMapping(file)
    case .fragment: reading.readFragment(file)
    case .report: reading.readReport(file)
    case .account: break
    case .backup, .unknown: reading.leave(file)
    }
    return [reading.document]
  }

  /// A specification elsewhere, by the label in its first lines.
  static func recognises(_ path: String, start: [UInt8]) -> Bool {
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return false }
    return PatternPlace(path).role == .spec
  }
}

/// The document of one file while it is read.
struct PatternReading {
  private(set) var document: TraceDocument
  let place: PatternPlace
  var lines: LineMap
  private var warnings = 0

  /// A person looks at a handful; a hostile file must not flood the rest.
  private static let warningLimit = 200

  init(_ file: SourceFile, _ place: PatternPlace) {
    self.place = place
    document = TraceDocument(path: file.path, scope: place.scope)
    lines = LineMap(SourceFile(path: file.path, bytes: []))
  }

  func range(_ span: Span) -> SourceRange { lines.range(span) }

  /// The text of a scalar; `nil` for nothing, for no text, and for anything else.
  func text(_ node: Node?) -> Prose? {
    guard let node, let text = node.string, !node.isNull, !text.isEmpty else { return nil }
    return Prose(text, at: range(node.span))
  }

  mutating func add(_ item: DeclaredItem) { document.items.append(item) }

  mutating func add(_ found: [Diagnostic]) {
    document.diagnostics += found
    if found.contains(where: { $0.severity == .error }) { document.isDegraded = true }
  }

  mutating func degrade() { document.isDegraded = true }

  mutating func warn(
    _ rule: Rule, _ range: SourceRange, _ summary: @autoclosure () -> String, fix: String? = nil
  ) {
    warnings += 1
    guard warnings <= Self.warningLimit else { return }
    document.diagnostics.append(Diagnostic(rule, at: range, summary(), fix: fix))
  }

  /// Says why a file is not read as a part of the registry.
  mutating func leave(_ file: SourceFile) {
    let isBackup = place.role == .backup
    warn(
      isBackup ? .patternBackup : .patternUnknownFile, .file(file.path),
      isBackup
        ? "a copy of the index is not read as a second registry"
        : "the file lies in a registry, but is none of its parts")
  }

  /// An item for the file that is read, known by its path.
  func fileItem(
    _ kind: NodeKind, _ facts: PatternFileFacts, title: Prose? = nil, at range: SourceRange
  ) -> DeclaredItem {
    var item = DeclaredItem(
      kind: kind, id: Prose(facts.path, at: range), hasGivenID: true,
      title: title ?? Prose(facts.path, at: range), detail: .patternFile(facts), range: range)
    item.links = links(of: kind, facts)
    return item
  }

  /// By `doc_id` to what the file belongs to; by the label only where it has no `doc_id`, because
  /// a label is no join key.
  private func links(of kind: NodeKind, _ facts: PatternFileFacts) -> [DeclaredLink] {
    let verb: LinkKind
    switch kind {
    case .executor: verb = .implements
    case .patternTest: verb = .verifies
    case .example: verb = .references
    default: verb = .documents
    }
    guard let id = facts.linkedDocID ?? facts.patternID else { return [] }
    let isMarked = kind == .executor || kind == .patternTest
    // The scope's path keeps the join inside the registry: other registries have such ids too.
    var link = DeclaredLink.optional(
      verb, to: "\(place.scope.path)/\(id.text)", at: id.range, isMarked ? .marked : .declared)
    if facts.linkedDocID == nil { link.remark = "by pattern_id" }
    return [link]
  }
}
