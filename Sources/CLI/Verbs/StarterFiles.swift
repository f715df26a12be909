import SourceText

/// The texts that `init` and `new` write.
enum StarterFiles {
  /// Path and text, in the order in which they are written.
  static let all: [(path: String, text: String)] = [
    (Configuration.path, siteYAML),
    ("content/index.md", indexPage),
    ("content/guide/first-steps.md", guidePage),
    ("content/manifolds/file-upload.yaml", sampleManifold),
  ]

  /// Lines that `.gitignore` must hold.
  static let ignored = ["/public/", "/.throughline/"]

  private static let siteYAML = """
    # The one configuration file. `throughline config` prints every key with its default.
    title: Our service
    description: What the service must satisfy, and how we know that it does
    # base_url: https://docs.example.org/
    # edit_url: https://git.example.org/team/service/edit/{branch}/{path}

    # Program text to search for marks such as [B1] or Satisfies: RT-1, which then has pages with
    # the constraints in the margin. None unless it is named here.
    # inputs:
    #   sources: ["src/**/*.py", "tests/**/*.py"]
    # markers:
    #   - {text: "Implements:", link: implements}

    """

  private static let indexPage = """
    ---
    title: Our service
    ---

    The line from what this service must satisfy to the code and tests that satisfy it.

    - [First steps](guide/first-steps.md)
    - The sample manifold, starting with [[file-upload/B1]]

    """

  private static let guidePage = """
    ---
    title: First steps
    ---

    1. Run `throughline serve --open` and keep the page in view.
    2. Change `content/manifolds/file-upload.yaml`, or add your own manifold with
       `throughline new manifold <name>`.
    3. Run `throughline check` before you push: it lists what does not hold together.

    """

  private static let sampleManifold = """
    schema_version: 3
    feature: file-upload
    outcome: A customer uploads a file of up to 1 GB once and finds it complete
    phase: ANCHORED

    constraints:
      business:
        - id: B1
          type: invariant
          statement: A file that was confirmed to the customer is never lost
          rationale: A lost file is noticed when it is needed most
      technical:
        - id: T1
          type: boundary
          statement: An interrupted upload resumes at most 8 MB before the break
          rationale: Mobile connections drop; starting again costs the customer's patience
      user_experience:
        - id: U1
          type: goal
          statement: Progress is shown at least every two seconds
          rationale: Without it people reload the page and start again
      security:
        - id: S1
          type: invariant
          statement: Only the owner can read an uploaded file
          rationale: Files hold personal data
      operational:
        - id: O1
          type: goal
          statement: 99.5 % of uploads finish without a retry by the customer
          rationale: The number that tells us first that something is wrong

    tensions:
      - id: TN1
        type: trade_off
        between: [B1, U1]
        description: Durable writes before confirmation make the last step slower
        resolution: Confirm after two replicas have the file, show the wait as its own step
        status: resolved

    anchors:
      required_truths:
        - id: RT-1
          statement: Every part is stored under a checksum before it is acknowledged
          status: NOT_SATISFIED
          maps_to_constraints: [B1, T1]
        - id: RT-2
          statement: Read access is decided by the owner recorded at upload
          status: NOT_SATISFIED
          maps_to_constraints: [S1]
        - id: RT-3
          statement: The client counts parts as they are acknowledged, and reports how it ended
          status: NOT_SATISFIED
          maps_to_constraints: [U1, O1]

    """

  static func page(title: String) -> String {
    """
    ---
    title: \(YAMLText.scalar(title))
    draft: true
    ---


    """
  }

  static func manifold(feature: String) -> String {
    """
    schema_version: 3
    feature: \(feature)
    outcome: What is true for whom when this works, in one sentence
    phase: CONSTRAINED

    constraints:
      business:
        - id: B1
          type: invariant
          statement: What must never be violated
          rationale: Why
      technical: []
      user_experience: []
      security: []
      operational: []

    tensions: []

    anchors:
      required_truths:
        - id: RT-1
          statement: What must hold for B1 to be satisfied
          status: NOT_SATISFIED
          maps_to_constraints: [B1]

    """
  }
}
