# test_notifier_down.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: F3
from datetime import timedelta

import pytest

from .conftest import PASSING, START


class TestNotifierDown:
    """Messages never lie on the path of an attempt."""

    @pytest.mark.failure_mode("F3")
    @pytest.mark.chaos
    def test_it_goes_on_and_the_message_is_sent_later(self, world):
        """
        Type: chaos
        F3 (FAILURE MODE): The notification service is down during a retry
        Scenario: the service is down when the first message is due, and comes back
        Expected: attempts are made meanwhile; both messages arrive, the first one first
        """
        world.notifier.failures = 8
        world.provider.script = [PASSING]
        run = world.run()
        assert run.result.stage == "succeeded"
        assert world.provider.executed[0][2] - START <= timedelta(seconds=10)
        assert world.notifier.times[0] > world.provider.executed[0][2]
        assert world.notifier.kinds == ["starting", "succeeded"]

    @pytest.mark.failure_mode("F3")
    @pytest.mark.chaos
    def test_a_service_that_never_comes_back_is_given_up(self, world):
        """
        Type: chaos
        F3 (FAILURE MODE): The notification service is down during a retry
        Scenario: the service stays down
        Expected: it ends as it would, weeks later at most, and the result counts what was not sent
        """
        world.notifier.is_down = True
        run = world.run()
        assert (run.result.stage, run.result.unsent) == ("succeeded", 2)
        assert world.clock.now() - START <= timedelta(days=21)
