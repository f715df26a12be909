# test_events.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: O1
import pytest

from .conftest import PASSING, PERMANENT


@pytest.mark.constraint("O1")
class TestTrace:
    """
    O1 (GOAL): Every step of a retry can be followed from its first failure to its end
    """

    @pytest.mark.parametrize("script", [[], [PASSING], [PERMANENT], [PASSING] * 100])
    def test_each_transition_leaves_one_event(self, world, script):
        """Scenario: it succeeds at once, later, is refused, or is used up
        Expected: the events are a chain from the first stage to the last
        """
        world.provider.script = list(script)
        run = world.run()
        steps = [fields for name, fields in world.events.kept]
        assert [step["to"] for step in steps] == [stage.value for stage in run.result.history[1:]]
        assert [step["from"] for step in steps] == [stage.value for stage in run.result.history[:-1]]
        assert {step["payment_id"] for step in steps} == {"item-1"}
