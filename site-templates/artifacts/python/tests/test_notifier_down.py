from datetime import timedelta

import pytest

from .conftest import PASSING, START


class TestNotifierDown:
    """Messages never lie on the path of an attempt."""

{{#each notifier_down.items}}
    @pytest.mark.failure_mode("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_it_goes_on_and_the_message_is_sent_later(self, world):
        """
        Type: chaos
{{#each notifier_down.items}}
        {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the service is down when the first message is due, and comes back
        Expected: attempts are made meanwhile; both messages arrive, the first one first
        """
        world.notifier.failures = 8
        world.provider.script = [PASSING]
        run = world.run()
        assert run.result.stage == "succeeded"
        assert world.provider.executed[0][2] - START <= timedelta(seconds=10)
        assert world.notifier.times[0] > world.provider.executed[0][2]
        assert world.notifier.kinds == ["starting", "succeeded"]

{{#each notifier_down.items}}
    @pytest.mark.failure_mode("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_a_service_that_never_comes_back_is_given_up(self, world):
        """
        Type: chaos
{{#each notifier_down.items}}
        {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the service stays down
        Expected: it ends as it would, weeks later at most, and the result counts what was not sent
        """
        world.notifier.is_down = True
        run = world.run()
        assert (run.result.stage, run.result.unsent) == ("succeeded", 2)
        assert world.clock.now() - START <= timedelta(days=21)
