from datetime import timedelta

import pytest

from src.services.schedule import {{names.process_class}}Schedule

from .conftest import PASSING, START

WINDOW = timedelta(seconds={{time_window.seconds}})


{{#each time_window.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
class TestWindow:
    """
{{#each time_window.constraints}}
    {{id}} ({{type_label}}): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
    """

    def test_the_whole_schedule_lies_within_the_window(self):
        """Scenario: every call takes as long as it may, and every attempt fails
        Expected: the last attempt is over before the window closes
        """
        schedule = {{names.process_class}}Schedule()
        longest = timedelta(0)
        for attempt in range(1, schedule.max_attempts + 1):
            longest += schedule.status_limit + schedule.attempt_limit
            longest += schedule.delay_after(attempt)
        assert longest == schedule.longest() <= WINDOW

    def test_there_is_no_wait_after_the_last_attempt(self, world):
        """Scenario: every attempt fails
        Expected: one wait fewer than attempts
        """
        schedule = {{names.process_class}}Schedule()
        assert schedule.delay_after(schedule.max_attempts) == timedelta(0)
        assert len(schedule.delays()) == schedule.max_attempts - 1

    @pytest.mark.parametrize("late, attempts", [(-1, 1), (0, 1), (1, 0)])
    def test_no_attempt_that_could_end_after_the_window(self, world, late, attempts):
        """Scenario: the run starts a second before, at and after the last admissible moment
        Expected: an attempt before and at it, none after it
        """
        schedule = {{names.process_class}}Schedule()
        age = WINDOW - schedule.status_limit - schedule.attempt_limit + timedelta(seconds=late)
        world.provider.script = [PASSING] * schedule.max_attempts
        run = world.run(world.request(first_failed_at=START - age))
        assert len(run.named("attempt_{{names.subject}}")) == attempts

    def test_slow_attempts_stay_within_the_window(self, world):
        """Scenario: attempts are slow and all fail
        Expected: the last one starts early enough to end within the window
        """
        schedule = {{names.process_class}}Schedule()
        world.provider.duration = schedule.attempt_limit
        world.provider.script = [PASSING] * schedule.max_attempts
        tries = world.run().named("attempt_{{names.subject}}")
        assert tries[-1].at + schedule.attempt_limit - START <= WINDOW
