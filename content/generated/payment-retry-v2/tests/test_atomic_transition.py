# test_atomic_transition.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: T2
import dataclasses
from itertools import product

import pytest

from src.models.payment_retry import ENDS, IllegalTransition, Stage, PaymentRetryState

from .conftest import PASSING

LAST = "escalated"
#: Written out once more, so that a change of the table is seen.
ALLOWED = {
    ("failed", "checking"),
    ("checking", "attempting"),
    ("checking", "waiting"),
    ("checking", "succeeded"),
    ("checking", "cancelled"),
    ("checking", LAST),
    ("attempting", "checking"),
    ("attempting", "waiting"),
    ("attempting", "succeeded"),
    ("attempting", "cancelled"),
    ("attempting", LAST),
    ("waiting", "checking"),
    ("waiting", "cancelled"),
    ("waiting", LAST),
}


class TestTransitions:
    """State is one value, and changes as a whole."""

    @pytest.mark.constraint("T2")
    @pytest.mark.unit
    @pytest.mark.parametrize("before, after", list(product(Stage, Stage)))
    def test_a_step_is_taken_as_a_whole_or_refused(self, before, after):
        """
        Type: unit
        T2 (INVARIANT): A payment moves from one state to the next as a whole or not at all
        Scenario: each pair of stages
        Expected: a new state for an allowed step; else an error, and the old state unchanged
        """
        state = PaymentRetryState("item-1", before, 1)
        if (before.value, after.value) in ALLOWED:
            tried = 2 if after is Stage.ATTEMPTING else 1
            assert state.moved_to(after) == PaymentRetryState("item-1", after, tried)
        else:
            with pytest.raises(IllegalTransition):
                state.moved_to(after)
        assert state == PaymentRetryState("item-1", before, 1)

    @pytest.mark.constraint("T2")
    @pytest.mark.unit
    def test_a_state_cannot_be_changed_in_part(self):
        """
        Type: unit
        T2 (INVARIANT): A payment moves from one state to the next as a whole or not at all
        Scenario: somebody sets the stage of a state alone
        Expected: an error
        """
        state = PaymentRetryState("item-1")
        with pytest.raises(dataclasses.FrozenInstanceError):
            state.stage = Stage.SUCCEEDED

    @pytest.mark.constraint("T2")
    @pytest.mark.unit
    def test_every_end_is_final(self):
        """
        Type: unit
        T2 (INVARIANT): A payment moves from one state to the next as a whole or not at all
        Scenario: the stages that no step leaves
        Expected: they are the ends
        """
        left = {before for before, _ in ALLOWED}
        assert {stage.value for stage in Stage} - left == {stage.value for stage in ENDS}

    @pytest.mark.constraint("T2")
    @pytest.mark.integration
    def test_a_crash_at_any_point_changes_nothing(self, world):
        """
        Type: integration
        T2 (INVARIANT): A payment moves from one state to the next as a whole or not at all
        Scenario: the worker dies after each task and another one replays what is recorded
        Expected: each attempt happened once, and each replay agreed with the record
        """
        world.provider.script = [PASSING]
        run = world.run()
        assert run.tasks > 5
        assert len(world.provider.executed) == run.result.attempts == 2
        stages = [stage.value for stage in run.result.history]
        assert set(zip(stages, stages[1:])) <= ALLOWED

    @pytest.mark.constraint("T2")
    @pytest.mark.chaos
    def test_a_step_is_recorded_once_though_the_worker_dies(self, world):
        """
        Type: chaos
        T2 (INVARIANT): A payment moves from one state to the next as a whole or not at all
        Scenario: steps are recorded, and the worker dies before it can say so
        Expected: what is recorded again is the same, so that it is kept once
        """
        recording = world.recording()
        recording.lose_result("record_transition", 2)
        run = world.finish(recording)
        kept = [fields["to"] for _, fields in world.events.kept]
        assert kept == [stage.value for stage in run.result.history[1:]]
        assert len(run.named("record_transition")) == len(kept) + 2
