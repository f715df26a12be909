import Notation
import SourceText
import System

/// Every rule of the product, gathered from the modules that declare them.
enum RuleCatalogue {
  /// By id.
  static let all = (CLIRules.all + SystemRules.all + NotationRules.all).sorted { $0.id < $1.id }
}
