import SourceText
import TraceModel

extension TraceNode {
  /// What the node says: its statement or title, then one line for each fact that is compared.
  ///
  /// How far something is said to be, and when, is left out: verdicts and claims judge that. So are
  /// places, because text that has only moved says the same; a path counts only where nobody could
  /// read what lies there.
  func comparedText(isRead: Bool) -> String {
    if key.kind == .page { return "" }
    if case .sourceRange(let facts) = detail { return isRead ? "" : facts.path }
    let facts = detail.comparedFacts
    var lines: [String] = []
    if !isRead || statement != nil { lines = statedLines(statement?.text ?? title) }
    if let own = ownTitle { lines.append("title: \(own)") }
    lines += facts.map { "\($0.name): \(oneLine($0.text))" }
    if let rationale { lines.append("rationale: \(oneLine(rationale.text))") }
    lines += furtherLines(beside: facts)
    return Self.cut(lines.joined(separator: "\n"))
  }

  /// Nobody reads more than this in a report.
  private static let shownBytes = 4_096

  /// A long text is cut, and what is left out is told by its digest, so that it still counts.
  private static func cut(_ text: String) -> String {
    guard text.utf8.count > shownBytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: shownBytes)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    let rest = text[end...]
    let digest = Fingerprint(of: String(rest)).description.prefix(Reviews.writtenDigest)
    return "\(text[..<end])… and \(rest.utf8.count) more bytes (\(digest))"
  }

  /// What is known in typed form is not said twice, nor what is a link.
  private func furtherLines(beside facts: [Fact]) -> [String] {
    attributes.filter { attribute in
      !Self.uncompared.contains(attribute.name.lowercased())
        && !(key.kind == .alert && Self.linkLabels.contains(attribute.name))
        && !facts.contains { $0.name == attribute.name }
    }.map { "\($0.name): \(oneLine($0.value.text))" }
  }

  /// The title, unless it is the beginning of the statement.
  private var ownTitle: String? {
    guard let statement else { return nil }
    let own = oneLine(title)
    let start = own.hasSuffix("…") ? String(own.dropLast()) : own
    return oneLine(statement.text).hasPrefix(start) ? nil : own
  }

  /// By these an alert says what it watches; what that is called now is compared as a link.
  private static let linkLabels: Set<String> = [
    "constraint", "constraints", "constraint_id", "manifold", "feature",
  ]

  private static let uncompared: Set<String> = [
    "path", "status", "ticked", "date", "degraded", "created", "updated", "timestamp",
    "completed_at", "verified_at",
    "size", "lines",
    "exists", "file_hash", "file_hashes", "constraints_found",
  ]
}

/// A fact of a node's detail, by a name that people know.
private typealias Fact = (name: String, text: String)

extension NodeDetail {
  /// Typed facts that people state, in a fixed order; those that are not stated are left out.
  fileprivate var comparedFacts: [Fact] {
    switch self {
    case .constraint(let facts):
      stated([("type", facts.type?.rawValue), ("category", facts.category)])
    case .tension(let facts): stated([("type", facts.type)])
    case .evidence(let facts): stated([("type", facts.type.rawValue)])
    case .artifact(let facts): stated([("role", facts.role.rawValue)])
    case .option(let facts): facts.isRecommended ? [("recommended", "yes")] : []
    case .specified(let facts): stated([("level", facts.level?.rawValue)])
    case .decision(let facts): stated([("status", facts.status)])
    case .alert(let facts): facts.compared
    case .panel(let facts): facts.compared
    case .pattern(let facts): facts.compared
    case .patternFile(let facts): stated([("path", facts.path)])
    default: []
    }
  }

  private func stated(_ facts: [(String, String?)]) -> [Fact] {
    facts.compactMap { name, text in text.flatMap { $0.isEmpty ? nil : (name, $0) } }
  }
}

extension AlertFacts {
  fileprivate var compared: [Fact] {
    [("expression", expression)] + (hold.map { [("for", $0)] } ?? [])
      + (severity.map { [("severity", $0)] } ?? [])
  }
}

extension PanelFacts {
  fileprivate var compared: [Fact] {
    var facts: [Fact] = [("panel", type)] + queries.map { ("query", $0) }
    if let unit { facts.append(("unit", unit)) }
    for threshold in thresholds {
      facts.append(
        ("threshold", "\(threshold.value.map { "\($0)" } ?? "base") \(threshold.colour)"))
    }
    if let alertThreshold { facts.append(("alert threshold", "\(alertThreshold)")) }
    return facts
  }
}

extension PatternFacts {
  fileprivate var compared: [Fact] {
    PatternField.allCases.compactMap { field in
      entry?[field].map { (field.rawValue, $0.text) }
    }
  }
}
