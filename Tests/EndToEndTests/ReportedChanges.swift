import Testing

/// What pull requests do, each with what a report has to tell of it.
extension `A report on a change` {
  static let manifold = """
    schema_version: 3
    feature: billing
    outcome: Every bill is paid once
    constraints:
      business:
        - {id: B1, type: invariant, statement: A bill shall be paid twice at most}
        - {id: B2, type: boundary, statement: A receipt is kept for 72 h}
      technical:
        - {id: T1, type: goal, statement: Payments take less than a second}
    anchors:
      required_truths:
        - {id: RT-1, statement: Payments carry a key, maps_to: [B1]}
        - {id: RT-2, statement: Receipts have a day, maps_to: [B2, T1]}

    """
  /// The same with an invariant that nothing supports.
  static let withB3 = manifold.replacing(
    "  technical:",
    with: "    - {id: B3, type: invariant, statement: No bill is lost}\n  technical:")
  static let requirements =
    "# Shop\n\n## REQ-SHOP-1 Keys\n\nA key MUST be sent.\n\n### REQ-SHOP-2 Length\n\nA key MUST be long.\n\n"
    + "## REQ-SHOP-3 Days\n\nA day MUST be given.\n"
  static let start = [
    "content/site.yaml": "title: Bills\ninputs: {sources: [\"src/**/*.py\"]}\n",
    ".manifold/billing.yaml": manifold, "content/modules/shop/INTENT_REQUIREMENTS.md": requirements,
    "src/pay.py": "# Satisfies: B1\ndef pay(): pass\n", "src/keep.py": "# Satisfies: B2\n",
    "content/_index.md": "# Start\n",
  ]

  /// Something that a pull request does, and what has to be found.
  struct Change: Sendable, CustomTestStringConvertible {
    let id: String
    var edits: [String: String]
    /// `kind id`, in any order among others.
    var finds: [String]
    /// Kinds that must not be found.
    var omits: [String] = []
    var status: Int32?
    var testDescription: String { id }
  }

  static let changes: [Change] = [
    Change(
      id: "a turned sentence",
      edits: [".manifold/billing.yaml": manifold.replacing("shall be", with: "shall not be")],
      finds: ["changed B1"], omits: ["added", "removed"]),
    Change(
      id: "another threshold",
      edits: [".manifold/billing.yaml": manifold.replacing("72 h", with: "48 h")],
      finds: ["changed B2"], omits: ["added", "removed"]),
    Change(
      id: "a removed constraint",
      edits: [
        ".manifold/billing.yaml": manifold.replacing(
          "    - {id: T1, type: goal, statement: Payments take less than a second}\n",
          with: "    - {id: T2, type: goal, statement: Nobody waits in a queue}\n"
        )
        .replacing("[B2, T1]", with: "[B2, T2]")
      ], finds: ["removed T1", "added T2"]),
    Change(
      id: "a renamed constraint",
      edits: [
        ".manifold/billing.yaml": manifold.replacing("T1", with: "T7")
      ], finds: ["renamed T7"], omits: ["removed", "added"]),
    Change(
      id: "a new gap",
      edits: [
        ".manifold/billing.yaml": withB3
      ], finds: ["new gap B3"], status: 1),
    Change(
      id: "a support that is gone", edits: ["src/pay.py": "def pay(): pass\n"],
      finds: ["regressed B1"]),
    Change(
      id: "a requirement below another one",
      edits: [
        "content/modules/shop/INTENT_REQUIREMENTS.md": requirements.replacing(
          "### REQ-SHOP-2", with: "## REQ-SHOP-2"
        )
        .replacing("## REQ-SHOP-3", with: "### REQ-SHOP-3")
      ], finds: ["changed REQ-SHOP-2", "changed REQ-SHOP-3"], omits: ["added", "removed"]),
    Change(
      id: "words of a page", edits: ["content/_index.md": "# Beginning\n"], finds: [], status: 0),
    Change(
      id: "a folder of programs that is not read any more",
      edits: ["content/site.yaml": "title: Bills\n"], finds: ["regressed B1"]),
    Change(
      id: "manifolds that are not read any more",
      edits: [
        "content/site.yaml":
          "title: Bills\ninputs: {ignored: [\".manifold/**\"], sources: [\"src/**/*.py\"]}\n"
      ],
      finds: ["removed billing", "new gap B1"], status: 1),
    Change(
      id: "a manifold that cannot be read",
      edits: [".manifold/billing.yaml": manifold.replacing("constraints:", with: "constraints: [")],
      finds: ["regressed .manifold/billing.yaml"], status: 1),
    Change(
      id: "a manifold that becomes a template",
      edits: [
        ".manifold/billing.yaml": manifold.replacing(
          "feature: billing", with: "feature: \"[CUSTOMIZE] billing\""),
        ".manifold/other.yaml": manifold.replacing("feature: billing", with: "feature: other"),
      ], finds: ["regressed B1"], omits: ["fixed"], status: 1),
    Change(
      id: "a policy that nobody can follow",
      edits: ["trace-policy.yaml": "requires: {goal: cod}\n"],
      finds: ["regressed trace-policy.yaml"], status: 1),
    Change(
      id: "a key of the policy that nobody knows",
      edits: ["trace-policy.yaml": "budgett: {goal: 1}\n"],
      finds: ["regressed trace-policy.yaml"], status: 1),
    Change(
      id: "an invariant that becomes the goal of another id",
      edits: [
        ".manifold/billing.yaml": manifold.replacing(
          "A bill shall be paid twice at most", with: "@"
        )
        .replacing("Payments take less than a second", with: "A bill shall be paid twice at most")
        .replacing("@", with: "Payments take less than a second")
      ], finds: ["changed B1", "changed T1"], omits: ["removed", "added"], status: 1),
  ]
}
