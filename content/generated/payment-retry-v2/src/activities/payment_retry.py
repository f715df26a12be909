# payment_retry.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: B1, B4, T1, T2, T5, U1, U3, S1, O1, OC3
"""What a retry does outside of its workflow. Each activity is one call to one port."""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from temporalio import activity
from temporalio.exceptions import ApplicationError

from ..models.payment_retry import Stage, is_legal
from ..services.error_classification import ErrorClassificationService, FailureClass
from ..services.notification_limit import NotificationLimit
from ..services.ports import (
    Clock,
    Escalations,
    Events,
    Notifier,
    Provider,
)
from ..services.redaction import RedactingFilter, redacted
from ..services import telemetry

logger = logging.getLogger("payment_retry")
# throughline:begin clean-log [S1]
logger.addFilter(RedactingFilter())
# throughline:end

#: What an attempt can mean beside the classes of failure.
DONE = "done"


class PaymentRetryActivities:
    """The activities, and the ports that they reach."""

    def __init__(
        self,
        provider: Provider,
        clock: Clock,
        *,
        notifier: Notifier,
        escalations: Escalations,
        events: Events,
        classification: ErrorClassificationService | None = None,
        limit: NotificationLimit | None = None,
    ) -> None:
        self._provider = provider
        self._clock = clock
        self._notifier = notifier
        self._escalations = escalations
        self._events = events
        self._classification = classification or ErrorClassificationService()
        self._limit = limit or NotificationLimit()

    # throughline:begin status-query [B1, T1, OC3]
    # Asked before each attempt: a lost answer is not a failure.
    @activity.defn
    async def check_payment(self, key: str) -> bool:
        try:
            answer = await self._provider.status(key)
        except Exception as error:
            raise _without_secrets(error) from None
        if answer.times_done > 1:
            activity.metric_meter().create_counter(telemetry.REPEATED_EFFECTS).add(
                answer.times_done - 1
            )
        return answer.done
    # throughline:end

    # throughline:begin attempt [B1, T1, OC3, T5]
    @activity.defn
    async def attempt_payment(self, key: str, payment_id: str) -> str:
        """`done`, or the class of the failure."""
        try:
            answer = await self._provider.execute(key, payment_id)
        except Exception as error:
            logger.warning("an attempt got no answer: %s", error)
            return FailureClass.AMBIGUOUS.value
        if answer.done:
            return DONE
        started = time.monotonic()
        decision = self._classification.classify(answer.code)
        activity.metric_meter().create_histogram_float(telemetry.DECISION_SECONDS, unit="s").record(
            time.monotonic() - started
        )
        return decision.value
    # throughline:end

    # throughline:begin message [U1, U3]
    @activity.defn
    async def send_notification(self, recipient: str, message: str) -> float:
        """Zero when the message is on its way, or the seconds until one is allowed."""
        now = self._clock.now()
        wait = self._limit.reserve(recipient, now)
        if wait > timedelta(0):
            return wait.total_seconds()
        try:
            await self._notifier.send(recipient, message)
        except Exception as error:
            self._limit.release(recipient, now)
            raise _without_secrets(error) from None
        activity.metric_meter().create_gauge(telemetry.MESSAGES_IN_WINDOW).set(
            self._limit.sent_in_window(recipient, now)
        )
        return 0.0
    # throughline:end

    # throughline:begin hand-over [B4]
    @activity.defn
    async def escalate_payment(self, payment_id: str, reason: str) -> str:
        owner = await self._escalations.take_over(payment_id, reason)
        if not owner:
            activity.metric_meter().create_counter(telemetry.NOT_TAKEN_OVER).add(1)
            raise ApplicationError("nobody took over")
        return owner
    # throughline:end

    # throughline:begin trace [O1, T2]
    @activity.defn
    async def record_transition(
        self, payment_id: str, before: str, after: str, attempt: int
    ) -> None:
        if not is_legal(Stage(before), Stage(after)):
            activity.metric_meter().create_counter(telemetry.UNDEFINED_STATES).add(1)
        await self._events.append(
            "payment_retry.transition",
            {
                "payment_id": payment_id,
                "from": before,
                "to": after,
                "attempt": str(attempt),
            },
        )
    # throughline:end

    @activity.defn
    async def count_finished(self, stage: str) -> None:
        counter = activity.metric_meter().create_counter(telemetry.FINISHED)
        counter.add(1, {"stage": Stage(stage).value})


def _without_secrets(error: Exception) -> ApplicationError:
    """The engine keeps failures: they must not carry what is not ours."""
    # throughline:begin clean-failure [S1]
    return ApplicationError(redacted(str(error)), type=type(error).__name__)
    # throughline:end
