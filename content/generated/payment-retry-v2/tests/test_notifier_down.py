# test_notifier_down.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: F3
import pytest


@pytest.mark.failure_mode("F3")
@pytest.mark.chaos
class TestNotifierDown:
    """
    F3 (FAILURE MODE): The notification service is down during a retry
    """

    def test_it_goes_on_and_the_message_is_sent_later(self, world):
        """Scenario: the service is down when the first message is due
        Expected: the attempt is made, and both messages arrive in the end
        """
        world.notifier.failures = 3
        run = world.run()
        assert run.result.stage == "succeeded"
        assert {message for _, message in world.notifier.sent} == {"starting", "succeeded"}
