"""Faults that are planted in the generated payment retry, and the constraint that each breaks."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    name: str
    breaks: str
    path: str
    old: str
    new: str


WORKFLOW = "src/workflows/payment_retry.py"
ACTIVITIES = "src/activities/payment_retry.py"
MODEL = "src/models/payment_retry.py"
SCHEDULE = "src/services/schedule.py"
LIMIT = "src/services/notification_limit.py"
KEY = "src/services/idempotency.py"
CODES = "src/services/error_classification.py"
HANDOVER = "src/services/degradation.py"
REDACTION = "src/services/redaction.py"
START = "src/start.py"

EFFECTS = [
    Fault("no question before an attempt", "B1", WORKFLOW,
          "        done = await self._is_done(ONCE, self._schedule.status_limit)\n",
          "        done = False\n"),
    Fault("a new key for each attempt", "T1", WORKFLOW,
          "args=[self._key, self._request.payment_id,",
          'args=[f"{self._key}_{self._state.attempts}", self._request.payment_id,'),
    Fault("a key that depends on the time", "T1", KEY,
          "/\" + payment_id).encode", "/\" + str(__import__('time').time_ns()) + payment_id).encode"),
    Fault("one key for all payments", "T1", KEY,
          '("payment-retry-v2/" + payment_id)', '("payment-retry-v2/")'),
    Fault("a key that another part of the program would not make", "T1", KEY,
          "hashlib.sha256(", "hashlib.sha1("),
    Fault("a question with another key", "B1", WORKFLOW,
          "                self._key,\n", '                self._key + "?",\n'),
    Fault("an unanswered question counts as a no", "B1", WORKFLOW,
          "        if done is None:\n", "        if done == 2:\n"),
    Fault("an effect that is there is not believed", "B1", WORKFLOW,
          "        if done:\n            return DONE\n", ""),
    Fault("an id of a run that is new each time", "B1", KEY,
          '"payment-retry/" + payment_id', '"payment-retry/" + payment_id + str(__import__("time").time_ns())'),
    Fault("a second run after the first has ended", "B1", START,
          "WorkflowIDReusePolicy.REJECT_DUPLICATE", "WorkflowIDReusePolicy.ALLOW_DUPLICATE"),
]

ENDS = [
    Fault("a lost last answer is never looked for", "F_NEW_1", WORKFLOW,
          "        if not self._is_in_doubt:\n            return Effect.NONE\n",
          "        return Effect.NONE\n"),
    Fault("cancelled without a question", "F2", WORKFLOW,
          "        if not self._is_in_doubt:\n",
          "        if self._is_called_off or not self._is_in_doubt:\n"),
    Fault("a cancellation hides an effect", "F2", WORKFLOW,
          "        if self._effect is Effect.DONE:\n            self._succeed()\n        elif",
          "        if self._effect is Effect.DONE and not self._is_called_off:\n"
          "            self._succeed()\n        elif"),
    Fault("what nobody knows ends as cancelled", "F2", WORKFLOW,
          "elif self._is_called_off and self._effect is Effect.NONE:", "elif self._is_called_off:"),
    Fault("nobody hears that it was too late", "F2", WORKFLOW,
          '"cancelled_too_late" if self._too_late else self._state.stage.value',
          "self._state.stage.value"),
    Fault("the engine's cancellation breaks off", "F2", WORKFLOW,
          "            await work\n            return error\n", "            raise\n"),
    Fault("the engine's cancellation is swallowed", "F2", WORKFLOW,
          "            return error\n", "            return None\n"),
    Fault("the attempt under way is left alone", "F2", WORKFLOW,
          "await asyncio.shield(work)", "await work"),
    Fault("an unreadable answer is tried again at once", "F1", WORKFLOW,
          "        outcome = await self._execute()\n",
          "        outcome = await self._execute()\n"
          '        if outcome == "ambiguous":\n            outcome = await self._execute()\n'),
    Fault("an answer without a code is a success", "F1", ACTIVITIES,
          "if answer.done:\n                return DONE\n",
          'if answer.done or answer.code in ("", "200"):\n                return DONE\n'),
    Fault("the last question is asked once", "F_NEW_1", WORKFLOW,
          "self._is_done(SEVERAL, ", "self._is_done(ONCE, "),
    Fault("a closed window ends without a question", "F_NEW_1", WORKFLOW,
          "            if not self._schedule.admits(self._since_failure()):\n",
          "            if not self._schedule.admits(self._since_failure()):\n"
          "                self._is_in_doubt = False\n"),
]

TIMES = [
    Fault("the window is not looked at", "B3", WORKFLOW,
          "if not self._schedule.admits(", "if attempt == 0 and not self._schedule.admits("),
    Fault("the engine repeats attempts, too", "OC2", WORKFLOW,
          "ONCE = RetryPolicy(maximum_attempts=1)", "ONCE = RetryPolicy(maximum_attempts=3)"),
    Fault("a loop that goes once more", "OC2", WORKFLOW,
          "self._schedule.max_attempts + 1)", "self._schedule.max_attempts + 2)"),
    Fault("a loop that ends early", "OC2", WORKFLOW,
          "range(1, self._schedule.max_attempts + 1)", "range(1, self._schedule.max_attempts)"),
    Fault("a window of 80 hours", "B3", SCHEDULE, "seconds=259200", "seconds=288000"),
    Fault("waits that leave the window", "B3", SCHEDULE, "USED = 0.95", "USED = 1.2"),
    Fault("waits that do not use the window", "B3", SCHEDULE, "USED = 0.95", "USED = 0.05"),
    Fault("waits that do not grow", "B3", SCHEDULE, "first * low**number", "first * 1.0**number"),
    Fault("a schedule that does not know what is left", "B3", WORKFLOW,
          "self._schedule.delays(self._since_failure())", "self._schedule.delays()"),
    Fault("an attempt that may take five hours", "B3", SCHEDULE,
          "timedelta(seconds=60), 4", "timedelta(hours=5), 4"),
    Fault("an attempt that may wait for a worker for ever", "B3", WORKFLOW,
          "                schedule_to_close_timeout=self._schedule.left(self._since_failure()),\n", ""),
    Fault("a question that may wait for a worker for ever", "B3", WORKFLOW,
          "                schedule_to_close_timeout=limit,\n", ""),
    Fault("a pause after the question is not looked at", "B3", WORKFLOW,
          "if self._is_called_off or not self._schedule.holds_attempt(self._since_failure()):",
          "if self._is_called_off:"),
    Fault("an attempt that may have no limit", "B3", SCHEDULE,
          "since_failure + self.attempt_limit <= self.window", "since_failure <= self.window"),
    Fault("an attempt is counted though none was made", "B3", WORKFLOW,
          "        if self._is_called_off or not self._schedule.holds_attempt(",
          "        self._move(Stage.ATTEMPTING)\n"
          "        if self._is_called_off or not self._schedule.holds_attempt("),
    Fault("the time of an attempt is forgotten", "B3", SCHEDULE,
          "since_failure + self.status_limit + self.attempt_limit <= self.window",
          "since_failure + self.status_limit <= self.window"),
    Fault("a step is recorded before the next attempt", "B3", WORKFLOW,
          "        self._move(Stage.ATTEMPTING)\n",
          "        self._move(Stage.ATTEMPTING)\n"
          "        await workflow.wait_condition(lambda: not self._steps)\n"),
    Fault("a time without zone is taken for ours", "B3", WORKFLOW,
          "if not request.has_zone():", "if request is None:"),
    Fault("chance in the waits", "T4", WORKFLOW,
          "await self._wait(delays[attempt - 1])",
          "await self._wait(delays[attempt - 1] * __import__('random').uniform(0.9, 1.0))"),
    Fault("the machine's clock in the workflow", "T4", WORKFLOW,
          "return workflow.now() - self._request.first_failed_at",
          "return __import__('datetime').datetime.now(self._request.first_failed_at.tzinfo)"
          " - self._request.first_failed_at"),
    Fault("no timer between attempts", "T4", WORKFLOW,
          "lambda: self._is_called_off, timeout=delay", "lambda: True, timeout=delay"),
]

MESSAGES = [
    Fault("a message every time", "U3", LIMIT,
          "len(recent) >= self.count", "len(recent) > self.count + 99"),
    Fault("one message too many", "U3", LIMIT, "len(recent) >= self.count", "len(recent) > self.count"),
    Fault("a shorter window for messages", "U3", LIMIT, "seconds=21600", "seconds=18000"),
    Fault("a window that closes a moment late", "U3", LIMIT,
          "now - at < self.window", "now - at <= self.window"),
    Fault("one limit for all recipients", "U3", LIMIT,
          "self._sent.get(recipient, {})\n        return {", 'self._sent.get("", {})\n        return {'),
    Fault("a failed message gives its place back", "U3", ACTIVITIES,
          "        await _answer(self._notifier.send(message))\n",
          "        try:\n            await _answer(self._notifier.send(message))\n"
          "        except ApplicationError:\n            self._limit._sent.clear()\n            raise\n"),
    Fault("the limit is not asked", "U3", ACTIVITIES,
          "        if wait > timedelta(0):\n", "        if wait > timedelta(days=99):\n"),
    Fault("two may take the last place", "U3", LIMIT,
          "        with self._lock:\n            recent = self._recent(recipient, now)\n"
          "            recent.pop(key, None)\n",
          "        if True:\n            recent = self._recent(recipient, now)\n"
          "            recent.pop(key, None)\n            __import__('time').sleep(0.003)\n"),
    Fault("a message about each attempt", "U3", WORKFLOW,
          "                self._move(Stage.WAITING)\n",
          "                self._move(Stage.WAITING)\n                self._say(\"waiting\")\n"),
    Fault("the limit holds the attempt up", "U3", WORKFLOW,
          "            self._settled_messages += 1\n", "            self._settled_messages += wait <= 0\n"),
    Fault("no first message", "U1", WORKFLOW,
          '        self._say("starting")\n', ""),
    Fault("no last message", "U1", WORKFLOW,
          "        self._say(\"cancelled_too_late\" if self._too_late else self._state.stage.value)\n",
          ""),
    Fault("the first message after the attempt", "U1", WORKFLOW,
          "        await self._announce()\n", "        self._say(\"starting\")\n"),
    Fault("a message to somebody else", "U1", WORKFLOW,
          "recipient=self._request.recipient", "recipient=self._request.payment_id"),
    Fault("a message about nothing", "U1", WORKFLOW,
          "            payment_id=self._request.payment_id,\n            recipient",
          '            payment_id="",\n            recipient'),
    Fault("a message without its channel", "U1", WORKFLOW,
          "channel=self._request.channel", 'channel=""'),
    Fault("a key for a message that is new each time", "U1", WORKFLOW,
          'key=self._key + "/" + kind', 'key=self._key + "/" + kind + workflow.now().isoformat()'),
    Fault("an hour until a message is tried again", "U1", WORKFLOW,
          "PATIENT = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval="
          "timedelta(minutes=5))",
          "PATIENT = RetryPolicy(initial_interval=timedelta(seconds=3600))"),
    Fault("the last message overtakes the first", "U1", WORKFLOW,
          "        self._messages.append((kind, workflow.now()))",
          "        self._messages.insert(0, (kind, workflow.now()))"),
    Fault("the last message overtakes the first while the service is down", "F3", WORKFLOW,
          "                retry_policy=PATIENT,\n            )\n        except ActivityError:\n"
          "            return -1.0",
          "                retry_policy=ONCE,\n            )\n        except ActivityError:\n"
          "            self._messages.append((kind, workflow.now()))\n            return 0.0"),
    Fault("a message that fails once is dropped", "F3", WORKFLOW,
          "                schedule_to_close_timeout=patience,\n                retry_policy=PATIENT,",
          "                schedule_to_close_timeout=patience,\n                retry_policy=ONCE,"),
    Fault("a silent notifier stops it", "F3", WORKFLOW,
          "        except ActivityError:\n            return -1.0\n",
          "        except ActivityError:\n            raise\n"),
    Fault("a silent notifier holds the attempt up", "F3", WORKFLOW,
          "                timeout=self._schedule.head_start,\n", "                timeout=None,\n"),
]

PEOPLE = [
    Fault("nobody is asked to take over", "B4", WORKFLOW,
          "            await self._escalate()\n", "            self._move(Stage.ESCALATED)\n"),
    Fault("it ends though nobody took over", "B4", ACTIVITIES,
          'raise ApplicationError("nobody took over")', 'return "nobody"'),
    Fault("it is asked three times and no more", "B4", WORKFLOW,
          "            start_to_close_timeout=timedelta(seconds=30),\n            retry_policy=PATIENT,\n"
          "        )\n        self._move(Stage.ESCALATED)",
          "            start_to_close_timeout=timedelta(seconds=30),\n"
          "            retry_policy=RetryPolicy(maximum_attempts=3),\n"
          "        )\n        self._move(Stage.ESCALATED)"),
    Fault("a hand-over without a reason", "B4", WORKFLOW,
          '        reason = str(self._state.attempts) + " attempts, effect " + self._effect.value\n',
          '        reason = ""\n'),
    Fault("somebody else's payment is handed over", "B4", WORKFLOW,
          "args=[self._request.payment_id, reason]", "args=[self._request.recipient, reason]"),
    Fault("the signal is ignored", "U2", WORKFLOW,
          '"""Called off, unless it is settled already. An attempt under way is awaited first."""\n'
          "        self._is_called_off = True\n",
          '"""Called off, unless it is settled already. An attempt under way is awaited first."""\n'
          "        return\n"),
    Fault("the signal is heard when the wait is over", "U2", WORKFLOW,
          "lambda: self._is_called_off, timeout=delay", "lambda: False, timeout=delay"),
    Fault("the signal is not heard during the question", "U2", WORKFLOW,
          "if self._is_called_off or not self._schedule.holds_attempt(",
          "if not self._schedule.holds_attempt("),
    Fault("the reference leads nowhere", "U2", WORKFLOW,
          "cancel_reference=workflow.info().workflow_id", 'cancel_reference=""'),
    Fault("the reference calls off another run", "U2", START,
          "self._client.get_workflow_handle(reference)",
          'self._client.get_workflow_handle("payment-retry")'),
    Fault("anybody may start it", "S2", WORKFLOW,
          "            self._transaction_id = authorise(request)\n",
          '            self._transaction_id = "transaction-1"\n'),
    Fault("an attempt in nobody's name", "S2", WORKFLOW,
          "self._request.payment_id, self._transaction_id]", 'self._request.payment_id, ""]'),
    Fault("a refusal of the provider that is tried again", "S2",
          "src/services/error_classification.py",
          '"403": FailureClass.PERMANENT', '"403": FailureClass.PASSING'),
    Fault("a foreign context is good enough", "S2", "src/services/authorisation.py",
          "context.payment_id != request.payment_id", "False"),
    Fault("an empty context is good enough", "S2", "src/services/authorisation.py",
          " or not context.transaction_id.strip()", ""),
    Fault("a refusal that is tried again", "S2", WORKFLOW,
          'type="NotAuthorised", non_retryable=True', 'type="NotAuthorised"'),
]

SECRETS = [
    Fault("a card number in the log", "S1", ACTIVITIES,
          'logger = clean_logger("payment_retry")',
          'logger = __import__("logging").getLogger("payment_retry")'),
    Fault("loggers below the package's are not clean", "S1", REDACTION,
          '            if own.startswith(name + "."):\n                self.addFilter(RedactingFilter())\n',
          "            pass\n"),
    Fault("the engine's loggers are not clean", "S1", ACTIVITIES, 'clean_logger("temporalio")', "pass"),
    Fault("a card number in a recorded failure", "S1", ACTIVITIES,
          "redacted(str(error))", "str(error)"),
    Fault("a failure with its cause", "S1", ACTIVITIES,
          "raise _without_secrets(error) from None", "raise _without_secrets(error) from error"),
    Fault("a hand-over whose failure is not cleaned", "S1", ACTIVITIES,
          "await _answer(self._escalations.take_over(payment_id, reason))",
          "await self._escalations.take_over(payment_id, reason)"),
    Fault("an event whose failure is not cleaned", "S1", ACTIVITIES,
          'await _answer(self._events.append("payment_retry.transition", fields))',
          'await self._events.append("payment_retry.transition", fields)'),
    Fault("a limit whose failure is not cleaned", "S1", ACTIVITIES,
          "await _answer(self._limit.reserve(message.recipient, message.key, now))",
          "await self._limit.reserve(message.recipient, message.key, now)"),
    Fault("a question whose failure is not cleaned", "S1", ACTIVITIES,
          "await _answer(self._provider.status(key))", "await self._provider.status(key)"),
    Fault("account numbers stay", "S1", REDACTION,
          "    text = _IBAN.sub(_without_iban, text)\n", ""),
    Fault("headers stay", "S1", REDACTION, '    text = _HEADER.sub(r"\\1\\2" + GONE, text)\n', ""),
    Fault("card numbers with dots stay", "S1", REDACTION, r"[ .\-", r"[ \-"),
    Fault("a field for a card number", "S1", MODEL,
          "    transaction_context: TransactionContext | None = None\n",
          "    transaction_context: TransactionContext | None = None\n    card_number: str = ''\n"),
]

STATES = [
    Fault("a permanent failure is tried again", "T5", WORKFLOW,
          "if outcome == FailureClass.PERMANENT.value:", 'if outcome == "never":'),
    Fault("what is unknown passes", "T5", CODES,
          "self._codes.get(code, FailureClass.AMBIGUOUS)",
          "self._codes.get(code, FailureClass.PASSING)"),
    Fault("a final code passes", "T5", CODES,
          '"403": FailureClass.PERMANENT', '"403": FailureClass.PASSING'),
    Fault("a code is added unseen", "T5", CODES,
          '    "429": FailureClass.PASSING,\n',
          '    "429": FailureClass.PASSING,\n    "500": FailureClass.PASSING,\n'),
    Fault("any transition is allowed", "T2", MODEL,
          "if not is_legal(self.stage, stage):", "if False:"),
    Fault("one transition too many", "T2", MODEL,
          "    Stage.FAILED: frozenset({Stage.CHECKING}),",
          "    Stage.FAILED: frozenset({Stage.CHECKING, Stage.ATTEMPTING}),"),
    Fault("a waiting payment may succeed", "T2", MODEL,
          "ENDS - {Stage.SUCCEEDED} | {Stage.CHECKING}", "ENDS | {Stage.CHECKING}"),
    Fault("an end that can be left", "T2", MODEL,
          "{end: frozenset() for end in ENDS}", "{end: frozenset({Stage.CHECKING}) for end in ENDS}"),
    Fault("a state that can be changed in part", "T2", MODEL,
          "@dataclass(frozen=True)\nclass PaymentRetryState", "@dataclass\nclass PaymentRetryState"),
    Fault("a step that is kept twice", "T2", ACTIVITIES,
          '"number": str(number)', '"number": str(number) + str(__import__("time").time_ns())'),
    Fault("a transition without an event", "O1", WORKFLOW,
          "        self._steps.append((before, self._state, workflow.now()))\n",
          "        if stage is not Stage.WAITING:\n"
          "            self._steps.append((before, self._state, workflow.now()))\n"),
    Fault("events in the wrong order", "O1", WORKFLOW,
          "        self._steps.append((before, self._state, workflow.now()))\n",
          "        self._steps.insert(0, (before, self._state, workflow.now()))\n"),
    Fault("an event without its attempt", "O1", ACTIVITIES,
          '"attempt": str(attempt)', '"attempt": "0"'),
    Fault("an event with more than it should say", "O1", ACTIVITIES,
          '            "at": at,\n', '            "at": at,\n            "card": "4111111111111111",\n'),
    Fault("an event about another payment", "O1", ACTIVITIES,
          '            "payment_id": payment_id,\n', '            "payment_id": "item",\n'),
    Fault("the moment of recording for that of the step", "O1", WORKFLOW,
          "since.isoformat()", "workflow.now().isoformat()"),
    Fault("an event that fails once is dropped", "O1", WORKFLOW,
          "                    schedule_to_close_timeout=self._patience(since),\n"
          "                    retry_policy=PATIENT,",
          "                    schedule_to_close_timeout=self._patience(since),\n"
          "                    retry_policy=ONCE,"),
    Fault("a sink that is down keeps it open for ever", "O1", WORKFLOW,
          "PATIENCE = timedelta(days=7)", "PATIENCE = timedelta(days=9)"),
    Fault("a hand-over that raises", "O2", HANDOVER,
          "            logger.error(\"%s is neither started nor in the queue: %s\", run_id, "
          "type(error).__name__)\n", "            raise\n"),
    Fault("a hand-over that waits", "O2", HANDOVER,
          "timeout=self._limit)", "timeout=None)"),
    Fault("a hand-over that waits until it may leave", "O2", HANDOVER,
          "            task.cancel()\n",
          "            task.cancel()\n            await asyncio.wait({task}, timeout=3)\n"),
    Fault("started, and in the queue as well", "O2", HANDOVER,
          "            return await self._is_there(run_id)\n", "            return False\n"),
    Fault("a start that fails is forgotten", "O2", HANDOVER,
          "            await self._bounded(self._queue.put(run_id, request))\n", "            pass\n"),
    Fault("a start with an id of its own", "O2", HANDOVER,
          "        run_id = workflow_id(request.payment_id)\n        if await",
          "        run_id = workflow_id(request.payment_id + str(id(request)))\n        if await"),
    Fault("the queue is emptied though nothing started", "O2", HANDOVER,
          "            if await self._starts(run_id, request):\n                await",
          "            await self._starts(run_id, request)\n            if request:\n                await"),
    Fault("somebody gets by hand what runs", "O2", HANDOVER,
          "request = None if has_started else", "request ="),
]

FAULTS = EFFECTS + ENDS + TIMES + MESSAGES + PEOPLE + SECRETS + STATES

TELEMETRY = "src/services/telemetry.py"
#: Of what alerts rest on. Reading the text does not show them; `verify` is not asked.
MEASURES = [
    Fault("a second effect is not counted", "B1", ACTIVITIES,
          "if answer.times_done > 1:", "if answer.times_done > 2:"),
    Fault("effects are counted with the first", "B1", ACTIVITIES,
          "answer.times_done - 1\n", "answer.times_done\n"),
    Fault("a step that is refused is not counted", "T2", WORKFLOW,
          "            workflow.metric_meter().create_counter(telemetry.UNDEFINED_STATES).add(1)\n", ""),
    Fault("a path that breaks off is not counted", "B4", ACTIVITIES,
          "        except ApplicationError:\n            activity.metric_meter()",
          "        except ApplicationError as error:\n            if \"took\" in str(error): activity.metric_meter()"),
    Fault("messages of one recipient alone are looked at", "U3", TELEMETRY,
          "max(len(times) for times in self._sent.values())", "len(self._sent[recipient])"),
    Fault("old messages count for ever", "U3", TELEMETRY,
          "if now - at < self._window]", "if now >= at]"),
    Fault("the limit counts its own messages", "U3", TELEMETRY,
          "max(len(times) for times in self._sent.values())",
          "min(1, max(len(times) for times in self._sent.values()))"),
]
