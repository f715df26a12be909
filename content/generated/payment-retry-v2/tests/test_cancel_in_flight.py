# test_cancel_in_flight.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: F2
from datetime import timedelta

import pytest

from .conftest import PASSING, LostAnswer


class TestCancelInFlight:
    """An effect that was found wins over every cancellation."""

    @pytest.mark.failure_mode("F2")
    @pytest.mark.chaos
    def test_the_attempt_under_way_decides(self, world):
        """
        Type: chaos
        F2 (FAILURE MODE): The payer cancels while an attempt is under way
        Scenario: the signal arrives during an attempt that takes effect
        Expected: it ends as succeeded, not as cancelled
        """
        recording = world.recording()
        recording.signal_during("attempt_payment", "cancel")
        run = world.finish(recording)
        assert (run.result.stage, run.result.effect) == ("succeeded", "done")

    @pytest.mark.failure_mode("F2")
    @pytest.mark.chaos
    def test_a_failed_attempt_under_way_is_the_last(self, world):
        """
        Type: chaos
        F2 (FAILURE MODE): The payer cancels while an attempt is under way
        Scenario: the signal arrives during an attempt that fails
        Expected: no further attempt, and it ends as cancelled
        """
        world.provider.script = [PASSING] * 100
        recording = world.recording()
        recording.signal_during("attempt_payment", "cancel")
        run = world.finish(recording)
        assert len(world.provider.executed) == 1
        assert (run.result.stage, run.result.effect) == ("cancelled", "none")

    @pytest.mark.failure_mode("F2")
    @pytest.mark.chaos
    @pytest.mark.parametrize("how", ["an answer", "a worker"])
    def test_an_effect_whose_answer_is_lost_is_found_before_the_end(self, world, how):
        """
        Type: chaos
        F2 (FAILURE MODE): The payer cancels while an attempt is under way
        Scenario: the signal arrives during an attempt that takes effect, and its answer is lost
        Expected: the status is asked before the end; it ends as succeeded, and the message says so
        """
        recording = world.recording()
        recording.signal_during("attempt_payment", "cancel")
        if how == "an answer":
            world.provider.script = [LostAnswer()]
        else:
            recording.lose_result("attempt_payment")
        run = world.finish(recording)
        assert len(world.provider.executed) == 1
        assert (run.result.stage, run.result.cancelled_too_late) == ("succeeded", True)
        assert world.notifier.kinds == ["starting", "cancelled_too_late"]

    @pytest.mark.failure_mode("F2")
    @pytest.mark.chaos
    def test_what_nobody_knows_does_not_end_as_cancelled(self, world):
        """
        Type: chaos
        F2 (FAILURE MODE): The payer cancels while an attempt is under way
        Scenario: the answer is lost, it is called off, and the provider does not say what happened
        Expected: it is asked several times; then the end says that nobody knows
        """
        world.provider.script = [LostAnswer()]
        recording = world.recording()
        recording.signal_during("attempt_payment", "cancel")
        asked = world.provider.status

        async def status(key):
            world.provider.silent_status = 1 if world.provider.executed else 0
            return await asked(key)

        world.provider.status = status
        run = world.finish(recording)
        assert len(run.named("check_payment")) > 3
        assert run.result.stage == "escalated"
        assert run.result.effect == "unknown"

    @pytest.mark.failure_mode("F2")
    @pytest.mark.chaos
    def test_the_engines_cancellation_waits_for_the_answer_too(self, world):
        """
        Type: chaos
        F2 (FAILURE MODE): The payer cancels while an attempt is under way
        Scenario: somebody cancels the run in the engine, and its effect is there, its answer lost
        Expected: the effect is found, and it ends as succeeded
        """
        world.provider.script = [LostAnswer()]
        recording = world.recording()
        recording.cancel_after(timedelta(seconds=1))
        run = world.finish(recording)
        assert len(world.provider.executed) == 1
        assert not run.is_cancelled
        assert (run.result.stage, run.result.cancelled_too_late) == ("succeeded", True)

    @pytest.mark.failure_mode("F2")
    @pytest.mark.chaos
    def test_the_engines_cancellation_is_passed_on(self, world):
        """
        Type: chaos
        F2 (FAILURE MODE): The payer cancels while an attempt is under way
        Scenario: somebody cancels the run in the engine while it waits, and nothing has happened
        Expected: it ends at once, for the engine as cancelled
        """
        world.provider.script = [PASSING] * 100
        recording = world.recording()
        recording.cancel_after(timedelta(seconds=1))
        run = world.finish(recording)
        assert run.is_cancelled and run.result is None
        assert len(world.provider.executed) == 1
        assert world.events.kept[-1][1]["to"] == "cancelled"
