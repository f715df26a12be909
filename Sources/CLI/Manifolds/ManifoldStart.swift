import Reports
import SourceText

/// `manifold init`: a manifold whose every section says what belongs there, and its companion.
struct ManifoldStart {
  private let invocation: Invocation
  private let console: Console
  private let name: String
  /// Absolute or relative to the current folder.
  private let folder: String

  init(
    _ invocation: Invocation, _ project: Project, _ console: Console
  ) throws(SetupFault) {
    self.invocation = invocation
    self.console = console
    name = invocation.operands.count > 1 ? invocation.operands[1] : ""
    guard NewCommand.isGoodName(name[...]) else {
      throw .usage(
        UsageFault(
          "<name> must be lower-case letters, digits and hyphens, not \(quoted(name))",
          verb: "manifold"))
    }
    folder =
      invocation.text(.stepOutput)
      ?? joined(project.root, "\(project.configuration.content)/manifolds")
  }

  func run() throws(SetupFault) -> ExitCode {
    let files = ManifoldStarter.files(name: name, outcome: invocation.text(.outcome))
    let adder = FileAdder(root: absolute(folder), isDryRun: invocation.isOn(.dryRun))
    // One that is there, in whatever form, is somebody's: two forms would be merged.
    for ending in ["yaml", "yml", "json", "md", "cms.yaml", "cms.yml", "cms.json"]
    where adder.isThere("\(name).\(ending)") {
      console.complain(
        "\(joined(folder, "\(name).\(ending)")) is already there; nothing is written")
      return .findings
    }
    do throws(FileAdder.Refusal) {
      if !adder.isDryRun { try FileAdder.makeFolder(absolute(folder)) }
      for file in files { try adder.add(file.path, file.text) }
    } catch {
      // All or nothing: nobody could have these files but from this run.
      if !adder.isDryRun { for file in files { adder.removeAdded(file.path, file.text) } }
      throw .cannotOpen("cannot write to \(folder): it \(error.clause)")
    }
    let verb = adder.isDryRun ? "would write" : "wrote"
    for file in files { console.result("\(verb) \(visibleText(joined(folder, file.path)))\n") }
    console.say("next: \(CommandTable.program) manifold validate \(name)")
    return .clean
  }
}

/// The texts that `manifold init` writes.
enum ManifoldStarter {
  static func files(name: String, outcome: String?) -> [(path: String, text: String)] {
    let outcome = outcome.map { String($0.map { $0.isNewline ? " " : $0 }) }
    return [
      ("\(name).yaml", manifold(name, outcome)), ("\(name).md", companion(name, outcome)),
    ]
  }

  private static func manifold(_ name: String, _ outcome: String?) -> String {
    """
    # What \(name) must satisfy. Longer texts may stand in \(name).md, below headings with the ids.
    # Each section begins empty, with an example in comments: take the # away and put in your own.
    schema_version: 3
    feature: \(name)

    # What is true for whom when this works, in one sentence that could turn out to be false.
    outcome:\(outcome.map { " " + YAMLText.scalar($0) } ?? "")

    # INITIALIZED, CONSTRAINED, TENSIONED, ANCHORED, GENERATED, VERIFIED
    phase: INITIALIZED

    # invariant: holds always. boundary: is never exceeded. goal: is aimed at.
    # Each constraint says why (rationale), who asks for it (source) and how it is measured.
    constraints:
      business:
        # - id: B1
        #   type: invariant
        #   statement: An order is charged at most once, however often it is sent
        #   rationale: A second charge costs a refund and a customer
        #   source: INC-2031-004
        #   measurement: duplicate_charges_total == 0
      technical:
        # - id: T1
        #   type: goal
        #   statement: 99 of 100 orders are accepted in less than 300 ms
        #   rationale: Slower pages are left
        #   source: research of the product team
        #   measurement: histogram_quantile(0.99, order_seconds) < 0.3
      user_experience:
        # - id: U1
        #   type: boundary
        #   statement: A customer gets at most 2 messages in any 24 hours
        #   rationale: More are taken for spam
        #   source: support
        #   measurement: max(messages per customer in 24h) <= 2
      security:
        # - id: S1
        #   type: invariant
        #   statement: Card numbers are never logged
        #   rationale: The card schemes demand it
        #   source: contract with the card schemes
        #   measurement: card_numbers_in_logs == 0
      operational:
        # - id: O1
        #   type: goal
        #   statement: Every state of an order leaves an event that can be followed
        #   rationale: Support is asked where an order is
        #   source: support
        #   measurement: orders_without_events == 0

    # What pulls against each other; `throughline manifold tensions \(name)` finds candidates.
    tensions:
      # - id: TN1
      #   type: trade_off
      #   between: [B1, T1]
      #   description: The look at earlier charges takes part of the time
      #   resolution: The look has 50 ms; an order that it cannot answer for waits
      #   status: resolved

    # What may go wrong; `throughline manifold failures \(name)` suggests kinds.
    failure_modes:
      # - id: F1
      #   scenario: The charge succeeds, and its answer is lost
      #   constraints_violated: [B1]
      #   detection: A timeout without a known result
      #   mitigation: Ask for the result before charging again
      #   prevention: One key for all tries of an order

    # What nobody has decided yet.
    open_questions:
      # - id: Q1
      #   question: Who is told when the last try fails?
      #   impact_on_constraints: [B1]
      #   decision_deadline: before the first release

    anchors:
      # What must be true for the outcome to be true; `throughline manifold anchor \(name)`.
      required_truths:
        # - id: RT-1
        #   statement: Every charge carries a key that its order determines
        #   status: NOT_SATISFIED
        #   maps_to_constraints: [B1]
      # Ways to get there; `throughline manifold options \(name)` compares them.
      solution_options:
        # - id: A
        #   name: A workflow for each order
        #   satisfies: [RT-1]
        #   complexity: medium
        #   reversibility: TWO_WAY

    """
  }

  private static func companion(_ name: String, _ outcome: String?) -> String {
    let title = name.split(separator: "-").joined(separator: " ")
    var text = "# \(title.prefix(1).uppercased())\(title.dropFirst())\n\n"
    text += "## Outcome\n\n"
    if let outcome { text += "\(outcome)\n\n" }
    text += "## Constraints\n\n"
    for category in ["Business", "Technical", "User Experience", "Security", "Operational"] {
      text += "### \(category)\n\n"
    }
    return text + "## Tensions\n\n## Required Truths\n\n## Solution Space\n"
  }
}
