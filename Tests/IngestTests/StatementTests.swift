import Ingest
import SourceText
import Testing
import TraceModel

/// What one Markdown document states, checked against what it shows.
@Suite struct `Statements of documents` {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// Lines and rules, notes as well, without claims.
    let findings: [String]
    let text: String
    var testDescription: String { name }

    init(_ name: String, _ findings: [String], _ text: String) {
      self.name = name
      self.findings = findings
      self.text = text
    }
  }

  static func read(_ text: String) -> [TraceDocument] {
    Ingest.read(SourceFile(path: "docs/plan.md", text: text), as: .documents)
  }

  static func python(_ program: String) -> String { "# Text\n\n```python\n\(program)\n```\n" }

  /// `label: declared / computed` of every figure, `!` before those that differ.
  static func figures(_ text: String) -> [String] {
    read(text).flatMap(\.claims).compactMap { claim in
      guard case .whole(.figure(let figure)) = claim.subject else { return nil }
      return "\(figure.agrees ? "" : "!")\(figure.label): \(claim.declared.text) / "
        + figure.computed
    }
  }

  /// Without the note on a file that states nothing, which tests of its own hold to.
  static func statements(_ found: [Diagnostic]) -> [Diagnostic] {
    found.filter { $0.rule != IngestRules.nothingRead }
  }

  private func check(_ one: Case) {
    let found = Self.statements(Self.read(one.text).flatMap(\.diagnostics)).sorted()
    #expect(found.map { "\($0.range.line) \($0.rule.id)" } == one.findings)
  }

  // MARK: programs

  private static let loop = """
    class Fetch:
        async def run(self, key):
            for turn in range(4):
                if await self.get(key):
                    return Result("done", turns=turn + 1)
                if self.refused:
                    break
                await sleep(self.delay(turn))
            return Result("gone", turns=4)

        def delay(self, n: int):
            base = timedelta(seconds=30)
            return base * (2 ** n)
    """

  @Test(arguments: [
    Case(
      "waits after the last round and gives a constant",
      ["11 wait-after-last-attempt", "12 constant-count"], python(loop)),
    Case(
      "waits only between rounds, and counts", [],
      python(
        """
        class Fetch:
            async def run(self, key):
                made = 0
                for turn in range(4):
                    made += 1
                    if await self.get(key):
                        return Result("done", turns=turn + 1)
                    if self.refused:
                        break
                    if turn < 3:
                        await sleep(30)
                return Result("gone", turns=made)
        """)),
    Case(
      "a constant behind a loop that never ends early", [],
      python(
        """
        def run(self):
            for turn in range(3):
                if self.get(): return Result(turns=turn + 1)
            return Result(turns=3)
        """)),
    Case(
      "a loop around a retry policy, with a key for each round",
      ["9 attempts-multiply", "11 key-per-attempt"],
      python(
        """
        def run(self, key):
            policy = RetryPolicy(
                maximum_attempts=5,
            )
            for turn in range(3):
                execute(
                    send,
                    idempotency_key=f"{key}-{turn}",
                    retry_policy=policy,
                )
        """)),
    Case(
      "a policy with one attempt, and one key", [],
      python(
        """
        def run(self, key):
            policy = RetryPolicy(maximum_attempts=1)
            for turn in range(3):
                execute(send, idempotency_key=key, retry_policy=policy)
        """)),
    Case(
      "a loop that ends on two unknown counts", ["9 poll-ends-at-once"],
      python(
        """
        while True:
            state = ask()
            done = state.get('done', 0)
            total = state.get('all', 0)
            print(done)
            if done == total:
                break
        """)),
    Case(
      "a loop whose counts have different defaults", [],
      python(
        """
        while True:
            state = ask()
            done = state.get('done', 0)
            total = state.get('all', 1)
            if done == total:
                break
        """)),
    Case(
      "versions from 1", ["4 version-range"],
      python("v = workflow.get_version(\"fees\", 1, 2)")),
    Case(
      "versions from the default", [],
      python(
        "v = workflow.get_version(\"fees\", DEFAULT_VERSION, 2)\nw = f.get_version(\"a\", -1, 2)")),
    Case(
      "a default that nothing sets", ["6 retry-default"],
      python("@activity.defn\ndef send(x):\n    # Default: backoff, max 5 attempts\n    ...")),
    Case(
      "a default that a policy sets", [],
      python(
        "@activity.defn\ndef send(x):\n    # Default: backoff, max 5 attempts\n    ...\n"
          + "p = RetryPolicy(maximum_attempts=5)")),
  ])
  func `about programs`(_ one: Case) { check(one) }

  @Test func `waits are added up and compared with what a comment says`() {
    let stated = """

      ```python
      # Wait 1: 30 sec
      # Wait 2: 1 min
      # Wait 3: 2 min
      # Total: 3.5 min
      ```
      """
    let text = Self.python(Self.loop) + stated
    #expect(Self.figures(text) == ["!waits between attempts: 3.5 min / 7.5 min"])
    let policy = """
      p = RetryPolicy(
          initial_interval=timedelta(seconds=30), backoff_coefficient=2.0,
          maximum_interval=timedelta(minutes=1), maximum_attempts=4,
      )
      """
    #expect(
      Self.figures(Self.python(policy) + stated) == [
        "!waits between attempts: 3.5 min / 2.5 min"
      ])
  }

  // MARK: tests

  private static func tests(_ second: String) -> String {
    python(
      """
      def test_known(bank):
          \"""Expected: at most 1 letter\"""
          bank.state.return_value = PAID
          result = run("P-1")
          assert result == "known"
          bank.charge.assert_not_called()

      def test_lost(bank):
      \(second)
      """)
  }

  @Test(arguments: [
    Case(
      "opposite values", ["15 opposite-expectations"],
      tests(
        """
            bank.state.return_value = PAID
            bank.charge.side_effect = TimeoutError()
            result = run("P-1")
            assert result == "paid"
        """)),
    Case(
      "a call that must not be and must be", ["15 opposite-expectations"],
      tests(
        """
            bank.charge.side_effect = TimeoutError()
            bank.state.return_value = PAID
            result = run("P-1")
            assert bank.charge.call_count == 1
        """)),
    Case(
      "another state", [],
      tests(
        """
            bank.state.return_value = OPEN
            result = run("P-1")
            assert result == "paid"
        """)),
    Case(
      "something more is arranged that may matter", [],
      tests(
        """
            bank.state.return_value = PAID
            bank.limit.return_value = 0
            result = run("P-1")
            assert result == "paid"
        """)),
    Case(
      "another call", [],
      tests(
        """
            bank.state.return_value = PAID
            result = run("P-2")
            assert result == "paid"
        """)),
    Case(
      "a limit that is not kept", ["7 assertion-exceeds"],
      python(
        """
        def test_limit(mail):
            \"""Expected: at most 1 letter\"""
            letters = run(mail)
            assert letters <= 2
        """)),
    Case(
      "a limit that is kept, and one of something else", [],
      python(
        """
        def test_limit(mail):
            \"""Expected: at most 2 letters\"""
            letters = run(mail)
            assert letters <= 2
            assert bills <= 9
        """)),
  ])
  func `about tests`(_ one: Case) { check(one) }

  // MARK: scripts

  private static func script(_ text: String) -> String { "```powershell\n\(text)\n```\n" }

  @Test(arguments: [
    Case(
      "steps of a table", ["5 steps-unordered"],
      script(
        "$steps = @{\n  'a' = { A }\n}\nforeach ($s in $steps.Keys) {\n  & $steps[$s]\n}")),
    Case(
      "steps in order", [],
      script(
        "$steps = [ordered]@{\n  'a' = { A }\n}\nforeach ($s in $steps.Keys) {\n"
          + "  & $steps[$s]\n}")),
    Case(
      "keys that are only shown", [],
      script("$steps = @{ a = 1 }\nforeach ($s in $steps.Keys) {\n  Write-Host $s\n}")),
    Case(
      "failures that change nothing", ["2 failures-exit-zero"],
      script("$failed++\nWrite-Host $failed\nexit 0")),
    Case("failures that do", [], script("$failed++\nif ($failed -gt 0) { exit 1 }")),
    Case("a script in part", [], script("$failed++\n# ... the rest")),
    Case(
      "success of a dry run", ["5 rehearsal-success"],
      script("if (-not $DryRun) {\n  New-Files\n}\nWrite-Host \"✓\"")),
    Case(
      "success of what was done", [],
      script("if (-not $DryRun) {\n  New-Files\n  Write-Host \"✓\"\n}\nWrite-Host \"end\"")),
  ])
  func `about scripts`(_ one: Case) { check(one) }
}
