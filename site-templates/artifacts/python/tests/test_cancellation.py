from datetime import timedelta

import pytest

from .conftest import PASSING


{{#each cancellation.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
class TestCancellation:
    """
{{#each cancellation.constraints}}
    {{id}} ({{type_label}}): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
    """

    def test_what_waits_can_be_called_off(self, world):
        """Scenario: the signal arrives while the first wait lasts
        Expected: no further attempt, and it ends as cancelled
        """
        world.provider.script = [PASSING] * 100
        recording = world.recording()
        recording.signal_in_wait(1, timedelta(seconds=1), "cancel")
        run = world.finish(recording)
        assert len(run.named("attempt_{{names.subject}}")) == 1
        assert run.result.stage == "cancelled"
