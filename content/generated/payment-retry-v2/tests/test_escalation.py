# test_escalation.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: B4
import pytest

from .conftest import PASSING, PERMANENT


@pytest.mark.constraint("B4")
class TestEscalation:
    """
    B4 (INVARIANT): A payment whose attempts are used up is handed to a named escalation path
    """

    @pytest.mark.parametrize("script", [[PASSING] * 100, [PERMANENT], [ConnectionError("reset")] * 100])
    def test_what_is_not_settled_is_handed_over_once(self, world, script):
        """Scenario: the attempts are used up, refused, or end without an answer
        Expected: one hand-over, and the run ends as escalated
        """
        world.provider.script = list(script)
        run = world.run()
        assert [taken[0] for taken in world.escalations.taken] == ["item-1"]
        assert run.result.stage == "escalated"

    def test_it_does_not_end_before_somebody_took_over(self, world):
        """Scenario: nobody answers the first two times
        Expected: it is asked again until somebody is named
        """
        world.provider.script = [PERMANENT]
        world.escalations.silent = 2
        run = world.run()
        assert len(run.named("escalate_payment")) == 3
        assert run.result.stage == "escalated"

    def test_what_is_settled_is_not_handed_over(self, world):
        """Scenario: it succeeds
        Expected: no hand-over
        """
        assert world.run().named("escalate_payment") == []
