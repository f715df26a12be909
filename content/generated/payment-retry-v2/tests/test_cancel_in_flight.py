# test_cancel_in_flight.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: F2
import pytest

from .conftest import PASSING


@pytest.mark.failure_mode("F2")
@pytest.mark.chaos
class TestCancelInFlight:
    """
    F2 (FAILURE MODE): The payer cancels while an attempt is under way
    """

    def test_the_attempt_under_way_decides(self, world):
        """Scenario: the signal arrives during an attempt that takes effect
        Expected: it ends as succeeded, not as cancelled
        """
        recording = world.recording()
        recording.signal_during("attempt_payment", "cancel")
        assert world.finish(recording).result.stage == "succeeded"

    def test_a_failed_attempt_under_way_is_the_last(self, world):
        """Scenario: the signal arrives during an attempt that fails
        Expected: no further attempt, and it ends as cancelled
        """
        world.provider.script = [PASSING] * 100
        recording = world.recording()
        recording.signal_during("attempt_payment", "cancel")
        run = world.finish(recording)
        assert len(run.named("attempt_payment")) == 1
        assert run.result.stage == "cancelled"
