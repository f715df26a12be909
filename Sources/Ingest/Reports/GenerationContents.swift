import Notation
import SourceText
import TraceModel

/// What a generation planned, produced and states to cover.
struct GenerationContents {
  struct Planned {
    var group: String
    var name: String
    /// The file that it is to be, when the plan says so.
    var path: String?
    /// Words by which what was produced is recognised.
    var words: Set<String>
    var ids: [String]
    var range: SourceRange
  }

  struct Produced {
    var group: String
    var path: String
    var ids: [String]
    var modes: [String]
    var lines: Int?
    var range: SourceRange
    var words: Set<String> { nameWords(path) }
  }

  /// An id or a name with its place.
  typealias Named = (text: String, range: SourceRange)

  private(set) var planned: [Planned] = []
  private(set) var produced: [Produced] = []
  private(set) var listed = false
  var fullyCovered: [Named] = []
  var partlyCovered: [Named] = []
  var notCovered: [Named] = []
  private(set) var coverage: Node?
  var modesTested: [Named] = []
  var modesUntested: [Named] = []
  private(set) var modesNode: Node?
  /// What sections other than the list call the files that they show.
  var shown: [Named] = []
  /// Tests by the id that they are marked with, as counted in the code that is shown.
  var marks: [String: Int] = [:]
  var statedTests: [(id: String, declared: String, range: SourceRange)] = []
  var missing: [Named] = []
  var plannedPanels: [Named] = []
  var plannedAlerts: [Named] = []
  var panels: [String] = []
  var alerts: [String] = []
  var hasObservability = false
  /// The program text that the report shows.
  var code = ""
  /// Events that its documents describe: `retry.started{…}`.
  var events: [Named] = []

  var isThere: Bool { !planned.isEmpty || listed || coverage != nil }

  // MARK: the plan

  mutating func readPlan(_ node: Node, _ draft: DocumentDraft) {
    for group in node.entries ?? [] {
      for element in group.value.elements ?? [] where element.entries != nil {
        plan(element, in: groupName(group.key), draft)
      }
    }
  }

  private mutating func plan(_ node: Node, in group: String, _ draft: DocumentDraft) {
    let type = node["type"]?.scalarText ?? ""
    let name = node["name"] ?? node["path"] ?? node["scenario"]
    let purpose = node["for_code"]?.flattened ?? node["scenario"]?.scalarText
    let title = group == "code" ? name?.scalarText ?? type : [type, purpose].joinedWords
    var ids: [String] = []
    for key in [
      "satisfies_constraints", "satisfies_truths", "verifies_constraints",
      "verifies_failure_modes", "constraints",
    ] { ids += draft.references(node[key]).map(\.id) }
    let panels = draft.references(node["metrics_from_constraints"])
    let alerts = draft.references(node["from_constraints"])
    plannedPanels += panels.map { ($0.id, $0.range) }
    plannedAlerts += alerts.map { ($0.id, $0.range) }
    let words: Set<String>
    switch group {
    case "code": words = nameWords(name?.scalarText ?? type)
    case "tests": words = nameWords(purpose ?? type)
    default: words = nameWords(type.isEmpty ? name?.scalarText ?? "" : type)
    }
    planned.append(
      Planned(
        group: group, name: title.isEmpty ? "something unnamed" : title,
        path: node["path"]?.scalarText, words: words,
        ids: ids + panels.map(\.id) + alerts.map(\.id),
        range: draft.range(name ?? node["type"] ?? node)))
  }

  // MARK: what was produced

  mutating func readArtifacts(_ node: Node, _ draft: DocumentDraft) {
    guard let groups = node.entries else {
      for element in node.elements ?? [] {
        produce(element, in: groupName(element["type"]?.scalarText ?? "code"), draft)
      }
      return
    }
    for group in groups {
      for element in group.value.elements ?? [] {
        produce(element, in: groupName(group.key), draft)
      }
    }
  }

  private mutating func produce(_ node: Node, in group: String, _ draft: DocumentDraft) {
    guard let place = node["path"] ?? (node.entries == nil ? node : nil),
      let path = place.scalarText
    else { return }
    listed = true
    var ids: [String] = []
    for key in ["constraints", "constraints_tested", "satisfies", "validates", "truths"] {
      ids += draft.references(node[key]).map(\.id)
    }
    produced.append(
      Produced(
        group: group, path: path, ids: ids,
        modes: draft.references(node["failure_modes_tested"] ?? node["failure_modes"]).map(\.id),
        lines: (node["lines"] ?? node["line_count"])?.int, range: draft.range(place)))
  }

  mutating func readCoverage(_ node: Node, _ draft: DocumentDraft) {
    let names = { (node: Node?) in draft.references(node).map { ($0.id, $0.range) } }
    if let constraints = node["constraints"] {
      coverage = constraints
      fullyCovered = names(constraints["fully_covered"])
      partlyCovered = names(constraints["partially_covered"])
      notCovered = names(constraints["not_covered"])
    }
    if let modes = node["failure_modes"] {
      modesNode = modes
      modesTested = names(modes["tested"])
      modesUntested = names(modes["not_tested"])
    }
  }

  // MARK: what became of the plan

  /// The file that the plan names; else the best match among what was produced in the same group; `nil` when nothing is like it.
  func match(_ plan: Planned) -> Int? {
    if let path = plan.path {
      return produced.firstIndex { $0.group == plan.group && $0.path == path }
    }
    var best: (score: Int, shared: Int, index: Int)?
    for (index, product) in produced.enumerated() where product.group == plan.group {
      let common = plan.words.intersection(product.words).count
      let shared = likeness(plan.ids, product.ids + product.modes)
      let shares = shared > 0
      let isLike =
        common >= min(2, max(1, plan.words.count)) || common >= 1 && shares && plan.group == "tests"
      guard isLike, (common, shared) > (best?.score ?? 0, best?.shared ?? -1) else { continue }
      best = (common, shared, index)
    }
    return best?.index
  }

  /// How alike two lists of ids are, in per cent.
  private func likeness(_ a: [String], _ b: [String]) -> Int {
    let all = Set(a).union(b)
    return all.isEmpty ? 0 : Set(a).intersection(b).count * 100 / all.count
  }

  func products() -> [ReportFacts.Product] {
    var used: Set<Int> = []
    var products = planned.map { plan -> ReportFacts.Product in
      var product = ReportFacts.Product(
        group: plan.group, planned: plan.name, plannedFor: plan.ids)
      if let index = match(plan) {
        used.insert(index)
        product.produced = produced[index].path
        product.producedFor = produced[index].ids + produced[index].modes
      }
      return product
    }
    for (index, product) in produced.enumerated() where !used.contains(index) {
      products.append(
        ReportFacts.Product(
          group: product.group, produced: product.path,
          producedFor: product.ids + product.modes))
    }
    return products
  }
}

/// One word for each of the four groups, whatever a report calls them.
private func groupName(_ name: String) -> String {
  switch name.lowercased() {
  case "test", "tests": "tests"
  case "doc", "docs", "documentation", "runbook": "docs"
  case "observability", "ops", "monitoring", "dashboard", "alerts": "observability"
  case "code", "source": "code"
  default: name.lowercased()
  }
}

/// `PaymentRetryWorkflow` and `src/workflows/payment_retry.py` as words in lower case, in the
/// singular.
func nameWords(_ name: String) -> Set<String> {
  var words: Set<String> = []
  var word: [UInt8] = []
  var last: UInt8 = 0
  func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
  let close = {
    if word.count > 2 {
      // A plural without a table of exceptions: what matters is that both sides lose the same.
      if word.last == UInt8(ascii: "s") { word.removeLast() }
      words.insert(String(decoding: word, as: UTF8.self))
    }
    word.removeAll()
  }
  for byte in name.utf8.prefix(400) {
    let isCapital = byte >= 0x41 && byte <= 0x5A
    if isCapital, isLower(last) { close() }
    if isCapital || isLower(byte | 0) || byte >= 0x80 {
      word.append(isCapital ? byte | 0x20 : byte)
    } else {
      close()
    }
    last = byte
  }
  close()
  return words
}

extension [String?] {
  /// What is there, with a colon between.
  fileprivate var joinedWords: String {
    compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
  }
}
