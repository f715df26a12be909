import pytest


{{#each notifier_down.items}}
@pytest.mark.failure_mode("{{id}}")
{{/each}}
@pytest.mark.chaos
class TestNotifierDown:
    """
{{#each notifier_down.items}}
    {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
    """

    def test_it_goes_on_and_the_message_is_sent_later(self, world):
        """Scenario: the service is down when the first message is due
        Expected: the attempt is made, and both messages arrive in the end
        """
        world.notifier.failures = 3
        run = world.run()
        assert run.result.stage == "succeeded"
        assert {message for _, message in world.notifier.sent} == {"starting", "succeeded"}
