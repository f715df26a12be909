import pytest

from .conftest import UNREADABLE, Answer


class TestAmbiguousAnswer:
    """An answer that says nothing is no failure, and no success."""

{{#each ambiguous_answer.items}}
    @pytest.mark.failure_mode("{{id}}")
{{/each}}
    @pytest.mark.chaos
    @pytest.mark.parametrize("answer", [UNREADABLE, Answer(done=False, code="200"), ValueError("no JSON")])
    def test_an_answer_that_says_nothing_is_looked_up(self, world, answer):
        """
        Type: chaos
{{#each ambiguous_answer.items}}
        {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the first attempt's answer is empty, says "fine" and no more, or cannot be read
        Expected: the next thing asked outside is the status, not another attempt
        """
        world.provider.script = [answer]
        names = [call.name for call in world.run().calls if call.name.endswith("_{{names.subject}}")]
        assert names[:3] == ["check_{{names.subject}}", "attempt_{{names.subject}}", "check_{{names.subject}}"]

{{#each ambiguous_answer.items}}
    @pytest.mark.failure_mode("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_an_unreadable_answer_with_an_effect_is_a_success(self, world):
        """
        Type: chaos
{{#each ambiguous_answer.items}}
        {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: it has taken effect, and the answer cannot be read
        Expected: it is found, and executed once
        """
        executed = world.provider.execute

        async def execute(*arguments):
            await executed(*arguments)
            return UNREADABLE

        world.provider.execute = execute
        assert world.run().result.stage == "succeeded"
        assert len(world.provider.executed) == 1
