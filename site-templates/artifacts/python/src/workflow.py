"""Tries a failed {{names.subject}} again until it is settled{{#if has.escalation}} or handed over{{else}} or given up{{/if}}."""

from __future__ import annotations

import asyncio
from collections.abc import Sized
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    from ..activities.{{names.module}} import DONE, {{names.class}}Activities
    from ..models.{{names.module}} import (
        {{names.class}}Request,
        {{names.class}}Result,
        {{names.class}}State,
        Effect,
        ENDS,
{{#if atomic_transition.metric}}
        IllegalTransition,
{{/if}}
{{#if has.notification}}
        Message,
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
SEVERAL = RetryPolicy(
    initial_interval=timedelta(seconds=5), maximum_interval=timedelta(minutes=5), maximum_attempts=8
)
PATIENT = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=5))
#: How long a step or a message is kept for a service that does not take it.
PATIENCE = timedelta(days=7)


@workflow.defn
class {{names.class}}Workflow:
    """One run for each {{names.subject}}. The engine keeps its state; there is no other copy.

    Attempts are one line of work. Steps to record{{#if has.notification}} and messages to send{{/if}} are others: each is a
    queue that is emptied in its order, and a service that holds it up holds no attempt up.
    """

    def __init__(self) -> None:
        self._schedule = {{names.process_class}}Schedule()
        self._history: list[Stage] = [Stage.FAILED]
        # Nobody knows at first what became of the attempt that brought it here.
        self._is_in_doubt = True
        self._effect = Effect.UNKNOWN
        self._is_called_off = False
        self._is_over = False
        self._too_late = False
        self._steps: list[tuple[{{names.class}}State, {{names.class}}State, datetime]] = []
        self._recorded = 0
        self._unrecorded = 0
{{#if has.notification}}
        self._messages: list[tuple[str, datetime]] = []
        # When the limit lets the next message through, while it asks to wait.
        self._allowed_at: datetime | None = None
        self._settled_messages = 0
        self._unsent = 0
{{/if}}

{{#if has.cancellation}}
    # throughline:begin cancel-signal [{{cancellation.ids}}]
    @workflow.signal
    def cancel(self) -> None:
        """Called off, unless it is settled already. An attempt under way is awaited first."""
        self._is_called_off = True
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
            self._transaction_id = authorise(request)
        except NotAuthorised as error:
            raise ApplicationError(str(error), type="NotAuthorised", non_retryable=True) from None
        # throughline:end
{{/if}}
        if not request.has_zone():
            raise ApplicationError(
                "first_failed_at has no time zone", type="InvalidRequest", non_retryable=True
            )
        self._request = request
        self._state = {{names.class}}State(request.{{names.subject}}_id)
        # throughline:begin one-key [{{idempotency.ids}}]
        # The key under which the first path has sent: its effect is found by no other.
        self._key = request.idempotency_key or idempotency_key(request.{{names.subject}}_id)
        # throughline:end
        cancellation = await self._undisturbed()
        if cancellation is not None and self._state.stage is not Stage.SUCCEEDED:
            raise cancellation
        return {{names.class}}Result(
            self._state.stage,
            self._state.attempts,
            self._history,
            effect=self._effect,
            cancelled_too_late=self._too_late,
            unrecorded=self._unrecorded,
{{#if has.notification}}
            unsent=self._unsent,
{{/if}}
        )

    # throughline:begin undisturbed [{{idempotency.ids}}{{#if (and idempotency.ids cancel_in_flight.ids)}}, {{/if}}{{cancel_in_flight.ids}}]
    async def _undisturbed(self) -> asyncio.CancelledError | None:
        """The work. If the engine cancels it, that is as if it were called off.

        So what is under way is awaited and looked up first, and the cancellation is passed on then.
        No call of the work is ever cancelled itself, and no handler there can swallow it.
        """
        work = asyncio.create_task(self._work())
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError as error:
            self._is_called_off = True
            await work
            return error
        return None
    # throughline:end

    async def _work(self) -> None:
        queues = [asyncio.create_task(self._record_steps())]
{{#if has.notification}}
        queues.append(asyncio.create_task(self._send_messages()))
        # throughline:begin first-message [{{notification.ids}}]
        await self._announce()
        # throughline:end
{{/if}}
        await self._attempts()
        await self._settle()
{{#if has.notification}}
        # throughline:begin last-message [{{notification.ids}}]
        self._say("cancelled_too_late" if self._too_late else self._state.stage.value)
        # throughline:end
{{/if}}
        await self._count()
        self._is_over = True
        await asyncio.gather(*queues)

    # throughline:begin attempts [{{retry_bound.ids}}{{#if (and retry_bound.ids time_window.ids)}}, {{/if}}{{time_window.ids}}]
    async def _attempts(self) -> None:
        """The bounded loop: an attempt is one call, and the engine repeats none of them."""
        delays = self._schedule.delays(self._since_failure())
        for attempt in range(1, self._schedule.max_attempts + 1):
            if self._is_called_off:
                return
            if not self._schedule.admits(self._since_failure()):
                return
            outcome = await self._attempt()
            if outcome is None:
                return
            if outcome == DONE:
                return self._succeed()
            if outcome == FailureClass.PERMANENT.value:
                return
            if attempt <= len(delays):
                self._move(Stage.WAITING)
                await self._wait(delays[attempt - 1])

    def _since_failure(self) -> timedelta:
        return workflow.now() - self._request.first_failed_at
    # throughline:end

    # throughline:begin check-before-attempt [{{idempotency.ids}}{{#if (and idempotency.ids response_lost.ids)}}, {{/if}}{{response_lost.ids}}{{#if (and idempotency.ids ambiguous_answer.ids)}}, {{/if}}{{ambiguous_answer.ids}}]
    async def _attempt(self) -> str | None:
        """Its outcome, or nothing: the answer to the question came too late for an attempt."""
        self._move(Stage.CHECKING)
        done = await self._is_done(ONCE, self._schedule.status_limit)
        if done is None:
            return FailureClass.AMBIGUOUS.value
        if done:
            return DONE
        if self._is_called_off or not self._schedule.holds_attempt(self._since_failure()):
            return None
        self._move(Stage.ATTEMPTING)
        outcome = await self._execute()
        self._is_in_doubt = outcome == FailureClass.AMBIGUOUS.value
        return outcome

    async def _is_done(self, policy: RetryPolicy, limit: timedelta) -> bool | None:
        """None when the provider does not say: then nothing may be tried, and nothing ends quietly."""
        try:
            done = await workflow.execute_activity_method(
                {{names.class}}Activities.check_{{names.subject}},
                self._key,
                start_to_close_timeout=min(limit, timedelta(seconds=30)),
                schedule_to_close_timeout=limit,
                retry_policy=policy,
            )
        except ActivityError:
            return None
        self._is_in_doubt = False
        return done

    async def _execute(self) -> str:
        """Over before the window closes, even if no worker takes it up for a while."""
        try:
            return await workflow.execute_activity_method(
                {{names.class}}Activities.attempt_{{names.subject}},
{{#if has.authorisation}}
                args=[self._key, self._request.{{names.subject}}_id, self._transaction_id],
{{else}}
                args=[self._key, self._request.{{names.subject}}_id],
{{/if}}
                start_to_close_timeout=self._schedule.attempt_limit,
                schedule_to_close_timeout=self._schedule.left(self._since_failure()),
                retry_policy=ONCE,
            )
        except ActivityError:
            return FailureClass.AMBIGUOUS.value
    # throughline:end

    # throughline:begin wait [{{platform.ids}}{{#if (and platform.ids cancellation.ids)}}, {{/if}}{{cancellation.ids}}]
    async def _wait(self, delay: timedelta) -> None:
        """Waits on a timer of the engine, unless it is called off."""
        try:
            await workflow.wait_condition(lambda: self._is_called_off, timeout=delay)
        except asyncio.TimeoutError:
            return
    # throughline:end

    # throughline:begin status-before-end [{{idempotency.ids}}{{#if (and idempotency.ids cancel_in_flight.ids)}}, {{/if}}{{cancel_in_flight.ids}}{{#if (and idempotency.ids response_lost.ids)}}, {{/if}}{{response_lost.ids}}]
    async def _settle(self) -> None:
        """Every way to an end leads through here: what has taken effect wins over everything else."""
        if self._state.stage in ENDS:
            return
        self._effect = await self._known_effect()
        if self._effect is Effect.DONE:
            self._succeed()
        elif self._is_called_off and self._effect is Effect.NONE:
            self._move(Stage.CANCELLED)
        else:
{{#if has.escalation}}
            await self._escalate()
{{else}}
            self._move(Stage.GIVEN_UP)
{{/if}}

    async def _known_effect(self) -> Effect:
        """Asked several times while the last attempt is in doubt, be the window closed or not."""
        if not self._is_in_doubt:
            return Effect.NONE
        if self._state.stage is not Stage.CHECKING:
            self._move(Stage.CHECKING)
        done = await self._is_done(SEVERAL, timedelta(hours=1))
        return Effect.UNKNOWN if done is None else Effect.DONE if done else Effect.NONE

    def _succeed(self) -> None:
        """It has taken effect; if it was called off, that came too late, and the result says so."""
        self._effect = Effect.DONE
        self._too_late = self._is_called_off
        self._move(Stage.SUCCEEDED)
    # throughline:end

{{#if has.escalation}}
    # throughline:begin escalation [{{escalation.ids}}]
    async def _escalate(self) -> None:
        """Asked until somebody takes it; the reason says what is known."""
        reason = str(self._state.attempts) + " attempts, effect " + self._effect.value
        if self._is_called_off:
            reason += ", called off"
        await workflow.execute_activity_method(
            {{names.class}}Activities.escalate_{{names.subject}},
            args=[self._request.{{names.subject}}_id, reason],
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=PATIENT,
        )
        self._move(Stage.ESCALATED)
    # throughline:end

{{/if}}
{{#if has.notification}}
    # throughline:begin messages [{{notification.ids}}{{#if (and notification.ids rate_limit.ids)}}, {{/if}}{{rate_limit.ids}}{{#if (and notification.ids notifier_down.ids)}}, {{/if}}{{notifier_down.ids}}]
    async def _announce(self) -> None:
        """The first message goes first, if that is possible in time.

        A service that is down holds the attempt up for the head start and no longer. A limit that
        asks to wait does so for as long as it says, if that leaves enough of the window.
        """
        self._say("starting")
        latest = workflow.now() + self._schedule.patience(self._since_failure())
        due: datetime | None = workflow.now()
        while due is not None and due <= latest and not self._is_called_off:
            settled = self._settled_messages
            try:
                await workflow.wait_condition(
                    lambda: self._settled_messages > settled or self._is_called_off,
                    timeout=due - workflow.now() + self._schedule.head_start,
                )
            except asyncio.TimeoutError:
                return
            due = self._allowed_at

    def _say(self, kind: str) -> None:
        """One more message, behind those that are not sent yet."""
        self._messages.append((kind, workflow.now()))

    async def _send_messages(self) -> None:
        """In their order. One that cannot be sent for days is counted, and the next one follows."""
        while await self._holds(self._messages):
            kind, since = self._messages[0]
            if self._is_stale(kind):
                self._messages.pop(0)
                continue
            left = PATIENCE - (workflow.now() - since)
            wait = await self._send(kind, max(left, timedelta(minutes=1)))
            is_held = wait > 0 and left > timedelta(0)
            self._allowed_at = workflow.now() + timedelta(seconds=wait) if is_held else None
            self._settled_messages += 1
            if is_held:
                await workflow.sleep(timedelta(seconds=wait))
                continue
            self._unsent += wait != 0
            self._messages.pop(0)

    def _is_stale(self, kind: str) -> bool:
        """Nobody is told that it begins when it has begun, is called off, or has ended."""
        is_past = self._state.attempts > 0 or self._is_called_off or self._state.stage in ENDS
        return kind == "starting" and is_past

    async def _send(self, kind: str, patience: timedelta) -> float:
        """Zero when it is sent, the seconds to wait, or less than zero when it cannot be sent."""
        try:
            return await workflow.execute_activity_method(
                {{names.class}}Activities.send_notification,
                self._message(kind),
                start_to_close_timeout=timedelta(seconds=30),
                schedule_to_close_timeout=patience,
                retry_policy=PATIENT,
            )
        except ActivityError:
            return -1.0

    def _message(self, kind: str) -> Message:
        return Message(
            key=self._key + "/" + kind,
            {{names.subject}}_id=self._request.{{names.subject}}_id,
            recipient=self._request.recipient,
            channel=self._request.channel,
            kind=kind,
{{#if has.cancellation}}
            cancel_reference=workflow.info().workflow_id,
{{/if}}
        )
    # throughline:end

{{/if}}
    # throughline:begin transition [{{atomic_transition.ids}}{{#if (and atomic_transition.ids observability.ids)}}, {{/if}}{{observability.ids}}]
    def _move(self, stage: Stage) -> None:
        """The only place where the state changes; each change is a step to record."""
        before, self._state = self._state, self._moved_to(stage)
        self._history.append(stage)
        self._steps.append((before, self._state, workflow.now()))

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

    async def _record_steps(self) -> None:
        """In their order, beside the attempts. What no service takes for days is counted."""
        while await self._holds(self._steps):
            before, after, since = self._steps[0]
            self._recorded += 1
{{#if (or has.observability atomic_transition.metric)}}
            try:
                await workflow.execute_activity_method(
                    {{names.class}}Activities.record_transition,
                    args=[
                        after.{{names.subject}}_id,
                        before.stage.value,
                        after.stage.value,
                        after.attempts,
                        self._recorded,
                        since.isoformat(),
                    ],
                    start_to_close_timeout=timedelta(seconds=30),
                    schedule_to_close_timeout=self._patience(since),
                    retry_policy=PATIENT,
                )
            except ActivityError:
                self._unrecorded += 1
{{/if}}
            self._steps.pop(0)

    def _patience(self, since: datetime) -> timedelta:
        """All steps together wait no longer than one, but for the minute that each may take."""
        return max(PATIENCE - (workflow.now() - since), timedelta(minutes=1))
    # throughline:end

    async def _holds(self, queue: Sized) -> bool:
        """Whether there is something in the queue, as soon as there is or it is over."""
        await workflow.wait_condition(lambda: len(queue) > 0 or self._is_over)
        return len(queue) > 0

    async def _count(self) -> None:
        try:
            await workflow.execute_activity_method(
                {{names.class}}Activities.count_finished,
                args=[self._state.stage.value, self._key],
                start_to_close_timeout=timedelta(seconds=30),
                schedule_to_close_timeout=PATIENCE,
                retry_policy=PATIENT,
            )
        except ActivityError:
            self._unrecorded += 1
