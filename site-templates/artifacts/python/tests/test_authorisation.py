import pytest

from src.models.{{names.module}} import TransactionContext


{{#each authorisation.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
class TestAuthorisation:
    """
{{#each authorisation.constraints}}
    {{id}} ({{type_label}}): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
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
