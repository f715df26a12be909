# test_retry_bound.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: OC2
import pytest

from .conftest import PASSING

MAX_ATTEMPTS = 3


@pytest.mark.constraint("OC2")
class TestAttempts:
    """
    OC2 (CRITERION): Three attempts are enough
    """

    def test_never_more_tries_than_allowed(self, world):
        """Scenario: every attempt fails for a passing reason
        Expected: exactly as many tries as the bound allows, those of the engine included
        """
        world.provider.script = [PASSING] * 100
        assert len(world.run().named("attempt_payment")) == MAX_ATTEMPTS

    def test_a_try_that_breaks_off_counts(self, world):
        """Scenario: the worker dies during every attempt
        Expected: no more tries than the bound allows
        """
        recording = world.recording()
        recording.lose("attempt_payment", 20)
        assert len(world.finish(recording).named("attempt_payment")) == MAX_ATTEMPTS
