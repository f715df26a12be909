import SourceText

/// What the steps behind a query read in its result, against the columns that it gives.
struct QueryChecks {
  let text: CompanionText

  /// A label in quotes that a query never gives, beside one that it does, and symptoms that no
  /// alert can have.
  func check(into draft: inout DocumentDraft) {
    for row in text.rows where !row.isFenced { checkSymptom(row.span, &draft) }
    var query = ""
    var isQuery = false
    var labels: [(name: String, span: Range<Int>)] = []
    for row in text.rows.indices {
      let span = text.trimmed(text.rows[row].span)
      if text.heading(row) != nil {
        report(labels, query, &draft)
        (query, labels) = ("", [])
      } else if text.rows[row].isFenced {
        if text.starts(span, with: "```") {
          isQuery = text.starts(span, with: "```sql")
        } else if isQuery {
          query += text.string(span) + "\n"
        }
      } else if !query.isEmpty {
        labels += Self.labels(text, span)
      }
    }
    report(labels, query, &draft)
  }

  /// `"false_permanent"`, a name in quotes.
  private static func labels(
    _ text: CompanionText, _ line: Range<Int>
  ) -> [(name: String, span: Range<Int>)] {
    var found: [(String, Range<Int>)] = []
    var open: Int?
    for index in line where text.bytes[index] == 0x22 {
      if let start = open {
        let name = text.bytes[start..<index]
        if name.contains(0x5F), name.allSatisfy(\.isNameByte) {
          found.append((text.string(start..<index), start..<index))
        }
        open = nil
      } else {
        open = index + 1
      }
    }
    return found
  }

  private func report(
    _ labels: [(name: String, span: Range<Int>)], _ query: String, _ draft: inout DocumentDraft
  ) {
    let names = Set(query.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    guard let known = labels.first(where: { names.contains($0.name) }) else { return }
    for label in labels where !names.contains(label.name) {
      draft.warn(
        IngestRules.queryLabel, text.range(label.span),
        "the query above gives no \"\(label.name.clipped)\", as it gives \"\(known.name.clipped)\"")
    }
  }

  /// ``Alert: `payment.rate > 0.01` ``: names of metrics have no dots.
  private func checkSymptom(_ line: Range<Int>, _ draft: inout DocumentDraft) {
    guard let item = text.bulleted(line), text.starts(item, with: "Alert: `"),
      let span = codeSpans(text, item).first
    else { return }
    let words = text.string(span).words
    guard words.count == 3, [">", "<", ">=", "<=", "=="].contains(words[1]),
      words[0].contains("."), words[0].utf8.allSatisfy({ $0.isNameByte || $0 == 0x2E }),
      Double(words[0]) == nil
    else { return }
    draft.warn(
      IngestRules.symptomExpression, text.range(span),
      "\(String(words[0]).clipped) is no name of a metric, so no alert has this expression")
  }
}
