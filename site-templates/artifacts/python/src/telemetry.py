"""What is measured, under which names, and how a worker exports it. Alerts and panels use the names."""

from __future__ import annotations

{{#if (and has.notification rate_limit.metric)}}
from datetime import datetime, timedelta

{{/if}}
from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

FINISHED = "{{names.metric}}_finished_total"
{{#if idempotency.metric}}
REPEATED_EFFECTS = "{{idempotency.metric}}"
{{/if}}
{{#if atomic_transition.metric}}
UNDEFINED_STATES = "{{atomic_transition.metric}}"
{{/if}}
{{#if latency_goal.metric}}
#: In seconds.
DECISION_SECONDS = "{{latency_goal.metric}}"
#: Bounds in seconds; the limit of {{latency_goal.seconds}} s is one, so that an alert sees exactly what
#: lies beyond it. The SDK's own bounds begin at 50 ms and would miss it.
DECISION_BOUNDS = [{{#each latency_goal.buckets}}{{this}}, {{/each}}]
{{/if}}
{{#if (and has.notification rate_limit.metric)}}
MESSAGES_IN_WINDOW = "{{rate_limit.metric}}"
{{/if}}
{{#if escalation.metric}}
NOT_TAKEN_OVER = "{{escalation.metric}}"
{{/if}}


def runtime(address: str) -> Runtime:
    """The runtime of a worker, whose measurements are read at `address`, such as 127.0.0.1:9464."""
    metrics = PrometheusConfig(
        bind_address=address,
        durations_as_seconds=True,
{{#if latency_goal.metric}}
        histogram_bucket_overrides={DECISION_SECONDS: DECISION_BOUNDS},
{{/if}}
    )
    return Runtime(telemetry=TelemetryConfig(metrics=metrics))
{{#if (and has.notification rate_limit.metric)}}


class SentMessages:
    """Counts what has left this process, beside the limit and not by it: a limit cannot see that it
    has failed."""

    def __init__(self, window: timedelta = timedelta(seconds={{rate_limit.seconds}})) -> None:
        self._window = window
        self._sent: dict[str, list[datetime]] = {}

    def add(self, recipient: str, now: datetime) -> int:
        """The largest number that anybody has got within the window."""
        self._sent.setdefault(recipient, []).append(now)
        kept = {
            name: [at for at in times if now - at < self._window]
            for name, times in self._sent.items()
        }
        self._sent = {name: times for name, times in kept.items() if times}
        return max(len(times) for times in self._sent.values())
{{/if}}
