import Ingest
import SourceText
import TraceModel

/// Promises of the readers of results and of program text: ids are unique, places lie in the file,
/// numbers are sane, and a file that breaks off says so.
func documentPromises(_ file: SourceFile, as format: DocumentFormat) -> String? {
  let end = UInt32(file.bytes.count)
  for document in Ingest.read(file, as: format) {
    if document.diagnostics.count > 101 { return "more than 101 diagnostics" }
    for diagnostic in document.diagnostics {
      if diagnostic.range.span.end > end { return "place outside the file: \(diagnostic)" }
    }
    var ids: Set<String> = []
    for item in document.items {
      if !ids.insert("\(item.kind) \(item.id.text)").inserted { return "repeated \(item.id.text)" }
      if item.range.span.end > end { return "item outside the file: \(item.range)" }
      if let complaint = complaint(about: item.detail) { return complaint }
    }
  }
  return nil
}

private func complaint(about detail: NodeDetail) -> String? {
  switch detail {
  case .coverage(let facts):
    facts.hit < 0 || facts.hit > facts.total ? "\(facts.hit) of \(facts.total) lines" : nil
  case .sourceRange(let facts):
    facts.firstLine < 1 || facts.lastLine < facts.firstLine ? "\(facts)" : nil
  case .test(let facts): facts.seconds.map { $0 < 0 || !$0.isFinite } == true ? "\(facts)" : nil
  case .finding(let facts):
    facts.path?.contains("..") == true && facts.path?.split(separator: "/").contains("..") == true
      ? "\(facts)" : nil
  case .forge(let facts): complaint(about: facts)
  default: nil
  }
}

/// What a page may rely on: bounded texts, lists and differences, and counts that are counts.
private func complaint(about facts: ForgeFacts) -> String? {
  let patches = facts.changes.reduce(0) { $0 + $1.patch.utf8.count }
  if patches > 264 << 10 { return "\(patches) bytes of differences" }
  if facts.changes.count > 300 || facts.labels.count > 100 { return "a list that is too long" }
  let counts = facts.changes.flatMap { [$0.added, $0.removed] }.compactMap { $0 }
  if counts.contains(where: { $0 < 0 }) || facts.omittedChanges < 0 { return "\(facts)" }
  return facts.changes.contains { $0.path.isEmpty } ? "a change of no file" : nil
}

let forgeSeeds = [
  #"""
  {"number": 7, "title": "Pay [B1]", "body": "See `B1`.\n", "state": "merged", "reason": "",
  "labels": ["a"], "branch": "f", "base": "main", "commit": "0123", "key": "w/1/pull",
  "statuses": [{"state": "success", "description": "d", "key": "k/s"}],
  "comments": [{"text": "T2", "key": "k/c"}], "omitted_changes": 1, "commits": ["one"],
  "changes": [{"path": "src/pay.py", "kind": "renamed", "from": "a", "added": 1, "removed": 0,
  "patch": "@@ -1 +1 @@\n+# Satisfies: B1\n-x\n", "is_cut": false, "is_type_change": false},
  {"path": "n.md", "kind": "added", "patch": "+T2 é\n"}]}
  """#
]

let forgeTokens = [
  "\"number\": -1", "\"state\": \"open\"", "\"changes\": [{}]", "\"added\": -5", "null", "1e99",
  "\"patch\": \"+Satisfies: B1\\n\"", "\"omitted_changes\": 9223372036854775807",
]

let xmlSeeds = [
  """
  <testsuites tests="2"><testsuite name="s" tests="2"><properties><property name="verifies"
  value="B1"/></properties><testcase classname="a.b" name="t[B1]" time="0.1"><failure
  message="m">x</failure></testcase><testcase name="u"><skipped/></testcase></testsuite></testsuites>
  """,
  """
  <?xml version="1.0" encoding="UTF-8"?><testsuite name="Swift" errors="1"><testcase name="f(a: 1)"
  classname="S.T" time="1.5e-3"><error type="E"><![CDATA[a < b]]></error><system-out>&lt;o&gt;
  </system-out></testcase><testcase name="g"/><!-- note --></testsuite>
  """,
  """
  <coverage lines-valid="2" line-rate="0.5"><sources><source>src</source></sources><packages>
  <package name="p"><classes><class filename="a"><lines><line number="1" hits="1"/>
  <line number="2" hits="0"/></lines></class></classes></package></packages></coverage>
  """,
]

let xmlTokens = [
  "<testcase name='t'>", "</testcase>", "<testsuite>", "</testsuite>", "<failure/>", "<skipped/>",
  "<!DOCTYPE a>", "<!ENTITY x \"y\">", "&lt;", "&x;", "&#0;", "&#x1F600;", "<![CDATA[", "]]>",
  "<!--", "-->", "<?a b?>", "xmlns:a=\"b\"", "time=\"1e999\"", "hits=\"-1\"", "\"", "'", "<", ">",
  "/", "\u{FEFF}", "\u{0}", "é", "\n",
]

let lineSeeds = [
  "TN:\nSF:a.c\nFN:1,f\nFNDA:2,f\nFNF:1\nFNH:1\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nend_of_record\n",
  "\u{FEFF}SF:src/b.swift\r\nDA:1,1,abc\r\nBRDA:1,0,0,-\r\nend_of_record\r\nSF:a\nend_of_record\n",
]

let lineTokens = [
  "DA:", "SF:", "TN:", "LF:", "LH:", "BRDA:", "end_of_record", "\n", "\r\n", ",", "-1", "..", "/",
  "99999999999999999999", "1e3", ":", "\u{FEFF}", "\u{0}", "é", " ",
]

let sarifSeeds = [
  """
  {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t","rules":[{"id":"r"}]}},"artifacts":[{
  "location":{"uri":"a"}}],"results":[{"ruleIndex":0,"message":{"text":"m"},"locations":[{
  "physicalLocation":{"artifactLocation":{"uri":"a%20b","index":0},"region":{"startLine":3}}}]}]}]}
  """,
  """
  {"$schema":"sarif","version":"2.1.0","runs":[{"tool":{"driver":{"name":"t","rules":[{"id":"a",
  "messageStrings":{"x":{"text":"{0} of {1}"}}}]},"extensions":[{"name":"e"}]},"results":[{
  "ruleId":"a","level":"error","kind":"fail","message":{"id":"x","arguments":["1"]},
  "suppressions":[{"kind":"inSource"}]}],"originalUriBaseIds":{"ROOT":{"uri":"file:///x/"}}}]}
  """,
]

let sarifTokens = [
  "%2e%2e", "%", "..", "/", "file:///", "\"index\":", "\"ruleIndex\":", "\"uriBaseId\":\"ROOT\"",
  "\"startLine\":", "99999999999999999999", "{0}", "{9}", "\"runs\":[", "\"results\":[",
]

let sourceSeeds = [
  "# [B1, T2]\ndef a():\n  x\n\nclass B:\n  # Satisfies: RT-1\n  y\n",
  "// DOC_LINK: DOC-A-1\nfunc a() {\n  b(\"REQ-X-1\") // TODO(PHASE-X-2)\n}\n@constraint(\"B1\")\n",
]

let sourceTokens = [
  "[", "]", "#", "//", "constraint(", "\"", ")", "Satisfies:", "REQ-", "TODO(", "\n", "  ", "\t",
  ",",
]
