# test_authorisation.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: S2
import pytest

from src.models.payment_retry import TransactionContext

from .conftest import PASSING


class TestAuthorisation:
    """The original's context decides, before anything is reached."""

    @pytest.mark.constraint("S2")
    @pytest.mark.security
    @pytest.mark.parametrize(
        "context",
        [
            None,
            TransactionContext("", "item-1"),
            TransactionContext("  ", "item-1"),
            TransactionContext("transaction-1", ""),
            TransactionContext("transaction-1", "ITEM-1"),
            TransactionContext("transaction-2", "item-2"),
        ],
    )
    def test_nothing_happens_without_the_original(self, world, context):
        """
        Type: security
        S2 (INVARIANT): A retry is authorised by the transaction that it repeats, and by nothing else
        Scenario: no context, an empty one, and another one's
        Expected: the run fails for good before it reaches anything outside
        """
        run = world.run(world.request(transaction_context=context))
        assert run.calls == [] and run.timers == []
        assert run.failure.application_failure_info.type == "NotAuthorised"
        assert run.failure.application_failure_info.non_retryable

    @pytest.mark.constraint("S2")
    @pytest.mark.security
    def test_every_attempt_is_made_in_the_name_of_the_original(self, world):
        """
        Type: security
        S2 (INVARIANT): A retry is authorised by the transaction that it repeats, and by nothing else
        Scenario: the provider fails for a passing reason once, then works
        Expected: both attempts carry the original's transaction, so that the provider can check it
        """
        world.provider.script = [PASSING]
        world.run(world.request(transaction_context=TransactionContext("original", "item-1")))
        assert world.provider.transactions == ["original"] * 2

    @pytest.mark.constraint("S2")
    @pytest.mark.security
    def test_an_original_that_is_not_genuine_ends_it(self, world):
        """
        Type: security
        S2 (INVARIANT): A retry is authorised by the transaction that it repeats, and by nothing else
        Scenario: a transaction that fits the request, and that the provider does not know
        Expected: one attempt, no effect, and nothing is tried again
        """
        world.provider.unknown = {"transaction-1"}
        world.run()
        assert len(world.provider.executed) == 1 and world.provider.effects == {}

    @pytest.mark.constraint("S2")
    @pytest.mark.security
    def test_the_original_is_enough(self, world):
        """
        Type: security
        S2 (INVARIANT): A retry is authorised by the transaction that it repeats, and by nothing else
        Scenario: the context of the original
        Expected: the run goes its way
        """
        run = world.run()
        assert run.failure is None and world.provider.executed
