from datetime import timedelta

import pytest

from .conftest import PASSING, START

SOON = timedelta(seconds=1)


class TestCancellation:
    """What waits can be called off, by whoever has the reference."""

{{#each cancellation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_what_waits_can_be_called_off(self, world):
        """
        Type: integration
{{#each cancellation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the signal arrives while the first wait lasts
        Expected: no further attempt, and it ends as cancelled at that moment
        """
        world.provider.script = [PASSING] * 100
        recording = world.recording()
        recording.signal_after(SOON, "cancel")
        run = world.finish(recording)
        assert len(world.provider.executed) == 1
        assert (run.result.stage, run.result.effect) == ("cancelled", "none")
{{#if has.observability}}
        assert world.events.kept[-1][1]["at"] == (START + SOON).isoformat()
{{/if}}

{{#each cancellation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_what_has_not_begun_can_be_called_off(self, world):
        """
        Type: integration
{{#each cancellation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the signal is there when the run starts
        Expected: the status is asked, nothing is tried, and it ends as cancelled
        """
        recording = world.recording()
        recording.signal_during("check_{{names.subject}}", "cancel")
        recording.hold("check_{{names.subject}}", timedelta(minutes=2))
        recording.signal_after(timedelta(0), "cancel")
        run = world.finish(recording)
        assert world.provider.executed == []
        assert run.named("check_{{names.subject}}")
        assert run.result.stage == "cancelled"

{{#each cancellation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_what_is_called_off_during_the_question_is_not_tried(self, world):
        """
        Type: integration
{{#each cancellation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the signal arrives while the status is asked, and there is no effect yet
        Expected: nothing is tried, and it ends as cancelled
        """
        recording = world.recording()
        recording.signal_during("check_{{names.subject}}", "cancel")
        run = world.finish(recording)
        assert world.provider.executed == []
        assert (run.result.stage, run.result.attempts) == ("cancelled", 0)
{{#if has.notification}}

{{#each cancellation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_every_message_carries_the_way_to_call_it_off(self, world):
        """
        Type: integration
{{#each cancellation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: a run in the engine
        Expected: its messages carry its id, which the signal needs; the last one says that it is off
        """
        world.provider.script = [PASSING] * 100
        recording = world.recording()
        recording.signal_after(SOON, "cancel")
        run = world.finish(recording)
        assert world.notifier.kinds == ["starting", "cancelled"]
        references = {message.cancel_reference for message in world.notifier.sent}
        assert references == {run.history.workflow_id}
{{/if}}

{{#each cancellation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_what_is_settled_stays_settled(self, world):
        """
        Type: integration
{{#each cancellation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the effect was there before it was called off
        Expected: it ends as succeeded, and the result says that it was too late
        """
        recording = world.recording()
        recording.signal_during("attempt_{{names.subject}}", "cancel")
        run = world.finish(recording)
        assert run.result.stage == "succeeded"
        assert run.result.cancelled_too_late

    @pytest.mark.integration
    def test_what_was_not_called_off_is_not_too_late(self, world):
        """Scenario: no signal
        Expected: the result says nothing of one
        """
        assert not world.run().result.cancelled_too_late
