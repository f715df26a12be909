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
  private let parsed: ParsedNotation

  init(_ file: SourceFile, into policy: TracePolicy) {
    self.policy = policy
    parsed = YAMLParser.parse(file)
  }

  mutating func read() {
    policy.diagnostics += parsed.diagnostics
    guard let root = parsed.root, !root.isNull else { return }
    for entry in entries(of: root, "a policy") {
      switch entry.key {
      case "requires": readDemands(entry.value)
      case "gaps": for node in elements(of: entry.value, "gaps") { readGap(node) }
      default: unknown(entry, in: "a policy", ["requires", "gaps"])
      }
    }
  }

  // MARK: demands

  private mutating func readDemands(_ node: Node) {
    let known = PolicySubject.allCases.map(\.rawValue)
    for entry in entries(of: node, "requires") {
      let name = entry.key.split(separator: "_").joined(separator: "-")
      guard let subject = PolicySubject(rawValue: name) else {
        unknown(entry, in: "requires", known)
        continue
      }
      readDemand(entry.value, of: subject)
    }
  }

  private mutating func readDemand(_ node: Node, of subject: PolicySubject) {
    guard let text = text(node, "requires.\(subject.rawValue)") else { return }
    do throws(DemandParser.Fault) {
      add(try DemandParser.demand(in: text), to: subject, at: parsed.lines.range(node.span))
    } catch {
      report(
        IngestRules.policyDemand, node.span,
        "\"\(text.clipped)\" is no demand: it \(error.reason)")
    }
  }

  private mutating func add(_ demand: Demand, to subject: PolicySubject, at range: SourceRange) {
    if subject == .invariant, !demand.needsPassingTest {
      policy.diagnostics.append(
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
    policy.diagnostics.append(
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
    for entry in entries(of: node, "an entry of gaps") {
      guard Self.gapKeys.contains(entry.key) else {
        unknown(entry, in: "an entry of gaps", Self.gapKeys)
        continue
      }
      if entry.key == "node" {
        nodes = references(entry.value)
      } else if let text = text(entry.value, "gaps.\(entry.key)") {
        texts[entry.key] = text
        if entry.key == "expires" { isWhole = checkDay(text, entry.value) && isWhole }
      }
    }
    let missing = Self.gapKeys.filter { $0 == "node" ? nodes.isEmpty : texts[$0] == nil }
    if !missing.isEmpty {
      isWhole = false
      report(
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
      guard let text = text(element, "gaps.node") else { return [] }
      let range = parsed.lines.range(element.span)
      let (scope, ids) = Self.split(text)
      return IDSpelling.references(in: ids).map { (scope + $0.id, range) }
    }
  }

  /// `shop/U1-U4` as `shop/` and `U1-U4`.
  private static func split(_ text: String) -> (scope: String, ids: String) {
    guard let slash = text.lastIndex(of: "/") else { return ("", text) }
    return (String(text[...slash]), String(text[text.index(after: slash)...]))
  }

  private mutating func checkDay(_ text: String, _ node: Node) -> Bool {
    if text.utf8.count == 10, CalendarDate.isValid(text) { return true }
    report(
      IngestRules.invalidDate, node.span,
      "expires \"\(text.clipped)\" is not a day; expected one such as 2026-01-31", .error)
    return false
  }

  // MARK: values

  private mutating func entries(of node: Node, _ what: String) -> [Node.Entry] {
    if let entries = node.entries { return entries }
    if !node.isNull { wrongType(node, what, "a mapping") }
    return []
  }

  private mutating func elements(of node: Node, _ what: String) -> [Node] {
    if let elements = node.elements { return elements }
    if !node.isNull { wrongType(node, what, "a list") }
    return []
  }

  /// `nil` for nothing, and for a structure after saying so.
  private mutating func text(_ node: Node, _ what: String) -> String? {
    guard let text = node.string else {
      wrongType(node, what, "text")
      return nil
    }
    return node.isNull || text.allSatisfy(\.isWhitespace) ? nil : text
  }

  private mutating func wrongType(_ node: Node, _ what: String, _ expected: String) {
    report(
      IngestRules.wrongType, node.span, "\(what) is \(node.kindName); expected \(expected)", .error)
  }

  /// An error: what a policy says in vain changes verdicts.
  private mutating func unknown(_ entry: Node.Entry, in what: String, _ known: [String]) {
    let near = nearestName(to: entry.key, among: known)
    report(
      IngestRules.unknownKey, entry.keySpan, "\"\(entry.key.clipped)\" is not a key of \(what)",
      .error, fix: near.map { "write \"\($0)\"" } ?? "known are \(known.joined(separator: ", "))")
  }

  private mutating func report(
    _ rule: Rule, _ span: Span, _ summary: String, _ severity: Severity? = nil, fix: String? = nil
  ) {
    policy.diagnostics.append(
      Diagnostic(rule, at: parsed.lines.range(span), summary, fix: fix, severity: severity))
  }
}
