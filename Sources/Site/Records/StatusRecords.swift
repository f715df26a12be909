import Analysis
import Drawing
import SourceText
import Templates
import TraceModel

extension Verdict {
  /// The verdict as templates show it.
  var status: TemplateValue { Self.statuses[Int(rawValue)] }

  private static let statuses: [TemplateValue] = allCases.map { Site.status($0.word) }
}

extension LinkStatus {
  /// The state of a link as templates show it.
  var status: TemplateValue { Self.statuses[self] ?? noStatus }

  private static let statuses: [LinkStatus: TemplateValue] = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, Site.status($0.rawValue, $0.rawValue)) })
}

/// A status by its key, with the key as its word unless another is given.
func status(_ key: String, _ word: String? = nil) -> TemplateValue {
  ["key": .string(key), "word": .string(word ?? key.prefix(1).uppercased() + key.dropFirst())]
}

/// The status of something that has none.
let noStatus: TemplateValue = ["key": "none", "word": ""]

extension PageContext {
  /// What a node shows beside its name.
  func status(of node: NodeIndex) -> TemplateValue {
    site.isAssessed(node) ? site.assessment.verdicts[node].status : noStatus
  }

  /// A node as a link with id, title and status. The scope is left out where `isLocal` makes it plain.
  func reference(to node: NodeIndex, isLocal: Bool = true) -> TemplateValue {
    if isLocal, let known = mentions?.shown(of: node, { $0.reference }) { return known }
    let isPage = graph[node].key.kind == .page
    return [
      "id": .string(isPage ? "" : graph[node].displayID), "title": .string(site.title(of: node)),
      "kind": .string(graph[node].key.kind.label),
      "scope": .string(isLocal || isPage ? "" : site.scopeLabel(graph[node].key.scope)),
      "status": status(of: node), "url": url(node),
    ]
  }

  /// Where something is written: the text of many files is on the site itself.
  func sourceReference(_ range: SourceRange) -> TemplateRecord {
    ["text": .string(range.description), "url": address(of: range)]
  }

  private func address(of range: SourceRange) -> TemplateValue {
    if let page = site.sources.page(of: range.path, line: Int(range.line)) {
      return url(page, anchor: range.line > 0 ? "L\(range.line)" : "")
    }
    return editURL(range).map { .url($0) } ?? .null
  }

  /// Coverage with its bar; numerator and denominator stay together.
  func coverage(_ label: String, _ coverage: Coverage, url: TemplateValue = .null) -> TemplateValue
  {
    let segments = coverage.segments.map { segment -> TemplateValue in
      ["status": segment.verdict.status, "count": .int(segment.count)]
    }
    return [
      "label": .string(label), "numerator": .int(coverage.satisfied),
      "denominator": .int(coverage.total),
      "percent": .string(coverage.percent.map { "\($0) %" } ?? ""),
      "isEmpty": .bool(coverage.total == 0),
      "bar": coverage.total == 0 ? .null : .html(bar(coverage)), "segments": .list(segments),
      "url": url,
    ]
  }

  /// Findings as the head of a page shows them.
  func problems(_ findings: some Sequence<Diagnostic>) -> [TemplateValue] {
    findings.map { .record(diagnostic($0)) }
  }

  /// One finding, with the link to its rule's page when the site has one.
  func diagnostic(_ finding: Diagnostic) -> TemplateRecord {
    let page = rulePath(finding.rule)
    return [
      "status": Site.status(finding.severity.rawValue), "rule": .string(finding.rule.id),
      "ruleURL": site.routes.isTaken(page) ? url(page) : .null,
      "message": .string(finding.summary), "source": .record(sourceReference(finding.range)),
      "frame": .null,
      "notes": .list(
        finding.notes.map { note in
          .string(note.text + (note.range.map { ", at \($0.description)" } ?? ""))
        }),
      "fix": .string(finding.fix ?? ""),
    ]
  }
}

/// Where the page about a rule is, when the site has one.
func rulePath(_ rule: Rule) -> String { "rules/\(rule.id).html" }

extension Coverage {
  /// Verdicts with their counts, best first, those without members left out.
  var segments: [(verdict: Verdict, count: Int)] {
    [
      (.satisfied, satisfied), (.partial, partial), (.declared, declared), (.gap, gap),
      (.failing, failing),
    ]
    .filter { $0.1 > 0 }
  }
}

extension TraceNode {
  /// The id as shown: outcomes, manifolds and registries go by their title.
  var displayID: String {
    switch key.kind {
    case .outcome, .manifold, .registry, .runbook, .runbookSection, .report: ""
    case .pullRequest, .issue: "#\(number)"
    default: key.id
    }
  }

  /// `7` of `pull-7`: what a pull request or issue is called by.
  var number: String { String(key.id.drop { $0 != "-" }.dropFirst()) }
}

extension SiteModel {
  /// A node's title; a page's comes from its front matter or first heading.
  func title(of node: NodeIndex) -> String {
    if graph[node].key.kind == .page, let number = pages.number(of: node) {
      return pages.title(of: number)
    }
    return graph[node].title
  }
}

extension SiteSettings {
  /// Where a line of a file can be edited; `nil` when no address is configured.
  func editAddress(ofFile path: String, line: some BinaryInteger) -> String? {
    editURL.map { filled($0, path, line: line) }
  }

  /// Where a file of the project can be read; `nil` without an address of the repository.
  func address(ofFile path: String) -> String? {
    if let editURL { return filled(editURL, path, line: 1) }
    guard var url = repositoryURL else { return nil }
    while url.hasSuffix("/") { url.removeLast() }
    return "\(url)/blob/HEAD/\(encodedPath(path))"
  }
}

private func filled(_ pattern: String, _ path: String, line: some BinaryInteger) -> String {
  replacing(
    "{line}", with: String(line), in: replacing("{path}", with: encodedPath(path), in: pattern))
}

private func replacing(_ mark: String, with text: String, in pattern: String) -> String {
  var result = ""
  var rest = Substring(pattern)
  while let range = rest.firstRange(of: mark) {
    result += rest[..<range.lowerBound] + text
    rest = rest[range.upperBound...]
  }
  return result + rest
}
