public import SourceText
import TraceModel

/// Where documents and what was built, or what was approved, have gone apart.
public enum DriftFindings {
  /// Findings about one module by the rules of `DriftRules`, sorted.
  public static func of(_ input: GateInput) -> [Diagnostic] {
    (contradicted(input) + changed(input) + early(input)).sorted()
  }

  private static func contradicted(_ input: GateInput) -> [Diagnostic] {
    input.built.items.compactMap { built in
      guard built.isContradicted, let item = built.item, let mark = item.facts.mark else {
        return nil
      }
      return Diagnostic(
        .markDiffers, at: item.facts.actual?.range ?? item.range,
        "\(built.id) is marked as \(mark.rawValue), and is \(built.state.rawValue): \(built.reason)"
      )
    }
  }

  /// Programs of a module whose tasks nobody has looked at yet.
  private static func early(_ input: GateInput) -> [Diagnostic] {
    guard !input.record.passages.isEmpty, input.record.passage(of: Gate(.tasks)) == nil,
      let first = input.built.items.flatMap(\.code).min()
    else { return [] }
    let count = Set(input.built.items.flatMap(\.code)).count
    return [
      Diagnostic(
        .codeBeforeTasks, at: first,
        "\(counted(count, "place")) in programs name what the tasks of the module are not approved for",
        fix: "have TASKS.md looked at, and open its gate")
    ]
  }

  private static func changed(_ input: GateInput) -> [Diagnostic] {
    let approved = ApprovedDocuments(input.subject, input.record)
    return input.outdated.flatMap { gate in
      approved.changes(since: gate).compactMap { name in
        guard let passage = input.record.passage(of: gate) else { return nil }
        return Diagnostic(
          .approvedChanged, at: .file("\(input.subject.documentFolder)/\(name)"),
          "\(name) has changed since \(passage.person) approved it on \(passage.day)",
          fix: "look at it again, and open the gate with --gate \(gate.name)")
      }
    }
  }
}

/// What documents say against what is so.
public enum DriftRules {
  /// Every rule of this file, in the order declared.
  public static let all: [Rule] = [.markDiffers, .approvedChanged, .codeBeforeTasks]
}

extension Rule {
  /// A mark that code, tests and tasks do not bear out.
  public static let markDiffers = Rule(
    "mark-differs", .warning, "a mark says something else than code, tests and tasks",
    explanation: """
      `[IMPLEMENTED]` in a document of what was built is a claim. What programs name the scenario, \
      which tests of it pass and which of its boxes are ticked is computed, and gives another word. \
      `[CHANGED]` is never contradicted: that something is other than it was meant only a person can \
      see.
      """,
    remedy: "Run `module actual`, which sets the marks that nobody has changed, or show what is "
      + "claimed: a test that names the scenario, a mark in the code, ticked boxes.",
    example: "### SCEN-PAY-01: A slow endpoint [IMPLEMENTED]\nIt ends after 30 seconds.\n")

  /// What was approved is no longer what stands there.
  public static let approvedChanged = Rule(
    "approved-changed", .warning, "a document has changed since its gate was opened",
    explanation: """
      A gate is opened for a text. When the text changes, nobody has approved what stands there now, \
      and later gates stay closed. Ticked boxes are no change.
      """,
    remedy: "Have it looked at, and open the gate again with `module advance --gate`.",
    example: "gates:\n  - gate: design\n    by: Ada\n    on: 2031-01-31\n")

  /// Programs that are older than the look at their tasks.
  public static let codeBeforeTasks = Rule(
    "code-before-tasks", .warning, "there is code before its tasks were approved",
    explanation: """
      Tasks are written and looked at before code is: what somebody would have asked to be done \
      otherwise is cheap to change on a list, and dear in a program. In a module that keeps a record of \
      its gates, programs that name its requirements or scenarios wait for the gate of tasks.
      """,
    remedy: "Have the tasks looked at, and open their gate.",
    example: "# Satisfies: REQ-PAY-1, before the gate of tasks is open\n")
}
