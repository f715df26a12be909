/// Projects whose verdicts follow from the results of their tests.
extension `Whole project` {
  private static let tested =
    manifold + """

            evidence:
              - {id: E1, type: test_passes, path: tests/test_bill.py}
      """

  private static func report(_ inside: String, _ counts: String) -> String {
    """
    <testsuite name="pytest" tests="1" \(counts)><testcase classname="tests.test_bill"
    name="test_once">\(inside)</testcase></testsuite>
    """
  }

  /// The page of the invariant and the counts of the whole must say the same.
  private static func step(
    _ report: String, _ word: String, _ reason: String
  ) -> ProjectCase.Step {
    .init(
      changes: ["reports/junit.xml": report], arguments: ["build"],
      holds: [
        "public/manifolds/billing/B1.html": "st st-\(word)",
        "public/manifolds/billing/RT-1.html": reason,
        "public/api/coverage.json": "\"\(word)\": 1",
      ])
  }

  static let judged: [ProjectCase] = [
    ProjectCase(
      id: "a passing report satisfies an invariant, a failing one fails it, a skip does neither",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n",
        ".manifold/billing.yaml": tested, "tests/test_bill.py": "def test_once(): pass\n",
      ],
      steps: [
        .init(
          arguments: ["build"],
          holds: ["public/manifolds/billing/B1.html": "no result is a pass for it"]),
        step(report("", "failures=\"0\""), "satisfied", "test_once: the test passed"),
        step(
          report("<failure message=\"paid twice\"/>", "failures=\"1\""), "failing",
          "test_once: the test failed"),
        step(
          report("<error message=\"no bill\"/>", "errors=\"1\""), "failing",
          "test_once: the test ended in an error"),
        step(
          report("<skipped/>", "skipped=\"1\""), "partial", "test_once: the test was skipped"),
        .init(
          changes: ["reports/junit.xml": "<testsuite><testcase name=\"a\""],
          arguments: ["build"], status: 1,
          says: ["reports/junit.xml:1:12: error[xml-syntax]"]),
      ]),
    ProjectCase(
      id: "a policy decides, and an accepted gap expires",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n",
        ".manifold/billing.yaml": tested, "tests/test_bill.py": "def test_once(): pass\n",
        "trace-policy.yaml": """
        requires: {invariant: passing test and alert}
        gaps: [{node: billing/B1, reason: alerts follow, owner: ops, expires: 2026-05-31}]
        """,
        "reports/junit.xml": report("", "failures=\"0\""),
      ],
      steps: [
        .init(
          arguments: ["build", "--timestamp", "2026-05-31"], says: ["no findings"],
          holds: [
            "public/manifolds/billing/B1.html":
              "falls short of what the policy demands of invariants: passing test and alert",
            "public/gaps.html": "Accepted by ops until",
            "public/api/gaps.json": "\"owner\": \"ops\"",
          ]),
        .init(
          arguments: ["build", "--timestamp", "1780272000"], status: 0,
          says: ["trace-policy.yaml:2:15: warning[gap-expired]"],
          omits: ["no findings"]),
        .init(
          changes: ["trace-policy.yaml": "requires: {invariant: passing test}\n"],
          arguments: ["build"], says: ["no findings"],
          holds: [
            "public/manifolds/billing/B1.html":
              "meets what the policy demands of invariants: passing test"
          ]),
        .init(
          arguments: ["check", "--timestamp", "yesterday"], status: 2,
          says: ["--timestamp must be a day"]),
      ]),
    ProjectCase(
      id: "marked code has pages, with what it is for in the margin",
      files: [
        "content/site.yaml": """
        title: Site
        inputs: {sources: ["src/**/*"]}
        markers: ["Implements:", {text: serves, link: implements, lines: file}]
        """,
        "content/_index.md": "# Start\n", ".manifold/billing.yaml": tested,
        "src/pay.py": """
        # serves RT-1
        # Implements: B1
        def pay(x):
            return "<b>" + x  # \"\"\"
        \(String(repeating: "a = [1]\n", count: 900))
        """,
        "src/odd.js": "// [B1] \u{202E}\r\n/* a\u{0007}\n</script>\u{202E}\nb */ x\n"
          + String(repeating: "y = [\(String(repeating: "1,", count: 4_000))]\n", count: 200),
      ],
      steps: [
        .init(
          arguments: ["build"], says: ["no findings"],
          holds: [
            "public/sources/index.html": "src/pay.py",
            "public/sources/src/pay.py.html": "<tr id=\"L2\" class=\"in first\">",
            "public/sources/src/pay.py-3.html": "<tr id=\"L904\"",
            "public/sources/src/odd.js.html": "<code>&lt;/script&gt;<span class=\"bidi\"",
            "public/manifolds/billing/B1.html": "sources/src/pay.py.html#L2",
          ]),
        .init(
          changes: ["content/site.yaml": "markers: [{text: a, link: pays, liens: 1}]\n"],
          arguments: ["check"], status: 2,
          says: [
            "1:18: error[config-value]", "1:27: error[config-value]: markers.link must be",
            "unknown key \"liens\" in markers; did you mean \"lines\"?",
          ]),
      ]),
    ProjectCase(
      id: "results of every kind have pages, and hostile ones are text",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n",
        "reports/lcov.info": "SF:src/a.c\nDA:1,1\nDA:2,0\nend_of_record\n",
        "reports/a.sarif": """
        {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"results":[{"ruleId":"R1",
        "message":{"text":"<script>alert(1)</script> [x](javascript:alert(1))"}}]}]}
        """,
        "reports/junit.xml": """
        <testsuite><testcase name="&lt;script&gt;"><failure><![CDATA[</pre><script>x</script>]]>
        </failure></testcase></testsuite>
        """,
      ],
      steps: [
        .init(
          arguments: ["build"], says: ["no findings"],
          holds: [
            "public/evidence/index.html": "&lt;script&gt;</a>",
            "public/index.html": "evidence/index.html",
          ]),
        .init(
          changes: [
            "reports/junit.xml": "<testsuite name=\"s\"><testcase name=\"t\"/></testsuite>"
          ],
          arguments: ["build"],
          holds: ["public/evidence/index.html": "<td>s</td><td><span class=\"st st-satisfied\">"]),
        .init(arguments: ["check", "--strict"]),
      ]),
  ]
}
