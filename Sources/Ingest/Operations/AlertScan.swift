import Notation
import SourceText
import TraceModel

/// One alert while it is read.
struct AlertScan {
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

  func field(_ names: String...) -> Node? {
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

  func range(_ node: Node?, _ draft: DocumentDraft) -> SourceRange {
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
