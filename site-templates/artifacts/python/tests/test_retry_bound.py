import pytest

from .conftest import PASSING

MAX_ATTEMPTS = {{retry_bound.count}}


{{#each retry_bound.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
class TestAttempts:
    """
{{#each retry_bound.constraints}}
    {{id}} ({{type_label}}): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
    """

    def test_never_more_tries_than_allowed(self, world):
        """Scenario: every attempt fails for a passing reason
        Expected: exactly as many tries as the bound allows, those of the engine included
        """
        world.provider.script = [PASSING] * 100
        assert len(world.run().named("attempt_{{names.subject}}")) == MAX_ATTEMPTS

    def test_a_try_that_breaks_off_counts(self, world):
        """Scenario: the worker dies during every attempt
        Expected: no more tries than the bound allows
        """
        recording = world.recording()
        recording.lose("attempt_{{names.subject}}", 20)
        assert len(world.finish(recording).named("attempt_{{names.subject}}")) == MAX_ATTEMPTS
