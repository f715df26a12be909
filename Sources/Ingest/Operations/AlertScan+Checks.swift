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
    checkExpression(expression, &draft)
    Self.checkDurations(["for", "keep_firing_for"], of: rule, &draft)
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
    Self.checkLabels(of: rule, &draft)
  }

  /// What Prometheus refuses of a rule that records a series.
  static func check(series name: String, _ rule: Node, _ draft: inout DocumentDraft) {
    let shown = name.clipped
    if let text = rule["expr"]?.scalarText {
      check(Expression(text), of: "\"\(shown)\"", at: draft.range(rule["expr"] ?? rule), &draft)
    } else {
      draft.warn(IngestRules.alertFormat, rule.span, "\"\(shown)\" has no expression")
    }
    if !isName(name, colons: true) {
      draft.warn(
        IngestRules.alertFormat, (rule["record"] ?? rule).span,
        "\"\(shown)\" is no name of a series; expected letters, digits, \"_\" and \":\"")
    }
    if rule["alert"] != nil {
      draft.warn(IngestRules.alertFormat, rule.span, "a rule has either alert or record, not both")
    }
    for entry in rule.entries ?? []
    where ["for", "keep_firing_for", "annotations"].contains(entry.key) {
      draft.warn(
        IngestRules.alertFormat, entry.keySpan, "\(entry.key) is for alerts, and this is a series")
    }
    checkLabels(of: rule, &draft)
  }

  private func checkExpression(_ expression: Expression, _ draft: inout DocumentDraft) {
    Self.check(
      expression, of: "\"\(name.clipped)\"", at: range(rule["expr"], draft), &draft)
  }

  private static func check(
    _ expression: Expression, of name: String, at range: SourceRange, _ draft: inout DocumentDraft
  ) {
    guard let fault = expression.fault else { return }
    draft.warn(IngestRules.alertFormat, range, "in the expression of \(name), \(fault)")
  }

  private static func checkLabels(of rule: Node, _ draft: inout DocumentDraft) {
    for key in ["labels", "annotations"] {
      guard let node = rule[key], !node.isNull else { continue }
      guard let entries = node.entries else {
        draft.warn(
          IngestRules.alertFormat, node.span, "expected \(key) with values, found \(node.kindName)")
        continue
      }
      for entry in entries {
        if !isName(entry.key) || key == "labels" && entry.key == "__name__" {
          draft.warn(
            IngestRules.alertFormat, entry.keySpan,
            "\"\(entry.key.clipped)\" is no name of a label; expected letters, digits and \"_\"")
        } else if entry.value.entries != nil || entry.value.elements != nil {
          draft.warn(
            IngestRules.alertFormat, entry.value.span,
            "expected a text as \(entry.key), found \(entry.value.kindName)")
        }
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

  /// Reports members that are no durations.
  static func checkDurations(_ keys: [String], of node: Node, _ draft: inout DocumentDraft) {
    for key in keys {
      guard let node = node[key], let text = node.scalarText, !isDuration(text) else { continue }
      draft.warn(
        IngestRules.alertFormat, node.span,
        "\(key) \"\(text.clipped)\" is no duration; expected one such as 5m or 1h30m")
    }
  }

  /// `5m`, `1h30m`, `0`: units from the largest to the smallest, each once.
  private static func isDuration(_ text: String) -> Bool {
    if text == "0" { return true }
    var units = ["y", "w", "d", "h", "ms", "m", "s"][...]
    var rest = Substring(text)
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      // `m` begins `ms`, which is the smallest of all.
      let unit = rest.hasPrefix("ms") ? "ms" : String(rest.prefix(1))
      guard !digits.isEmpty, let place = units.firstIndex(of: unit) else { return false }
      units = unit == "ms" ? [] : units[(place + 1)...]
      rest = rest.dropFirst(unit.utf8.count)
    }
    return !text.isEmpty
  }

  /// Letters, digits and `_`, no digit first; names of series may hold colons.
  private static func isName(_ name: String, colons: Bool = false) -> Bool {
    guard let first = name.utf8.first, first < 0x30 || first > 0x39 else { return false }
    return name.utf8.allSatisfy {
      $0 == 0x5F || $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A
        || colons && $0 == 0x3A
    }
  }
}
