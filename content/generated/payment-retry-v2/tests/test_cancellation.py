# test_cancellation.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: U2
from datetime import timedelta

import pytest

from .conftest import PASSING


@pytest.mark.constraint("U2")
class TestCancellation:
    """
    U2 (GOAL): The payer can cancel a waiting retry from the message that announces it
    """

    def test_what_waits_can_be_called_off(self, world):
        """Scenario: the signal arrives while the first wait lasts
        Expected: no further attempt, and it ends as cancelled
        """
        world.provider.script = [PASSING] * 100
        recording = world.recording()
        recording.signal_in_wait(1, timedelta(seconds=1), "cancel")
        run = world.finish(recording)
        assert len(run.named("attempt_payment")) == 1
        assert run.result.stage == "cancelled"
