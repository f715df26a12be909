import SourceText
import TraceModel

/// Reads records of decisions and incidents: one file, one node, with status, date and what it
/// supersedes, in the scope of its folder.
enum RecordReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] {
    let stem = String(file.path.split(separator: "/").last?.dropLast(3) ?? "")
    // Lists of records, and the form for new ones, record nothing.
    if ["readme", "index", "template", "adr-template"].contains(stem.lowercased()) { return [] }
    var scan = RecordScan(file, stem)
    scan.read()
    return [scan.document]
  }
}

/// One pass over a record: a heading, fields, sections.
private struct RecordScan {
  let text: CompanionText
  let stem: String
  var document: TraceDocument
  private var item: DeclaredItem
  private var facts = DecisionFacts()
  private var section = ""
  private var body: Range<Int>?

  init(_ file: SourceFile, _ stem: String) {
    text = CompanionText(file)
    self.stem = stem
    let folders = file.path.split(separator: "/").dropLast()
    document = TraceDocument(
      path: file.path, scope: Scope(root: folders.joined(separator: "/"), name: ""))
    let isIncident =
      folders.contains("incidents") || stem.hasPrefix("INC-") || stem.hasPrefix("PM-")
    let range = SourceRange.file(file.path)
    item = DeclaredItem(
      kind: isIncident ? .incident : .decision, id: Prose(Self.id(of: stem, isIncident), at: range),
      hasGivenID: true, range: range)
  }

  /// `ADR-0001` of `0001-use-a-pool`, `INC-2024-03` of `INC-2024-03-outage`; else the whole name.
  private static func id(of stem: String, _ isIncident: Bool) -> String {
    let parts = stem.split(separator: "-")
    if let first = parts.first, first.allSatisfy({ $0.isASCII && $0.isNumber }), !isIncident {
      return "ADR-\(first)"
    }
    let numbers = parts.dropFirst().prefix { $0.allSatisfy { $0.isASCII && $0.isNumber } }
    let isNamed = ["ADR", "INC", "PM"].contains(parts.first?.uppercased())
    guard isNamed, !numbers.isEmpty, let first = parts.first else { return stem }
    return ([first.uppercased()] + numbers.map(String.init)).joined(separator: "-")
  }

  mutating func read() {
    for row in text.rows.indices {
      let (span, isFenced) = text.rows[row]
      let line = text.trimmed(span)
      if let heading = text.heading(row) {
        readHeading(heading.level, heading.text)
        if heading.level == 2, body == nil { body = row..<text.rows.count }
      } else if !isFenced, !line.isEmpty {
        readLine(line)
      }
    }
    item.statement = statement()
    item.detail = .decision(facts)
    addFacts()
    if stem != item.id.text { item.aliases.append(stem) }
    document.items = [item]
  }

  private mutating func readHeading(_ level: Int, _ span: Range<Int>) {
    if level > 1 { section = text.string(span).lowercased() }
    guard level == 1, item.title == nil else { return }
    var title = span
    if let first = moduleIDs(in: text.bytes, span).first, first.span.lowerBound == span.lowerBound,
      [.decision, .incident].contains(first.id.kind)
    {
      item.id = Prose(first.id.text, at: text.range(first.span))
      item.hasGivenID = false
      item.kind = first.id.kind
      title = text.trimmed(first.span.upperBound..<span.upperBound)
      for mark in [":", "—", "–", "-"] where text.starts(title, with: mark) {
        title = text.trimmed(title.lowerBound + mark.utf8.count..<title.upperBound)
      }
    }
    if !title.isEmpty { item.title = Prose(text.string(title), at: text.range(title)) }
    item.range = text.range(span)
  }

  private mutating func readLine(_ line: Range<Int>) {
    let span = text.bulleted(line) ?? line
    if let field = field(span) {
      set(field.name, field.value)
    } else if section == "status", facts.status == nil {
      set("status", span)
    } else if section == "date", facts.date == nil {
      set("date", span)
    }
    addReferences(line)
  }

  /// `**Status**: x`, `**Status:** x` and `status: x`.
  private func field(_ span: Range<Int>) -> (name: String, value: Range<Int>)? {
    guard let colon = text.bytes[span].firstIndex(of: UInt8(ascii: ":")),
      colon - span.lowerBound <= 24
    else { return nil }
    let name = text.string(span.lowerBound..<colon).filter { $0 != "*" }.lowercased()
    var value = text.trimmed(colon + 1..<span.upperBound)
    if text.starts(value, with: "**") {
      value = text.trimmed(value.lowerBound + 2..<value.upperBound)
    }
    let known = ["status", "date", "supersedes", "superseded by", "id", "severity"]
    return known.contains(name) && !value.isEmpty ? (name, value) : nil
  }

  private mutating func set(_ name: String, _ span: Range<Int>) {
    let value = text.string(span)
    switch name {
    case "status":
      let word = value.split { !$0.isLetter && $0 != "-" }.first.map { $0.lowercased() }
      facts.status = facts.status ?? word
      if word == "superseded" { addSuccessors(span) }
    case "date":
      facts.date = facts.date ?? (CalendarDate.isValid(value) ? value : nil)
    case "supersedes":
      for found in moduleIDs(in: text.bytes, span) {
        item.links.append(
          DeclaredLink(.supersedes, to: found.id.text, at: text.range(found.span)))
      }
    case "superseded by": addSuccessors(span)
    case "id": item.aliases.append(value.filter { $0 != "`" })
    default: item.attributes.append(Attribute(name, Prose(value, at: text.range(span))))
    }
  }

  /// The later record supersedes this one, whichever of the two says so.
  private mutating func addSuccessors(_ span: Range<Int>) {
    for found in moduleIDs(in: text.bytes, span) where found.id.kind == item.kind {
      document.relations.append(
        DeclaredRelation(
          from: Prose(found.id.text, at: text.range(found.span)),
          DeclaredLink(.supersedes, to: item.id.text, at: text.range(found.span))))
    }
  }

  private mutating func addReferences(_ line: Range<Int>) {
    for found in moduleIDs(in: text.bytes, line) where found.id.text != item.id.text {
      guard !item.links.contains(where: { $0.target == found.id.text }) else { continue }
      var link = DeclaredLink(.references, to: found.id.text, at: text.range(found.span))
      // A record outlives what it was about.
      link.isOptional = true
      item.links.append(link)
    }
  }

  private mutating func addFacts() {
    for (name, value) in [("Status", facts.status), ("Date", facts.date)] {
      guard let value else { continue }
      item.attributes.insert(
        Attribute(name, Prose(value, at: item.range)),
        at: name == "Date" ? item.attributes.count : 0)
    }
  }

  private func statement() -> Prose? {
    guard let body, let first = body.first, let last = body.last else { return nil }
    let span = text.trimmed(
      text.rows[first].span.lowerBound..<text.rows[last].span.upperBound)
    return Prose(text.string(span), at: text.range(span))
  }
}
