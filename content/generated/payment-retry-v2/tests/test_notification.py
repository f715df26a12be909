# test_notification.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: U1
import pytest

from .conftest import PASSING, PERMANENT


@pytest.mark.constraint("U1")
class TestMessages:
    """
    U1 (INVARIANT): The payer hears before the first retry and again when the matter is settled
    """

    @pytest.mark.parametrize("script", [[], [PASSING], [PERMANENT], [PASSING] * 100])
    def test_a_message_before_the_first_attempt_and_one_about_the_end(self, world, script):
        """Scenario: it succeeds at once, later, is refused, or is used up
        Expected: the first message before the first attempt, the last one names the end
        """
        world.provider.script = list(script)
        run = world.run()
        first_message = run.named("send_notification")[0]
        assert run.calls.index(first_message) < run.calls.index(run.named("attempt_payment")[0])
        assert world.notifier.sent[0][1] == "starting"
        assert world.notifier.sent[-1][1] == run.result.stage
