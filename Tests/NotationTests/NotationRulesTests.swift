import Notation
import SourceText
import Testing

@Suite struct NotationRulesTests {
  @Test func `rules are documented and named once`() {
    let rules = NotationRules.all
    #expect(Set(rules.map(\.id)).count == rules.count)
    for rule in rules {
      #expect(!rule.explanation.isEmpty && !rule.remedy.isEmpty && !rule.example.isEmpty)
      #expect(!rule.title.hasSuffix(".") && rule.explanation.hasSuffix("."))
    }
  }

  /// Those that are left out cannot be shown in a line: an encoding, and limits.
  @Test(
    arguments: NotationRules.all.filter {
      !["text-encoding", "json-limit", "yaml-limit", "xml-limit"].contains($0.id)
    })
  func `an example breaks its own rule`(_ rule: Rule) {
    let file = SourceFile(path: "f", text: rule.example)
    #expect(diagnostics(of: file, as: rule.id.prefix(4)).map(\.rule).contains(rule))
  }

  private func diagnostics(of file: SourceFile, as notation: Substring) -> [Diagnostic] {
    switch notation {
    case "json": JSONParser.parse(file).diagnostics
    case "xml-": XMLParser.parse(file).diagnostics
    default: YAMLParser.parse(file).diagnostics
    }
  }
}
