import pytest

from .conftest import PASSING


{{#each cancel_in_flight.items}}
@pytest.mark.failure_mode("{{id}}")
{{/each}}
@pytest.mark.chaos
class TestCancelInFlight:
    """
{{#each cancel_in_flight.items}}
    {{id}} (FAILURE MODE): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
    """

    def test_the_attempt_under_way_decides(self, world):
        """Scenario: the signal arrives during an attempt that takes effect
        Expected: it ends as succeeded, not as cancelled
        """
        recording = world.recording()
        recording.signal_during("attempt_{{names.subject}}", "cancel")
        assert world.finish(recording).result.stage == "succeeded"

    def test_a_failed_attempt_under_way_is_the_last(self, world):
        """Scenario: the signal arrives during an attempt that fails
        Expected: no further attempt, and it ends as cancelled
        """
        world.provider.script = [PASSING] * 100
        recording = world.recording()
        recording.signal_during("attempt_{{names.subject}}", "cancel")
        run = world.finish(recording)
        assert len(run.named("attempt_{{names.subject}}")) == 1
        assert run.result.stage == "cancelled"
