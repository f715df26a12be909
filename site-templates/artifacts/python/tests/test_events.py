import pytest

from .conftest import PASSING, PERMANENT


{{#each observability.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
class TestTrace:
    """
{{#each observability.constraints}}
    {{id}} ({{type_label}}): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
    """

    @pytest.mark.parametrize("script", [[], [PASSING], [PERMANENT], [PASSING] * 100])
    def test_each_transition_leaves_one_event(self, world, script):
        """Scenario: it succeeds at once, later, is refused, or is used up
        Expected: the events are a chain from the first stage to the last
        """
        world.provider.script = list(script)
        run = world.run()
        steps = [fields for name, fields in world.events.kept]
        assert [step["to"] for step in steps] == [stage.value for stage in run.result.history[1:]]
        assert [step["from"] for step in steps] == [stage.value for stage in run.result.history[:-1]]
        assert {step["{{names.subject}}_id"] for step in steps} == {"item-1"}
