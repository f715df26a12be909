import pytest

from .conftest import UNREADABLE


{{#each ambiguous_answer.items}}
@pytest.mark.failure_mode("{{id}}")
{{/each}}
@pytest.mark.chaos
class TestAmbiguousAnswer:
    """
{{#each ambiguous_answer.items}}
    {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
    """

    def test_an_answer_that_says_nothing_is_looked_up(self, world):
        """Scenario: the first attempt's answer cannot be read
        Expected: the next thing asked outside is the status, not another attempt
        """
        world.provider.script = [UNREADABLE]
        names = [call.name for call in world.run().calls if call.name.endswith("_{{names.subject}}")]
        assert names[:3] == ["check_{{names.subject}}", "attempt_{{names.subject}}", "check_{{names.subject}}"]
