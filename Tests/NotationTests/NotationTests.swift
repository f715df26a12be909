import Foundation
import Notation
import SourceText
import Testing
import TestSupport
@Test func `tmp`() throws {
  for f in try Inputs.files(below: Inputs.hostile! ) where f.hasPrefix("yaml/") || f.hasPrefix("json/") || f.hasPrefix("config/") {
    let file = SourceFile(path: f, bytes: try Inputs.bytes(f, in: Inputs.hostile))
    let t = Date()
    let p = f.hasSuffix("json") ? JSONParser.parse(file) : YAMLParser.parse(file)
    print(f, p.root == nil ? "NO ROOT" : "root", Int(Date().timeIntervalSince(t) * 1000), "ms")
    for l in list(p).prefix(6) { print("    ", l) }
    for d in p.diagnostics.prefix(2) { for n in d.notes { print("      note", n.text, n.range?.description ?? "") } }
  }
}
