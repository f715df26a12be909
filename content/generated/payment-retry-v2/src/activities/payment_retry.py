# payment_retry.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: B1, B4, T1, T2, T5, U1, U3, S1, S2, O1, OC3
"""What a retry does outside of its workflow. Each activity is one call to one port."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

from temporalio import activity
from temporalio.exceptions import ApplicationError

from ..models.payment_retry import Message, Stage, is_legal
from ..services.error_classification import ErrorClassificationService, FailureClass
from ..services.notification_limit import NotificationLimit
from ..services.ports import (
    Clock,
    Escalations,
    Events,
    Notifier,
    Provider,
)
from ..services.redaction import clean_logger, redacted
from ..services import telemetry

# throughline:begin clean-log [S1]
logger = clean_logger("payment_retry")
# The engine's own loggers write failures of activities and workflows down.
clean_logger("temporalio")
# throughline:end

T = TypeVar("T")

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
        limit: NotificationLimit,
        escalations: Escalations,
        events: Events,
        classification: ErrorClassificationService | None = None,
    ) -> None:
        self._provider = provider
        self._clock = clock
        self._notifier = notifier
        self._limit = limit
        self._escalations = escalations
        self._events = events
        self._classification = classification or ErrorClassificationService()
        self._sent = telemetry.SentMessages()

    def all(self) -> list[Callable[..., Any]]:
        """What a worker has to serve."""
        return [
            self.check_payment,
            self.attempt_payment,
            self.send_notification,
            self.escalate_payment,
            self.record_transition,
            self.count_finished,
        ]

    # throughline:begin status-query [B1, T1, OC3]
    # Asked before each attempt: a lost answer is not a failure.
    @activity.defn
    async def check_payment(self, key: str) -> bool:
        answer = await _answer(self._provider.status(key))
        return answer.done
    # throughline:end

    # throughline:begin attempt [B1, T1, OC3, T5]
    @activity.defn
    async def attempt_payment(
        self, key: str, payment_id: str, transaction_id: str = ""
    ) -> str:
        """`done`, or the class of the failure."""
        try:
            # throughline:begin in-its-name [S2]
            # Whether the original is genuine is for the provider to say, at every attempt.
            answer = await self._provider.execute(key, payment_id, transaction_id)
            # throughline:end
        except Exception as error:
            failed_at = time.monotonic()
            logger.warning("an attempt got no answer: %s", error)
            decision = FailureClass.AMBIGUOUS
        else:
            failed_at = time.monotonic()
            if answer.done:
                return DONE
            decision = self._classification.classify(answer.code)
        activity.metric_meter().create_histogram_float(telemetry.DECISION_SECONDS, unit="s").record(
            time.monotonic() - failed_at
        )
        return decision.value
    # throughline:end

    # throughline:begin message [U1, U3]
    @activity.defn
    async def send_notification(self, message: Message) -> float:
        """Zero when the message is on its way, or the seconds until one is allowed."""
        now = self._clock.now()
        wait = await _answer(self._limit.reserve(message.recipient, message.key, now))
        if wait > timedelta(0):
            return wait.total_seconds()
        # A failure keeps its place: the message may have arrived, and asked again it counts once.
        await _answer(self._notifier.send(message))
        # It may have gone out only now. The same place, dated anew: it counts once.
        now = self._clock.now()
        await _answer(self._limit.reserve(message.recipient, message.key, now))
        activity.metric_meter().create_gauge(telemetry.MESSAGES_IN_WINDOW).set(
            self._sent.add(message.recipient, now)
        )
        return 0.0
    # throughline:end

    # throughline:begin hand-over [B4]
    @activity.defn
    async def escalate_payment(self, payment_id: str, reason: str) -> str:
        try:
            owner = await _answer(self._escalations.take_over(payment_id, reason))
            if not owner:
                raise ApplicationError("nobody took over")
        except ApplicationError:
            activity.metric_meter().create_counter(telemetry.NOT_TAKEN_OVER).add(1)
            raise
        return owner
    # throughline:end

    # throughline:begin trace [O1, T2]
    @activity.defn
    async def record_transition(
        self,
        payment_id: str,
        before: str,
        after: str,
        attempt: int,
        number: int = 0,
        at: str = "",
    ) -> None:
        """One step; or a fact about the end, when it begins and ends in one stage."""
        if not is_legal(Stage(before), Stage(after)):
            activity.metric_meter().create_counter(telemetry.UNDEFINED_STATES).add(1)
        fields = {
            "payment_id": payment_id,
            "from": before,
            "to": after,
            "attempt": str(attempt),
            "number": str(number),
            "at": at,
        }
        await _answer(self._events.append("payment_retry.transition", fields))
    # throughline:end

    @activity.defn
    async def count_finished(self, stage: str, key: str) -> None:
        """Counts an end, and what the provider has done more than once for it, whatever was answered before."""
        try:
            answer = await self._provider.status(key)
        except Exception as error:
            logger.warning("the provider does not say what it has done: %s", error)
        else:
            if answer.times_done > 1:
                activity.metric_meter().create_counter(telemetry.REPEATED_EFFECTS).add(
                    answer.times_done - 1
                )
        counter = activity.metric_meter().create_counter(telemetry.FINISHED)
        counter.add(1, {"stage": Stage(stage).value})


async def _answer(call: Awaitable[T]) -> T:
    """What a port answers. Its failure goes on without what is not ours; being cancelled does, too."""
    try:
        return await call
    except Exception as error:
        raise _without_secrets(error) from None


def _without_secrets(error: Exception) -> ApplicationError:
    """The engine keeps failures: they must not carry what is not ours."""
    # throughline:begin clean-failure [S1]
    return ApplicationError(redacted(str(error)), type=type(error).__name__)
    # throughline:end
