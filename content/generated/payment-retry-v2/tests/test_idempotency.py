# test_idempotency.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: B1, T1, OC3
import asyncio

import pytest

from src.services.idempotency import idempotency_key

from .conftest import PASSING, LostAnswer


@pytest.mark.constraint("B1")
@pytest.mark.constraint("T1")
@pytest.mark.constraint("OC3")
class TestOneEffect:
    """
    B1 (INVARIANT): An invoice is charged at most once, however often its payment is tried
    Source: INC-2024-089
    T1 (INVARIANT): Every attempt at one payment carries the same idempotency key
    OC3 (CRITERION): Nobody pays twice
    """

    def test_the_status_is_asked_before_each_attempt(self, world):
        """Scenario: every attempt fails for a passing reason
        Expected: no attempt without a question right before it
        """
        world.provider.script = [PASSING] * 100
        names = [call.name for call in world.run().calls]
        tries = [index for index, name in enumerate(names) if name == "attempt_payment"]
        outside = [name for name in names if name != "record_transition"]
        assert tries
        for index, name in enumerate(outside):
            if name == "attempt_payment":
                assert outside[index - 1] == "check_payment"

    def test_what_has_taken_effect_is_not_tried_again(self, world):
        """Scenario: the effect is there before the first attempt
        Expected: no attempt, and it ends as succeeded
        """
        world.provider.effects[idempotency_key("item-1")] = 1
        run = world.run()
        assert run.named("attempt_payment") == []
        assert run.result.stage == "succeeded"

    def test_two_runs_at_once_take_effect_once(self, world):
        """Scenario: two runs for the same, one after the other's answer was lost
        Expected: the provider has carried out one of them
        """
        world.provider.script = [LostAnswer()]
        first, second = world.recording(), world.recording()
        asyncio.run(first.run())
        asyncio.run(second.run())
        assert len(world.provider.effects) == 1
        assert len(first.named("attempt_payment") + second.named("attempt_payment")) == 1


@pytest.mark.constraint("B1")
@pytest.mark.constraint("T1")
@pytest.mark.constraint("OC3")
class TestOneKey:
    """
    B1 (INVARIANT): An invoice is charged at most once, however often its payment is tried
    Source: INC-2024-089
    T1 (INVARIANT): Every attempt at one payment carries the same idempotency key
    OC3 (CRITERION): Nobody pays twice
    """

    def test_one_key_for_all_attempts(self, world):
        """Scenario: every attempt fails for a passing reason
        Expected: one key in all questions and attempts
        """
        world.provider.script = [PASSING] * 100
        run = world.run()
        calls = run.named("attempt_payment") + run.named("check_payment")
        assert len(run.named("attempt_payment")) > 1
        assert len({call.arguments[0] for call in calls}) == 1

    def test_the_key_depends_on_the_payment_alone(self, world):
        """Scenario: two of them, one twice
        Expected: two keys
        """
        keys = [idempotency_key(name) for name in ("item-1", "item-2", "item-1")]
        assert keys[0] == keys[2] != keys[1]
