import Analysis
import Drawing
import SourceText
import Templates
import TraceModel

extension PageContext {
  func diagram(around node: NodeIndex) -> TemplateValue { .null }
  func diagram(ofManifold manifold: NodeIndex) -> TemplateValue { .null }
  func diagramRecord(around node: NodeIndex) -> TemplateRecord { ["svg": .html(SafeHTML(bytes: [])), "caption": ""] }
  func overviewHeat() -> TemplateValue { ["title": "", "caption": "", "svg": .html(SafeHTML(bytes: []))] }
  func bar(_ coverage: Coverage) -> SafeHTML { SafeHTML(bytes: []) }
}
