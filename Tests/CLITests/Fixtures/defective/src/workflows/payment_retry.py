# One payment, tried again until it is settled.
# Written by hand after the example of the format; every defect in it is meant.

from temporalio import workflow, activity
from datetime import timedelta
from typing import Optional
import structlog

logger = structlog.get_logger()


@workflow.defn
class PaymentRetryWorkflow:
    """Tries a payment again.

    What it claims to satisfy:
    - B1, through a question before anything is charged
    - B3, because few attempts fit into 72 hours
    - T2, T4, because the engine keeps the state
    - U1 and U3, because messages are sent and limited
    """

    def __init__(self):
        self._state = RetryState()

    @workflow.run
    async def run(self, payment_id: str, idempotency_key: str) -> RetryResult:
        """Settles one payment."""
        # [B1, T_INC089_1] Look for an earlier success before retry
        earlier = await workflow.execute_activity(
            check_existing_success,
            payment_id,
            start_to_close_timeout=timedelta(seconds=20),
        )
        if earlier.succeeded:
            logger.info("settled_before", payment_id=payment_id)
            return RetryResult(status="already_succeeded", attempts=0)

        # [U1] The payer hears that it begins
        if self._should_notify():  # [U3] not too often
            await workflow.execute_activity(
                send_notification,
                NotificationRequest(payment_id=payment_id, type="begins"),
                start_to_close_timeout=timedelta(seconds=20),
            )

        # [T4, B3] The engine repeats what fails
        retry_policy = RetryPolicy(
            initial_interval=timedelta(minutes=5),
            backoff_coefficient=2.0,
            maximum_attempts=3,
            maximum_interval=timedelta(hours=24),
        )

        for attempt in range(3):  # [OC2]
            self._state.current_attempt = attempt + 1

            try:
                # [B1, T_INC089_1] The key goes along
                result = await workflow.execute_activity(
                    execute_payment,
                    PaymentRequest(
                        payment_id=payment_id,
                        idempotency_key=f"{idempotency_key}_{attempt}",
                    ),
                    start_to_close_timeout=timedelta(seconds=45),
                    retry_policy=retry_policy,
                )

                if result.status == "success":
                    # [U1] The payer hears that it is settled
                    await self._notify_result(payment_id, "settled")
                    return RetryResult(status="succeeded", attempts=attempt + 1)

                elif result.status == "permanent_failure":
                    # [RT1] Nothing to hope for
                    break

            except Exception as error:
                logger.error("attempt_failed", payment_id=payment_id, error=str(error))

            # Some time before the next one
            await workflow.sleep(self._calculate_backoff(attempt))

        # [RB1] Somebody has to look at it
        await self._escalate(payment_id)
        return RetryResult(status="exhausted", attempts=3)

    def _should_notify(self) -> bool:
        """[U3] One message in six hours"""
        if self._state.last_notification is None:
            return True
        elapsed = workflow.now() - self._state.last_notification
        return elapsed > timedelta(hours=6)

    def _calculate_backoff(self, attempt: int) -> timedelta:
        """[B3] Doubles each time"""
        base = timedelta(minutes=5)
        return base * (2 ** attempt)

    async def _escalate(self, payment_id: str):
        """[RB1] Hands it over"""
        await workflow.execute_activity(
            escalate_to_manual_queue,
            payment_id,
            start_to_close_timeout=timedelta(seconds=20),
        )
        await self._notify_result(payment_id, "needs_attention")
