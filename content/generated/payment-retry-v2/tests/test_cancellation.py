# test_cancellation.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: U2
from datetime import timedelta

import pytest

from .conftest import PASSING, START

SOON = timedelta(seconds=1)


class TestCancellation:
    """What waits can be called off, by whoever has the reference."""

    @pytest.mark.constraint("U2")
    @pytest.mark.integration
    def test_what_waits_can_be_called_off(self, world):
        """
        Type: integration
        U2 (GOAL): The payer can cancel a waiting retry from the message that announces it
        Scenario: the signal arrives while the first wait lasts
        Expected: no further attempt, and it ends as cancelled at that moment
        """
        world.provider.script = [PASSING] * 100
        recording = world.recording()
        recording.signal_after(SOON, "cancel")
        run = world.finish(recording)
        assert len(world.provider.executed) == 1
        assert (run.result.stage, run.result.effect) == ("cancelled", "none")
        assert world.events.kept[-1][1]["at"] == (START + SOON).isoformat()

    @pytest.mark.constraint("U2")
    @pytest.mark.integration
    def test_what_has_not_begun_can_be_called_off(self, world):
        """
        Type: integration
        U2 (GOAL): The payer can cancel a waiting retry from the message that announces it
        Scenario: the signal is there when the run starts
        Expected: the status is asked, nothing is tried, and it ends as cancelled
        """
        recording = world.recording()
        recording.signal_during("check_payment", "cancel")
        recording.hold("check_payment", timedelta(minutes=2))
        recording.signal_after(timedelta(0), "cancel")
        run = world.finish(recording)
        assert world.provider.executed == []
        assert run.named("check_payment")
        assert run.result.stage == "cancelled"

    @pytest.mark.constraint("U2")
    @pytest.mark.integration
    def test_what_is_called_off_during_the_question_is_not_tried(self, world):
        """
        Type: integration
        U2 (GOAL): The payer can cancel a waiting retry from the message that announces it
        Scenario: the signal arrives while the status is asked, and there is no effect yet
        Expected: nothing is tried, and it ends as cancelled
        """
        recording = world.recording()
        recording.signal_during("check_payment", "cancel")
        run = world.finish(recording)
        assert world.provider.executed == []
        assert (run.result.stage, run.result.attempts) == ("cancelled", 0)

    @pytest.mark.constraint("U2")
    @pytest.mark.integration
    def test_every_message_carries_the_way_to_call_it_off(self, world):
        """
        Type: integration
        U2 (GOAL): The payer can cancel a waiting retry from the message that announces it
        Scenario: a run in the engine
        Expected: its messages carry its id, which the signal needs; the last one says that it is off
        """
        world.provider.script = [PASSING] * 100
        recording = world.recording()
        recording.signal_after(SOON, "cancel")
        run = world.finish(recording)
        assert world.notifier.kinds == ["starting", "cancelled"]
        references = {message.cancel_reference for message in world.notifier.sent}
        assert references == {run.history.workflow_id}

    @pytest.mark.constraint("U2")
    @pytest.mark.integration
    def test_what_is_settled_stays_settled(self, world):
        """
        Type: integration
        U2 (GOAL): The payer can cancel a waiting retry from the message that announces it
        Scenario: the effect was there before it was called off
        Expected: it ends as succeeded, and the result says that it was too late
        """
        recording = world.recording()
        recording.signal_during("attempt_payment", "cancel")
        run = world.finish(recording)
        assert run.result.stage == "succeeded"
        assert run.result.cancelled_too_late

    @pytest.mark.integration
    def test_what_was_not_called_off_is_not_too_late(self, world):
        """Scenario: no signal
        Expected: the result says nothing of one
        """
        assert not world.run().result.cancelled_too_late
