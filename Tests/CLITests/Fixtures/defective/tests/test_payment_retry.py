# Tests of the constraints, written by hand after the example of the format.

import pytest
from unittest.mock import Mock, patch
from datetime import timedelta


class TestConstraintB1:
    """B1 (INVARIANT): no invoice is charged twice"""

    @pytest.mark.constraint("B1")
    async def test_retry_does_not_duplicate_successful_payment(
        self, workflow_env, mock_gateway
    ):
        """
        Scenario: it was paid, and the answer got lost
        Expected: the earlier success is found and nothing is charged
        """
        mock_gateway.get_payment_status.return_value = PaymentStatus.SUCCEEDED

        result = await workflow_env.execute(
            PaymentRetryWorkflow,
            payment_id="PAY-7",
            idempotency_key="KEY-7",
        )

        assert result.status == "already_succeeded"
        mock_gateway.charge.assert_not_called()

    @pytest.mark.constraint("B1")
    @pytest.mark.failure_mode("F_NEW_1")
    async def test_concurrent_retries_do_not_duplicate(self, workflow_env, mock_gateway):
        """
        Scenario: two runs begin together
        Expected: one of them charges
        """
        mock_gateway.charge.side_effect = [
            PaymentResult(status="success"),
            PaymentResult(status="duplicate_detected"),
        ]

        results = await asyncio.gather(
            workflow_env.execute(PaymentRetryWorkflow, "PAY-7", "KEY-1"),
            workflow_env.execute(PaymentRetryWorkflow, "PAY-7", "KEY-2"),
        )

        assert len([r for r in results if r.status == "succeeded"]) == 1


class TestConstraintU3:
    """U3 (BOUNDARY): at most one message in six hours"""

    @pytest.mark.constraint("U3")
    async def test_multiple_retries_respect_notification_limit(
        self, workflow_env, mock_notifications
    ):
        """
        Scenario: three attempts in one hour
        Expected: only 1 notification is sent
        """
        await workflow_env.execute(
            PaymentRetryWorkflow,
            payment_id="PAY-7",
            idempotency_key="KEY-7",
        )

        notification_calls = mock_notifications.send.call_count
        assert notification_calls <= 2


class TestConstraintB3:
    """B3 (BOUNDARY): no attempt later than 72 hours"""

    @pytest.mark.constraint("B3")
    async def test_retries_complete_within_72_hours(self, workflow_env):
        """
        Scenario: every attempt fails
        Expected: all of them are over in time
        """
        # Attempt 1: at once
        # Wait 1: 5 min
        # Attempt 2: at once
        # Wait 2: 10 min
        # Attempt 3: at once
        # Total: 15 min << 72 hours

        start = workflow_env.current_time()
        await workflow_env.execute(
            PaymentRetryWorkflow,
            payment_id="PAY-7",
            idempotency_key="KEY-7",
        )
        end = workflow_env.current_time()

        assert (end - start) < timedelta(hours=72)


class TestFailureModeFNew1:
    """F_NEW_1: the gateway charges, and its answer is lost"""

    @pytest.mark.failure_mode("F_NEW_1")
    @pytest.mark.chaos
    async def test_gateway_timeout_after_success(self, workflow_env, mock_gateway):
        """
        Scenario: charged, and then a timeout
        Expected: the success is found, and charged once
        """
        mock_gateway.charge.side_effect = TimeoutError()
        mock_gateway.get_payment_status.return_value = PaymentStatus.SUCCEEDED

        result = await workflow_env.execute(
            PaymentRetryWorkflow,
            payment_id="PAY-7",
            idempotency_key="KEY-7",
        )

        assert result.status == "succeeded"
        assert mock_gateway.charge.call_count == 1
