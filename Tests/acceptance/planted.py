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

FAULTS = [
    Fault("no question before an attempt", "B1", WORKFLOW,
          "        done = await self._is_done()\n", "        done = False\n"),
    Fault("a new key for each attempt", "T1", WORKFLOW,
          "args=[self._key, self._request.payment_id]",
          'args=[f"{self._key}_{self._state.attempts}", self._request.payment_id]'),
    Fault("a key that depends on the time", "T1", "src/services/idempotency.py",
          "/\" + payment_id", "/\" + str(__import__('time').time_ns()) + payment_id"),
    Fault("the window is not looked at", "B3", WORKFLOW,
          "if not self._schedule.admits(", "if attempt == 0 and not self._schedule.admits("),
    Fault("the engine repeats attempts, too", "OC2", WORKFLOW,
          "ONCE = RetryPolicy(maximum_attempts=1)", "ONCE = RetryPolicy(maximum_attempts=3)"),
    Fault("a loop that goes once more", "OC2", WORKFLOW,
          "self._schedule.max_attempts + 1)", "self._schedule.max_attempts + 2)"),
    Fault("a message every time", "U3", LIMIT,
          "len(recent) >= self.count", "len(recent) > self.count + 99"),
    Fault("a shorter window for messages", "U3", LIMIT, "seconds=21600", "seconds=18000"),
    Fault("a window of 80 hours", "B3", SCHEDULE, "seconds=259200", "seconds=288000"),
    Fault("waits that leave the window", "B3", SCHEDULE,
          "first_delay: timedelta = timedelta(minutes=5)",
          "first_delay: timedelta = timedelta(hours=30)"),
    Fault("a card number in the log", "S1", ACTIVITIES,
          "logger.addFilter(RedactingFilter())", "pass"),
    Fault("a card number in a recorded failure", "S1", ACTIVITIES,
          "redacted(str(error))", "str(error)"),
    Fault("a field for a card number", "S1", MODEL,
          "    transaction_context: TransactionContext | None = None\n",
          "    transaction_context: TransactionContext | None = None\n    card_number: str = ''\n"),
    Fault("a permanent failure is tried again", "T5", WORKFLOW,
          "if outcome == FailureClass.PERMANENT.value:", 'if outcome == "never":'),
    Fault("what is unknown passes", "T5", "src/services/error_classification.py",
          "self._codes.get(code, FailureClass.AMBIGUOUS)",
          "self._codes.get(code, FailureClass.PASSING)"),
    Fault("nobody is asked to take over", "B4", WORKFLOW,
          "            await self._escalate()\n", "            await self._move(Stage.ESCALATED)\n"),
    Fault("it ends though nobody took over", "B4", ACTIVITIES,
          'raise ApplicationError("nobody took over")', 'return "nobody"'),
    Fault("no first message", "U1", WORKFLOW,
          '        await self._notify("starting")\n', ""),
    Fault("no last message", "U1", WORKFLOW,
          "        await self._notify(self._state.stage.value)\n", ""),
    Fault("the signal is ignored", "U2", WORKFLOW,
          "        self._cancel_requested = True\n", "        pass\n"),
    Fault("anybody may start it", "S2", WORKFLOW, "            authorise(request)\n", "            pass\n"),
    Fault("a foreign context is good enough", "S2", "src/services/authorisation.py",
          "context.payment_id != request.payment_id", "False"),
    Fault("a transition without an event", "O1", WORKFLOW,
          "        self._history.append(stage)\n",
          "        self._history.append(stage)\n        if stage is Stage.WAITING:\n"
          "            return\n"),
    Fault("any transition is allowed", "T2", MODEL,
          "if not is_legal(self.stage, stage):", "if False:"),
    Fault("a hand-over that raises", "O2", "src/services/degradation.py",
          "            return False\n", "            raise\n"),
    Fault("a hand-over that waits", "O2", "src/services/degradation.py",
          "await asyncio.wait_for(self._start(request), self._limit)",
          "await self._start(request)"),
    Fault("no timer between attempts", "T4", WORKFLOW,
          "        if not delay:\n            return\n", "        return\n"),
    Fault("the last lost answer is never looked for", "F_NEW_1", WORKFLOW,
          "        if await self._is_done():\n", "        if False:\n"),
    Fault("a cancellation hides an effect", "F2", WORKFLOW,
          "            if outcome == DONE:\n",
          "            if self._cancel_requested:\n"
          "                return await self._move(Stage.CANCELLED)\n"
          "            if outcome == DONE:\n"),
    Fault("a silent notifier stops it", "F3", WORKFLOW,
          "            except ActivityError:\n                return False\n",
          "            except ActivityError:\n                raise\n"),
    Fault("an unreadable answer is tried again at once", "F1", WORKFLOW,
          "        return await self._execute()\n\n",
          "        outcome = await self._execute()\n"
          '        return await self._execute() if outcome == "ambiguous" else outcome\n\n'),
]
