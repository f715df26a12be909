from itertools import product

import pytest

from src.models.{{names.module}} import ENDS, TRANSITIONS, IllegalTransition, Stage, {{names.class}}State

from .conftest import PASSING


{{#each atomic_transition.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
class TestTransitions:
    """
{{#each atomic_transition.constraints}}
    {{id}} ({{type_label}}): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
    """

    @pytest.mark.parametrize("before, after", list(product(Stage, Stage)))
    def test_a_step_is_taken_as_a_whole_or_refused(self, before, after):
        """Scenario: each pair of stages
        Expected: a new state for a step of the table; else an error, and the old state unchanged
        """
        state = {{names.class}}State("item-1", before, 1)
        if after in TRANSITIONS[before]:
            assert state.moved_to(after).stage is after
        else:
            with pytest.raises(IllegalTransition):
                state.moved_to(after)
        assert state == {{names.class}}State("item-1", before, 1)

    def test_every_stage_is_reached_and_every_end_is_final(self):
        """Scenario: the table
        Expected: each stage but the first is somebody's next, and the ends have none
        """
        reached = {after for nexts in TRANSITIONS.values() for after in nexts}
        assert reached == set(Stage) - {Stage.FAILED}
        assert {stage for stage, nexts in TRANSITIONS.items() if not nexts} == ENDS

    def test_a_crash_at_any_point_changes_nothing(self, world):
        """Scenario: the worker dies after each task and another one replays what is recorded
        Expected: each attempt happened once, and each replay agreed with the record
        """
        world.provider.script = [PASSING]
        run = world.run()
        assert run.tasks > 5
        assert len(run.named("attempt_{{names.subject}}")) == run.result.attempts == 2
