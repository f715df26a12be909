"""What a {{names.process}} does outside of its workflow. Each activity is one call to one port."""

from __future__ import annotations

{{#if (not has.secret_hygiene)}}
import logging
{{/if}}
{{#if latency_goal.metric}}
import time
{{/if}}
from collections.abc import Awaitable, Callable
{{#if (and has.notification has.rate_limit)}}
from datetime import timedelta
{{/if}}
from typing import Any, TypeVar

from temporalio import activity
from temporalio.exceptions import ApplicationError

{{#if has.notification}}
from ..models.{{names.module}} import {{#if (or has.observability atomic_transition.metric)}}Message, Stage, is_legal{{else}}Message, Stage{{/if}}
{{else}}
from ..models.{{names.module}} import {{#if (or has.observability atomic_transition.metric)}}Stage, is_legal{{else}}Stage{{/if}}
{{/if}}
from ..services.error_classification import ErrorClassificationService, FailureClass
{{#if (and has.notification has.rate_limit)}}
from ..services.notification_limit import NotificationLimit
{{/if}}
from ..services.ports import (
    Clock,
{{#if has.escalation}}
    Escalations,
{{/if}}
{{#if has.observability}}
    Events,
{{/if}}
{{#if has.notification}}
    Notifier,
{{/if}}
    Provider,
)
{{#if has.secret_hygiene}}
from ..services.redaction import clean_logger, redacted
{{/if}}
from ..services import telemetry

{{#if has.secret_hygiene}}
# throughline:begin clean-log [{{secret_hygiene.ids}}]
logger = clean_logger("{{names.module}}")
# The engine's own loggers write failures of activities and workflows down.
clean_logger("temporalio")
# throughline:end
{{else}}
logger = logging.getLogger("{{names.module}}")
{{/if}}

T = TypeVar("T")

#: What an attempt can mean beside the classes of failure.
DONE = "done"


class {{names.class}}Activities:
    """The activities, and the ports that they reach."""

    def __init__(
        self,
        provider: Provider,
        clock: Clock,
        *,
{{#if has.notification}}
        notifier: Notifier,
{{/if}}
{{#if (and has.notification has.rate_limit)}}
        limit: NotificationLimit,
{{/if}}
{{#if has.escalation}}
        escalations: Escalations,
{{/if}}
{{#if has.observability}}
        events: Events,
{{/if}}
        classification: ErrorClassificationService | None = None,
    ) -> None:
        self._provider = provider
        self._clock = clock
{{#if has.notification}}
        self._notifier = notifier
{{/if}}
{{#if (and has.notification has.rate_limit)}}
        self._limit = limit
{{/if}}
{{#if has.escalation}}
        self._escalations = escalations
{{/if}}
{{#if has.observability}}
        self._events = events
{{/if}}
        self._classification = classification or ErrorClassificationService()
{{#if (and has.notification rate_limit.metric)}}
        self._sent = telemetry.SentMessages()
{{/if}}

    def all(self) -> list[Callable[..., Any]]:
        """What a worker has to serve."""
        return [
            self.check_{{names.subject}},
            self.attempt_{{names.subject}},
{{#if has.notification}}
            self.send_notification,
{{/if}}
{{#if has.escalation}}
            self.escalate_{{names.subject}},
{{/if}}
{{#if (or has.observability atomic_transition.metric)}}
            self.record_transition,
{{/if}}
            self.count_finished,
        ]

    # throughline:begin status-query [{{idempotency.ids}}]
    # Asked before each attempt: a lost answer is not a failure.
    @activity.defn
    async def check_{{names.subject}}(self, key: str) -> bool:
        answer = await _answer(self._provider.status(key))
        return answer.done
    # throughline:end

    # throughline:begin attempt [{{idempotency.ids}}{{#if (and idempotency.ids classification.ids)}}, {{/if}}{{classification.ids}}]
    @activity.defn
{{#if has.authorisation}}
    async def attempt_{{names.subject}}(
        self, key: str, {{names.subject}}_id: str, transaction_id: str = ""
    ) -> str:
        """`done`, or the class of the failure."""
        try:
            # throughline:begin in-its-name [{{authorisation.ids}}]
            # Whether the original is genuine is for the provider to say, at every attempt.
            answer = await self._provider.execute(key, {{names.subject}}_id, transaction_id)
            # throughline:end
{{else}}
    async def attempt_{{names.subject}}(self, key: str, {{names.subject}}_id: str) -> str:
        """`done`, or the class of the failure."""
        try:
            answer = await self._provider.execute(key, {{names.subject}}_id)
{{/if}}
        except Exception as error:
{{#if latency_goal.metric}}
            failed_at = time.monotonic()
{{/if}}
            logger.warning("an attempt got no answer: %s", error)
            decision = FailureClass.AMBIGUOUS
        else:
{{#if latency_goal.metric}}
            failed_at = time.monotonic()
{{/if}}
            if answer.done:
                return DONE
            decision = self._classification.classify(answer.code)
{{#if latency_goal.metric}}
        activity.metric_meter().create_histogram_float(telemetry.DECISION_SECONDS, unit="s").record(
            time.monotonic() - failed_at
        )
{{/if}}
        return decision.value
    # throughline:end
{{#if has.notification}}

    # throughline:begin message [{{notification.ids}}{{#if (and notification.ids rate_limit.ids)}}, {{/if}}{{rate_limit.ids}}]
    @activity.defn
    async def send_notification(self, message: Message) -> float:
        """Zero when the message is on its way, or the seconds until one is allowed."""
{{#if has.rate_limit}}
        now = self._clock.now()
        wait = await _answer(self._limit.reserve(message.recipient, message.key, now))
        if wait > timedelta(0):
            return wait.total_seconds()
        # A failure keeps its place: the message may have arrived, and asked again it counts once.
        await _answer(self._notifier.send(message))
        # It may have gone out only now. The same place, dated anew: it counts once.
        now = self._clock.now()
        await _answer(self._limit.reserve(message.recipient, message.key, now))
{{#if rate_limit.metric}}
        activity.metric_meter().create_gauge(telemetry.MESSAGES_IN_WINDOW).set(
            self._sent.add(message.recipient, now)
        )
{{/if}}
{{else}}
        await _answer(self._notifier.send(message))
{{/if}}
        return 0.0
    # throughline:end
{{/if}}
{{#if has.escalation}}

    # throughline:begin hand-over [{{escalation.ids}}]
    @activity.defn
    async def escalate_{{names.subject}}(self, {{names.subject}}_id: str, reason: str) -> str:
        try:
            owner = await _answer(self._escalations.take_over({{names.subject}}_id, reason))
            if not owner:
                raise ApplicationError("nobody took over")
        except ApplicationError:
{{#if escalation.metric}}
            activity.metric_meter().create_counter(telemetry.NOT_TAKEN_OVER).add(1)
{{/if}}
            raise
        return owner
    # throughline:end
{{/if}}
{{#if (or has.observability atomic_transition.metric)}}

    # throughline:begin trace [{{observability.ids}}{{#if (and observability.ids atomic_transition.ids)}}, {{/if}}{{atomic_transition.ids}}]
    @activity.defn
    async def record_transition(
        self,
        {{names.subject}}_id: str,
        before: str,
        after: str,
        attempt: int,
        number: int = 0,
        at: str = "",
    ) -> None:
        """One step; or a fact about the end, when it begins and ends in one stage."""
{{#if atomic_transition.metric}}
        if not is_legal(Stage(before), Stage(after)):
            activity.metric_meter().create_counter(telemetry.UNDEFINED_STATES).add(1)
{{else}}
        if not is_legal(Stage(before), Stage(after)):
            logger.error("not in the table: %s to %s", before, after)
{{/if}}
{{#if has.observability}}
        fields = {
            "{{names.subject}}_id": {{names.subject}}_id,
            "from": before,
            "to": after,
            "attempt": str(attempt),
            "number": str(number),
            "at": at,
        }
        await _answer(self._events.append("{{names.module}}.transition", fields))
{{/if}}
    # throughline:end
{{/if}}

    @activity.defn
    async def count_finished(self, stage: str, key: str) -> None:
        """Counts an end{{#if idempotency.metric}}, and what the provider has done more than once for it, whatever was answered before{{/if}}."""
{{#if idempotency.metric}}
        try:
            answer = await self._provider.status(key)
        except Exception as error:
            logger.warning("the provider does not say what it has done: %s", error)
        else:
            if answer.times_done > 1:
                activity.metric_meter().create_counter(telemetry.REPEATED_EFFECTS).add(
                    answer.times_done - 1
                )
{{/if}}
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
{{#if has.secret_hygiene}}
    # throughline:begin clean-failure [{{secret_hygiene.ids}}]
    return ApplicationError(redacted(str(error)), type=type(error).__name__)
    # throughline:end
{{else}}
    return ApplicationError(str(error), type=type(error).__name__)
{{/if}}
