import Notation
import SourceText
import TraceModel

/// What Prometheus would refuse, or would take and never mean.
extension AlertScan {
  func check(_ draft: inout DocumentDraft) {
    if name.isEmpty { draft.warn(IngestRules.alertFormat, rule.span, "the alert has no name") }
    if text.isEmpty {
      draft.warn(
        IngestRules.alertFormat, range, "alert \"\(name.clipped)\" has no expression")
    } else if !expression.isCondition {
      draft.warn(
        IngestRules.alertAlwaysFires, self.range(rule["expr"], draft),
        "the expression of \"\(name.clipped)\" compares nothing: it fires as long as there is data")
    }
    if Self.missesFirst(text) {
      draft.warn(
        IngestRules.alertFirstEvent, self.range(rule["expr"], draft),
        "\"\(name.clipped)\" does not fire for the first event of a counter that begins with it",
        severity: .note)
    }
    for key in ["for", "keep_firing_for"] {
      guard let node = rule[key], let text = node.scalarText, !Self.isDuration(text) else {
        continue
      }
      draft.warn(
        IngestRules.alertFormat, node.span,
        "\(key) \"\(text.clipped)\" is no duration; expected one such as 5m or 1h30m")
    }
    let severity = field("severity")?.scalarText
    let same = draft.document.items.first { other in
      guard case .alert(let facts) = other.detail, facts.expression == text else { return false }
      let isNamed = other.id.text == name || other.aliases.contains(name)
      return isNamed && facts.severity == severity
    }
    if let same, !name.isEmpty {
      draft.warn(
        IngestRules.alertDuplicate, range, "alert \"\(name.clipped)\" is there twice",
        notes: [Diagnostic.Note("the first is here", at: same.range)])
    }
    for node in [rule["labels"], rule["annotations"]] {
      for entry in node?.entries ?? [] where !Self.isLabel(entry.key) {
        draft.warn(
          IngestRules.alertFormat, entry.keySpan,
          "\"\(entry.key.clipped)\" is no name of a label; expected letters, digits and \"_\"")
      }
    }
  }

  /// `rate(x_total[5m]) > 0`, and nothing else: a series that begins at 1 has not risen.
  private static func missesFirst(_ expression: String) -> Bool {
    let text = expression.filter { $0 != " " && $0 != "\n" }
    guard text.hasSuffix(")>0"), let open = text.firstIndex(of: "("),
      ["rate", "irate", "increase"].contains(text[..<open])
    else { return false }
    let inside = text[text.index(after: open)...].dropLast(3)
    let name = inside.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return name.hasSuffix("_total") && inside.hasSuffix("]") && !inside.contains("(")
  }

  /// `5m`, `1h30m`, `0`.
  private static func isDuration(_ text: String) -> Bool {
    if text == "0" { return true }
    var rest = Substring(text)
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      let unit = ["ms", "s", "m", "h", "d", "w", "y"].first { rest.hasPrefix($0) }
      guard !digits.isEmpty, let unit else { return false }
      rest = rest.dropFirst(unit.count)
    }
    return !text.isEmpty
  }

  private static func isLabel(_ name: String) -> Bool {
    guard let first = name.utf8.first, first < 0x30 || first > 0x39 else { return false }
    return name.utf8.allSatisfy {
      $0 == 0x5F || $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A
    }
  }
}
