import Notation
public import SourceText
public import TraceModel

extension Ingest {
  /// Reads the policy files of a project into one policy.
  ///
  /// Files are taken in the order of their paths: the first that demands something of a kind of node
  /// decides, and another that says otherwise is reported. Accepted gaps of all files count.
  public static func readPolicies(_ files: [SourceFile]) -> TracePolicy {
    var policy = TracePolicy()
    for file in files.sorted(by: { $0.path < $1.path }) {
      var reading = PolicyReading(file, into: policy)
      reading.read()
      policy = reading.policy
    }
    return policy
  }
}

/// One policy file while it is read.
struct PolicyReading {
  private(set) var policy: TracePolicy
  private var fields: FieldReading

  init(_ file: SourceFile, into policy: TracePolicy) {
    self.policy = policy
    fields = FieldReading(file)
  }

  mutating func read() {
    defer { policy.diagnostics += fields.diagnostics }
    guard let root = fields.root else { return }
    for entry in fields.entries(of: root, "a policy") {
      switch entry.key {
      case "requires": readDemands(entry.value)
      case "gaps": for node in fields.elements(of: entry.value, "gaps") { readGap(node) }
      case "budget": policy.budget.entries += BudgetReading.entries(entry.value, &fields)
      default: fields.unknown(entry, in: "a policy", ["requires", "gaps", "budget"])
      }
    }
  }

  // MARK: demands

  private mutating func readDemands(_ node: Node) {
    let known = PolicySubject.allCases.map(\.rawValue)
    for entry in fields.entries(of: node, "requires") {
      let name = entry.key.split(separator: "_").joined(separator: "-")
      guard let subject = PolicySubject(rawValue: name) else {
        fields.unknown(entry, in: "requires", known)
        continue
      }
      readDemand(entry.value, of: subject)
    }
  }

  private mutating func readDemand(_ node: Node, of subject: PolicySubject) {
    guard let text = fields.text(node, "requires.\(subject.rawValue)") else { return }
    do throws(DemandParser.Fault) {
      add(try DemandParser.demand(in: text), to: subject, at: fields.range(node))
    } catch {
      fields.report(
        IngestRules.policyDemand, node.span,
        "\"\(text.clipped)\" is no demand: it \(error.reason)")
    }
  }

  private mutating func add(_ demand: Demand, to subject: PolicySubject, at range: SourceRange) {
    if subject == .invariant, !demand.needsPassingTest {
      fields.diagnostics.append(
        Diagnostic(
          IngestRules.policyFloor, at: range,
          "\"\(demand.text)\" can be met without a passing test, which an invariant always needs",
          fix: "add \"and passing test\""))
    }
    guard let first = policy.demands[subject] else {
      policy.demands[subject] = TracePolicy.Rule(demand, at: range)
      return
    }
    guard first.demand != demand else { return }
    fields.diagnostics.append(
      Diagnostic(
        IngestRules.policyConflict, at: range,
        "\(subject.plural) are demanded \"\(demand.text)\" here and \"\(first.demand.text)\" before",
        notes: [.init("the first one counts", at: first.range)]))
  }

  // MARK: accepted gaps

  private static let gapKeys = ["node", "reason", "owner", "expires"]

  private mutating func readGap(_ node: Node) {
    var nodes: [(id: String, range: SourceRange)] = []
    var texts: [String: String] = [:]
    var isWhole = true
    for entry in fields.entries(of: node, "an entry of gaps") {
      guard Self.gapKeys.contains(entry.key) else {
        fields.unknown(entry, in: "an entry of gaps", Self.gapKeys)
        continue
      }
      if entry.key == "node" {
        nodes = references(entry.value)
      } else if let text = fields.text(entry.value, "gaps.\(entry.key)") {
        texts[entry.key] = text
        if entry.key == "expires" {
          isWhole = fields.checkDay(text, entry.value, "expires") && isWhole
        }
      }
    }
    let missing = Self.gapKeys.filter { $0 == "node" ? nodes.isEmpty : texts[$0] == nil }
    if !missing.isEmpty {
      isWhole = false
      fields.report(
        IngestRules.policyJustification, node.span,
        "an accepted gap lacks \(missing.joined(separator: ", "))")
    }
    guard isWhole else { return }
    policy.justifications += nodes.map { found in
      Justification(
        node: found.id, reason: texts["reason"] ?? "", owner: texts["owner"] ?? "",
        expires: texts["expires"] ?? "", at: found.range)
    }
  }

  /// One id, a range, or a list of them.
  private mutating func references(_ node: Node) -> [(id: String, range: SourceRange)] {
    let nodes = node.elements ?? [node]
    return nodes.flatMap { element -> [(id: String, range: SourceRange)] in
      guard let text = fields.text(element, "gaps.node") else { return [] }
      let range = fields.range(element)
      let (scope, ids) = Self.split(text)
      return IDSpelling.references(in: ids).map { (scope + $0.id, range) }
    }
  }

  /// `shop/U1-U4` as `shop/` and `U1-U4`.
  private static func split(_ text: String) -> (scope: String, ids: String) {
    guard let slash = text.lastIndex(of: "/") else { return ("", text) }
    return (String(text[...slash]), String(text[text.index(after: slash)...]))
  }
}
