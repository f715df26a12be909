# test_escalation.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: B4
from datetime import timedelta

import pytest

from .conftest import PASSING, PERMANENT, LostAnswer


class TestEscalation:
    """What is not settled ends when somebody has it, and with what is known about it."""

    @pytest.mark.constraint("B4")
    @pytest.mark.integration
    @pytest.mark.parametrize("script", [[PASSING] * 100, [PERMANENT], [ConnectionError("reset")] * 100])
    def test_what_is_not_settled_is_handed_over_once(self, world, script):
        """
        Type: integration
        B4 (INVARIANT): A payment whose attempts are used up is handed to a named escalation path
        Scenario: the attempts are used up, refused, or end without an answer
        Expected: one hand-over, and the run ends as escalated after it
        """
        world.provider.script = list(script)
        run = world.run()
        attempts = len(world.provider.executed)
        assert world.escalations.taken == {"item-1": f"{attempts} attempts, effect none"}
        assert run.result.stage == "escalated"

    @pytest.mark.constraint("B4")
    @pytest.mark.integration
    def test_it_does_not_end_before_somebody_took_over(self, world):
        """
        Type: integration
        B4 (INVARIANT): A payment whose attempts are used up is handed to a named escalation path
        Scenario: nobody answers the first two times, and the service fails twice
        Expected: it is asked again, within a minute, until somebody is named
        """
        world.provider.script = [PERMANENT]
        world.escalations.silent, world.escalations.failures = 2, 2
        run = world.run()
        calls = run.named("escalate_payment")
        assert len(calls) == 5
        assert calls[-1].at - calls[0].at <= timedelta(minutes=1)
        assert run.result.stage == "escalated"

    @pytest.mark.constraint("B4")
    @pytest.mark.chaos
    def test_it_is_asked_for_days_if_need_be(self, world):
        """
        Type: chaos
        B4 (INVARIANT): A payment whose attempts are used up is handed to a named escalation path
        Scenario: nobody answers a thousand times
        Expected: it has not ended without an owner
        """
        world.provider.script = [PERMANENT]
        world.escalations.silent = 1000
        run = world.run()
        assert run.result.stage == "escalated"
        assert list(world.escalations.taken) == ["item-1"]

    @pytest.mark.constraint("B4")
    @pytest.mark.chaos
    def test_a_worker_that_dies_hands_over_the_same(self, world):
        """
        Type: chaos
        B4 (INVARIANT): A payment whose attempts are used up is handed to a named escalation path
        Scenario: somebody took over, and the worker dies before it can say so
        Expected: it is asked again for the same, which has its owner
        """
        world.provider.script = [PERMANENT]
        recording = world.recording()
        recording.lose_result("escalate_payment")
        run = world.finish(recording)
        first, second = run.named("escalate_payment")
        assert first.arguments == second.arguments
        assert len(world.escalations.taken) == 1

    @pytest.mark.constraint("B4")
    @pytest.mark.chaos
    def test_what_nobody_knows_is_handed_over_as_unknown(self, world):
        """
        Type: chaos
        B4 (INVARIANT): A payment whose attempts are used up is handed to a named escalation path
        Scenario: the provider never says what became of it
        Expected: nothing is tried, and somebody gets it who is told that nobody knows
        """
        world.provider.silent_status = 1000
        run = world.run()
        assert world.provider.executed == []
        assert world.escalations.taken == {"item-1": "0 attempts, effect unknown"}
        assert (run.result.stage, run.result.effect) == ("escalated", "unknown")

    @pytest.mark.constraint("B4")
    @pytest.mark.integration
    @pytest.mark.parametrize("script", [[], [PASSING], [LostAnswer()]])
    def test_what_is_settled_is_not_handed_over(self, world, script):
        """
        Type: integration
        B4 (INVARIANT): A payment whose attempts are used up is handed to a named escalation path
        Scenario: it succeeds at once, later, or without an answer
        Expected: no hand-over
        """
        world.provider.script = list(script)
        assert world.run().named("escalate_payment") == []
