import SourceText
import TraceModel

/// What linking has to say about references.
extension Linker {
  mutating func reportDangling(_ target: String, in scope: Scope, _ range: SourceRange) {
    // A near name costs a look at all names: thousands of dangling references get a few.
    let near = diagnostics.count < 100 ? resolver.nearest(to: target, in: scope) : nil
    var notes: [Diagnostic.Note] = []
    if let near {
      let node = nodes[Int(near.value)]
      notes.append(Diagnostic.Note("the nearest id is \(node.key.id)", at: node.range))
    }
    let place = scope == .project ? "this project" : "\"\(scope.path)\""
    diagnostics.append(
      Diagnostic(
        IngestRules.danglingReference, at: range,
        "\"\(target.clipped)\" is not declared in \(place)", notes: notes,
        // Without a main file nothing can be declared; that is one finding of its own.
        severity: incomplete.contains(scope) ? .warning : nil))
  }

  mutating func reportAmbiguous(
    _ id: String, at range: SourceRange, _ candidates: [NodeIndex]
  ) {
    let notes = candidates.prefix(4).map {
      let node = nodes[Int($0.value)]
      return Diagnostic.Note("\(node.key.kind.label) of \(node.key.scope.path)", at: node.range)
    }
    diagnostics.append(
      Diagnostic(
        IngestRules.ambiguousReference, at: range,
        "\"\(id.clipped)\" fits \(candidates.count) items", notes: notes))
  }

  mutating func reportSpelling(_ target: String, _ node: NodeIndex, _ range: SourceRange) {
    let id = nodes[Int(node.value)].key.id
    // A matrix that spells an id its own way does so in every row.
    guard spellings.insert("\(range.path)\u{0}\(target)\u{0}\(id)").inserted else { return }
    diagnostics.append(
      Diagnostic(
        IngestRules.equivalentSpelling, at: range, "\"\(target)\" is read as \"\(id)\"",
        notes: [Diagnostic.Note("declared here", at: nodes[Int(node.value)].range)]))
  }

  // MARK: recommended options

  /// Marks the option that a manifold recommends, by its id or by the letter before its name.
  mutating func recommendOptions() {
    for group in scopes {
      guard let recommended = group.recommendedOption, !recommended.text.isEmpty
      else { continue }
      let first = recommended.text.prefix { $0 != " " && $0 != ":" && $0 != "-" }
      let isName = first.utf8.count < recommended.text.utf8.count
      let wanted = IDSpelling.canonical(String(first))
      let options = group.index.compactMap { $0 }.filter {
        nodes[Int($0.value)].key.kind == .solutionOption
      }
      let option = options.first {
        IDSpelling.canonical(nodes[Int($0.value)].key.id) == wanted
      }
      if let option {
        nodes[Int(option.value)].detail = .option(OptionFacts(isRecommended: true))
      }
      if isName || option == nil && !options.isEmpty {
        reportRecommendation(recommended, wanted, isKnown: option != nil || options.isEmpty)
      }
    }
  }

  private mutating func reportRecommendation(_ text: Prose, _ wanted: String, isKnown: Bool) {
    let option = "the recommended option \"\(text.text.clipped)\""
    let sentence =
      isKnown
      ? "\(option) is more than an id; it is read as \"\(wanted)\""
      : "\(option) is none of the options"
    diagnostics.append(
      Diagnostic(
        IngestRules.recommendedOption, at: text.range, sentence,
        fix: isKnown ? "write \"\(wanted)\"" : nil))
  }

  // MARK: cycles

  /// Reports every circle of dependencies once, with its steps.
  mutating func reportCycles() {
    var edges: [[Int32]] = []
    var places: [Int64: SourceRange] = [:]
    for link in links where link.kind == .dependsOn {
      guard case .node(let target) = link.target else { continue }
      if edges.isEmpty { edges = Array(repeating: [], count: nodes.count) }
      edges[Int(link.source.value)].append(target.value)
      places[Int64(link.source.value) << 32 | Int64(target.value)] = link.range
    }
    for cycle in cycles(in: edges) { reportCycle(cycle, places) }
  }

  private mutating func reportCycle(_ cycle: [Int32], _ places: [Int64: SourceRange]) {
    let ids = cycle.map { nodes[Int($0)].key.id }
    let path = (ids + ids.prefix(1)).joined(separator: " → ")
    let steps = zip(cycle, cycle.dropFirst() + cycle.prefix(1)).map { from, to in
      Diagnostic.Note(
        "\(nodes[Int(from)].key.id) depends on \(nodes[Int(to)].key.id)",
        at: places[Int64(from) << 32 | Int64(to)])
    }
    let range = steps.first?.range ?? nodes[Int(cycle[0])].range
    diagnostics.append(
      Diagnostic(
        IngestRules.dependencyCycle, at: range, "\(path) is a circle of dependencies",
        notes: steps))
  }
}
