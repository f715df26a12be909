# schedule.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: B3, OC2
"""When attempts are made: how many, how far apart, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class RetrySchedule:
    """3 attempts, all of them over within 72 hours of the first failure."""

    # throughline:begin bounds [OC2, B3]
    max_attempts: int = 3
    window: timedelta | None = timedelta(seconds=259200)
    # throughline:end
    first_delay: timedelta = timedelta(minutes=5)
    factor: float = 2.0
    status_limit: timedelta = timedelta(seconds=30)
    attempt_limit: timedelta = timedelta(seconds=60)

    # throughline:begin schedule [OC2, B3]
    def delay_after(self, attempt: int) -> timedelta:
        """The wait after attempt 1, 2 and so on; there is none after the last."""
        if attempt >= self.max_attempts:
            return timedelta(0)
        return self.first_delay * self.factor ** (attempt - 1)

    def delays(self) -> list[timedelta]:
        return [self.delay_after(attempt) for attempt in range(1, self.max_attempts)]

    def longest(self) -> timedelta:
        """From the first question to the end of the last attempt, if everything takes its limit."""
        tries = self.max_attempts * (self.status_limit + self.attempt_limit)
        return tries + sum(self.delays(), timedelta(0))

    def admits(self, since_failure: timedelta) -> bool:
        """Whether an attempt that starts now is over before the window closes."""
        if self.window is None:
            return True
        return since_failure + self.status_limit + self.attempt_limit <= self.window
    # throughline:end
