import Analysis
import SourceText
import Testing
import TraceModel

/// What a change would reach, before anybody makes it.
@Suite struct `The preview of a change` {
  @Test(arguments: [
    ("72 h", "ends after 72 h.", true), ("72 h", "ends after 72h", true),
    ("72 h", "a 72-hour window", true), ("72 h", "PT72H", true), ("72 h", "in 3 days", true),
    ("72 h", "LIMIT = 259_200", true), ("72 h", "timeout: 259200", true),
    ("72 h", "timedelta(hours=72)", true), ("72 h", "max_retry_hours: 72", true),
    ("72 h", "172 h", false), ("72 h", "72 hosts", false), ("72 h", "order 72", false),
    ("72 h", "720 h", false), ("72 h", "v1.72 h", false), ("72 h", "2592000", false),
    ("5 %", "at most 5%", true), ("5 %", "rate > 0.05", true), ("5 %", "rate > 0.055", false),
    ("5 %", "15 %", false), ("3 attempts", "after 3 attempts", true),
    ("3 attempts", "after 13 attempts", false),
  ]) func `finds a value in every unit`(_ value: String, _ line: String, _ isThere: Bool) throws {
    let project = ComparedProject()
    let assessment = project.assessment()
    let change = try #require(ValueChange("\(value) -> 1 h"))
    let preview = ImpactPreview(
      of: try node(named: "B1", in: assessment.graph), change: change, in: assessment,
      paths: ["notes.md"]
    ) { _ in Array("first\n\(line)\n".utf8) }
    #expect(preview.lines.map(\.number) == (isThere ? [2] : []))
  }

  @Test func `names ends by what becomes of them, and lines that state the old value`() throws {
    let project = ComparedProject().with(file: "notes.md", "Retries stop after three days: 72 h.\n")
    let assessment = project.assessment()
    let preview = ImpactPreview(
      of: try node(named: "shop/B2", in: assessment.graph),
      change: ValueChange("72 h → 48 h"), in: assessment,
      paths: Array(project.files.keys)
    ) { project.files[$0].map { Array($0.utf8) } }
    #expect(
      preview.ends.map { "\($0.effect.rawValue): \($0.place.key.id) \($0.link)" } == [
        "would be written again: shop/RT-2 satisfies shop/RT-2",
        "would no longer show what they show: RetriesTooLong alerts on shop/B2",
        "would have to be looked at: RT-2 maps to B2",
      ])
    #expect(
      preview.lines.map { "\($0.path):\($0.number)" } == [
        "notes.md:1", "shop.alerts.yaml:5", "shop.alerts.yaml:8", "shop.yaml:7", "src/pay.py:9",
      ])
  }

  @Test func `needs an arrow and two values`() {
    #expect(ValueChange("72 h") == nil && ValueChange("-> 48 h") == nil)
    #expect(ValueChange("72 h=>48 h")?.new.text == "48 h")
  }
}
