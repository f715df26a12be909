import SourceText

/// How a document numbers what it names: ids, files, and the tables that list them.
struct NamingChecks {
  let text: CompanionText
  /// The number of the heading that each row stands below.
  let sections: [Int]

  func check(into draft: inout DocumentDraft) {
    checkPadding(&draft)
    checkForbidden(&draft)
    checkNumbers(&draft)
    checkTables(&draft)
  }

  // MARK: ids

  /// `PHASE-PAY-1` here and `PHASE-MODULE-01` there.
  private func checkPadding(_ draft: inout DocumentDraft) {
    var plain: [Substring: Range<Int>] = [:]
    var padded: [Substring: Range<Int>] = [:]
    for row in text.rows {
      for found in moduleIDs(in: text.bytes, row.span) {
        let parts = found.id.text.split(separator: "-")
        guard parts.count == 3, let last = parts.last, let number = Int(last), number < 10 else {
          continue
        }
        if last.utf8.count == 1 {
          if plain[parts[0]] == nil { plain[parts[0]] = found.span }
        } else if last.utf8.count == 2, padded[parts[0]] == nil {
          padded[parts[0]] = found.span
        }
      }
    }
    for kind in plain.keys.sorted() {
      guard let one = plain[kind], let other = padded[kind] else { continue }
      draft.warn(
        IngestRules.idPadding,
        text.range(max(one.lowerBound, other.lowerBound) == one.lowerBound ? one : other),
        "\(kind) ids are written both like \(text.string(one)) and like \(text.string(other))",
        severity: .note)
    }
  }

  /// `Do NOT reference specific requirement IDs yet`, and then an id below it.
  private func checkForbidden(_ draft: inout DocumentDraft) {
    for (row, section) in sections.enumerated() where !text.rows[row].isFenced {
      let span = text.trimmed(text.rows[row].span)
      guard text.starts(span, with: "**"), text.holds("IDs", in: span),
        Self.forbids(text.string(span))
      else { continue }
      for next in (row + 1)..<max(row + 1, sections.count) {
        guard sections[next] == section, !text.rows[next].isFenced else { break }
        let span = text.rows[next].span
        guard text.bulleted(span) != nil || text.trimmed(span).isEmpty else { break }
        guard let id = moduleIDs(in: text.bytes, span).first else { continue }
        draft.warn(
          IngestRules.idsForbidden, text.range(id.span),
          "\(id.id.text) is named in an example of how to name none",
          notes: [Diagnostic.Note("ids are ruled out here", at: text.range(text.rows[row].span))],
          severity: .note)
        break
      }
    }
  }

  private static func forbids(_ line: String) -> Bool {
    let words = line.split { !$0.isLetter }.map(String.init)
    guard let no = words.firstIndex(where: { ["NOT", "not", "without", "no"].contains($0) }),
      let ids = words.firstIndex(of: "IDs")
    else { return false }
    return ids > no && ids - no < 6
  }

  // MARK: numbered files

  private struct Numbered {
    var number: Int
    var name: Substring
    var span: Range<Int>
  }

  /// `prompts/03_tasks.md` and `prompts/03_code.md`; `07_…` before `05_…`.
  private func checkNumbers(_ draft: inout DocumentDraft) {
    var folders: [String: [Numbered]] = [:]
    for row in text.rows where !row.isFenced {
      for span in codeSpans(text, row.span) {
        let path = text.string(span)
        guard path.hasSuffix(".md"), let slash = path.lastIndex(of: "/"), !path.contains(" ")
        else { continue }
        let name = path[path.index(after: slash)...]
        let digits = name.prefix { $0.isNumber && $0.isASCII }
        guard (1...3).contains(digits.count), let number = Int(digits),
          name.dropFirst(digits.count).first == "_"
        else { continue }
        let folder = String(path[..<slash])
        guard folders[folder, default: []].count < 300 else { continue }
        let isKnown = folders[folder]?.contains { $0.name == name } == true
        if !isKnown {
          folders[folder, default: []].append(Numbered(number: number, name: name, span: span))
        }
      }
    }
    for folder in folders.keys.sorted() { compare(folders[folder, default: []], folder, &draft) }
  }

  private func compare(_ files: [Numbered], _ folder: String, _ draft: inout DocumentDraft) {
    guard files.count > 2 else { return }
    for (position, file) in files.enumerated() {
      let before = files[..<position]
      let place = text.range(file.span)
      if let same = before.first(where: { $0.number == file.number }) {
        draft.warn(
          IngestRules.numberedFiles, place,
          "\(file.name) has the number of \(same.name) in \(folder.clipped)",
          notes: [Diagnostic.Note("the other is named here", at: text.range(same.span))],
          severity: .note)
      } else if let later = before.first(where: { $0.number > file.number }) {
        draft.warn(
          IngestRules.numberedFiles, place,
          "\(file.name) is named after \(later.name), which has a higher number", severity: .note)
      }
    }
  }

  // MARK: tables

  private struct Table {
    var header: String
    var files: [String]
    var span: Range<Int>
  }

  /// A table of what files may refer to leaves out files that other tables list.
  private func checkTables(_ draft: inout DocumentDraft) {
    let tables = self.tables().prefix(30)
    for table in tables where table.header.lowercased().contains("reference") {
      let others = tables.filter { $0.span != table.span }.flatMap(\.files)
      let (own, known) = (Set(table.files), Set(others))
      let missing = others.filter { !own.contains($0) }
      let isSameKind = table.files.count > 2 && own.isSubset(of: known)
      guard isSameKind, !missing.isEmpty else { continue }
      draft.warn(
        IngestRules.tableLeavesOut, text.range(table.span),
        "the table says nothing of \(Self.list(missing)), which another table lists",
        severity: .note)
    }
  }

  private static func list(_ names: [String]) -> String {
    var seen: Set<String> = []
    let unique = names.filter { seen.insert($0).inserted }
    let rest = unique.count > 6 ? " and \(unique.count - 6) more" : ""
    return unique.prefix(6).joined(separator: ", ") + rest
  }

  /// The file that a row of a table begins with.
  private static func file(_ row: String) -> String? {
    let name = row.split(separator: "|", maxSplits: 1).first.map { String($0).trimmedSpaces } ?? ""
    return name.hasPrefix("`") && name.hasSuffix(".md`") ? String(name.dropFirst().dropLast()) : nil
  }

  /// Tables whose rows begin with a file name in code.
  private func tables() -> [Table] {
    var found: [Table] = []
    var header: Range<Int>?
    var files: [String] = []
    for row in text.rows.indices {
      let span = text.trimmed(text.rows[row].span)
      let isRow = text.starts(span, with: "|") && !text.rows[row].isFenced
      if isRow {
        if header == nil { header = span }
        if text.holds(".md`", in: span), let file = Self.file(text.string(span)) {
          files.append(file)
        }
      }
      if !isRow || row == text.rows.indices.last, let first = header {
        if !files.isEmpty {
          found.append(Table(header: text.string(first), files: files, span: first))
        }
        (header, files) = (nil, [])
      }
    }
    return found
  }
}

/// The insides of `code` on one line.
func codeSpans(_ text: CompanionText, _ line: Range<Int>) -> [Range<Int>] {
  var found: [Range<Int>] = []
  var open: Int?
  for index in line where text.bytes[index] == UInt8(ascii: "`") {
    if let start = open {
      if index > start { found.append(start..<index) }
      open = nil
    } else {
      open = index + 1
    }
  }
  return found
}
