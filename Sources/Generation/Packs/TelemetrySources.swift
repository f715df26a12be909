import Notation
public import SourceText
import Templates

/// Where a team looks when something is wrong: the `telemetry` section of a manifold, or of the
/// context file beside it.
///
///     telemetry:
///       metrics: [{name: charge_attempts_total, says: attempts by result, constraints: [B1]}]
///       tables: [{name: ledger.charges, says: one row a charge, constraints: [B1]}]
///       queries: [{name: charges of a key, query: "select …", constraints: [B1]}]
///
/// What names no constraint belongs to each of them.
public struct TelemetrySources: Sendable, Hashable {
  /// One metric, table or query.
  struct Source: Sendable, Hashable {
    var kind: Kind
    var name: String
    /// What it tells; empty when nothing is said.
    var says = ""
    /// The text of a query; empty for the others.
    var query = ""
    var constraints: [String] = []
  }

  enum Kind: String, Sendable, CaseIterable {
    case metrics, tables, queries
  }

  private(set) var sources: [Source] = []

  /// None at all.
  public init() {}

  /// The section of each file that has one, in this order, and what cannot be read in them.
  public static func read(_ files: [SourceFile]) -> (TelemetrySources, [Diagnostic]) {
    var found = TelemetrySources()
    var diagnostics: [Diagnostic] = []
    for file in files {
      let parsed =
        file.path.hasSuffix(".json")
        ? JSONParser.parse(file) : YAMLParser.parse(file, limits: .manifold)
      guard let section = parsed.root?["telemetry"] else { continue }
      var reading = TelemetryReading(lines: parsed.lines)
      reading.read(section)
      for source in reading.sources where !found.sources.contains(source) {
        found.sources.append(source)
      }
      diagnostics += reading.diagnostics
    }
    return (found, diagnostics)
  }

  /// What belongs to some constraints, by kind, for templates.
  func record(for ids: [String]) -> TemplateRecord {
    var record: TemplateRecord = [:]
    var isAny = false
    for kind in Kind.allCases {
      let fitting = sources.filter { source in
        source.kind == kind
          && (source.constraints.isEmpty || source.constraints.contains(where: ids.contains))
      }
      if !fitting.isEmpty { isAny = true }
      record[kind.rawValue] = .list(
        fitting.map {
          .record(["name": .string($0.name), "says": .string($0.says), "query": .string($0.query)])
        })
    }
    record["is_there"] = .bool(isAny)
    return record
  }

  /// Covers everything that may show in what is generated.
  func combine(into hasher: inout Fingerprinter) {
    guard !sources.isEmpty else { return }
    hasher.combine(sources.count)
    for source in sources {
      for text in [source.kind.rawValue, source.name, source.says, source.query] {
        hasher.combine(text)
      }
      hasher.combine(source.constraints.joined(separator: ","))
    }
  }
}

/// Reads one section.
private struct TelemetryReading {
  let lines: LineMap
  var sources: [TelemetrySources.Source] = []
  var diagnostics: [Diagnostic] = []

  init(lines: LineMap) { self.lines = lines }

  mutating func read(_ section: Node) {
    let known = TelemetrySources.Kind.allCases.map(\.rawValue)
    guard let entries = section.entries else {
      return report(section, "telemetry is \(section.kindName); expected a mapping")
    }
    for entry in entries {
      guard let kind = TelemetrySources.Kind(rawValue: entry.key) else {
        report(
          entry.value, "\"\(entry.key.prefix(60))\" is not a key of telemetry",
          fix: nearestName(to: entry.key, among: known).map { "write \"\($0)\"" }
            ?? "keys are \(known.joined(separator: ", "))")
        continue
      }
      for element in (entry.value.elements ?? [entry.value]).prefix(500) { read(element, kind) }
    }
  }

  private mutating func read(_ node: Node, _ kind: TelemetrySources.Kind) {
    if let name = node.string { return sources.append(.init(kind: kind, name: oneLine(name))) }
    let query = oneLine(node["query"]?.string ?? node["sql"]?.string ?? "")
    guard let name = node["name"]?.string ?? (query.isEmpty ? nil : "query") else {
      return report(node, "an entry of \(kind.rawValue) has no name")
    }
    if kind == .queries, query.isEmpty {
      return report(
        node, "the query \"\(name.prefix(60))\" has no text; expected the key \"query\"")
    }
    let ids = node["constraints"] ?? node["constraint"]
    sources.append(
      .init(
        kind: kind, name: oneLine(name),
        says: oneLine(node["says"]?.string ?? node["description"]?.string ?? ""), query: query,
        constraints: ids?.elements?.compactMap(\.string) ?? ids?.string.map { [$0] } ?? []))
  }

  private mutating func report(_ node: Node, _ text: String, fix: String? = nil) {
    diagnostics.append(Diagnostic(.telemetryFormat, at: lines.range(node.span), text, fix: fix))
  }
}
