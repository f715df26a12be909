import pytest

from .conftest import PASSING, PERMANENT


{{#each notification.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
class TestMessages:
    """
{{#each notification.constraints}}
    {{id}} ({{type_label}}): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
    """

    @pytest.mark.parametrize("script", [[], [PASSING], [PERMANENT], [PASSING] * 100])
    def test_a_message_before_the_first_attempt_and_one_about_the_end(self, world, script):
        """Scenario: it succeeds at once, later, is refused, or is used up
        Expected: the first message before the first attempt, the last one names the end
        """
        world.provider.script = list(script)
        run = world.run()
        first_message = run.named("send_notification")[0]
        assert run.calls.index(first_message) < run.calls.index(run.named("attempt_{{names.subject}}")[0])
        assert world.notifier.sent[0][1] == "starting"
        assert world.notifier.sent[-1][1] == run.result.stage
