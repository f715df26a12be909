import Notation
import SourceText
import TraceModel

/// The figures of a summary, and those that a console shows, beside what the report lists.
extension ReportScan {
  mutating func checkFigures() {
    for entry in summary { check(entry.key, entry.value) }
    checkConsole()
    let total = summary.first { $0.key == "total_tensions_found" }?.value
    claim(
      "tensions", total, count: draft.document.items.count { $0.kind == .tension },
      "counted: the tensions that the report lists")
    checkParts()
  }

  private mutating func check(_ key: String, _ node: Node) {
    switch key {
    case "artifacts_generated" where generation.listed:
      claim(
        "artifacts generated", node, count: generation.produced.count,
        "counted: \(generation.produced.count) artifacts are listed")
    case "constraints_covered":
      checkShare(
        "constraints covered", node, covered: generation.fullyCovered.count,
        listed: generation.coverage != nil,
        "\(generation.fullyCovered.count) are listed as fully covered and "
          + "\(generation.partlyCovered.count) as partially covered")
      subjectTotal(node)
    case "failure_modes_covered":
      checkShare(
        "failure modes covered", node, covered: generation.modesTested.count,
        listed: generation.modesNode != nil,
        "\(generation.modesTested.count) are listed as tested and "
          + "\(generation.modesUntested.count) as not tested")
    case "lines_of_code": checkLines(node, in: ["code"], "lines of code")
    case "lines_of_tests": checkLines(node, in: ["tests"], "lines of tests")
    default: break
    }
  }

  private mutating func checkShare(
    _ label: String, _ node: Node, covered: Int, listed: Bool, _ explanation: String
  ) {
    guard let text = node.scalarText, let stated = fraction(text) else { return }
    if listed {
      claim(
        label, declared: text, at: draft.range(node), computed: String(covered),
        agrees: covered == stated.part, "counted: \(explanation)")
    }
    if let percent = stated.percent {
      let (hundredfold, overflow) = stated.part.multipliedReportingOverflow(by: 100)
      let computed = stated.whole == 0 || overflow ? nil : hundredfold / stated.whole
      claim(
        "\(label), share", declared: text, at: draft.range(node),
        computed: computed.map { "\($0) %" } ?? "none", agrees: computed == percent,
        "computed from the two numbers before it")
    }
  }

  /// The second number, against the manifold that the report is about.
  private mutating func subjectTotal(_ node: Node) {
    guard !draft.isTentative || facts.subject != nil, let text = node.scalarText,
      let stated = fraction(text)
    else { return }
    draft.document.claims.append(
      StatedClaim(
        .whole(.subjectTotal), declared: Prose(String(stated.whole), at: draft.range(node))))
  }

  /// Lines of a group, where its files or the console say how long they are.
  private mutating func checkLines(_ node: Node, in groups: [String], _ label: String) {
    let listed = generation.produced.filter { groups.contains($0.group) }.compactMap(\.lines)
    let shown = consoleFiles.filter { file in
      let isTest = file.name.lowercased().hasPrefix("test") || file.name.contains("_test.")
      return isTest == (groups == ["tests"])
    }.map(\.lines)
    let lengths = listed.isEmpty ? shown : listed
    guard !lengths.isEmpty else { return }
    let sum = lengths.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    claim(
      label, node, count: sum, "added up: the \(lengths.count) lengths that are stated for files")
  }

  // MARK: the console

  /// `✓ payment_retry.py (234 lines)`.
  private var consoleFiles: [(name: String, lines: Int)] {
    console.compactMap { span in
      let line = String(decoding: file.bytes[span], as: UTF8.self)
      guard line.hasPrefix("✓ "), line.hasSuffix(" lines)"), let open = line.lastIndex(of: "("),
        let count = firstNumber(String(line[open...])), count < 10_000_000
      else { return nil }
      return (line[..<open].dropFirst(2).filter { $0 != " " }, count)
    }
  }

  private mutating func checkConsole() {
    let groups = [
      ("Code artifacts:", "code"), ("Test artifacts:", "tests"), ("Documentation:", "docs"),
      ("Observability:", "observability"),
    ]
    for span in console where generation.isThere {
      let line = String(decoding: file.bytes[span], as: UTF8.self)
      let range = draft.lines.range(span.lowerBound, span.upperBound)
      for (start, group) in groups where line.hasPrefix(start) {
        consoleGroup(line, group, range)
      }
      if line.hasSuffix(" artifacts generated"), generation.listed, let stated = firstNumber(line) {
        let count = generation.produced.count
        claim(
          "artifacts generated", declared: line, at: range, computed: String(count),
          agrees: count == stated, "counted: \(count) artifacts are listed")
      }
      if line.contains("failure modes with tests"), let stated = fraction(line),
        generation.modesNode != nil
      {
        let count = generation.modesTested.count
        claim(
          "failure modes with tests", declared: line, at: range, computed: String(count),
          agrees: count == stated.part,
          "counted: \(generation.modesUntested.count) are listed as not tested")
      }
    }
  }

  private mutating func consoleGroup(_ line: String, _ group: String, _ range: SourceRange) {
    guard let stated = firstNumber(line) else { return }
    let produced = generation.produced.count { $0.group == group }
    let planned = generation.planned.count { $0.group == group }
    guard produced + planned > 0 else { return }
    claim(
      "\(group) planned", declared: line, at: range,
      computed: "\(planned) planned, \(produced) listed",
      agrees: stated == planned && (stated == produced || !generation.listed),
      "counted: the plan and the list of artifacts")
  }

  // MARK: sums

  /// Parts that are stated beside their whole, in any report.
  private mutating func checkParts() {
    let value = { (key: String, entries: [Node.Entry]) in entries.first { $0.key == key }?.value }
    if let parts = value("severity_breakdown", summary) {
      checkSum("tensions by severity", value("total_tensions_found", summary), parts.entries ?? [])
    }
    let needed = ["resolution_required", "acceptable_as_is"].compactMap { key in
      summary.first { $0.key == key }
    }
    if needed.count == 2 {
      checkSum("tensions, resolved and accepted", value("total_tensions_found", summary), needed)
    }
  }

  /// A whole, against the sum of its parts.
  mutating func checkSum(_ label: String, _ whole: Node?, _ parts: [Node.Entry]) {
    let numbers = parts.compactMap(\.value.int)
    guard let whole, whole.int != nil, !numbers.isEmpty else { return }
    let sum = numbers.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    claim(label, whole, count: sum, "added up from its \(numbers.count) parts")
  }
}
