import Analysis
import SourceText
import Testing
import TraceModel

/// What a change would reach, before anybody makes it.
@Suite struct `The preview of a change` {
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
