import dataclasses
from itertools import product

import pytest

from src.models.{{names.module}} import ENDS, IllegalTransition, Stage, {{names.class}}State

from .conftest import PASSING

LAST = {{#if has.escalation}}"escalated"{{else}}"given_up"{{/if}}
#: Written out once more, so that a change of the table is seen.
ALLOWED = {
    ("failed", "checking"),
    ("checking", "attempting"),
    ("checking", "waiting"),
    ("checking", "succeeded"),
    ("checking", "cancelled"),
    ("checking", LAST),
    ("attempting", "checking"),
    ("attempting", "waiting"),
    ("attempting", "succeeded"),
    ("attempting", "cancelled"),
    ("attempting", LAST),
    ("waiting", "checking"),
    ("waiting", "cancelled"),
    ("waiting", LAST),
}


class TestTransitions:
    """State is one value, and changes as a whole."""

{{#each atomic_transition.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    @pytest.mark.parametrize("before, after", list(product(Stage, Stage)))
    def test_a_step_is_taken_as_a_whole_or_refused(self, before, after):
        """
        Type: unit
{{#each atomic_transition.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: each pair of stages
        Expected: a new state for an allowed step; else an error, and the old state unchanged
        """
        state = {{names.class}}State("item-1", before, 1)
        if (before.value, after.value) in ALLOWED:
            tried = 2 if after is Stage.ATTEMPTING else 1
            assert state.moved_to(after) == {{names.class}}State("item-1", after, tried)
        else:
            with pytest.raises(IllegalTransition):
                state.moved_to(after)
        assert state == {{names.class}}State("item-1", before, 1)

{{#each atomic_transition.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_a_state_cannot_be_changed_in_part(self):
        """
        Type: unit
{{#each atomic_transition.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: somebody sets the stage of a state alone
        Expected: an error
        """
        state = {{names.class}}State("item-1")
        with pytest.raises(dataclasses.FrozenInstanceError):
            state.stage = Stage.SUCCEEDED

{{#each atomic_transition.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_every_end_is_final(self):
        """
        Type: unit
{{#each atomic_transition.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the stages that no step leaves
        Expected: they are the ends
        """
        left = {before for before, _ in ALLOWED}
        assert {stage.value for stage in Stage} - left == {stage.value for stage in ENDS}

{{#each atomic_transition.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_a_crash_at_any_point_changes_nothing(self, world):
        """
        Type: integration
{{#each atomic_transition.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the worker dies after each task and another one replays what is recorded
        Expected: each attempt happened once, and each replay agreed with the record
        """
        world.provider.script = [PASSING]
        run = world.run()
        assert run.tasks > 5
        assert len(world.provider.executed) == run.result.attempts == 2
        stages = [stage.value for stage in run.result.history]
        assert set(zip(stages, stages[1:])) <= ALLOWED
{{#if has.observability}}

{{#each atomic_transition.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_a_step_is_recorded_once_though_the_worker_dies(self, world):
        """
        Type: chaos
{{#each atomic_transition.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: steps are recorded, and the worker dies before it can say so
        Expected: what is recorded again is the same, so that it is kept once
        """
        recording = world.recording()
        recording.lose_result("record_transition", 2)
        run = world.finish(recording)
        kept = [fields["to"] for _, fields in world.events.kept]
        assert kept == [stage.value for stage in run.result.history[1:]]
        assert len(run.named("record_transition")) == len(kept) + 2
{{/if}}
