import SourceText
import System
import Templates

extension SiteBuild.Result {
  /// Renders every file of the plan and throws it away: the faults that publishing would meet.
  ///
  /// A fault that shows on many pages is told once, with the first of them. Nothing is rendered with
  /// templates that do not compile.
  func rehearsed(by workers: Workers) throws -> [Diagnostic] {
    guard isPublishable else { return [] }
    let entries = plan.entries
    let outcomes = workers.map(entries.count) { index -> (any Error)? in
      var buffer = ByteBuffer()
      do {
        try entries[index].render(&buffer)
        return nil
      } catch { return error }
    }
    var found: [Diagnostic] = []
    var seen: Set<String> = []
    for (entry, outcome) in zip(entries, outcomes) {
      switch outcome {
      case nil: continue
      case let fault as TemplateError:
        let fault = fault.diagnostic
        let place = "\(fault.range.description) \(fault.rule.id) \(fault.summary)"
        guard seen.insert(place).inserted else { continue }
        found.append(placed(fault, rendering: entry.path))
      case let fault as UnreadableInput: found.append(fault.diagnostic)
      case let fault?: throw fault
      }
    }
    return found
  }
}
