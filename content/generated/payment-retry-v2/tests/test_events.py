# test_events.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: O1
from datetime import timedelta

import pytest

from .conftest import PASSING, PERMANENT, START


class TestTrace:
    """Each step leaves one event, in order, and none that says too much."""

    @pytest.mark.constraint("O1")
    @pytest.mark.integration
    @pytest.mark.parametrize("script", [[], [PASSING], [PERMANENT], [PASSING] * 100])
    def test_each_transition_leaves_one_event(self, world, script):
        """
        Type: integration
        O1 (GOAL): Every step of a retry can be followed from its first failure to its end
        Scenario: it succeeds at once, later, is refused, or is used up
        Expected: the events are a chain from the first stage to the last
        """
        world.provider.script = list(script)
        run = world.run()
        steps = [fields for _, fields in world.events.kept]
        assert [step["to"] for step in steps] == [stage.value for stage in run.result.history[1:]]
        assert [step["from"] for step in steps] == [stage.value for stage in run.result.history[:-1]]
        assert {name for name, _ in world.events.kept} == {"payment_retry.transition"}
        assert run.result.unrecorded == 0

    @pytest.mark.constraint("O1")
    @pytest.mark.integration
    def test_an_event_says_what_when_and_which_attempt(self, world):
        """
        Type: integration
        O1 (GOAL): Every step of a retry can be followed from its first failure to its end
        Scenario: the first attempt fails for a passing reason
        Expected: id, stages, number of the attempt and of the step, and the moment; nothing else
        """
        world.provider.script = [PASSING]
        world.run()
        steps = [fields for _, fields in world.events.kept]
        assert [step["attempt"] for step in steps] == ["0", "1", "1", "1", "2", "2"]
        assert [step["number"] for step in steps] == [str(n + 1) for n in range(len(steps))]
        assert {step["payment_id"] for step in steps} == {"item-1"}
        again = world.provider.executed[1][2].isoformat()
        assert [step["at"] for step in steps] == [START.isoformat()] * 3 + [again] * 3
        names = {"payment_id", "from", "to", "attempt", "number", "at"}
        assert all(set(step) == names for step in steps)

    @pytest.mark.constraint("O1")
    @pytest.mark.chaos
    def test_events_that_cannot_be_kept_are_kept_later_in_order(self, world):
        """
        Type: chaos
        O1 (GOAL): Every step of a retry can be followed from its first failure to its end
        Scenario: no event can be kept for some minutes
        Expected: attempts are made meanwhile, and all events arrive in their order, with their times
        """
        world.events.failures = 10
        run = world.run()
        assert world.provider.executed[0][2] == START
        steps = [fields for _, fields in world.events.kept]
        assert [step["to"] for step in steps] == [stage.value for stage in run.result.history[1:]]
        assert {step["at"] for step in steps} == {START.isoformat()}

    @pytest.mark.constraint("O1")
    @pytest.mark.chaos
    def test_events_that_are_never_kept_are_counted(self, world):
        """
        Type: chaos
        O1 (GOAL): Every step of a retry can be followed from its first failure to its end
        Scenario: no event is ever kept
        Expected: it ends all the same, within days, and the result says how many are missing
        """
        world.events.is_down = True
        run = world.run()
        assert run.result.stage == "succeeded"
        assert run.result.unrecorded == len(run.result.history) - 1
        assert world.clock.now() - START <= timedelta(days=8)
