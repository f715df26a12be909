import SourceText
import TraceModel

/// `**Constraint violated:** B1`, with what it says about the section.
struct RunbookField {
  enum Kind { case constraint, failureMode, alert, manifold, other }

  var name: String
  var value: String
  var range: SourceRange

  var kind: Kind {
    let name = self.name.lowercased()
    if name == "manifold" || name == "feature" { return .manifold }
    if name.contains("constraint") || name == "satisfies" || name == "covers" { return .constraint }
    if name.contains("failure mode") { return .failureMode }
    return name == "alert" || name == "alerts" ? .alert : .other
  }

  func add(to item: inout DeclaredItem, _ draft: DocumentDraft) {
    switch kind {
    case .constraint, .failureMode:
      let verb: LinkKind = kind == .constraint ? .documents : .mitigates
      for id in idWords(in: value) { item.add(draft.link(verb, to: id, at: range)) }
    case .alert:
      for name in value.split(separator: ",") {
        let name = plainLine(String(name)).filter { $0 != " " }
        item.add(.optional(.documents, to: name, at: range, .declared))
      }
    case .manifold, .other: break
    }
    item.attributes.append(Attribute(name, Prose(value, at: range)))
  }
}

extension RunbookScan {
  /// The fields of some rows; a value goes on until the next empty line.
  func fields(in rows: Range<Int>) -> [RunbookField] {
    var fields: [RunbookField] = []
    var row = rows.lowerBound
    while row < rows.upperBound, fields.count < 40 {
      guard !text.rows[row].isFenced, let (name, value) = field(text.rows[row].span) else {
        row += 1
        continue
      }
      var words = text.string(value)
      var end = value.upperBound
      row += 1
      while row < rows.upperBound, !text.rows[row].isFenced, words.utf8.count < 600 {
        let line = text.trimmed(text.rows[row].span)
        if line.isEmpty || text.bytes[line.lowerBound] == UInt8(ascii: "*")
          || text.bulleted(line) != nil
          || text.heading(row) != nil
        {
          break
        }
        words += " " + text.string(line)
        end = line.upperBound
        row += 1
      }
      // A field without a value is the heading of what follows.
      let whole = text.trimmed(value.lowerBound..<end)
      if !whole.isEmpty {
        fields.append(RunbookField(name: name, value: words, range: text.range(whole)))
      }
    }
    return fields
  }

  /// `**Name:** value`, `**Name**: value`, `**Name.** value`, in a list or not.
  private func field(_ span: Range<Int>) -> (name: String, value: Range<Int>)? {
    let line = text.bulleted(span) ?? text.trimmed(span)
    guard text.starts(line, with: "**") else { return nil }
    let start = line.lowerBound + 2
    var end = start
    while end + 1 < line.upperBound, !text.starts(end..<line.upperBound, with: "**") { end += 1 }
    guard end + 1 < line.upperBound, end > start, end - start <= 48 else { return nil }
    var name = Substring(text.string(start..<end))
    let isMarked = name.last == ":" || name.last == "."
    if isMarked { name.removeLast() }
    var value = text.trimmed(end + 2..<line.upperBound)
    let hasColon = text.starts(value, with: ":")
    guard isMarked || hasColon else { return nil }
    if hasColon { value = text.trimmed(value.lowerBound + 1..<value.upperBound) }
    return (String(name), value)
  }
}
