# payment_retry.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: B1, B3, B4, T1, T2, T4, U1, U2, U3, S2, O1, OC2, OC3, F3, F_NEW_1
"""Tries a failed payment again until it is settled or handed over."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    from ..activities.payment_retry import DONE, PaymentRetryActivities
    from ..models.payment_retry import (
        PaymentRetryRequest,
        PaymentRetryResult,
        PaymentRetryState,
        ENDS,
        Stage,
    )
    from ..services.authorisation import NotAuthorised, authorise
    from ..services.error_classification import FailureClass
    from ..services.idempotency import idempotency_key
    from ..services.schedule import RetrySchedule

ONCE = RetryPolicy(maximum_attempts=1)
PATIENT = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=5))
BRIEF = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_attempts=3)


@workflow.defn
class PaymentRetryWorkflow:
    """One run for each payment. The engine keeps its state; there is no other copy."""

    def __init__(self) -> None:
        self._schedule = RetrySchedule()
        self._history: list[Stage] = [Stage.FAILED]
        self._cancel_requested = False
        self._unsent: list[str] = []

    # throughline:begin cancel-signal [U2]
    @workflow.signal
    def cancel(self) -> None:
        """Called off, unless it is settled already. An attempt under way is awaited first."""
        self._cancel_requested = True
    # throughline:end

    @workflow.query
    def stage(self) -> str:
        return self._history[-1].value

    @workflow.run
    async def run(self, request: PaymentRetryRequest) -> PaymentRetryResult:
        # throughline:begin refusal [S2]
        try:
            authorise(request)
        except NotAuthorised as error:
            raise ApplicationError(str(error), type="NotAuthorised", non_retryable=True) from None
        # throughline:end
        self._request = request
        self._state = PaymentRetryState(request.payment_id)
        # throughline:begin one-key [B1, T1, OC3]
        self._key = idempotency_key(request.payment_id)
        # throughline:end
        # throughline:begin first-message [U1]
        await self._notify("starting")
        # throughline:end
        await self._attempts()
        if self._state.stage not in ENDS:
            await self._escalate()
        await self._count()
        # throughline:begin last-message [U1]
        await self._notify(self._state.stage.value)
        await self._send_unsent()
        # throughline:end
        return PaymentRetryResult(self._state.stage, self._state.attempts, self._history)

    # throughline:begin attempts [OC2, B3]
    async def _attempts(self) -> None:
        """The bounded loop: an attempt is one call, and the engine repeats none of them."""
        for attempt in range(1, self._schedule.max_attempts + 1):
            if self._cancel_requested:
                return await self._move(Stage.CANCELLED)
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

    # throughline:begin check-before-attempt [B1, T1, OC3, F_NEW_1]
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
                PaymentRetryActivities.check_payment,
                self._key,
                start_to_close_timeout=self._schedule.status_limit,
                retry_policy=ONCE,
            )
        except ActivityError:
            return None

    async def _execute(self) -> str:
        try:
            return await workflow.execute_activity_method(
                PaymentRetryActivities.attempt_payment,
                args=[self._key, self._request.payment_id],
                start_to_close_timeout=self._schedule.attempt_limit,
                retry_policy=ONCE,
            )
        except ActivityError:
            return FailureClass.AMBIGUOUS.value
    # throughline:end

    # throughline:begin wait [T4, U2]
    async def _wait(self, delay: timedelta) -> None:
        """Waits on a timer of the engine, unless somebody calls it off."""
        if not delay:
            return
        try:
            await workflow.wait_condition(lambda: self._cancel_requested, timeout=delay)
        except asyncio.TimeoutError:
            pass
    # throughline:end

    # throughline:begin escalation [B4]
    async def _escalate(self) -> None:
        reason = str(self._state.attempts) + " attempts, last stage " + self._state.stage.value
        await workflow.execute_activity_method(
            PaymentRetryActivities.escalate_payment,
            args=[self._request.payment_id, reason],
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=PATIENT,
        )
        await self._move(Stage.ESCALATED)
    # throughline:end

    # throughline:begin messages [U1, U3, F3]
    async def _notify(self, message: str) -> None:
        """A message that cannot be sent is kept; the retry goes on."""
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
                    PaymentRetryActivities.send_notification,
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

    # throughline:begin transition [T2, O1]
    async def _move(self, stage: Stage) -> None:
        """The only place where the state changes; each change leaves one event."""
        before, self._state = self._state, self._state.moved_to(stage)
        self._history.append(stage)
        await workflow.execute_activity_method(
            PaymentRetryActivities.record_transition,
            args=[
                before.payment_id,
                before.stage.value,
                stage.value,
                self._state.attempts,
            ],
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=PATIENT,
        )
    # throughline:end

    async def _count(self) -> None:
        await workflow.execute_activity_method(
            PaymentRetryActivities.count_finished,
            self._state.stage.value,
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=PATIENT,
        )
