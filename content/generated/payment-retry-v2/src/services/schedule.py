# schedule.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: B3, OC2
"""When attempts are made: how many, how far apart, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

#: The first wait is never longer, however long the window is.
GENTLE = timedelta(hours=1)
#: Without a window no wait is longer.
LONGEST = timedelta(days=1)
#: What is left of the window is used up to this part: timers may be late.
USED = 0.95
#: In less than this nothing is tried at all.
SHORTEST = timedelta(seconds=10)


@dataclass(frozen=True)
class RetrySchedule:
    """At most 3 attempts, all of them over within 72 hours of the first failure."""

    # throughline:begin bounds [OC2, B3]
    max_attempts: int = 3
    window: timedelta | None = timedelta(seconds=259200)
    # throughline:end

    def __post_init__(self) -> None:
        if self.max_attempts < 1:
            raise ValueError("expected at least one attempt")
        if (SHORTEST if self.window is None else self.window) < SHORTEST:
            raise ValueError("expected a window of at least " + str(SHORTEST))

    # throughline:begin schedule [OC2, B3]
    # Short windows and many attempts leave less time for each call.
    @property
    def status_limit(self) -> timedelta:
        return self._at_most(timedelta(seconds=30), 8)

    @property
    def attempt_limit(self) -> timedelta:
        return self._at_most(timedelta(seconds=60), 4)

    @property
    def head_start(self) -> timedelta:
        """How long the first message may hold the first attempt up."""
        return self._at_most(timedelta(seconds=10), 8)

    def patience(self, since_failure: timedelta) -> timedelta:
        """How long a limit of messages may hold the first attempt up: a quarter of what is left.

        Nothing where less would be left than all calls take; waits are fitted to the rest.
        """
        if self.window is None:
            return LONGEST
        left = self.window - since_failure
        return max(min(left / 4, left - self._calls()), timedelta(0))

    @property
    def shortest_wait(self) -> timedelta:
        return self._at_most(timedelta(minutes=1), 8)

    def _at_most(self, longest: timedelta, parts: int) -> timedelta:
        if self.window is None:
            return longest
        return min(longest, self.window / (self.max_attempts * parts))

    def delays(self, since_failure: timedelta = timedelta(0)) -> list[timedelta]:
        """The waits between attempts, growing, fitted to what is left of the window."""
        waits = self.max_attempts - 1
        if self.window is None:
            return [min(GENTLE * 2**number, LONGEST) for number in range(waits)]
        left = (self.window - since_failure - self._calls()).total_seconds() * USED
        return [max(wait, self.shortest_wait) for wait in _growing(waits, left)]

    def longest(self) -> timedelta:
        """From the first message to the end of the last attempt, if everything takes its limit."""
        return self._calls() + sum(self.delays(), timedelta(0))

    def _calls(self) -> timedelta:
        return self.head_start + self.max_attempts * (self.status_limit + self.attempt_limit)

    def admits(self, since_failure: timedelta) -> bool:
        """Whether a question and an attempt that start now are over before the window closes."""
        if self.window is None:
            return True
        return since_failure + self.status_limit + self.attempt_limit <= self.window

    def holds_attempt(self, since_failure: timedelta) -> bool:
        """Whether an attempt that starts now, without a question, is over in time."""
        return self.window is None or since_failure + self.attempt_limit <= self.window

    def left(self, since_failure: timedelta) -> timedelta | None:
        """What an attempt may take at most, wherever it waits: all that is left of the window.

        Only where an attempt is held: to the engine, a limit of zero is none at all.
        """
        return None if self.window is None else self.window - since_failure
    # throughline:end


def _growing(waits: int, total: float) -> list[timedelta]:
    """So many waits that together take so many seconds, each longer than the one before."""
    if waits == 0 or total <= 0:
        return [timedelta(0)] * waits
    if waits == 1:
        return [_rounded(total / 2)]
    first = min(GENTLE.total_seconds(), total / waits / 2)
    low, high = 1.0, total / first
    for _ in range(80):
        factor = (low + high) / 2
        if sum(first * factor**number for number in range(waits)) > total:
            high = factor
        else:
            low = factor
    return [_rounded(first * low**number) for number in range(waits)]


def _rounded(seconds: float) -> timedelta:
    """Down: to whole seconds, and to thousandths where seconds are long."""
    if seconds >= 10:
        return timedelta(seconds=int(seconds))
    return timedelta(milliseconds=int(seconds * 1000))
