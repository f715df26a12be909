# test_ambiguous_answer.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: F1
import pytest

from .conftest import UNREADABLE


@pytest.mark.failure_mode("F1")
@pytest.mark.chaos
class TestAmbiguousAnswer:
    """
    F1 (FAILURE MODE): The gateway answers \"200 OK\" and its body does not say whether it charged
    Source: INC-2024-156
    """

    def test_an_answer_that_says_nothing_is_looked_up(self, world):
        """Scenario: the first attempt's answer cannot be read
        Expected: the next thing asked outside is the status, not another attempt
        """
        world.provider.script = [UNREADABLE]
        names = [call.name for call in world.run().calls if call.name.endswith("_payment")]
        assert names[:3] == ["check_payment", "attempt_payment", "check_payment"]
