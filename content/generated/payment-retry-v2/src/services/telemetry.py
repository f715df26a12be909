# telemetry.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: none
"""What is measured, under which names, and how a worker exports it. Alerts and panels use the names."""

from __future__ import annotations

from datetime import datetime, timedelta

from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

FINISHED = "payment_retry_finished_total"
REPEATED_EFFECTS = "duplicate_payment_count"
UNDEFINED_STATES = "payments_in_undefined_state"
#: In seconds.
DECISION_SECONDS = "retry_decision_duration_seconds"
#: Bounds in seconds; the limit of 0.1 s is one, so that an alert sees exactly what
#: lies beyond it. The SDK's own bounds begin at 50 ms and would miss it.
DECISION_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.5, 1, 5, ]
MESSAGES_IN_WINDOW = "notifications_per_payer"
NOT_TAKEN_OVER = "exhausted_without_escalation"


def runtime(address: str) -> Runtime:
    """The runtime of a worker, whose measurements are read at `address`, such as 127.0.0.1:9464."""
    metrics = PrometheusConfig(
        bind_address=address,
        durations_as_seconds=True,
        histogram_bucket_overrides={DECISION_SECONDS: DECISION_BOUNDS},
    )
    return Runtime(telemetry=TelemetryConfig(metrics=metrics))


class SentMessages:
    """Counts what has left this process, beside the limit and not by it: a limit cannot see that it
    has failed."""

    def __init__(self, window: timedelta = timedelta(seconds=21600)) -> None:
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
