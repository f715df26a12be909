# test_atomic_transition.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: T2
from itertools import product

import pytest

from src.models.payment_retry import ENDS, TRANSITIONS, IllegalTransition, Stage, PaymentRetryState

from .conftest import PASSING


@pytest.mark.constraint("T2")
class TestTransitions:
    """
    T2 (INVARIANT): A payment moves from one state to the next as a whole or not at all
    """

    @pytest.mark.parametrize("before, after", list(product(Stage, Stage)))
    def test_a_step_is_taken_as_a_whole_or_refused(self, before, after):
        """Scenario: each pair of stages
        Expected: a new state for a step of the table; else an error, and the old state unchanged
        """
        state = PaymentRetryState("item-1", before, 1)
        if after in TRANSITIONS[before]:
            assert state.moved_to(after).stage is after
        else:
            with pytest.raises(IllegalTransition):
                state.moved_to(after)
        assert state == PaymentRetryState("item-1", before, 1)

    def test_every_stage_is_reached_and_every_end_is_final(self):
        """Scenario: the table
        Expected: each stage but the first is somebody's next, and the ends have none
        """
        reached = {after for nexts in TRANSITIONS.values() for after in nexts}
        assert reached == set(Stage) - {Stage.FAILED}
        assert {stage for stage, nexts in TRANSITIONS.items() if not nexts} == ENDS

    def test_a_crash_at_any_point_changes_nothing(self, world):
        """Scenario: the worker dies after each task and another one replays what is recorded
        Expected: each attempt happened once, and each replay agreed with the record
        """
        world.provider.script = [PASSING]
        run = world.run()
        assert run.tasks > 5
        assert len(run.named("attempt_payment")) == run.result.attempts == 2
