import Analysis
import Reports
import SourceText

/// What is read as a report on a change can be written in every form, and read again as the same;
/// what is not read is explained.
func changePromises(_ file: SourceFile) -> String? {
  let (report, diagnostics) = ChangeReport.read(file)
  guard let report else { return diagnostics.isEmpty ? "refused without a word" : nil }
  guard diagnostics.isEmpty else { return "read with findings" }
  for channel in ChangeChannel.allCases {
    var buffer = ByteBuffer()
    report.render(as: channel, into: &buffer)
    if buffer.count == 0 { return "nothing written as \(channel)" }
    guard channel == .json else { continue }
    let again = ChangeReport.read(SourceFile(path: "report.json", bytes: buffer.bytes))
    if again.0 != report { return "another report after writing and reading" }
  }
  return nil
}

let changeSeeds: [String] = [
  """
  {"schema":1,"verdict":"passed","headline":"1 suspect link",
  "base":{"commit":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","constraints":{"satisfied":1,"partial":0,
  "declared":0,"gap":0,"failing":0,"total":1},"nodes":3,"links":2,"gaps":0,"acceptedGaps":0},
  "head":{"commit":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","constraints":{"satisfied":1,"partial":0,
  "declared":0,"gap":0,"failing":0,"total":1},"nodes":3,"links":2,"gaps":0,"acceptedGaps":0},
  "findings":[{"kind":"suspect","rule":"suspect-program","severity":"warning",
  "subject":{"kind":"artifact","scope":"pay","id":"a.py","title":"a.py","at":{"path":"a.py","line":3,
  "column":1,"start":20,"end":24}},"other":{"kind":"constraint","scope":"pay","id":"B1","title":"@x",
  "at":{"path":"m.yaml"},"gone":true,"page":"pay/b1.html"},"summary":"it has changed",
  "before":"72 h\\nx","after":"48 h\\nx",
  "fingerprint":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}],
  "budget":[{"subject":"gaps","before":0,"after":0,"allowed":1,"exceeded":false,"at":{"path":""}}],
  "constraints":[{"place":{"kind":"constraint","root":"r","scope":"pay","id":"B1","title":"t",
  "at":{"path":"m.yaml"}},"type":"goal","verdict":"satisfied","lack":"none","accepted":true}],
  "remarks":["a remark"]}
  """
]

let changeTokens = [
  "\"verdict\":\"failed\"", "\"kind\":\"fixed\"", "\"gone\":true", "\"before\":", "\"other\":",
  "\"page\":\"../x\"", "\"line\":0", "100000000", "`", "```\\n", "@a", "\\u202e", "-->",
  "</details>",
]
