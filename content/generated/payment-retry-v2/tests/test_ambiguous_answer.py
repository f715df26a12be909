# test_ambiguous_answer.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: F1
import pytest

from .conftest import UNREADABLE, Answer


class TestAmbiguousAnswer:
    """An answer that says nothing is no failure, and no success."""

    @pytest.mark.failure_mode("F1")
    @pytest.mark.chaos
    @pytest.mark.parametrize("answer", [UNREADABLE, Answer(done=False, code="200"), ValueError("no JSON")])
    def test_an_answer_that_says_nothing_is_looked_up(self, world, answer):
        """
        Type: chaos
        F1 (FAILURE MODE): The gateway answers \"200 OK\" and its body does not say whether it charged
        Source: INC-2024-156
        Scenario: the first attempt's answer is empty, says "fine" and no more, or cannot be read
        Expected: the next thing asked outside is the status, not another attempt
        """
        world.provider.script = [answer]
        names = [call.name for call in world.run().calls if call.name.endswith("_payment")]
        assert names[:3] == ["check_payment", "attempt_payment", "check_payment"]

    @pytest.mark.failure_mode("F1")
    @pytest.mark.chaos
    def test_an_unreadable_answer_with_an_effect_is_a_success(self, world):
        """
        Type: chaos
        F1 (FAILURE MODE): The gateway answers \"200 OK\" and its body does not say whether it charged
        Source: INC-2024-156
        Scenario: it has taken effect, and the answer cannot be read
        Expected: it is found, and executed once
        """
        executed = world.provider.execute

        async def execute(*arguments):
            await executed(*arguments)
            return UNREADABLE

        world.provider.execute = execute
        assert world.run().result.stage == "succeeded"
        assert len(world.provider.executed) == 1
