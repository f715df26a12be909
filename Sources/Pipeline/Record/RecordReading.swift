import Notation
public import SourceText

extension PipelineRecord {
  /// Reads a record. What is not understood is an error, because writing would lose it.
  public static func read(
    _ file: SourceFile
  ) -> (record: PipelineRecord, diagnostics: [Diagnostic]) {
    var reading = RecordReading(file)
    reading.read()
    return (reading.record, reading.diagnostics)
  }
}

private struct RecordReading {
  private let parsed: ParsedNotation
  private(set) var record = PipelineRecord()
  private(set) var diagnostics: [Diagnostic]

  init(_ file: SourceFile) {
    parsed = YAMLParser.parse(file, limits: .manifold)
    diagnostics = parsed.diagnostics
  }

  mutating func read() {
    guard let root = parsed.root, !root.isNothing, root.entries?.isEmpty != true else {
      // A record is written with the name of its module; one without a word has lost what it said.
      if diagnostics.isEmpty { report(Span(0, 0), "the record says nothing") }
      return
    }
    guard let members = root.entries else {
      return report(root.span, "expected a mapping with keys such as \"gates\"")
    }
    for member in members {
      switch member.key {
      case "module": break
      case "code": record.code = text(member.value)
      case "highest": readHighest(member.value)
      case "declared": record.declared = texts(member.value)
      case "retired": record.retired = texts(member.value)
      case "gates": for node in elements(member.value) { readPassage(node) }
      case "attestations": for node in elements(member.value) { readAttestation(node) }
      case "drafts":
        for draft in entries(member.value) { record.drafts[draft.key] = text(draft.value) }
      default:
        unknown(
          member,
          ["module", "code", "highest", "declared", "retired", "gates", "attestations", "drafts"])
      }
    }
  }

  private mutating func readHighest(_ node: Node) {
    for member in entries(node) {
      guard let kind = NumberedKind(rawValue: member.key) else {
        unknown(member, NumberedKind.allCases.map(\.rawValue))
        continue
      }
      if let number = member.value.int, (0...999_999).contains(number) {
        record.highest[kind] = number
      } else {
        report(member.value.span, "expected the highest number that was ever given, from 0")
      }
    }
  }

  private mutating func readPassage(_ node: Node) {
    refuseOthers(node, ["gate", "phase", "by", "on", "documents", "criteria"])
    guard let gate = gate(node), let (person, day) = signature(node) else { return }
    var passage = PipelineRecord.Passage(gate: gate, person: person, day: day)
    for document in node["documents"].map({ entries($0) }) ?? [] {
      passage.documents.append(
        PipelineRecord.Document(name: document.key, digest: text(document.value)))
    }
    for ground in node["criteria"].map({ elements($0) }) ?? [] {
      refuseOthers(ground, ["id", "basis", "evidence"])
      guard let criterion: Criterion.ID = word(ground["id"], "a criterion", in: ground),
        let basis: Criterion.Basis = word(ground["basis"], "a basis", in: ground)
      else { continue }
      passage.criteria.append(
        PipelineRecord.Ground(
          criterion: criterion, basis: basis, evidence: text(ground["evidence"])))
    }
    record.passages.append(passage)
  }

  private mutating func readAttestation(_ node: Node) {
    refuseOthers(node, ["criterion", "gate", "phase", "by", "on", "note"])
    guard let gate = gate(node), let (person, day) = signature(node),
      let criterion: Criterion.ID = word(node["criterion"], "a criterion", in: node)
    else { return }
    record.attestations.append(
      PipelineRecord.Attestation(
        criterion: criterion, gate: gate, person: person, day: day, note: text(node["note"])))
  }

  private mutating func gate(_ node: Node) -> Gate? {
    guard let kind: Gate.Kind = word(node["gate"], "a gate", in: node) else { return nil }
    guard let phase = node["phase"] else { return Gate(kind) }
    guard let number = phase.int, (0...999_999).contains(number), kind.isOfPhase else {
      report(phase.span, "expected the number of a phase, of code or tests")
      return nil
    }
    return Gate(kind, phase: number)
  }

  private mutating func signature(_ node: Node) -> (person: String, day: String)? {
    let person = node["by"]?.string ?? ""
    let day = node["on"]?.string ?? ""
    guard !person.isEmpty, isDay(day.utf8) else {
      report(node.span, "expected \"by\" with a name and \"on\" with a day as in 2031-01-31")
      return nil
    }
    return (person, day)
  }

  // MARK: parts

  private mutating func word<Word: RawRepresentable & CaseIterable>(
    _ node: Node?, _ what: String, in around: Node
  ) -> Word? where Word.RawValue == String {
    let words = Word.allCases.map(\.rawValue)
    guard let text = node?.string else {
      report(around.span, "expected \(what) here: \(words.joined(separator: ", "))")
      return nil
    }
    if let word = Word(rawValue: text) { return word }
    let hint = nearestName(to: text, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
    report(node?.span ?? around.span, "\"\(text)\" is not \(what)\(hint)")
    return nil
  }

  private mutating func texts(_ node: Node) -> [String] {
    elements(node).map { text($0) }
  }

  /// Empty for nothing.
  private mutating func text(_ node: Node?) -> String {
    guard let node else { return "" }
    if let text = node.string { return text }
    report(node.span, "expected a text")
    return ""
  }

  /// A key that is not known would be lost.
  private mutating func refuseOthers(_ node: Node, _ known: [String]) {
    for member in node.entries ?? [] where !known.contains(member.key) { unknown(member, known) }
  }

  private mutating func elements(_ node: Node) -> [Node] {
    if let elements = node.elements { return elements }
    if !node.isNothing { report(node.span, "expected a list") }
    return []
  }

  private mutating func entries(_ node: Node) -> [Node.Entry] {
    if let entries = node.entries { return entries }
    if !node.isNothing { report(node.span, "expected a mapping") }
    return []
  }

  private mutating func unknown(_ member: Node.Entry, _ known: [String]) {
    let hint = nearestName(to: member.key, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
    report(member.keySpan, "the key \"\(member.key)\" is not known here\(hint)")
  }

  private mutating func report(_ span: Span, _ summary: String) {
    diagnostics.append(Diagnostic(.pipelineRecord, at: parsed.lines.range(span), summary))
  }
}

extension Node {
  /// `key:` with nothing behind it.
  fileprivate var isNothing: Bool {
    guard case .scalar(let scalar) = value else { return false }
    return scalar.isPlain && (scalar.text.isEmpty || scalar.text == "null" || scalar.text == "~")
  }
}
