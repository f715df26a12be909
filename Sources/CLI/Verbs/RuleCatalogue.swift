import Ingest
import Notation
import SourceText
import System
import Templates

/// Every rule of the product, gathered from the modules that declare them.
enum RuleCatalogue {
  /// By id.
  static let all = modules.flatMap(\.self).sorted { $0.id < $1.id }

  /// One list a module, in the order of the module table.
  private static let modules: [[Rule]] = [
    SystemRules.all, NotationRules.all, TemplatesRules.all, IngestRules.all, CLIRules.all,
  ]
}
