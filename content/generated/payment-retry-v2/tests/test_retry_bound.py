# test_retry_bound.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: OC2
import pytest

from .conftest import PASSING, UNREADABLE

MAX_ATTEMPTS = 3


class TestAttempts:
    """Tries are counted at the provider's side, those of the engine included."""

    @pytest.mark.constraint("OC2")
    @pytest.mark.integration
    @pytest.mark.parametrize("answer", [PASSING, UNREADABLE, ConnectionError("reset")])
    def test_never_more_tries_than_allowed(self, world, answer):
        """
        Type: integration
        OC2 (CRITERION): Three attempts are enough
        Scenario: every attempt fails for a passing reason, is unreadable, or breaks off
        Expected: exactly as many executions as the bound allows
        """
        world.provider.script = [answer] * 100
        run = world.run()
        assert len(world.provider.executed) == MAX_ATTEMPTS
        assert run.result.attempts == MAX_ATTEMPTS

    @pytest.mark.constraint("OC2")
    @pytest.mark.chaos
    def test_a_try_that_breaks_off_counts(self, world):
        """
        Type: chaos
        OC2 (CRITERION): Three attempts are enough
        Scenario: the worker dies at the beginning of every attempt
        Expected: no more tries than the bound allows
        """
        recording = world.recording()
        recording.lose("attempt_payment", 100)
        assert len(world.finish(recording).named("attempt_payment")) == MAX_ATTEMPTS

    @pytest.mark.constraint("OC2")
    @pytest.mark.chaos
    def test_a_try_whose_result_is_lost_counts(self, world):
        """
        Type: chaos
        OC2 (CRITERION): Three attempts are enough
        Scenario: every attempt fails, and the worker dies before it can say so
        Expected: no more executions than the bound allows
        """
        world.provider.script = [PASSING] * 100
        recording = world.recording()
        recording.lose_result("attempt_payment", 100)
        world.finish(recording)
        assert len(world.provider.executed) == MAX_ATTEMPTS

    @pytest.mark.constraint("OC2")
    @pytest.mark.integration
    def test_the_last_allowed_try_is_made(self, world):
        """
        Type: integration
        OC2 (CRITERION): Three attempts are enough
        Scenario: all but the last allowed attempt fail
        Expected: the last one is made, and succeeds
        """
        world.provider.script = [PASSING] * (MAX_ATTEMPTS - 1)
        assert world.run().result.stage == "succeeded"
        assert len(world.provider.executed) == MAX_ATTEMPTS
