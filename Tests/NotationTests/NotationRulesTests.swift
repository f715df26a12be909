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

  /// The two that are left out cannot be shown in a line: an encoding, and a limit of JSON.
  @Test(
    arguments: NotationRules.all.filter {
      !["text-encoding", "json-limit", "yaml-limit"].contains($0.id)
    })
  func `an example breaks its own rule`(_ rule: Rule) {
    let file = SourceFile(path: "f", text: rule.example)
    let parsed = rule.id.hasPrefix("json") ? JSONParser.parse(file) : YAMLParser.parse(file)
    #expect(parsed.diagnostics.map(\.rule).contains(rule))
  }
}
