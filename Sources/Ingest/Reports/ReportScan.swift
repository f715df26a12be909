import Notation
import SourceText
import TraceModel

/// One pass over a report: the report itself is the first item, what it declares are its parts.
struct ReportScan {
  let file: SourceFile
  var draft: DocumentDraft
  var facts: ReportFacts
  var generation = GenerationContents()
  var summary: [Node.Entry] = []
  /// Lines of a console beside the report.
  var console: [Range<Int>] = []
  /// What programs and documents of the report say of their behaviour.
  var shown = ShownStatements()
  private let type: ReportType?

  init(_ file: SourceFile, lines: LineMap, subject: String?, type: ReportType?) {
    self.file = file
    self.type = type
    facts = ReportFacts(types: type.map { [$0] } ?? [], subject: subject)
    let stem = ReportKeys.stem(of: file.path)
    let folder = OperationReader.folder(of: file.path)
    let root = folder.isEmpty ? stem : "\(folder)/\(stem)"
    draft = DocumentDraft(
      path: file.path, scope: Scope(root: root, name: subject ?? ""), lines: lines)
    draft.manifold = subject
    let range = SourceRange.file(file.path)
    let place = draft
    draft.add(.report, stem, at: range) { item in
      guard let subject else { return }
      var link = DeclaredLink(.references, to: subject, at: range)
      link.isOptional = place.isTentative || type == nil
      item.links = [link]
    }
  }

  /// Where the report itself stands in the list.
  static let report = 0

  mutating func readRoot(_ root: Node, isWhole: Bool) {
    for entry in root.entries ?? [] {
      if let known = ReportKeys.types[entry.key] {
        // A key may belong to several kinds of report; the name of the file decides.
        note(type ?? known)
      } else if !ReportKeys.shared.contains(entry.key), isWhole {
        let known = ReportKeys.shared.union(ReportKeys.types.keys)
        let near = nearestName(to: entry.key, among: known.sorted())
        draft.warn(
          IngestRules.reportFormat, entry.keySpan,
          "\"\(entry.key.clipped)\" is not a key of a report", fix: near.map { "write \"\($0)\"" })
      }
      read(entry)
    }
  }

  private mutating func note(_ type: ReportType) {
    if !facts.types.contains(type) { facts.types.append(type) }
  }

  private mutating func read(_ entry: Node.Entry) {
    let node = entry.value
    switch entry.key {
    case "meta": keepAll(node)
    case "summary":
      summary += node.entries ?? []
      keepAll(node)
    case "artifact_plan": generation.readPlan(node, draft)
    case "artifacts": generation.readArtifacts(node, draft)
    case "coverage": generation.readCoverage(node, draft)
    case "code_generation", "test_generation", "documentation_generation",
      "observability_generation":
      readGenerated(entry)
    case "verification_report": readVerification(node)
    case "by_constraint", "by_failure_mode": readStatuses(node, of: entry.key)
    case "outcome", "outcome_definition": readOutcome(node)
    case "consolidated_truths", "required_truths": readTruths(node)
    case "gap_analysis": readGapAnalysis(node)
    case "solution_options", "options": readOptions(node)
    case "anti_patterns": readAntiPatterns(node)
    case "failure_derived_constraints", "derived_constraints": readDerived(node)
    case "enriched_failure_modes", "failure_modes_inferred": readFailureModes(node)
    case "unified_context": readContext(node)
    case "tension_analysis", "tensions", "unresolvable_tensions": readTensions(node)
    case "resolutions": readResolutions(node)
    case "suggested_additions": readSuggested(node["constraints"], as: "suggested addition")
    case "extracted_constraints": readExtracted(node)
    case "relationships_inferred": readRelationships(node)
    default: keep(entry)
    }
  }

  // MARK: what is only shown

  mutating func keepAll(_ node: Node) {
    for entry in node.entries ?? [] { keep(entry) }
  }

  mutating func keep(_ entry: Node.Entry) {
    guard draft.document.items[Self.report].attributes.count < 120 else { return }
    let place = draft
    draft.document.items[Self.report].keep(entry.key, entry.value, place)
  }

  // MARK: the end

  mutating func finish() {
    facts.products = generation.products()
    let label = (facts.types.first ?? .generation).label
    let subject = facts.subject ?? ReportKeys.stem(of: file.path)
    let kind = facts.types.count > 1 && type == nil ? "Reports" : "\(label.capitalised) report"
    let range = draft.document.items[Self.report].range
    draft.document.items[Self.report].title = Prose("\(kind): \(subject)", at: range)
    draft.document.items[Self.report].detail = .report(facts)
    if generation.isThere { checkGeneration() }
    checkShown()
    checkFigures()
  }

  /// A figure of the report beside what its entries give.
  mutating func claim(
    _ label: String, declared: String, at range: SourceRange, computed: String, agrees: Bool,
    _ explanation: String
  ) {
    draft.claim(
      label, declared: declared, at: range, computed: computed, agrees: agrees, explanation)
  }

  /// A whole number, or the first of a text, beside a count.
  mutating func claim(_ label: String, _ node: Node?, count: Int, _ explanation: String) {
    guard let node, let text = node.scalarText, let declared = firstNumber(text) else { return }
    claim(
      label, declared: text, at: draft.range(node), computed: String(count),
      agrees: declared == count, explanation)
  }
}

/// The first whole number of a text, with commas between thousands; `nil` when there is none.
func firstNumber(_ text: String) -> Int? {
  let digits = text.utf8.drop { $0 < 0x30 || $0 > 0x39 }
    .prefix { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2C }
  return Int(String(decoding: digits.filter { $0 != 0x2C }, as: UTF8.self))
}

/// Both numbers of `4/5 (80%)`, and the share that stands behind them.
func fraction(_ text: String) -> (part: Int, whole: Int, percent: Int?)? {
  let halves = text.split(separator: "/", maxSplits: 1)
  guard halves.count == 2, let part = firstNumber(String(halves[0])),
    let whole = firstNumber(String(halves[1]))
  else { return nil }
  let behind = halves[1].firstIndex(of: "(").map { String(halves[1][$0...]) }
  return (part, whole, behind.flatMap { $0.contains("%") ? firstNumber($0) : nil })
}

extension String {
  /// With a capital at its start.
  var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
