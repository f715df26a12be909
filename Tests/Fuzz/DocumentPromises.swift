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
  default: nil
  }
}

let resultSeeds = [
  """
  <testsuites tests="2"><testsuite name="s" tests="2"><properties><property name="verifies"
  value="B1"/></properties><testcase classname="a.b" name="t[B1]" time="0.1"><failure
  message="m">x</failure></testcase><testcase name="u"><skipped/></testcase></testsuite></testsuites>
  """,
  """
  <coverage><packages><package><classes><class filename="a"><lines><line number="1" hits="1"/>
  </lines></class></classes></package></packages></coverage>
  """, "TN:\nSF:a.c\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nend_of_record\n",
  """
  {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t","rules":[{"id":"r"}]}},"artifacts":[{
  "location":{"uri":"a"}}],"results":[{"ruleIndex":0,"message":{"text":"m"},"locations":[{
  "physicalLocation":{"artifactLocation":{"uri":"a%20b","index":0},"region":{"startLine":3}}}]}]}]}
  """,
]

let resultTokens = [
  "<testcase name='t'>", "</testcase>", "<!DOCTYPE a>", "&lt;", "&x;", "<![CDATA[", "]]>", "DA:1,",
  "SF:", "end_of_record", "\n", "%2e%2e", "\"index\":", "-1", "99999999999999999999",
]

let sourceSeeds = [
  "# [B1, T2]\ndef a():\n  x\n\nclass B:\n  # Satisfies: RT-1\n  y\n",
  "// DOC_LINK: DOC-A-1\nfunc a() {\n  b(\"REQ-X-1\") // TODO(PHASE-X-2)\n}\n@constraint(\"B1\")\n",
]

let sourceTokens = [
  "[", "]", "#", "//", "constraint(", "\"", ")", "Satisfies:", "REQ-", "TODO(", "\n", "  ", "\t",
  ",",
]
