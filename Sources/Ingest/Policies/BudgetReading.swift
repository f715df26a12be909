import Notation
import SourceText
import TraceModel

/// Reads `budget`: how many gaps there may be of a kind of node, in the project or in one module.
enum BudgetReading {
  private static let all = "all"
  private static let modules = "modules"
  private static let subjects = PolicySubject.allCases.map(\.rawValue) + [all]
  /// More gaps than any project has.
  private static let limit = 1_000_000

  static func entries(_ node: Node, _ fields: inout FieldReading) -> [GapBudget.Entry] {
    var found: [GapBudget.Entry] = []
    for entry in fields.entries(of: node, "budget") {
      guard entry.key == modules else {
        read(entry, in: nil, subjects + [modules], &found, &fields)
        continue
      }
      for module in fields.entries(of: entry.value, "budget.modules") {
        for entry in fields.entries(of: module.value, "budget.modules.\(module.key.clipped)") {
          read(entry, in: module.key, subjects, &found, &fields)
        }
      }
    }
    return found
  }

  private static func read(
    _ entry: Node.Entry, in module: String?, _ known: [String],
    _ found: inout [GapBudget.Entry], _ fields: inout FieldReading
  ) {
    // As in demands, `failure_mode` is `failure-mode`.
    let name = entry.key.split(separator: "_").joined(separator: "-")
    let subject = PolicySubject(rawValue: name)
    guard subject != nil || name == all else {
      let place = module.map { "the budget of \($0.clipped)" } ?? "budget"
      return fields.unknown(entry, in: place, known)
    }
    guard let limit = limit(entry.value, name, &fields) else { return }
    found.append(GapBudget.Entry(subject, in: module, limit, at: fields.range(entry.value)))
  }

  private static func limit(
    _ node: Node, _ name: String, _ fields: inout FieldReading
  ) -> GapBudget.Limit? {
    if let number = node.int, (0...limit).contains(number) { return .atMost(number) }
    if node.string == "no-growth" || node.string == "no_growth" { return .noGrowth }
    let found = node.string.map { "\"\($0.clipped)\"" } ?? node.kindName
    fields.report(
      IngestRules.policyBudget, node.span,
      "the budget of \(name) is \(found); expected a whole number from 0 on, or no-growth")
    return nil
  }
}
