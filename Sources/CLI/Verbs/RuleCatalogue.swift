import Analysis
import Generation
import History
import Ingest
import Markdown
import Notation
import Patterns
import Pipeline
import Reports
import Site
import SourceText
import System
import Templates

/// Every rule of the product, gathered from the modules that declare them.
enum RuleCatalogue {
  /// By id.
  static let all = modules.flatMap(\.self).sorted { $0.id < $1.id }

  private static let byID = Dictionary(
    all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// The rule with an id.
  static func rule(_ id: String) -> Rule? { byID[id] }

  /// One list a module, in the order of the module table.
  private static let modules: [[Rule]] = [
    SystemRules.all, MarkdownRules.all, NotationRules.all, TemplatesRules.all,
    HistoryRules.all, IngestRules.all, IngestRules.forge, ModuleReadingRules.all,
    IngestRules.operations, IngestRules.reports, IngestRules.statements, PatternReadingRules.all,
    PageRules.all,
    AnalysisRules.all, PolicyRules.all, ModuleRules.all, OperationRules.all, PatternRules.all,
    ChangeRules.all,
    ReportsRules.all, SiteRules.all, GenerationRules.all, PatternsRules.all, PipelineRules.all,
    CLIRules.all,
  ]
}
