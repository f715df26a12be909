import Notation
import SourceText
import TraceModel

/// The results of a SARIF 2.1.0 log. Nothing that it names is opened, and no address is believed.
enum SARIFReading {
  private static let limits = NotationLimits(
    bytes: 64 << 20, depth: 128, nodes: 4_000_000, expandedBytes: 128 << 20,
    scalarBytes: 1 << 20)

  /// What a run says about its rules, by place and by id.
  private struct Rules {
    let list: [Node]
    var byID: [String: Node] = [:]

    init(_ list: [Node]) {
      self.list = list
      for rule in list {
        if let id = rule["id"]?.string, byID[id] == nil { byID[id] = rule }
      }
    }
  }

  static func read(_ file: SourceFile, _ report: inout ResultDocument) {
    let parsed = JSONParser.parse(file, limits: limits)
    report.add(parsed.diagnostics)
    guard let root = parsed.root else { return }
    guard let runs = root["runs"]?.elements else {
      return report.warn(IngestRules.resultFormat, root.span, "expected a list \"runs\" of SARIF")
    }
    if let version = root["version"], version.string != "2.1.0" {
      report.warn(
        IngestRules.resultFormat, version.span,
        "expected version \"2.1.0\", found \"\((version.string ?? version.kindName).clipped)\"")
    }
    for run in runs { read(run: run, &report) }
  }

  private static func read(run: Node, _ report: inout ResultDocument) {
    if let outside = run["externalPropertyFileReferences"] {
      report.warn(IngestRules.resultPlace, outside.span, "other files of a log are not opened")
    }
    let driver = run["tool"]?["driver"]
    let tool = driver?["name"]?.string ?? ""
    guard tool != OwnReport.tool else { return report.passOver(run.span) }
    let rules = Rules(driver?["rules"]?.elements ?? [])
    let files = run["artifacts"]?.elements ?? []
    for result in run["results"]?.elements ?? [] {
      read(result, tool, rules, files, &report)
    }
  }

  private static func read(
    _ result: Node, _ tool: String, _ rules: Rules, _ files: [Node],
    _ report: inout ResultDocument
  ) {
    let rule = self.rule(of: result, rules, &report)
    let place = result["locations"]?.elements?.first?["physicalLocation"]
    let name = result["ruleId"]?.string ?? result["rule"]?["id"]?.string ?? rule?["id"]?.string
    var facts = FindingFacts(level: level(of: result, rule), rule: name ?? "unnamed", tool: tool)
    facts.path = place?["artifactLocation"].flatMap { path(of: $0, files, &report) }
    facts.line = place?["region"]?["startLine"].flatMap { line($0, &report) }
    let message = result["message"]?["text"]?.string ?? rule?["shortDescription"]?["text"]?.string
    let text = message ?? facts.rule
    let suffix = facts.path.map { " \($0)" + (facts.line.map { ":\($0)" } ?? "") } ?? ""
    report.add(
      .finding, facts.rule + suffix, title: text, .finding(facts), result.span
    ) { item, range in
      item.statement = Prose(plainMarkdown(text), at: range)
      if let path = facts.path {
        item.links = [.optional(.references, to: path, at: range, .declared)]
      }
    }
  }

  private static func rule(
    of result: Node, _ rules: Rules, _ report: inout ResultDocument
  ) -> Node? {
    if let index = result["ruleIndex"] ?? result["rule"]?["index"], index.int != -1 {
      if let number = index.int, rules.list.indices.contains(number) {
        return rules.list[number]
      }
      report.warn(
        IngestRules.resultValue, index.span, "the index names none of \(rules.list.count) rules")
    }
    return result["ruleId"]?.string.flatMap { rules.byID[$0] }
  }

  /// What is no failure has no level; a failure without one has its rule's, or is a warning.
  private static func level(of result: Node, _ rule: Node?) -> String {
    if let kind = result["kind"]?.string, kind != "fail" { return "none" }
    let stated = result["level"]?.string ?? rule?["defaultConfiguration"]?["level"]?.string
    let known = ["error", "warning", "note", "none"]
    return stated.flatMap { known.contains($0) ? $0 : nil } ?? "warning"
  }

  private static func line(_ node: Node, _ report: inout ResultDocument) -> Int? {
    if let line = node.int, line > 0, line <= Int(Int32.max) { return line }
    report.warn(IngestRules.resultValue, node.span, "expected the number of a line, from 1")
    return nil
  }

  private static func path(
    of location: Node, _ files: [Node], _ report: inout ResultDocument
  ) -> String? {
    var address = location["uri"]
    if address == nil, let index = location["index"] {
      guard let number = index.int, files.indices.contains(number) else {
        report.warn(
          IngestRules.resultValue, index.span, "the index names none of \(files.count) files")
        return nil
      }
      address = files[number]["location"]?["uri"]
    }
    guard let address, let text = address.string else { return nil }
    if let path = projectPath(text) { return path }
    report.warn(
      IngestRules.resultPlace, address.span,
      "\"\(text.clipped)\" is no path inside the project")
    return nil
  }

  /// The path without its escapes; `nil` for an address with a scheme, an absolute path, and one
  /// that climbs.
  static func projectPath(_ address: String) -> String? {
    var bytes: [UInt8] = []
    let source = Array(address.utf8)
    var index = 0
    while index < source.count {
      if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
        let value = UInt8(String(decoding: source[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        index += 3
      } else {
        bytes.append(source[index])
        index += 1
      }
    }
    let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x5C && $0 != 0x3A && $0 != 0x7F }
    let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let climbs = parts.contains { $0.elementsEqual([0x2E, 0x2E]) }
    guard isPlain, !climbs, let first = parts.first, !first.isEmpty else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Text that Markdown shows unchanged: every mark has a backslash before it.
func plainMarkdown(_ text: String) -> String {
  var result: [UInt8] = []
  for byte in text.utf8.prefix(4_000) {
    let isMark =
      byte > 0x20 && byte < 0x30 || byte > 0x39 && byte < 0x41 || byte > 0x5A && byte < 0x61
      || byte > 0x7A && byte < 0x7F
    if isMark { result.append(UInt8(ascii: "\\")) }
    result.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte)
  }
  return String(decoding: result, as: UTF8.self)
}
