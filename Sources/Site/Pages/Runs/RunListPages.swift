import History
import SourceText
import Templates
import TraceModel

/// The list of all runs, and the same by status and by type, each a page of its own.
struct RunListPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  /// One way to choose runs.
  private struct Choice {
    var field: String
    var value: String
    var path: String
    var runs: [NodeIndex]
  }

  /// The paths of the first pages of all lists.
  static func paths(_ graph: TraceGraph) -> [String] {
    let facts = graph.nodes(of: .run).compactMap { graph[$0].runFacts }
    guard !facts.isEmpty else { return [] }
    let statuses = Set(facts.map(\.status)).map { path("status", $0) }
    let types = Set(facts.map(\.workflowType)).map { path("type", $0) }
    return (["runs/index.html"] + statuses + types).sorted()
  }

  private static func path(_ field: String, _ value: String) -> String {
    "runs/by-\(field)/\(fileName(for: value.isEmpty ? "unnamed" : plainSlug(value))).html"
  }

  /// The list that holds at least what a choice of fields does.
  static func path(choices: [String: String]) -> String {
    guard choices.count == 1, let (field, value) = choices.first else { return "runs/index.html" }
    return path(field, value)
  }

  private static func plainSlug(_ value: String) -> String {
    value.split(separator: " ").joined(separator: "-")
  }

  func entries() -> [OutputEntry] {
    let runs = RunIndex(site.graph).runs
    guard !runs.isEmpty else { return [] }
    let choices = choices("status", runs, \.status) + choices("type", runs, \.workflowType)
    let all = Choice(field: "", value: "", path: "runs/index.html", runs: runs)
    return ([all] + choices).flatMap { entries($0, choices) }
  }

  private func choices(
    _ field: String, _ runs: [NodeIndex], _ value: KeyPath<RunFacts, String>
  ) -> [Choice] {
    let grouped = Dictionary(grouping: runs) { site.graph[$0].runFacts?[keyPath: value] ?? "" }
    return grouped.keys.sorted().map {
      Choice(field: field, value: $0, path: Self.path(field, $0), runs: grouped[$0] ?? [])
    }
  }

  private func entries(_ choice: Choice, _ choices: [Choice]) -> [OutputEntry] {
    let paged = PagedList(path: choice.path, count: choice.runs.count, size: 100)
    return (0..<paged.pageCount).map { page in
      let path = paged.path(ofPage: page)
      return OutputEntry(path: path, fingerprint: fingerprint(path, choice, choices, paged, page)) {
        try render(choice, choices, paged, page, into: &$0)
      }
    }
  }

  private func fingerprint(
    _ path: String, _ choice: Choice, _ choices: [Choice], _ paged: PagedList, _ page: Int
  ) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(path)
    for other in choices {
      hasher.combine(other.path)
      hasher.combine(other.value)
      hasher.combine(other.runs.count)
    }
    for run in choice.runs[paged.range(ofPage: page)] {
      hasher.combine(site.routes[run].path)
      hasher.combine(site.graph[run].title)
      site.graph[run].runFacts?.combine(into: &hasher)
    }
    hasher.combine(choice.runs.count)
    return hasher.finish()
  }

  private func render(
    _ choice: Choice, _ choices: [Choice], _ paged: PagedList, _ page: Int,
    into buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(paged.path(ofPage: page)))
    let rows = choice.runs[paged.range(ofPage: page)].map { context.runRow($0) }
    let own: TemplateRecord = [
      "total": .int(choice.runs.count), "rows": .list(rows),
      "filters": .list([
        filter("status", "status", choice, choices, context),
        filter("type", "type", choice, choices, context),
      ]),
      "pager": paged.pager(page: page, context),
    ]
    let name = choice.value.isEmpty ? "unnamed" : choice.value
    var head = PageHead(
      title: choice.field.isEmpty ? "Runs" : "Runs: \(name)", kind: "index",
      description: "Recorded runs of workflows, the latest first.")
    head.section = "runs"
    if !choice.field.isEmpty {
      head.breadcrumbs = [context.anchor("Runs", context.url("runs/index.html"))]
    }
    try context.render("runs.html", head, own, into: &buffer)
  }

  /// Chips that lead to the pages of one field, the first to all runs; the most frequent 24 values.
  private func filter(
    _ field: String, _ label: String, _ current: Choice, _ choices: [Choice],
    _ context: PageContext
  ) -> TemplateValue {
    let own = choices.filter { $0.field == field }
    let frequent = own.enumerated().sorted {
      ($1.element.runs.count, $0.offset) < ($0.element.runs.count, $1.offset)
    }.prefix(24).map(\.element)
    let count = own.reduce(0) { $0 + $1.runs.count }
    let all: TemplateValue = [
      "title": "all", "value": "", "count": .int(count), "url": context.url("runs/index.html"),
      "current": .bool(current.field != field), "isPage": true,
    ]
    let options = frequent.map { choice -> TemplateValue in
      [
        "title": .string(choice.value.isEmpty ? "unnamed" : choice.value),
        "value": .string(choice.value), "count": .int(choice.runs.count),
        "url": context.url(choice.path), "current": .bool(choice.path == current.path),
        "isPage": true,
      ]
    }
    return [
      "label": .string(label), "field": .string(field), "options": .list([all] + options),
    ]
  }
}
