import Foundation
import Ingest
import Notation
import SourceText

/// One parser under test.
struct FuzzTarget: Sendable {
  var name: String
  /// File name endings of a corpus that suit this parser.
  var endings: [String]
  /// Inputs of our own, so that a run needs no corpus.
  var seeds: [String]
  /// The same for a form that is no text.
  var binarySeeds: [[UInt8]] = []
  /// Pieces of the language, inserted as a whole.
  var tokens: [String]
  /// Runs the parser; a text names a promise that it broke.
  var run: @Sendable ([UInt8]) -> String?

  /// Every parser; a new one is one more line here and a word in the Makefile.
  static let all: [FuzzTarget] = [
    FuzzTarget("yaml", [".yaml", ".yml"], yamlSeeds, yamlTokens) { check(YAMLParser.parse($0)) },
    FuzzTarget("yaml-documents", [".yaml", ".yml"], yamlSeeds, yamlTokens) { file in
      let limits = NotationLimits(
        bytes: 1 << 20, depth: 8, nodes: 50, expandedBytes: 500, scalarBytes: 100, documents: 2)
      let parsed = YAMLParser.parseDocuments(file, limits: limits)
      return parsed.roots.lazy.compactMap {
        check(ParsedNotation(root: $0, diagnostics: parsed.diagnostics, lines: parsed.lines))
      }.first
    },
    FuzzTarget("front-matter", [".md", ".yaml"], yamlSeeds, yamlTokens) { file in
      let third = file.bytes.count / 3
      return check(YAMLParser.parse(file, in: third..<file.bytes.count - third))
    },
    FuzzTarget("json", [".json"], jsonSeeds, jsonTokens) { check(JSONParser.parse($0)) },
    FuzzTarget("json-strict", [".json"], jsonSeeds, jsonTokens) { strictness($0) },
    FuzzTarget(
      "history", [".json", ".bin"], historySeeds, historyTokens, historyPromises),
    FuzzTarget(
      "history-binary", [".bin"], binary: binaryHistorySeeds, historyTokens, historyPromises),
    FuzzTarget("xml-results", [".xml"], xmlSeeds, xmlTokens) {
      documentPromises($0, as: .results)
    },
    FuzzTarget("line-results", [".info"], lineSeeds, lineTokens) {
      documentPromises($0, as: .results)
    },
    FuzzTarget("sarif-results", [".sarif"], sarifSeeds, jsonTokens + sarifTokens) {
      documentPromises($0, as: .results)
    },
    FuzzTarget(
      "manifolds", [".yaml", ".yml", ".json"], manifoldSeeds, manifoldTokens, manifoldPromises),
    FuzzTarget("templates", [".html"], templateSeeds, templateTokens, templatePromises),
    FuzzTarget("alerts", [".yaml", ".yml"], alertSeeds, alertTokens) {
      documentPromises($0.renamed("alerts.yaml"), as: .operations)
    },
    FuzzTarget("dashboards", [".json"], dashboardSeeds, dashboardTokens) {
      documentPromises($0.renamed("dashboard.json"), as: .operations)
    },
    FuzzTarget("runbooks", [".md"], runbookSeeds, runbookTokens) {
      documentPromises($0.renamed("RUNBOOK.md"), as: .operations)
    },
    FuzzTarget("reports", [".yaml", ".yml"], reportSeeds, reportTokens) {
      documentPromises($0.renamed("pay-generation.yaml"), as: .reports)
    },
    FuzzTarget(
      "report-documents", [".md"], reportDocumentSeeds, reportTokens + ["```yaml\n", "```\n"]
    ) {
      documentPromises($0.renamed("gen-all.md"), as: .reports)
    },
    FuzzTarget("statements", [".md"], statementSeeds, statementTokens) {
      documentPromises($0.renamed("PLAN.md"), as: .documents)
    },
    FuzzTarget("programs", [".py"], statementSeeds, statementTokens) {
      documentPromises($0.renamed("flow.py"), as: .sources)
    },
    FuzzTarget("sources", [".py", ".swift", ".c"], sourceSeeds, sourceTokens) {
      documentPromises($0, as: .sources)
    },
    FuzzTarget(
      "patterns", [".yaml", ".json", ".md", ".ps1"], patternSeeds, patternTokens, patternPromises),
    FuzzTarget("modules", [".md"], moduleSeeds, moduleTokens) { modulePromises($0) },
    FuzzTarget("records", [".md"], recordSeeds, moduleTokens) {
      placePromises(Ingest.read($0, as: .records), $0)
    },
    FuzzTarget("forge", [".json"], forgeSeeds, jsonTokens + forgeTokens) {
      documentPromises($0.renamed("forge/pulls/7.json"), as: .forge)
    },
    FuzzTarget("policies", [".yaml"], policySeeds, yamlTokens + policyTokens, policyPromises),
    FuzzTarget("reviews", [".yaml"], reviewSeeds, yamlTokens + policyTokens, reviewPromises),
    FuzzTarget("module-outline", [".md"], outlineSeeds, moduleTokens + outlineTokens) {
      outlinePromises($0)
    },
    FuzzTarget("pipeline-record", [".yaml"], pipelineSeeds, yamlTokens + pipelineTokens) {
      pipelinePromises($0)
    },
    FuzzTarget("change-report", [".json"], changeSeeds, jsonTokens + changeTokens) {
      changePromises($0)
    },
    // Not a parser: what the fuzzer itself must find, see `planted`.
    FuzzTarget("planted", [], ["abc"], ["T", "H", "P"], planted),
  ]

  init(
    _ name: String, _ endings: [String], binary seeds: [[UInt8]], _ tokens: [String],
    _ run: @escaping @Sendable (SourceFile) -> String?
  ) {
    self.init(name, endings, [] as [String], tokens, run)
    binarySeeds = seeds
  }

  init(
    _ name: String, _ endings: [String], _ seeds: [String], _ tokens: [String],
    _ run: @escaping @Sendable (SourceFile) -> String?
  ) {
    self.name = name
    self.endings = endings
    self.seeds = seeds
    self.tokens = tokens
    self.run = { run(SourceFile(path: "fuzz", bytes: $0)) }
  }
}

/// Promises of both notations: places lie in the file, children in their order, nothing is lost in
/// silence.
private func check(_ parsed: ParsedNotation) -> String? {
  let end = parsed.lines.contents(ofLine: parsed.lines.count)?.upperBound ?? 0
  for diagnostic in parsed.diagnostics {
    if diagnostic.range.span.end > UInt32(end) { return "place outside the file: \(diagnostic)" }
    if diagnostic.summary.isEmpty { return "no summary" }
  }
  if parsed.diagnostics.count > 100 { return "more than 100 diagnostics" }
  return parsed.root.flatMap { checkTree($0, end: UInt32(end)) }
}

private func checkTree(_ node: Node, end: UInt32) -> String? {
  if node.span.start > node.span.end || node.span.end > end { return "span outside: \(node.span)" }
  _ = (node.int, node.double, node.bool, node.isNull, node.kindName)
  for element in node.elements ?? [] {
    if let complaint = checkTree(element, end: end) { return complaint }
  }
  var keys: Set<String> = []
  for entry in node.entries ?? [] {
    if !keys.insert(entry.key).inserted { return "repeated key \(entry.key)" }
    if entry.keySpan.end > end { return "key outside: \(entry.keySpan)" }
    if let complaint = checkTree(entry.value, end: end) { return complaint }
  }
  return nil
}

/// What we accept without a word, Foundation accepts too, and with the same number of nodes.
private func strictness(_ file: SourceFile) -> String? {
  let parsed = JSONParser.parse(file)
  guard parsed.diagnostics.isEmpty, let root = parsed.root else { return nil }
  // A number beyond `Double` is kept as text here and refused there.
  if file.bytes.contains(0x65) || file.bytes.contains(0x45) { return nil }
  let object = try? JSONSerialization.jsonObject(
    with: Data(file.bytes), options: .fragmentsAllowed)
  guard let object else { return "accepted, but Foundation refuses it" }
  return count(root) == count(object) ? nil : "\(count(root)) values, Foundation: \(count(object))"
}

/// One trap, one hang and one broken promise, each behind a byte: `fuzz planted 200` that reports
/// fewer than three kinds of finding is a broken fuzzer.
private func planted(_ file: SourceFile) -> String? {
  precondition(!file.bytes.starts(with: [0x54]), "the planted trap")
  while file.bytes.starts(with: [0x48]) {}
  return file.bytes.starts(with: [0x50]) ? "the planted promise" : nil
}

private func count(_ node: Node) -> Int {
  (node.elements ?? []).reduce(1) { $0 + count($1) }
    + (node.entries ?? []).reduce(0) { $0 + count($1.value) }
}

private func count(_ object: Any) -> Int {
  if let array = object as? [Any] { return array.reduce(1) { $0 + count($1) } }
  if let members = object as? [String: Any] { return members.values.reduce(1) { $0 + count($1) } }
  return 1
}

private let yamlSeeds = [
  """
  schema_version: 3
  feature: payment-retry # comment
  constraints:
    business:
      - id: B1
        type: invariant
        statement: "No \\u00e9 duplicate\\tpayments"
        threshold: {p99: 1.5e3, window: [1, 2, 3]}
      - &b2 {id: B2, tags: [a, b], note: 'it''s'}
    technical: [*b2, ~, null, true, 0x1F]
  note: |
    block text

  folded: >-
    é one
    two
  """,
  "a: &a [x, x]\nb: &b [*a, *a]\nc: !!str 5\n? complex\n: value\n",
  "---\ntitle: x\n---\nbody: y\n...\n",
  "%YAML 1.1\n---\n- - - a\n    - b\n  - c\r\n- 'd'\r- \"e \\\n  f\"\n",
]

private let yamlTokens = [
  ": ", "- ", "? ", "---\n", "...\n", "&a ", "*a", "<<: ", "!!int ", "!x ", "%TAG ! y\n", "|\n",
  ">-\n",
  "[", "]", "{", "}", ",", "\"", "'", "\\x", "\\u0000", "\n  ", "\n", "\r", "\r\n", "\t", "#", "@",
  "\u{FEFF}", "é", "😀", "\u{85}", "\u{2028}", "a: b\n", "key: \"", "[[[[[[[[", "{a: {a: {a: ",
]

private let jsonSeeds = [
  #"{"id": "B1", "n": [1, -2.5, 0, 1e3], "t": true, "x": null, "s": "a\n\u00e9\ud83d\ude00"}"#,
  #"[{"a": {"b": {"c": []}}}, {}, "", 0, [[], [[]]], {"long key beyond fifteen": 1}]"#,
  "\u{FEFF}{\"é\": \"😀\"}\n",
]

private let jsonTokens = [
  "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\\u0000", "true", "false", "null",
  "NaN", "0", "-", "1e999", "1e", ".", "//", "/*", "*/", " ", "\n", "\t", "\u{0}", "\u{1F}", "é",
  "{\"a\":", "[[[[[[[[", "\"a\":1,\"a\":2", "'", "\u{FEFF}",
]
