import Notation
import SourceText
import TraceModel

/// Rules of Prometheus: groups with alerts. Lists of alerts in other shapes are read as well, and
/// reported, because Prometheus would refuse them.
enum AlertReading {
  private static let groupKeys: Set<String> = [
    "name", "interval", "limit", "rules", "query_offset", "labels", "partial_response_strategy",
    "manifold",
  ]
  private static let ruleKeys: Set<String> = [
    "alert", "record", "expr", "for", "keep_firing_for", "labels", "annotations",
  ]

  static func read(_ root: Node, into draft: inout DocumentDraft) {
    guard let groups = root["groups"] else { return readLoose(root, into: &draft) }
    var names: Set<String> = []
    for group in groups.elements ?? [] {
      guard group.entries != nil else {
        draft.warn(
          IngestRules.alertFormat, group.span, "expected a group, found \(group.kindName)")
        continue
      }
      draft.checkKeys(
        group, of: "a group of rules", known: groupKeys, rule: IngestRules.alertFormat)
      let name = group["name"]?.scalarText ?? ""
      if name.isEmpty {
        draft.warn(IngestRules.alertFormat, group.span, "the group has no name")
      } else if !names.insert(name).inserted {
        draft.warn(
          IngestRules.alertDuplicate, group.span, "group \"\(name.clipped)\" is there twice")
      }
      readRules(group, name, &draft)
    }
    if groups.elements?.isEmpty ?? true {
      draft.warn(IngestRules.alertFormat, groups.span, "the file has no group of rules")
    }
  }

  private static func readRules(_ group: Node, _ name: String, _ draft: inout DocumentDraft) {
    let outer = draft.manifold
    if let manifold = group["labels"]?["manifold"]?.scalarText { draft.manifold = manifold }
    for rule in group["rules"]?.elements ?? [] {
      guard rule.entries != nil else {
        draft.warn(IngestRules.alertFormat, rule.span, "expected a rule, found \(rule.kindName)")
        continue
      }
      draft.checkKeys(rule, of: "a rule", known: ruleKeys, rule: IngestRules.alertFormat)
      readRule(rule, group: name, &draft)
    }
    draft.manifold = outer
  }

  /// A list without groups, as reports and prompts show it.
  private static func readLoose(_ root: Node, into draft: inout DocumentDraft) {
    let list = root["alerts_from_constraints"] ?? root["alerts"] ?? root["rules"] ?? root
    guard let rules = list.elements, !rules.isEmpty else {
      return draft.warn(
        IngestRules.alertFormat, root.span,
        "expected \"groups\" of rules or a dashboard, found \(root.kindName)")
    }
    readList(rules, at: list.span, into: &draft)
  }

  static func readList(_ rules: [Node], at span: Span, into draft: inout DocumentDraft) {
    draft.warn(
      IngestRules.alertFormat, span, "a list of alerts is no file of rules",
      fix: "put the alerts below groups, each with a name and rules")
    for rule in rules where rule.entries != nil { readRule(rule, group: "", &draft) }
  }

  private static func readRule(_ rule: Node, group: String, _ draft: inout DocumentDraft) {
    if let recorded = rule["record"]?.scalarText {
      // A recorded series is no alert; what it is made of shows where it is used.
      if rule["expr"]?.scalarText == nil {
        draft.warn(
          IngestRules.alertFormat, rule.span, "\"\(recorded.clipped)\" has no expression")
      }
      return
    }
    AlertScan(rule, group, draft).add(to: &draft)
  }
}

/// One alert while it is read.
private struct AlertScan {
  let rule: Node
  let group: String
  let name: String
  let expression: Expression
  let text: String
  let range: SourceRange

  init(_ rule: Node, _ group: String, _ draft: DocumentDraft) {
    self.rule = rule
    self.group = group
    let title = rule["alert"] ?? rule["name"]
    name = title?.scalarText ?? ""
    text = rule["expr"]?.scalarText ?? ""
    expression = Expression(text)
    range = draft.range(title ?? rule)
  }

  private func field(_ names: String...) -> Node? {
    for place in [rule["labels"], rule["annotations"], rule] {
      for name in names {
        if let node = place?[name], !node.isNull { return node }
      }
    }
    return nil
  }

  func add(to draft: inout DocumentDraft) {
    check(&draft)
    let outer = draft.manifold
    if let manifold = field("manifold", "feature")?.scalarText { draft.manifold = manifold }
    defer { draft.manifold = outer }
    let address = field("runbook_url", "runbook", "runbookUrl", "runbook_link")?.scalarText
    let watched = field("constraint", "constraints", "constraint_id")
    var facts = AlertFacts(
      expression: text, hold: rule["for"]?.scalarText, severity: field("severity")?.scalarText,
      runbookURL: address)
    facts.bound = expression.bound
    facts.constraints = draft.references(watched).map(\.id)
    facts.runbookTargets =
      address.map {
        RunbookAddress.targets($0, from: OperationReader.folder(of: draft.document.path))
      } ?? []
    let known = draft
    let title = rule["annotations"]?["summary"]?.scalarText
    let summary = title.flatMap { $0.contains("{{") ? nil : $0 }
    draft.add(.alert, name, title: summary ?? name, .alert(facts), at: range) { item in
      item.aliases = aliases(name, item.id.text)
      item.links = links(facts, watched, known)
      attributes(of: &item, known)
    }
  }

  /// By its name, by its metrics, and by what it compares.
  private func aliases(_ name: String, _ id: String) -> [String] {
    var aliases = expression.metrics.prefix(8).map { "metric \($0)" }
    if let subject = expression.subject { aliases.append("when \(subject)") }
    if name != id { aliases.append(name) }
    return aliases
  }

  private func links(
    _ facts: AlertFacts, _ watched: Node?, _ draft: DocumentDraft
  ) -> [DeclaredLink] {
    var links = draft.links(.alertsOn, watched)
    links += draft.links(.mitigates, field("failure_mode", "failure_modes"))
    let place = field("runbook_url", "runbook", "runbookUrl", "runbook_link")
    for target in facts.runbookTargets {
      links.append(.optional(.references, to: target, at: range(place, draft), .declared))
    }
    let dashboard = field("dashboard_url", "dashboard")
    if let uid = dashboard?.scalarText.flatMap(Self.dashboardID) {
      links.append(
        .optional(.references, to: "dashboard \(uid)", at: range(dashboard, draft), .declared))
    }
    return links
  }

  private func range(_ node: Node?, _ draft: DocumentDraft) -> SourceRange {
    node.map { draft.range($0) } ?? range
  }

  /// `pay` of `https://grafana.example/d/pay/payments?orgId=1`, or the bare identity.
  private static func dashboardID(_ address: String) -> String? {
    guard let mark = address.firstRange(of: "/d/") else {
      return address.contains("/") || address.contains(" ") ? nil : address
    }
    return String(address[mark.upperBound...].prefix { $0 != "/" && $0 != "?" })
  }

  private func attributes(of item: inout DeclaredItem, _ draft: DocumentDraft) {
    if !group.isEmpty { item.attributes.append(Attribute("group", Prose(group, at: range))) }
    if !text.isEmpty {
      item.attributes.append(
        Attribute("expression", Prose(codeSpan(text), at: self.range(rule["expr"], draft))))
    }
    item.keep("for", rule["for"], draft)
    for entry in (rule["labels"]?.entries ?? []) + (rule["annotations"]?.entries ?? []) {
      if entry.key == "description" {
        item.statement = Prose(plainWords(entry.value.flattened), at: draft.range(entry.value))
      } else if entry.key != "summary" {
        item.keep(entry.key, entry.value, draft)
      }
    }
    for entry in rule.entries ?? []
    where !["alert", "name", "expr", "for", "labels", "annotations"].contains(entry.key) {
      item.keep(entry.key, entry.value, draft)
    }
  }

  // MARK: checks

  private func check(_ draft: inout DocumentDraft) {
    if name.isEmpty { draft.warn(IngestRules.alertFormat, rule.span, "the alert has no name") }
    if text.isEmpty {
      draft.warn(
        IngestRules.alertFormat, range, "alert \"\(name.clipped)\" has no expression")
    } else if !expression.isCondition {
      draft.warn(
        IngestRules.alertAlwaysFires, self.range(rule["expr"], draft),
        "the expression of \"\(name.clipped)\" compares nothing: it fires as long as there is data")
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

/// Text as code in Markdown, with as many marks as it needs.
func codeSpan(_ text: String) -> String {
  let line = Expression.spaced(text.utf8)
  var longest = 0
  var run = 0
  for byte in line.utf8 {
    run = byte == 0x60 ? run + 1 : 0
    longest = max(longest, run)
  }
  let mark = String(repeating: "`", count: longest + 1)
  return longest == 0 ? mark + line + mark : "\(mark) \(line) \(mark)"
}
