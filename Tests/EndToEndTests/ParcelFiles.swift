/// The files of a small service that carries parcels, and what its pull requests make of them.
enum ParcelFiles {
  static let manifold = "content/manifolds/parcels.yaml"
  static let moved = "content/services/delivery/parcels.yaml"
  static let requirements = "content/modules/depot/INTENT_REQUIREMENTS.md"
  static let rules = "content/operations/parcels.alerts.yaml"
  static let runbook = "content/operations/parcels-runbook.md"
  static let policy = "content/trace-policy.yaml"
  static let reviews = "content/reviews.yaml"
  static let results = "results/junit.xml"
  static let tests = "tests/test_parcels.py"

  static let bare = [
    "README.md": "# Parcels\n", "content/_index.md": "# Parcels\n",
    "content/site.yaml": """
    title: Parcels
    base_url: https://docs.example.org/parcels/
    repository: {url: "https://git.example.org/team/parcels"}
    inputs: {sources: ["src/**/*.py", "tests/**/*.py"], results: ["results/*.xml"]}

    """,
  ]

  static let stated = """
    schema_version: 3
    feature: parcels
    outcome: Every parcel arrives once
    constraints:
      business:
        - id: B1
          type: invariant
          statement: A parcel shall be charged once
          rationale: Nobody pays twice for one way
        - id: B2
          type: boundary
          statement: A lost parcel is found within 72 h
          threshold: 72 h
      technical:
        - id: T1
          type: goal
          statement: Labels should be read by machines
      security:
        - id: S1
          type: invariant
          statement: An address shall not be shown to carriers of other parcels
    anchors:
      required_truths:
        - {id: RT-1, statement: A charge carries the number of its parcel, maps_to: [B1]}
        - {id: RT-2, statement: Each scan has a time, maps_to: [B2]}

    """

  static let demands = """
    # Depot

    ## REQ-DEPOT-1 Scans

    A parcel MUST be scanned when it comes in.

    ### REQ-DEPOT-2 Times

    A scan MUST carry its time.

    ## REQ-DEPOT-3 Labels

    A label MUST be readable.

    """

  static let alerts = """
    groups:
      - name: parcels
        rules:
          - alert: ParcelLost
            expr: parcels_hours_since_scan > 72
            labels: {manifold: parcels, constraint: B2, severity: page}
            annotations: {runbook_url: "parcels-runbook.md#parcellost"}

    """
  static let steps = """
    ---
    title: Parcels
    manifold: parcels
    ---

    ## ParcelLost

    **Constraint violated:** B2

    Look for the parcel in the depot of its last scan. After 72 h it is paid for.

    """
  static let tracing = """
    requires:
      boundary: code and alert
      goal: code
    budget:
      invariant: 0
      goal: 1

    """

  static let charge =
    "# Satisfies: B1\ndef charge(parcel):\n    return parcel.charge(key=parcel.number)\n"
  static let find = "# Satisfies: B2\ndef find(parcel):\n    return parcel.scans[-1].depot\n"
  static let label = "# Satisfies: T1\ndef label(parcel):\n    return code128(parcel.number)\n"
  static let address =
    "# Satisfies: S1\ndef address(parcel, carrier):\n    return carrier.carries(parcel) and parcel.address\n"
  static let cases =
    "# Satisfies: B1\ndef test_charged_once():\n    assert charge(parcel) == charge(parcel)\n\n"
    + "# Satisfies: S1\ndef test_address_is_kept():\n    assert not address(parcel, other)\n"

  static let supported = [
    "src/charge.py": charge, "src/find.py": find, "src/label.py": label, "src/address.py": address,
    tests: cases, results: passed(), rules: alerts, runbook: steps, policy: tracing,
    requirements: demands,
  ]

  /// What the tests gave; `failing` is the name of one that does not pass.
  static func passed(but failing: String = "") -> String {
    let cases = [("test_charged_once", "B1"), ("test_address_is_kept", "S1")].map { name, id in
      let outcome = name == failing ? "<failure message=\"assert 2 == 1\"/>" : ""
      return """
        <testcase classname="tests.test_parcels" name="\(name)" file="\(tests)" time="0.01">\
        <properties><property name="verifies" value="parcels/\(id)"/></properties>\(outcome)</testcase>

        """
    }
    let failures = failing.isEmpty ? 0 : 1
    return """
      <testsuite name="parcels" tests="2" failures="\(failures)">
      \(cases.joined())</testsuite>

      """
  }
}
