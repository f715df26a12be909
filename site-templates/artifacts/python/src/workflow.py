"""Tries a failed {{names.subject}} again until it is settled{{#if has.escalation}} or handed over{{else}} or given up{{/if}}."""

from __future__ import annotations

{{#if has.cancellation}}
import asyncio
{{/if}}
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
{{#if has.authorisation}}
from temporalio.exceptions import ActivityError, ApplicationError
{{else}}
from temporalio.exceptions import ActivityError
{{/if}}

with workflow.unsafe.imports_passed_through():
    from ..activities.{{names.module}} import DONE, {{names.class}}Activities
    from ..models.{{names.module}} import (
        {{names.class}}Request,
        {{names.class}}Result,
        {{names.class}}State,
        ENDS,
{{#if atomic_transition.metric}}
        IllegalTransition,
{{/if}}
        Stage,
    )
{{#if has.authorisation}}
    from ..services.authorisation import NotAuthorised, authorise
{{/if}}
{{#if atomic_transition.metric}}
    from ..services import telemetry
{{/if}}
    from ..services.error_classification import FailureClass
    from ..services.idempotency import idempotency_key
    from ..services.schedule import {{names.process_class}}Schedule

ONCE = RetryPolicy(maximum_attempts=1)
PATIENT = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=5))
{{#if has.notification}}
BRIEF = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_attempts=3)
{{/if}}


@workflow.defn
class {{names.class}}Workflow:
    """One run for each {{names.subject}}. The engine keeps its state; there is no other copy."""

    def __init__(self) -> None:
        self._schedule = {{names.process_class}}Schedule()
        self._history: list[Stage] = [Stage.FAILED]
{{#if has.cancellation}}
        self._cancel_requested = False
{{/if}}
{{#if has.notification}}
        self._unsent: list[str] = []
{{/if}}

{{#if has.cancellation}}
    # throughline:begin cancel-signal [{{cancellation.ids}}]
    @workflow.signal
    def cancel(self) -> None:
        """Called off, unless it is settled already. An attempt under way is awaited first."""
        self._cancel_requested = True
    # throughline:end

{{/if}}
    @workflow.query
    def stage(self) -> str:
        return self._history[-1].value

    @workflow.run
    async def run(self, request: {{names.class}}Request) -> {{names.class}}Result:
{{#if has.authorisation}}
        # throughline:begin refusal [{{authorisation.ids}}]
        try:
            authorise(request)
        except NotAuthorised as error:
            raise ApplicationError(str(error), type="NotAuthorised", non_retryable=True) from None
        # throughline:end
{{/if}}
        self._request = request
        self._state = {{names.class}}State(request.{{names.subject}}_id)
        # throughline:begin one-key [{{idempotency.ids}}]
        self._key = idempotency_key(request.{{names.subject}}_id)
        # throughline:end
{{#if has.notification}}
        # throughline:begin first-message [{{notification.ids}}]
        await self._notify("starting")
        # throughline:end
{{/if}}
        await self._attempts()
        if self._state.stage not in ENDS:
{{#if has.escalation}}
            await self._escalate()
{{else}}
            await self._move(Stage.GIVEN_UP)
{{/if}}
        await self._count()
{{#if has.notification}}
        # throughline:begin last-message [{{notification.ids}}]
        await self._notify(self._state.stage.value)
        await self._send_unsent()
        # throughline:end
{{/if}}
        return {{names.class}}Result(self._state.stage, self._state.attempts, self._history)

    # throughline:begin attempts [{{retry_bound.ids}}{{#if (and retry_bound.ids time_window.ids)}}, {{/if}}{{time_window.ids}}]
    async def _attempts(self) -> None:
        """The bounded loop: an attempt is one call, and the engine repeats none of them."""
        for attempt in range(1, self._schedule.max_attempts + 1):
{{#if has.cancellation}}
            if self._cancel_requested:
                return await self._move(Stage.CANCELLED)
{{/if}}
            if not self._schedule.admits(workflow.now() - self._request.first_failed_at):
                return
            outcome = await self._attempt()
            if outcome == DONE:
                return await self._move(Stage.SUCCEEDED)
            if outcome == FailureClass.PERMANENT.value:
                return
            await self._move(Stage.WAITING)
            await self._wait(self._schedule.delay_after(attempt))
        # The answer of the last attempt may have been lost, too.
        if await self._is_done():
            await self._move(Stage.CHECKING)
            await self._move(Stage.SUCCEEDED)
    # throughline:end

    # throughline:begin check-before-attempt [{{idempotency.ids}}{{#if (and idempotency.ids response_lost.ids)}}, {{/if}}{{response_lost.ids}}]
    async def _attempt(self) -> str:
        await self._move(Stage.CHECKING)
        done = await self._is_done()
        if done is None:
            return FailureClass.AMBIGUOUS.value
        if done:
            return DONE
        await self._move(Stage.ATTEMPTING)
        return await self._execute()

    async def _is_done(self) -> bool | None:
        """None when the provider does not say: then nothing may be tried."""
        try:
            return await workflow.execute_activity_method(
                {{names.class}}Activities.check_{{names.subject}},
                self._key,
                start_to_close_timeout=self._schedule.status_limit,
                retry_policy=ONCE,
            )
        except ActivityError:
            return None

    async def _execute(self) -> str:
        try:
            return await workflow.execute_activity_method(
                {{names.class}}Activities.attempt_{{names.subject}},
                args=[self._key, self._request.{{names.subject}}_id],
                start_to_close_timeout=self._schedule.attempt_limit,
                retry_policy=ONCE,
            )
        except ActivityError:
            return FailureClass.AMBIGUOUS.value
    # throughline:end

    # throughline:begin wait [{{platform.ids}}{{#if (and platform.ids cancellation.ids)}}, {{/if}}{{cancellation.ids}}]
    async def _wait(self, delay: timedelta) -> None:
        """Waits on a timer of the engine{{#if has.cancellation}}, unless somebody calls it off{{/if}}."""
        if not delay:
            return
{{#if has.cancellation}}
        try:
            await workflow.wait_condition(lambda: self._cancel_requested, timeout=delay)
        except asyncio.TimeoutError:
            pass
{{else}}
        await workflow.sleep(delay)
{{/if}}
    # throughline:end

{{#if has.escalation}}
    # throughline:begin escalation [{{escalation.ids}}]
    async def _escalate(self) -> None:
        reason = str(self._state.attempts) + " attempts, last stage " + self._state.stage.value
        await workflow.execute_activity_method(
            {{names.class}}Activities.escalate_{{names.subject}},
            args=[self._request.{{names.subject}}_id, reason],
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=PATIENT,
        )
        await self._move(Stage.ESCALATED)
    # throughline:end

{{/if}}
{{#if has.notification}}
    # throughline:begin messages [{{notification.ids}}{{#if (and notification.ids rate_limit.ids)}}, {{/if}}{{rate_limit.ids}}{{#if (and notification.ids notifier_down.ids)}}, {{/if}}{{notifier_down.ids}}]
    async def _notify(self, message: str) -> None:
        """A message that cannot be sent is kept; the {{names.process}} goes on."""
        if not await self._sent(message, BRIEF):
            self._unsent.append(message)

    async def _send_unsent(self) -> None:
        for message in self._unsent:
            await self._sent(message, PATIENT)

    async def _sent(self, message: str, policy: RetryPolicy) -> bool:
        """Waits as long as a limit asks, then sends."""
        while True:
            try:
                wait = await workflow.execute_activity_method(
                    {{names.class}}Activities.send_notification,
                    args=[self._request.recipient, message],
                    start_to_close_timeout=timedelta(seconds=30),
                    schedule_to_close_timeout=timedelta(days=1),
                    retry_policy=policy,
                )
            except ActivityError:
                return False
            if wait <= 0:
                return True
            await workflow.sleep(timedelta(seconds=wait))
    # throughline:end

{{/if}}
    # throughline:begin transition [{{atomic_transition.ids}}{{#if (and atomic_transition.ids observability.ids)}}, {{/if}}{{observability.ids}}]
    async def _move(self, stage: Stage) -> None:
        """The only place where the state changes{{#if has.observability}}; each change leaves one event{{/if}}."""
{{#if (or has.observability atomic_transition.metric)}}
        before, self._state = self._state, self._moved_to(stage)
        self._history.append(stage)
        await workflow.execute_activity_method(
            {{names.class}}Activities.record_transition,
            args=[
                before.{{names.subject}}_id,
                before.stage.value,
                stage.value,
                self._state.attempts,
            ],
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=PATIENT,
        )
{{else}}
        self._state = self._moved_to(stage)
        self._history.append(stage)
{{/if}}

    def _moved_to(self, stage: Stage) -> {{names.class}}State:
{{#if atomic_transition.metric}}
        try:
            return self._state.moved_to(stage)
        except IllegalTransition:
            workflow.metric_meter().create_counter(telemetry.UNDEFINED_STATES).add(1)
            raise
{{else}}
        return self._state.moved_to(stage)
{{/if}}
    # throughline:end

    async def _count(self) -> None:
        await workflow.execute_activity_method(
            {{names.class}}Activities.count_finished,
            args=[self._state.stage.value, self._key],
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=PATIENT,
        )
