import Generation
import SourceText
import TestSupport
import Testing
import TraceModel

/// What is found in programs, and what is left alone: a ticket office with a demand of each kind.
@Suite struct `Patterns in programs` {
  static let manifold = """
    meta: {id: seat-hold}
    constraints:
      business:
        - {id: K1, archetype: idempotency, type: invariant, statement: A seat is sold at most once}
        - {id: K2, archetype: time-window, type: boundary, statement: A hold ends within 36 minutes}
        - {id: K3, archetype: retry-bound, type: boundary, statement: There are at most 4 attempts}
        - {id: K4, archetype: rate-limit, type: boundary, statement: At most two messages in any 12 hours}
        - {id: K5, archetype: secret-hygiene, type: invariant, statement: Cards never reach a log}
        - {id: K6, archetype: classification, type: invariant, statement: Failures are classified}
        - {id: K7, archetype: cancellation, type: goal, statement: A hold can be called off}
        - {id: K8, archetype: degradation, type: boundary, statement: Trouble here stops no sale}
        - {id: K9, archetype: observability, type: goal, statement: Every step can be followed}
        - {id: K10, archetype: authorisation, type: invariant, statement: Only the holder may do it}
        - {id: K11, archetype: escalation, type: invariant, statement: Somebody takes over}
        - {id: K12, archetype: atomic-transition, type: invariant, statement: Whole steps only}
    failure_modes:
      - {id: X1, archetype: notifier-down, scenario: Messages cannot be sent}
    """

  struct Case: Sendable, CustomTestStringConvertible {
    var rule: String
    /// Lines with the fault; `^` marks nothing, the line is counted from 1.
    var bad: String
    var line: Int
    var good: String
    var testDescription: String { "\(rule): \(bad.prefix(60))" }
  }

  static func workflow(_ body: String) -> String {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    return "@workflow.defn\nclass Hold:\n"
      + lines.map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n") + "\n"
  }

  static let cases: [Case] = [
    Case(
      rule: "key-unstable", bad: "sell(idempotency_key=f\"{key}_{attempt}\")\n", line: 1,
      good: "sell(idempotency_key=f\"{prefix}_{seat}\")\n"),
    Case(
      rule: "key-unstable", bad: "def seat_key(seat):\n    return seat + str(uuid4())\n", line: 2,
      good: "def seat_key(seat):\n    return digest(seat)\n"),
    Case(
      rule: "key-unstable", bad: "self._key = make_key(seat, datetime.now())\n", line: 1,
      good: "self._key = make_key(seat)\nstarted = clock.now()\n"),
    Case(
      rule: "effect-unasked",
      bad: workflow(
        "async def run(self):\n    done = await workflow.execute_activity(check_seat)\n"
          + "    for attempt in range(4):\n"
          + "        await workflow.execute_activity(sell_seat, retry_policy=ONCE)"), line: 6,
      good: workflow(
        "async def run(self):\n    for attempt in range(4):\n"
          + "        done = await workflow.execute_activity(check_seat)\n"
          + "        await workflow.execute_activity(sell_seat, retry_policy=ONCE)")),
    Case(
      rule: "effect-unasked",
      bad: workflow(
        "async def run(self):\n    if await self._is_sold():\n        return\n"
          + "    await self._sell()\n    await self._sell()\n"
          + "async def _is_sold(self):\n    return await workflow.execute_activity(check_seat)\n"
          + "async def _sell(self):\n"
          + "    await workflow.execute_activity(sell_seat, retry_policy=ONCE)"), line: 7,
      good: workflow(
        "async def run(self):\n    if await self._is_sold():\n        return\n"
          + "    await self._sell()\n"
          + "async def _is_sold(self):\n    return await workflow.execute_activity(check_seat)\n"
          + "async def _sell(self):\n"
          + "    await workflow.execute_activity(sell_seat, retry_policy=ONCE)")),
    Case(
      rule: "tries-exceeded",
      bad: workflow("def run(self):\n    for attempt in range(5):\n        pass"),
      line: 4, good: workflow("def run(self):\n    for attempt in range(4):\n        pass")),
    Case(
      rule: "tries-exceeded",
      bad: workflow(
        "def run(self):\n    for attempt in range(1, self.max_attempts + 2):\n        pass")
        + "max_attempts: int = 4\n", line: 4,
      good: workflow(
        "def run(self):\n    for attempt in range(1, self.max_attempts + 1):\n        pass")
        + "max_attempts: int = 4\n"),
    Case(
      rule: "tries-exceeded",
      bad: workflow("async def run(self):\n    await workflow.execute_activity(sell_seat, seat)"),
      line: 4,
      good: workflow(
        "async def run(self):\n    await workflow.execute_activity(sell_seat, retry_policy=LIMITED)"
      )
        + "LIMITED = RetryPolicy(maximum_attempts=4)\n"),
    Case(
      rule: "tries-exceeded",
      bad: workflow(
        "async def run(self):\n    await workflow.execute_activity(sell_seat, retry_policy=OPEN)")
        + "OPEN = RetryPolicy(initial_interval=timedelta(seconds=1))\n", line: 5,
      good: workflow(
        "async def run(self):\n    await workflow.execute_activity(notify_guest, retry_policy=OPEN)"
      )
        + "OPEN = RetryPolicy(initial_interval=timedelta(seconds=1))\n"),
    Case(
      rule: "window-exceeded", bad: "# [K2]\nwindow = timedelta(minutes=40)\n", line: 2,
      good: "# [K2]\nwindow = timedelta(minutes=36)\ntimeout = timedelta(hours=2)\n"),
    Case(
      rule: "window-exceeded",
      bad: "first_delay = timedelta(minutes=10)\nfactor = 2.0\nmax_attempts = 4\n", line: 1,
      good: "first_delay = timedelta(minutes=5)\nfactor = 2.0\nmax_attempts = 4\n"),
    Case(
      rule: "guard-weakened", bad: "if attempt == 0 and not hold.admits(age):\n    pass\n", line: 1,
      good: "if not hold.admits(age):\n    pass\nif a and b:\n    pass\n"),
    Case(
      rule: "limit-differs", bad: "# [K4]\ndef make(count: int = 3):\n    pass\n", line: 2,
      good: "# [K4]\ndef make(count: int = 2):\n    pass\n"),
    Case(
      rule: "limit-differs", bad: "# [K4]\nreturn elapsed > timedelta(hours=6)\n", line: 2,
      good: "# [K4]\nreturn elapsed > timedelta(hours=12)\n"),
    Case(
      rule: "limit-differs", bad: "# [K4]\nif len(recent) > self.count + 1:\n    pass\n", line: 2,
      good: "# [K4]\nif len(recent) >= self.count:\n    pass\n"),
    Case(
      rule: "message-unlimited",
      bad: workflow(
        "async def run(self):\n    if self._should_notify():\n        await self._notify()\n"
          + "    await self._notify()\nasync def _notify(self):\n    pass"), line: 6,
      good: workflow(
        "async def run(self):\n    await self._notify()\nasync def _notify(self):\n"
          + "    if self.limit.reserve():\n        pass")),
    Case(
      rule: "secret-logged", bad: "logger.info(\"sold\", card_number=card.number)\n", line: 1,
      good: "logger.info(\"card sold\", seat=seat)\n"),
    Case(
      rule: "secret-logged", bad: "logger.info(f\"sold with {card}\")\n", line: 1,
      good: "logger.info(f\"sold with a card: {seat}\")\n"),
    Case(
      rule: "secret-kept", bad: "class Hold:\n    card_number: str = ''\n", line: 2,
      good: "class Hold:\n    card_reference = None\n    seat: str = ''\n"),
    Case(
      rule: "secret-kept", bad: "# [K5]\nraise HoldError(str(error))\n", line: 2,
      good: "# [K5]\nraise HoldError(redacted(str(error)))\n"),
    Case(
      rule: "log-unfiltered", bad: "logger = logging.getLogger(\"seat\")\nlogger.info(\"sold\")\n",
      line: 1, good: "logger = logging.getLogger(\"seat\")\nlogger.addFilter(Clean())\n"),
    Case(
      rule: "unknown-passes", bad: "return codes.get(code, Failure.PASSING)\n", line: 1,
      good: "return codes.get(code, Failure.UNKNOWN)\n"),
    Case(
      rule: "handler-empty", bad: workflow("@workflow.signal\ndef cancel(self):\n    pass"),
      line: 4,
      good: workflow("@workflow.signal\ndef cancel(self):\n    self._cancelled = True")),
    Case(
      rule: "failure-spreads", bad: "# [K8]\ntry:\n    go()\nexcept Exception:\n    raise\n",
      line: 5,
      good: "# [K8]\ntry:\n    go()\nexcept Exception:\n    queue(seat)\n"),
    Case(
      rule: "failure-spreads",
      bad: "# [X1]\ndef tell():\n    try:\n        go()\n    except Error:\n        raise\n",
      line: 6, good: "def tell():\n    try:\n        go()\n    except Error:\n        raise\n"),
    Case(
      rule: "step-unrecorded",
      bad:
        "# [K9]\ndef move(self, stage):\n    if stage is END:\n        return\n    record(stage)\n",
      line: 4, good: "# [K9]\ndef move(self, stage):\n    record(stage)\n    return\n"),
    Case(
      rule: "workflow-nondeterminism", bad: workflow("def run(self):\n    now = datetime.now()"),
      line: 4,
      good: workflow("def run(self):\n    now = workflow.now()") + "started = datetime.now()\n"),
    Case(
      rule: "workflow-nondeterminism", bad: workflow("def run(self):\n    x = random.random()"),
      line: 4, good: workflow("def run(self):\n    x = workflow.random().random()")),
    Case(
      rule: "bare-except", bad: "try:\n    go()\nexcept:\n    stop()\n", line: 3,
      good: "try:\n    go()\nexcept ValueError:\n    stop()\n"),
    Case(
      rule: "failure-swallowed",
      bad: workflow(
        "def run(self):\n    try:\n        go()\n    except Exception as e:\n        logger.error(e)"
      ),
      line: 6,
      good: workflow(
        "def run(self):\n    try:\n        go()\n    except Exception as e:\n        return None")),
    Case(
      rule: "constant-condition", bad: "if False:\n    go()\n", line: 1,
      good: "while True:\n    go()\nif is_sold:\n    go()\n"),
    Case(
      rule: "code-unreachable", bad: "def go():\n    return\n    sell()\n", line: 3,
      good: "def go():\n    if sold:\n        return\n    sell()\n"),
    Case(
      rule: "never-called",
      bad: workflow("def run(self):\n    pass\n# [K11]\nasync def _hand_over(self):\n    pass"),
      line: 6,
      good: workflow(
        "def run(self):\n    self._hand_over()\n# [K11]\nasync def _hand_over(self):\n    pass")),
    Case(
      rule: "block-empty", bad: "# throughline:begin once [K1]\n# only words\n# throughline:end\n",
      line: 1, good: "# throughline:begin once [K1]\nKEY = 1\n# throughline:end\n"),
  ]

  static func findings(_ program: String) throws -> [Diagnostic] {
    let request = try Sample.request(manifold)
    let (pack, _) = ArtifactPack.read(Sample.pack)
    let expected = Generator.generate(request, with: try #require(pack), time: nil)
    let files = [SourceFile(path: "src/hold.py", text: program)]
    let input = VerificationInput(request: request, expected: expected, files: files)
    return Verifier.verify(input).diagnostics.filter { $0.range.path == "src/hold.py" }
  }

  @Test(arguments: cases) func `are found at their line, and not where they are right`(
    one: Case
  ) throws {
    let bad = try Self.findings(one.bad).filter { $0.rule.id == one.rule }
    #expect(bad.map { Int($0.range.line) }.contains(one.line), "\(bad.map(\.range.description))")
    let good = try Self.findings(one.good).filter { $0.rule.id == one.rule }
    #expect(good.isEmpty, "\(good.map(\.summary))")
  }

  @Test(arguments: [
    "length of the window", "number of tries", "period that the manifold states",
    "decision of the workflow on what is final", "handler for a signal", "bound on how long",
    "call that asks whether this may be done", "call that hands over", "step that is refused",
    "call that records", "call that carries a key",
  ])
  func `are missed when nothing has them`(words: String) throws {
    let missing = try Self.findings("SEAT = 1\n").filter { $0.rule.id == "pattern-missing" }
    #expect(missing.contains { $0.summary.contains(words) }, "\(missing.map(\.summary))")
  }

  @Test func `are looked for in code, not in strings and comments`() throws {
    let program =
      "# if False:\ntext = \"\"\"\nif False:\n\"\"\"\nname = 'except:'\nlogger.info('card')\n"
    let rules = try Set(Self.findings(program).map(\.rule.id))
    #expect(rules.isDisjoint(with: ["constant-condition", "bare-except", "secret-logged"]))
  }

  @Test(arguments: [
    "(", "[a](#", "f\"{key_{attempt", "# [K1] ", "key=", "if (", "\"\"\"", "    ", "| signal |",
  ])
  func `are not looked for forever`(part: String) throws {
    let text = String(repeating: part, count: 20_000)
    let lines = String(repeating: part + "\n", count: 6_000)
    let request = try Sample.request(Self.manifold)
    let (pack, _) = ArtifactPack.read(Sample.pack)
    let expected = Generator.generate(request, with: try #require(pack), time: nil)
    let files = [("a.py", text), ("b.py", lines), ("c.md", text), ("d.md", lines)].map {
      SourceFile(path: $0.0, text: $0.1)
    }
    let input = VerificationInput(request: request, expected: expected, files: files)
    let work = secondsOfWork { _ = Verifier.verify(input) }
    #expect(work < 20, "\(work)")
  }

  @Test(arguments: [
    "", "\"\"\"", "f\"{", "(((((", "class", "def", "@workflow.defn\nclass", "\\", "'\\", "range(",
    "for attempt in range(", "x = timedelta(", "RetryPolicy(maximum_attempts=", "# [", "# [K1",
    "\u{FEFF}if False:", "\t\tif x:\n y", "def f(\n\n\n", "}}}", "key=", "key==",
  ])
  func `survive programs that are none`(program: String) throws {
    _ = try Self.findings(program)
    _ = try Self.findings(program + "\n" + program + "\n")
  }
}
