# test_error_classification.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: T5
import asyncio

import pytest

from src.services.error_classification import COMMON_CODES, ErrorClassificationService, FailureClass

from .conftest import PASSING, PERMANENT, UNREADABLE


@pytest.mark.constraint("T5")
class TestClassification:
    """
    T5 (INVARIANT): A failure is classified as passing or permanent before anything is tried again
    """

    @pytest.mark.parametrize("code, expected", sorted(COMMON_CODES.items()))
    def test_each_known_code_has_its_class(self, code, expected):
        """Scenario: a code of the table
        Expected: its class
        """
        assert ErrorClassificationService().classify(code) is expected

    @pytest.mark.parametrize("code", ["", "0", "999", "new-code", "<html>"])
    def test_unknown_error_is_ambiguous(self, code):
        """Scenario: a code that the table does not hold
        Expected: ambiguous, never passing
        """
        assert ErrorClassificationService().classify(code) is FailureClass.AMBIGUOUS

    def test_nothing_is_tried_after_a_permanent_failure(self, world):
        """Scenario: the first attempt fails for good
        Expected: one attempt
        """
        world.provider.script = [PERMANENT, PASSING, PASSING]
        run = world.run()
        assert len(run.named("attempt_payment")) == 1
        assert run.result.attempts == 1

    def test_a_passing_failure_is_tried_again(self, world):
        """Scenario: the first attempt fails for a passing reason, the second does not
        Expected: two attempts, and it ends as succeeded
        """
        world.provider.script = [PASSING]
        run = world.run()
        assert len(run.named("attempt_payment")) == 2
        assert run.result.stage == "succeeded"

    def test_a_code_of_the_provider_can_be_added(self):
        """Scenario: the provider documents a code of its own
        Expected: its class, and the common ones as before
        """
        service = ErrorClassificationService({"own-code": FailureClass.PERMANENT})
        assert service.classify("own-code") is FailureClass.PERMANENT
        assert service.classify("503") is FailureClass.PASSING
