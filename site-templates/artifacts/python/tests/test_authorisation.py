import pytest

from src.models.{{names.module}} import TransactionContext


class TestAuthorisation:
    """The original's context decides, before anything is reached."""

{{#each authorisation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
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
{{#each authorisation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: no context, an empty one, and another one's
        Expected: the run fails for good before it reaches anything outside
        """
        run = world.run(world.request(transaction_context=context))
        assert run.calls == [] and run.timers == []
        assert run.failure.application_failure_info.type == "NotAuthorised"
        assert run.failure.application_failure_info.non_retryable

{{#each authorisation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.security
    def test_the_original_is_enough(self, world):
        """
        Type: security
{{#each authorisation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the context of the original
        Expected: the run goes its way
        """
        run = world.run()
        assert run.failure is None and world.provider.executed
