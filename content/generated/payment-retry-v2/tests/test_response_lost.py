# test_response_lost.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: F_NEW_1
import pytest

from src.services.schedule import RetrySchedule

from .conftest import PASSING, LostAnswer


@pytest.mark.failure_mode("F_NEW_1")
@pytest.mark.chaos
class TestLostAnswer:
    """
    F_NEW_1 (FAILURE MODE): The gateway charges, and its answer times out on the way back
    Source: INC-2024-089
    """

    @pytest.mark.parametrize("before", range(RetrySchedule().max_attempts))
    def test_an_effect_whose_answer_is_lost_is_found(self, world, before):
        """Scenario: the answer of the first, second or last attempt is lost
        Expected: it is found to have taken effect, and is not tried again
        """
        world.provider.script = [PASSING] * before + [LostAnswer("timed out")]
        run = world.run()
        assert run.result.stage == "succeeded"
        assert len(run.named("attempt_payment")) == before + 1
        assert len(world.provider.effects) == 1

    def test_no_attempt_while_the_status_is_unknown(self, world):
        """Scenario: the question for the status gets no answer
        Expected: no attempt follows it
        """
        world.provider.silent_status = 1
        names = [call.name for call in world.run().calls if call.name.endswith("_payment")]
        assert names[:2] == ["check_payment", "check_payment"]
