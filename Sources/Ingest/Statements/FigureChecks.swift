import SourceText

/// Figures that a document states of its own lists, tables and steps.
struct FigureChecks {
  let text: CompanionText
  let sections: [Int]

  func check(into draft: inout DocumentDraft) {
    checkHeadings(&draft)
    checkTimelines(&draft)
    checkLengths(&draft)
    TableFigures(text: text).check(into: &draft)
    PlanFigures(text: text, sections: sections).check(into: &draft)
  }

  private func line(_ row: Int) -> String { text.string(text.trimmed(text.rows[row].span)) }

  private func place(_ row: Int) -> SourceRange { text.range(text.trimmed(text.rows[row].span)) }

  // MARK: headings

  /// `## Schemas (6 files)`, and a list of files below it.
  private func checkHeadings(_ draft: inout DocumentDraft) {
    for row in text.rows.indices {
      guard let heading = text.heading(row) else { continue }
      let title = text.string(heading.text)
      guard title.hasSuffix("files)"), let open = title.lastIndex(of: "("),
        let stated = Int(title[title.index(after: open)...].prefix { $0.isNumber })
      else { continue }
      guard let counted = listed(below: row) else { continue }
      draft.claim(
        "files of a section", declared: "\(stated) files", at: text.range(heading.text),
        computed: "\(counted)", agrees: counted == stated,
        "counted: the list of the section \"\(title.prefix { $0 != "(" }.prefix(60))\"")
    }
  }

  /// Entries of the list behind a label such as `**Files:**`, each one or as many as it says.
  private func listed(below heading: Int) -> Int? {
    let section = sections[heading]
    var isList = false
    var count: Int?
    for row in (heading + 1)..<max(heading + 1, sections.count) {
      if sections[row] != section { break }
      if text.rows[row].isFenced { continue }
      let line = line(row)
      if line.hasPrefix("**"), line.hasSuffix(":**") {
        let word = line.dropFirst(2).prefix { $0.isLetter }
        isList = ["Files", "Patterns"].contains(word) && count == nil
      } else if isList, let item = text.bulleted(text.rows[row].span) {
        let entry = text.string(item)
        let own = entry.between("(", " files)").flatMap { Int($0) } ?? 1
        count = (count ?? 0) + min(own, 100_000)
      } else if !line.isEmpty {
        isList = false
      }
    }
    return count
  }

  // MARK: durations

  private struct Steps {
    var low = 0.0
    var high = 0.0
    var count = 0
    var isOpen = false
  }

  /// Numbered steps with a duration each, and the duration of the whole.
  private func checkTimelines(_ draft: inout DocumentDraft) {
    var steps = Steps()
    var last = -1
    for row in text.rows.indices {
      if sections[row] != last, Self.isStart(text, row) {
        steps = Steps()
        last = sections[row]
      }
      let span = text.trimmed(text.rows[row].span)
      guard Self.beginsStep(text.bytes[span].first) else { continue }
      let line = text.string(span)
      if let number = Self.numbered(line), text.rows[row].span.lowerBound + 2 >= span.lowerBound {
        if number == 1 { steps = Steps() }
        add(line, to: &steps)
      } else if let total = Self.total(line), steps.count > 2, !steps.isOpen {
        let agrees = total.low <= steps.high + 45 && total.high >= steps.low - 45
        let range =
          steps.low == steps.high
          ? Quantity.text(steps.low)
          : "\(Quantity.text(steps.low)) to \(Quantity.text(steps.high))"
        draft.claim(
          "duration of the steps", declared: total.text, at: place(row), computed: range,
          agrees: agrees, "added up from \(steps.count) steps")
        steps = Steps()
      }
    }
  }

  /// A heading that opens an example or a part of its own.
  private static func isStart(_ text: CompanionText, _ row: Int) -> Bool {
    text.heading(row).map { $0.level <= 3 } ?? false
  }

  /// A digit, or what the words for a total begin with.
  private static func beginsStep(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte >= 0x30 && byte <= 0x39 || byte == 0x2D || byte == 0x44 || byte == 0x54
  }

  private static func numbered(_ line: String) -> Int? {
    let digits = line.prefix { $0.isNumber && $0.isASCII }
    guard (1...2).contains(digits.count), line.dropFirst(digits.count).hasPrefix(". ") else {
      return nil
    }
    return Int(digits)
  }

  private func add(_ line: String, to steps: inout Steps) {
    var inside = line.between("(", ")")
    // The last pair of brackets holds the duration.
    if let open = line.lastIndex(of: "("), let close = line.lastIndex(of: ")"), open < close {
      inside = String(line[line.index(after: open)..<close])
    }
    guard let duration = inside.flatMap({ Quantity.duration($0) }) else {
      steps.isOpen = true
      return
    }
    steps.low += duration.low
    steps.high += duration.high
    steps.count += 1
  }

  private static func total(_ line: String) -> (low: Double, high: Double, text: String)? {
    var words = line[...]
    if words.hasPrefix("- ") { words = words.dropFirst(2) }
    for start in ["Total duration: ", "Duration: ", "Total resolution: ", "Total time: "]
    where words.hasPrefix(start) {
      let value = String(words.dropFirst(start.count))
      guard let duration = Quantity.duration(value) else { return nil }
      return (duration.low, duration.high, value)
    }
    return nil
  }

  // MARK: lengths

  /// A tree of files with `# 380 lines`, and `**Total:** ~3,500 lines` below it.
  private func checkLengths(_ draft: inout DocumentDraft) {
    var sum = 0
    var count = 0
    var end = -10
    for row in text.rows.indices {
      let isFenced = text.rows[row].isFenced
      if isFenced, row > end + 1 { (sum, count) = (0, 0) }
      if isFenced { end = row }
      guard text.holds(" lines", in: text.rows[row].span) else { continue }
      let line = line(row)
      if isFenced {
        let note = line.split(separator: "#").last.map { String($0).trimmedSpaces } ?? ""
        if line.contains("#"), note.hasSuffix(" lines"), let number = firstNumber(note),
          number < 10_000_000
        {
          sum += number
          count += 1
        }
      } else if count > 2, row < end + 4, line.lowercased().hasPrefix("**total:**"),
        line.contains(" lines"), let stated = firstNumber(line)
      {
        // A figure that is called round may be off by a tenth.
        let tolerance = line.contains("~") ? stated / 10 : 0
        draft.claim(
          "lines of the files", declared: "\(stated) lines", at: place(row), computed: "\(sum)",
          agrees: abs(stated.subtractingReportingOverflow(sum).partialValue) <= tolerance,
          "added up from the \(count) lengths of the tree above")
        count = 0
      }
    }
  }
}
