import pytest

from .conftest import PASSING, UNREADABLE

MAX_ATTEMPTS = {{#if retry_bound.count}}{{retry_bound.count}}{{else}}3{{/if}}


class TestAttempts:
    """Tries are counted at the provider's side, those of the engine included."""

{{#each retry_bound.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    @pytest.mark.parametrize("answer", [PASSING, UNREADABLE, ConnectionError("reset")])
    def test_never_more_tries_than_allowed(self, world, answer):
        """
        Type: integration
{{#each retry_bound.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: every attempt fails for a passing reason, is unreadable, or breaks off
        Expected: exactly as many executions as the bound allows
        """
        world.provider.script = [answer] * 100
        run = world.run()
        assert len(world.provider.executed) == MAX_ATTEMPTS
        assert run.result.attempts == MAX_ATTEMPTS

{{#each retry_bound.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_a_try_that_breaks_off_counts(self, world):
        """
        Type: chaos
{{#each retry_bound.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the worker dies at the beginning of every attempt
        Expected: no more tries than the bound allows
        """
        recording = world.recording()
        recording.lose("attempt_{{names.subject}}", 100)
        assert len(world.finish(recording).named("attempt_{{names.subject}}")) == MAX_ATTEMPTS

{{#each retry_bound.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_a_try_whose_result_is_lost_counts(self, world):
        """
        Type: chaos
{{#each retry_bound.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: every attempt fails, and the worker dies before it can say so
        Expected: no more executions than the bound allows
        """
        world.provider.script = [PASSING] * 100
        recording = world.recording()
        recording.lose_result("attempt_{{names.subject}}", 100)
        world.finish(recording)
        assert len(world.provider.executed) == MAX_ATTEMPTS

{{#each retry_bound.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_the_last_allowed_try_is_made(self, world):
        """
        Type: integration
{{#each retry_bound.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: all but the last allowed attempt fail
        Expected: the last one is made, and succeeds
        """
        world.provider.script = [PASSING] * (MAX_ATTEMPTS - 1)
        assert world.run().result.stage == "succeeded"
        assert len(world.provider.executed) == MAX_ATTEMPTS
