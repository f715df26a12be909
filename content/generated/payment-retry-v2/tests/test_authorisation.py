# test_authorisation.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: S2
import pytest

from src.models.payment_retry import TransactionContext


@pytest.mark.constraint("S2")
class TestAuthorisation:
    """
    S2 (INVARIANT): A retry is authorised by the transaction that it repeats, and by nothing else
    """

    @pytest.mark.parametrize(
        "context",
        [None, TransactionContext("", "item-1"), TransactionContext("transaction-2", "item-2")],
    )
    def test_nothing_happens_without_the_original(self, world, context):
        """Scenario: no context, an empty one, and another one's
        Expected: the run fails before it reaches anything outside
        """
        run = world.run(world.request(transaction_context=context))
        assert run.calls == []
        assert run.failure.application_failure_info.type == "NotAuthorised"
        assert run.failure.application_failure_info.non_retryable

    def test_the_original_is_enough(self, world):
        """Scenario: the context of the original
        Expected: the run goes its way
        """
        assert world.run().failure is None
