/// A history of thirty-two commits: what pull requests do, in the order in which they came.
///
/// Every report is one case, and its comment is recorded.
enum ParcelHistory {
  enum Step: Sendable {
    /// A branch, made where nothing of the name is yet; `orphan` has no commit in common with others.
    case on(String, orphan: Bool = false)
    /// Files to write, and paths to remove where the text is empty.
    case commit(String, [String: String])
    case merge(String), forward(String)
    /// All of a branch as one commit.
    case squash(String)
    /// The branch begins anew at `main`: what was pushed before is gone.
    case force(String)
    /// Somebody has looked at a node, as it stands.
    case review(String)
    /// A report on what is checked out, against `main`, and how it ends.
    case report(String, Int32)
    /// The same from a clone of so many commits.
    case reportFromClone(String, depth: Int, Int32)
  }

  typealias Files = ParcelFiles
  private static let hostile = "x;touch${IFS}pwned;@everyone-#1-<!--throughline-report-change-->"

  /// The manifold in its state after some pull requests.
  private static let threshold = Files.stated.replacing("72 h", with: "48 h")
  private static let without =
    threshold.replacing(
      "    - id: T1\n      type: goal\n      statement: Labels should be read by machines\n",
      with: ""
    ).replacing("  technical:\n", with: "")
  private static let renamed = without.replacing("id: S1", with: "id: S9")
  private static let edited = renamed.replacing(
    "An address shall not be shown to carriers of other parcels",
    with: "An address shall not be shown to carriers of other parcels, nor kept for a month")
  private static let lowered = Files.demands.replacing("### REQ-DEPOT-2", with: "## REQ-DEPOT-2")
    .replacing("## REQ-DEPOT-3", with: "### REQ-DEPOT-3")

  static let steps: [Step] = [
    .on("main"), .commit("Begin", Files.bare),
    .on("words"), .commit("Words", ["content/_index.md": "# Parcels that arrive\n"]),
    .report("nothing-to-trace", 1),

    .on("first"), .commit("State what must hold", [Files.manifold: Files.stated]),
    .report("stated", 1),
    .commit("Support it", Files.supported), .report("supported", 1),
    .on("main"), .merge("first"),

    .on("weaker"),
    .commit("Weaken", [Files.manifold: Files.stated.replacing("shall be", with: "should be")]),
    .report("weakened", 1),
    .commit(
      "Turn round", [Files.manifold: Files.stated.replacing("shall be", with: "shall not be")]),
    .report("turned-round", 1),

    .on("main"), .on("sooner"), .commit("Find sooner", [Files.manifold: threshold]),
    .report("threshold", 0),
    .review("parcels/B2"), .commit("Look at what follows", [:]), .report("reviewed", 0),
    .on("main"), .forward("sooner"),

    .on("parent"), .commit("Times for all", [Files.requirements: lowered]),
    .report("re-parented", 0),
    .commit("Words of the runbook", [Files.runbook: Files.steps.replacing("72 h", with: "48 h")]),
    .on("main"), .squash("parent"),
    .on("parent"),
    .commit("Charge later", ["src/charge.py": Files.charge.replacing("return", with: "yield")]),
    .report("after-a-squash", 0),
    .force("parent"),
    .commit(
      "Ask the first depot", ["src/find.py": Files.find.replacing("scans[-1]", with: "scans[0]")]),
    .report("after-a-force-push", 0),
    .on("main"), .forward("parent"),

    .on("fewer"), .commit("No goal for labels", [Files.manifold: without]),
    .report("deleted", 1),
    .commit("No labels", ["src/label.py": ""]), .report("deleted-with-its-support", 0),
    .on("main"), .merge("fewer"),

    .on("names"),
    .commit(
      "Another id",
      [
        Files.manifold: renamed,
        "src/address.py": Files.address.replacing("S1", with: "S9"),
        Files.tests: Files.cases.replacing("S1", with: "S9"),
        Files.results: Files.passed().replacing("parcels/S1", with: "parcels/S9"),
      ]), .report("renamed", 0),
    .commit("Another place and another demand", [Files.manifold: "", Files.moved: edited]),
    .report("moved-and-edited", 0),
    .on("main"), .forward("names"),

    .on("broken"), .commit("Charge again", [Files.results: failing]), .report("broken-test", 1),
    .commit("No mark", ["src/address.py": "def address(parcel): return parcel.address\n"]),
    .report("lost-support", 1),
    .on("main"), .merge("broken"),
    .on("mend"),
    .commit(
      "Mend", [Files.results: passing, "src/address.py": Files.address.replacing("S1", with: "S9")]),
    .report("fixed", 0),
    .on("main"), .forward("mend"),

    .on("untested"), .commit("No tests", [Files.tests: ""]), .report("deleted-test", 1),

    .on("main"), .on("budget"), .commit("A goal for later", [Files.moved: later]),
    .report("within-budget", 0),

    .on("main"), .on(hostile),
    .commit("::error::forged\n@everyone fixes #1", [Files.moved: forged]),
    .report("hostile", 0),

    .on("main"), .on("crossed"), .commit("One way", ["src/charge.py": Files.charge]),
    .on("main"), .commit("Other way", ["content/_index.md": "# Parcels, once\n"]),
    .on("crossed"), .merge("main"), .on("main"), .merge("crossed~1"),
    .on("crossed"), .commit("Further", ["src/find.py": Files.find]),
    .report("crossed-merges", 0),
    .reportFromClone("shallow", depth: 1, 3), .reportFromClone("deep-enough", depth: 20, 0),

    .on("stranger", orphan: true), .commit("From elsewhere", Files.bare),
    .report("no-common-commit", 3),
  ]

  private static let passing = Files.passed().replacing("parcels/S1", with: "parcels/S9")
  private static let failing = Files.passed(but: "test_charged_once")
    .replacing("parcels/S1", with: "parcels/S9")
  private static let later = edited.replacing(
    "  security:",
    with:
      "  technical:\n    - id: T2\n      type: goal\n      statement: A depot should run without paper\n"
      + "  security:")
  private static let forged = edited.replacing(
    "A parcel shall be charged once",
    with: "\"A parcel @everyone <!-- throughline:report:change v1 --> <img src=x onerror=alert(1)> "
      + "![x](https://tracker.example.net/p.png) fixes #1 </details> ``` ::set-output name=a::b shall not be lost\""
  )
}
