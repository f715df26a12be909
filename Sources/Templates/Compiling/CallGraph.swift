import SourceText

/// Which templates call which: cycles, fingerprints, and what is never called.
struct CallGraph {
  let templates: [CompiledTemplate]

  /// One diagnostic for each cycle, at the call that closes it.
  func cycles() -> (diagnostics: [Diagnostic], members: Set<Int>) {
    var search = CycleSearch(templates: templates)
    for index in templates.indices { search.visit(index) }
    return (search.diagnostics, search.members)
  }

  /// Every template that rendering these may run, themselves included, sorted.
  func reachable(from roots: some Sequence<Int>) -> [Int] {
    var found = Set(roots)
    var open = Array(found)
    while let index = open.popLast() {
      for callee in templates[index].callees where found.insert(callee.template).inserted {
        open.append(callee.template)
      }
    }
    return found.sorted()
  }

  /// Covers a template's bytes and those of everything it calls.
  func fingerprint(of index: Int) -> Fingerprint {
    var fingerprinter = Fingerprinter()
    fingerprinter.combine(templates[index].name)
    for callee in reachable(from: [index]) {
      fingerprinter.combine(templates[callee].name)
      fingerprinter.combine(templates[callee].content)
    }
    return fingerprinter.finish()
  }
}

/// Depth-first search with a list instead of recursion, because chains may be long.
private struct CycleSearch {
  let templates: [CompiledTemplate]
  var diagnostics: [Diagnostic] = []
  var members: Set<Int> = []
  private var finished: Set<Int> = []
  private var path: [(template: Int, next: Int)] = []
  private var onPath: Set<Int> = []

  init(templates: [CompiledTemplate]) { self.templates = templates }

  mutating func visit(_ root: Int) {
    guard !finished.contains(root) else { return }
    enter(root)
    while let (template, next) = path.last {
      let callees = templates[template].callees
      guard next < callees.count else {
        path.removeLast()
        onPath.remove(template)
        finished.insert(template)
        continue
      }
      path[path.count - 1].next += 1
      let callee = callees[next]
      if onPath.contains(callee.template) {
        report(callee, from: template)
      } else if !finished.contains(callee.template) {
        enter(callee.template)
      }
    }
  }

  private mutating func enter(_ template: Int) {
    path.append((template, 0))
    onPath.insert(template)
  }

  private mutating func report(_ callee: (template: Int, span: Span), from template: Int) {
    let start = path.firstIndex { $0.template == callee.template } ?? 0
    let cycle = path[start...].map(\.template)
    members.formUnion(cycle)
    let names = (cycle + [callee.template]).map { TemplateNames.short(templates[$0].name) }
    diagnostics.append(
      Diagnostic(
        .templatePartial, at: templates[template].lines.range(callee.span),
        "partial recursion: \(names.joined(separator: " > "))",
        fix: "let the view flatten the tree, with a depth for each item"))
  }
}
