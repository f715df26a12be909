# test_response_lost.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: F_NEW_1
from datetime import timedelta

import pytest

from src.services.schedule import RetrySchedule

from .conftest import PASSING, START, LostAnswer


class TestLostAnswer:
    """A lost answer is not a failure."""

    @pytest.mark.failure_mode("F_NEW_1")
    @pytest.mark.chaos
    @pytest.mark.parametrize("before", range(RetrySchedule().max_attempts))
    def test_an_effect_whose_answer_is_lost_is_found(self, world, before):
        """
        Type: chaos
        F_NEW_1 (FAILURE MODE): The gateway charges, and its answer times out on the way back
        Source: INC-2024-089
        Scenario: the answer of the first, second or last attempt is lost
        Expected: it is found to have taken effect, and is not tried again
        """
        world.provider.script = [PASSING] * before + [LostAnswer("timed out")]
        run = world.run()
        assert (run.result.stage, run.result.effect) == ("succeeded", "done")
        assert len(world.provider.executed) == before + 1
        assert list(world.provider.effects.values()) == [1]

    @pytest.mark.failure_mode("F_NEW_1")
    @pytest.mark.chaos
    def test_an_attempt_that_is_too_slow_is_looked_up(self, world):
        """
        Type: chaos
        F_NEW_1 (FAILURE MODE): The gateway charges, and its answer times out on the way back
        Source: INC-2024-089
        Scenario: the attempt takes effect, and takes longer than it may
        Expected: it is found, and is not tried again
        """
        world.provider.duration = 2 * RetrySchedule().attempt_limit
        assert world.run().result.stage == "succeeded"
        assert len(world.provider.executed) == 1

    @pytest.mark.failure_mode("F_NEW_1")
    @pytest.mark.chaos
    def test_no_attempt_while_the_status_is_unknown(self, world):
        """
        Type: chaos
        F_NEW_1 (FAILURE MODE): The gateway charges, and its answer times out on the way back
        Source: INC-2024-089
        Scenario: the question for the status gets no answer
        Expected: no attempt follows it; the next question comes first
        """
        world.provider.silent_status = 1
        names = [call.name for call in world.run().calls if call.name.endswith("_payment")]
        assert names[:3] == ["check_payment", "check_payment", "attempt_payment"]

    @pytest.mark.failure_mode("F_NEW_1")
    @pytest.mark.chaos
    def test_a_window_that_closes_meanwhile_hides_no_effect(self, world):
        """
        Type: chaos
        F_NEW_1 (FAILURE MODE): The gateway charges, and its answer times out on the way back
        Source: INC-2024-089
        Scenario: the answer is lost, and no further attempt fits into the window
        Expected: the status is asked all the same, and it ends as succeeded
        """
        schedule = RetrySchedule()
        age = schedule.window - schedule.status_limit - schedule.attempt_limit
        world.provider.script = [LostAnswer()]
        run = world.run(world.request(first_failed_at=START - age + timedelta(milliseconds=1)))
        assert len(world.provider.executed) == 1
        assert run.result.stage == "succeeded"

    @pytest.mark.failure_mode("F_NEW_1")
    @pytest.mark.chaos
    def test_the_last_question_is_asked_more_than_once(self, world):
        """
        Type: chaos
        F_NEW_1 (FAILURE MODE): The gateway charges, and its answer times out on the way back
        Source: INC-2024-089
        Scenario: the last attempt's answer is lost, and the provider is silent for a while
        Expected: it is asked until it says that there is an effect
        """
        last = RetrySchedule().max_attempts
        world.provider.script = [PASSING] * (last - 1) + [LostAnswer()]
        asked = world.provider.status

        async def status(key):
            if len(world.provider.executed) == last and not world.provider.silent_status:
                world.provider.status = asked
                world.provider.silent_status = 3
            return await asked(key)

        world.provider.status = status
        assert world.run().result.stage == "succeeded"
