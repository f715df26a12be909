import Notation
import SourceText
import TraceModel

/// Rules of Prometheus: groups with alerts. Lists of alerts in other shapes are read as well, and
/// reported, because Prometheus would refuse them.
enum AlertReading {
  private static let groupKeys: Set<String> = [
    "name", "interval", "limit", "rules", "query_offset", "labels", "partial_response_strategy",
  ]
  private static let ruleKeys: Set<String> = [
    "alert", "record", "expr", "for", "keep_firing_for", "labels", "annotations",
  ]

  static func read(_ root: Node, into draft: inout DocumentDraft) {
    guard let groups = root["groups"] else { return readLoose(root, into: &draft) }
    draft.checkKeys(root, of: "a file of rules", known: ["groups"], rule: IngestRules.alertFormat)
    var names: Set<String> = []
    for group in groups.elements ?? [] {
      guard group.entries != nil else {
        draft.warn(
          IngestRules.alertFormat, group.span, "expected a group, found \(group.kindName)")
        continue
      }
      draft.checkKeys(
        group, of: "a group of rules", known: groupKeys, rule: IngestRules.alertFormat)
      AlertScan.checkDurations(["interval", "query_offset"], of: group, &draft)
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
      AlertScan.check(series: recorded, rule, &draft)
      if rule["alert"] == nil { return }
    }
    AlertScan(rule, group, draft).add(to: &draft)
  }
}
