"""When attempts are made: how many, how far apart, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class {{names.process_class}}Schedule:
    """{{#if retry_bound.count}}{{retry_bound.count}} attempts{{else}}Three attempts, as no bound is stated{{/if}}{{#if time_window.seconds}}, all of them over within {{time_window.duration}} of the first failure{{/if}}."""

    # throughline:begin bounds [{{retry_bound.ids}}{{#if (and retry_bound.ids time_window.ids)}}, {{/if}}{{time_window.ids}}]
    max_attempts: int = {{#if retry_bound.count}}{{retry_bound.count}}{{else}}3{{/if}}
    window: timedelta | None = {{#if time_window.seconds}}timedelta(seconds={{time_window.seconds}}){{else}}None{{/if}}
    # throughline:end
    first_delay: timedelta = timedelta(minutes=5)
    factor: float = 2.0
    status_limit: timedelta = timedelta(seconds=30)
    attempt_limit: timedelta = timedelta(seconds=60)

    # throughline:begin schedule [{{retry_bound.ids}}{{#if (and retry_bound.ids time_window.ids)}}, {{/if}}{{time_window.ids}}]
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
