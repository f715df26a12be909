import Notation
import SourceText
import TraceModel

/// Reads what tools report: JUnit and Cobertura in XML, LCOV in lines, SARIF in JSON.
///
/// Every file is a scope of its own: the same test in two reports has two results, and a failure in
/// one is never hidden by a pass in the other.
enum ResultReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] { [report(file).document] }

  /// By the root element or the first record: results of tests need not be taken apart to be passed over.
  static func isCoverage(_ file: SourceFile) -> Bool {
    file.bytes.holds("<coverage", inFirst: 1_024) || file.bytes.holds("SF:", inFirst: 1_024)
  }

  /// The report with what it says of single lines, which its document does not keep.
  static func report(_ file: SourceFile) -> ResultDocument {
    var report = ResultDocument(file)
    switch file.bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) {
    case UInt8(ascii: "<"): readXML(file, &report)
    case UInt8(ascii: "{"): SARIFReading.read(file, &report)
    default: LCOVReading.read(file, &report)
    }
    return report
  }

  private static func readXML(_ file: SourceFile, _ report: inout ResultDocument) {
    let parsed = XMLParser.parse(file)
    report.add(parsed.diagnostics)
    guard let root = parsed.root else { return }
    switch root.name {
    case "testsuites" where JUnitReading.isOwn(root): report.passOver(root.span)
    case "testsuites", "testsuite": JUnitReading.read(root, &report)
    case "coverage": CoberturaReading.read(root, &report)
    default:
      report.warn(
        IngestRules.resultFormat, root.span,
        "expected <testsuites>, <testsuite> or <coverage>, found <\(root.name.clipped)>")
    }
  }

  /// By the root element, the first record, or the schema; names of files say too little.
  static func recognises(_ path: String, start: [UInt8]) -> Bool {
    let holds = { (text: StaticString) in start.holds(text, inFirst: 1_024) }
    if path.hasSuffix(".xml") { return holds("<testsuite") || holds("<coverage ") }
    if path.hasSuffix(".json") || path.hasSuffix(".sarif") {
      return holds("sarif") && holds("\"version\"")
    }
    return (path.hasSuffix(".info") || path.hasSuffix(".lcov"))
      && start.holdsLine(startingWith: "SF:", inFirst: 1_024)
  }
}

/// The document of one report while it is read.
struct ResultDocument {
  private(set) var document: TraceDocument
  /// What a report of coverage says of lines.
  var coverage = CoverageTally()
  private let lines: LineMap
  private var seen: [String: Int] = [:]
  private var warnings = 0

  /// A person looks at a handful; a hostile report must not flood the rest.
  private static let warningLimit = 50

  init(_ file: SourceFile) {
    document = TraceDocument(path: file.path, scope: Scope(root: file.path, name: ""))
    lines = LineMap(file)
  }

  func range(_ span: Span) -> SourceRange { lines.range(span) }

  mutating func add(_ found: [Diagnostic]) {
    document.diagnostics += found
    if found.contains(where: { $0.severity == .error }) { document.isDegraded = true }
  }

  mutating func warn(_ rule: Rule, _ span: Span, _ summary: @autoclosure () -> String) {
    warnings += 1
    guard warnings <= Self.warningLimit else { return }
    document.diagnostics.append(
      Diagnostic(rule, at: lines.range(span), summary(), severity: .warning))
  }

  /// Notes a report of this program: what we compute is no result.
  mutating func passOver(_ span: Span) {
    document.diagnostics.append(
      Diagnostic(
        IngestRules.resultOwn, at: lines.range(span),
        "a report of this program counts as no result"))
  }

  /// Adds an item under an id that is made unique, and gives it to the caller to complete.
  mutating func add(
    _ kind: NodeKind, _ id: String, title: String, _ detail: NodeDetail, _ span: Span,
    _ complete: (inout DeclaredItem, SourceRange) -> Void = { _, _ in }
  ) {
    let range = lines.range(span)
    let id = unique(Self.cut(id))
    var item = DeclaredItem(
      kind: kind, id: Prose(id, at: range), hasGivenID: true, title: Prose(title, at: range),
      detail: detail, range: range)
    complete(&item, range)
    document.items.append(item)
  }

  private mutating func unique(_ id: String) -> String {
    let number = seen[id, default: 0] + 1
    seen[id] = number
    return number == 1 ? id : unique("\(id) #\(number)")
  }

  /// Names of generated tests hold whole inputs; an id stays short enough for a file name.
  private static func cut(_ id: String) -> String {
    id.utf8.count <= 200 ? id : String(id.unicodeScalars.prefix(160)) + "…"
  }
}

extension DeclaredLink {
  /// A link from a result, which says nothing when its target is not in the project.
  static func optional(
    _ kind: LinkKind, to target: String, at range: SourceRange, _ basis: LinkBasis
  ) -> DeclaredLink {
    var link = DeclaredLink(kind, to: target, at: range, basis: basis)
    link.isOptional = true
    return link
  }
}
