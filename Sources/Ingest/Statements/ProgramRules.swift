public import SourceText

/// The rules for programs that documents show.
extension IngestRules {
  /// The rules of this file, in the order declared.
  public static let programs: [Rule] = [
    waitAfterLastAttempt, constantCount, attemptsMultiply, keyPerAttempt, oppositeExpectations,
    assertionExceeds, pollEndsAtOnce, versionRange, retryDefault, stepsUnordered,
    failuresExitZero, rehearsalSuccess, statedWaits, foreignName,
  ]

  /// Found when a name of the engine's SDK is taken from a module that does not have it.
  public static let foreignName = Rule(
    "foreign-name", .warning, "a name is taken from a module of the SDK that does not have it",
    explanation: """
      The file compiles, and the first run that gets there ends with an `AttributeError`. Only names
      that are often looked for in the wrong module of Temporal's Python SDK are known here.
      """,
    remedy: "Import the name from the module that has it.",
    example: """
      ```python
      from temporalio import workflow

      policy = workflow.RetryPolicy(maximum_attempts=3)
      ```
      """)

  /// Found when a program waits although no attempt follows.
  public static let waitAfterLastAttempt = Rule(
    "wait-after-last-attempt", .warning, "a program waits after its last attempt",
    explanation: """
      The wait stands at the end of the loop's body, so it is reached after the last attempt as
      well. With a growing wait that one is the longest of all, and nothing comes of it. What the
      waits add up to is compared with every schedule that the same document states.
      """,
    remedy:
      "Wait at the beginning of every round but the first, or only where another one follows.",
    example: """
      ```python
      async def run(self):
          for attempt in range(3):
              await self.pay()
              await sleep(60 * 2 ** attempt)
          await self.give_up()
      ```
      """)

  /// Found when one file states how long another one waits, and is wrong.
  public static let statedWaits = Rule(
    "stated-waits", .warning, "a file states other waits than a program takes",
    explanation: """
      A test or a text adds up how long attempts take together, and the program that it is about
      waits for another time: mostly because a last wait, a factor or an attempt was left out of
      the sum. What rests on that sum, such as a window of time, is not shown to hold.
      """,
    remedy: "Compute the sum from the program's own schedule.",
    example: """
      ```python
      # Wait 1: 5 min
      # Wait 2: 10 min
      # Total: 15 min        the program also waits 20 min at its end
      ```
      """)

  /// Found when a result holds a constant where others hold a count.
  public static let constantCount = Rule(
    "constant-count", .warning, "a result gives a constant where it should give a count",
    explanation: """
      Inside the loop a result counts the rounds that were made; behind the loop another result of
      the same function gives the greatest number as a constant. As the loop may end early, that
      number is wrong whenever it does.
      """,
    remedy: "Keep the number of rounds in a variable, and give that.",
    example: """
      ```python
      def run(self):
          for attempt in range(3):
              if self.pay():
                  return Result(attempts=attempt + 1)
              if self.is_refused():
                  break
          return Result(attempts=3)
      ```
      """)

  /// Found when a loop tries again what tries again by itself.
  public static let attemptsMultiply = Rule(
    "attempts-multiply", .warning, "a loop repeats a call that is repeated by its retry policy",
    explanation: """
      A retry policy with several attempts belongs to a call in a loop of several rounds. The
      attempts multiply: three rounds with three attempts each are nine, whatever the limit was
      meant to be.
      """,
    remedy: "Keep the loop or the policy, and give the other one attempt.",
    example: """
      ```python
      def run(self):
          policy = RetryPolicy(maximum_attempts=3)
          for attempt in range(3):
              execute_activity(pay, retry_policy=policy)
      ```
      """)

  /// Found when a key against duplicates is new in each round.
  public static let keyPerAttempt = Rule(
    "key-per-attempt", .warning, "a key against duplicates is another one in each round",
    explanation: """
      An idempotency key lets the other side recognise a call that it has carried out already. One
      that holds the number of the round is never the same twice, so a call whose answer was lost
      is carried out again.
      """,
    remedy: "Make the key once, before the loop.",
    example: """
      ```python
      def run(self, key):
          for attempt in range(3):
              pay(idempotency_key=f"{key}_{attempt}")
      ```
      """)

  /// Found when two tests expect different things of one situation.
  public static let oppositeExpectations = Rule(
    "opposite-expectations", .warning, "two tests expect different things of one situation",
    explanation: """
      Two tests do the same after arranging the same, and expect different values. What the second
      arranges beyond the first concerns only calls that the first says are never made, and can
      therefore make no difference. No program passes both.
      """,
    remedy: "Arrange what tells the two situations apart, or correct one expectation.",
    example: """
      ```python
      def test_once(bank):
          bank.status.return_value = PAID
          result = run("P-1")
          assert result == "already paid"
          bank.charge.assert_not_called()

      def test_lost_answer(bank):
          bank.status.return_value = PAID
          bank.charge.side_effect = TimeoutError()
          result = run("P-1")
          assert result == "paid"
      ```
      """)

  /// Found when a test accepts more than it says.
  public static let assertionExceeds = Rule(
    "assertion-exceeds", .warning, "a test accepts more than the limit that it states",
    explanation: """
      The text of a test gives a limit, such as only one message, and its assertion accepts a
      higher number of the same thing. The test stays green while the limit is broken.
      """,
    remedy: "Assert the limit that is stated, or state the one that is meant.",
    example: """
      ```python
      def test_limit(mail):
          \"\"\"Expected: only 1 message\"\"\"
          run()
          messages = mail.call_count
          assert messages <= 2
      ```
      """)

  /// Found when a loop that waits for two counts ends before there are any.
  public static let pollEndsAtOnce = Rule(
    "poll-ends-at-once", .warning, "a loop that waits for two counts to be equal ends at once",
    explanation: """
      A program asks again and again how many of how many steps are done, and stops when the two
      are equal. Both are read with the same default, so they are equal before anything is known,
      and the first answer without figures ends the loop.
      """,
    remedy: "Stop when the state says that the work has ended, whether well or badly.",
    example: """
      ```python
      while True:
          status = ask()
          done = status.get('done', 0)
          total = status.get('total', 0)
          if done == total:
              break
      ```
      """)

  /// Found when a range of versions leaves out runs from before the change.
  public static let versionRange = Rule(
    "version-range", .warning, "a range of versions leaves out runs from before the change",
    explanation: """
      A run that was recorded before a change was made holds no mark of it, and its version is −1,
      the default. A range that begins at 1 does not hold that version: when such a run is
      replayed, its task fails instead of taking the old branch.
      """,
    remedy: "Begin the range with the default version until no such run is open.",
    example: "```python\nversion = workflow.get_version(\"fees\", 1, 2)\n```\n")

  /// Found when a comment calls a number of attempts the default.
  public static let retryDefault = Rule(
    "retry-default", .note, "a comment promises a limit of attempts that nothing sets",
    explanation: """
      An activity without a retry policy is tried again without a limit until its time is up. A
      comment that calls some number of attempts the default is true only where a policy sets it,
      and the program that is shown has none.
      """,
    remedy: "Show the policy, or say where it is set.",
    example: """
      ```python
      @activity.defn
      async def pay(order):
          # Default: exponential backoff, max 3 attempts
          ...
      ```
      """)

  /// Found when steps are kept in a table without an order.
  public static let stepsUnordered = Rule(
    "steps-unordered", .warning, "a script runs its steps in no certain order",
    explanation: """
      A hash table of PowerShell does not keep the order in which it is written. A script that goes
      through its keys and runs what they hold may run the second step before the first.
      """,
    remedy: "Write `[ordered]@{`.",
    example: """
      ```powershell
      $steps = @{
        "Make" = { New-Files }
        "Check" = { Test-Files }
      }
      foreach ($step in $steps.Keys) {
        & $steps[$step]
      }
      ```
      """)

  /// Found when failures do not change how a script ends.
  public static let failuresExitZero = Rule(
    "failures-exit-zero", .warning, "a script counts failures and ends as if there were none",
    explanation: """
      The script catches what goes wrong and counts it, shows the count, and ends. Its exit code is
      0 all the same, so whatever has called it goes on.
      """,
    remedy: "End with `exit 1` when anything has failed.",
    example: """
      ```powershell
      try { New-Files } catch { $failed++ }
      $failed++
      Write-Host "Failed: $failed"
      ```
      """)

  /// Found when a dry run reports success.
  public static let rehearsalSuccess = Rule(
    "rehearsal-success", .warning, "a dry run reports success for what it has not done",
    explanation: """
      The work stands in a branch that a dry run does not take, and the mark of success behind it
      is printed either way. A reader cannot tell what was done from what would be.
      """,
    remedy: "Print the mark where the work is done, and another word for a dry run.",
    example: """
      ```powershell
      if (-not $DryRun) {
          New-Files
      }
      Write-Host "✓"
      ```
      """)
}
