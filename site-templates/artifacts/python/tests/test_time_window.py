from datetime import datetime, timedelta, timezone
from itertools import product

import pytest

from src.services.schedule import {{names.process_class}}Schedule

from .conftest import PASSING, START
from .recording import Refused

WINDOW = timedelta(seconds={{time_window.seconds}})
LENGTHS = [
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=36),
    timedelta(days=7),
    timedelta(days=365),
]


class TestWindow:
    """Nothing is tried that could end after the window, whatever else is slow."""

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.property
    @pytest.mark.parametrize("attempts, window", list(product([1, 2, 3, 5, 12, 50], LENGTHS)))
    def test_any_bound_and_any_window_give_a_schedule(self, attempts, window):
        """
        Type: property
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: from one attempt to fifty, from a minute to a year, each call as slow as it may be
        Expected: the last attempt is over within the window, waits grow, and they use the window
        """
        schedule = {{names.process_class}}Schedule(max_attempts=attempts, window=window)
        waits = schedule.delays()
        assert len(waits) == attempts - 1
        assert waits == sorted(waits) and all(wait > timedelta(0) for wait in waits)
        assert schedule.longest() <= window
        if waits:
            assert sum(waits, timedelta(0)) >= window / 4
            assert waits[0] <= max(timedelta(hours=1), window / 2 / len(waits))
        if len(waits) > 1:
            assert waits[0] < waits[-1]

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    @pytest.mark.parametrize("attempts, seconds", [(0, 3600), (-1, 3600), (3, 0), (3, 9), (3, -1)])
    def test_what_gives_no_schedule_is_refused(self, attempts, seconds):
        """
        Type: unit
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: no attempt at all, or a window of next to nothing
        Expected: an error, and no schedule
        """
        with pytest.raises(ValueError):
            {{names.process_class}}Schedule(max_attempts=attempts, window=timedelta(seconds=seconds))

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_the_whole_schedule_lies_within_the_window(self):
        """
        Type: unit
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: every call takes as long as it may, and every attempt fails
        Expected: the last attempt is over before the stated window closes
        """
        schedule = {{names.process_class}}Schedule()
        end = schedule.head_start
        for wait in [*schedule.delays(), timedelta(0)]:
            end += schedule.status_limit + schedule.attempt_limit + wait
        assert end == schedule.longest() <= WINDOW
        assert schedule.window == WINDOW

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_one_call_never_takes_long(self):
        """
        Type: unit
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the limits of one question and one attempt
        Expected: a minute at most, and less where the window is short
        """
        schedule = {{names.process_class}}Schedule()
        assert schedule.status_limit + schedule.attempt_limit <= timedelta(seconds=90)
        assert schedule.max_attempts * (schedule.status_limit + schedule.attempt_limit) <= WINDOW / 2

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_waits_are_those_of_the_schedule(self, world):
        """
        Type: integration
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: every attempt fails for a passing reason
        Expected: between attempts the waits of the schedule pass, and nothing else
        """
        schedule = {{names.process_class}}Schedule()
        world.provider.script = [PASSING] * schedule.max_attempts
        times = [at for _, _, at in world.run() and world.provider.executed]
        assert [b - a for a, b in zip(times, times[1:])] == schedule.delays()

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    @pytest.mark.parametrize("late, attempts", [(-1, 1), (0, 1), (1, 0)])
    def test_no_attempt_that_could_end_after_the_window(self, world, late, attempts):
        """
        Type: integration
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the run starts a second before, at and after the last admissible moment
        Expected: an attempt before and at it, none after it
        """
        schedule = {{names.process_class}}Schedule()
        age = WINDOW - schedule.status_limit - schedule.attempt_limit + timedelta(seconds=late)
        world.provider.script = [PASSING] * schedule.max_attempts
        world.run(world.request(first_failed_at=START - age))
        assert len(world.provider.executed) == attempts

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_a_run_that_starts_late_fits_into_what_is_left(self, world):
        """
        Type: integration
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: half of the window has passed when the run starts
        Expected: every attempt is made, and the last one is over in time
        """
        schedule = {{names.process_class}}Schedule()
        world.provider.script = [PASSING] * schedule.max_attempts
        world.provider.duration = schedule.attempt_limit
        world.run(world.request(first_failed_at=START - WINDOW / 2))
        assert len(world.provider.executed) == schedule.max_attempts
        assert world.provider.executed[-1][2] + schedule.attempt_limit <= START + WINDOW / 2

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_slow_attempts_stay_within_the_window(self, world):
        """
        Type: integration
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: attempts are as slow as they may be and all fail
        Expected: each starts early enough to end within the window
        """
        schedule = {{names.process_class}}Schedule()
        world.provider.duration = schedule.attempt_limit
        world.provider.script = [PASSING] * schedule.max_attempts
        tries = world.run().named("attempt_{{names.subject}}")
        assert len(tries) == schedule.max_attempts
        assert all(call.at + call.limit <= START + WINDOW for call in tries)
        assert all(call.until <= START + WINDOW for call in tries)

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_an_attempt_that_no_worker_takes_up_is_not_made_later(self, world):
        """
        Type: chaos
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: no worker takes attempts up until the window is long over
        Expected: nothing is executed any more
        """
        recording = world.recording()
        recording.hold("attempt_{{names.subject}}", 2 * WINDOW)
        run = world.finish(recording)
        assert world.provider.executed == []
        assert run.result.stage != "succeeded"

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_a_question_that_takes_long_leaves_time_for_the_attempt(self, world):
        """
        Type: chaos
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: no worker takes questions up for longer than one may take
        Expected: it counts as unanswered, and nothing is tried on it
        """
        recording = world.recording()
        recording.hold("check_{{names.subject}}", timedelta(hours=2))
        world.finish(recording)
        assert world.provider.executed == []

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    @pytest.mark.parametrize("late, attempts", [(-1, 1), (0, 1), (1, 0)])
    def test_a_pause_after_the_question_may_use_the_window_up(self, world, late, attempts):
        """
        Type: chaos
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: no worker takes the workflow up after the question, a moment less than, until, and a
            moment more than the last at which an attempt can still end in time
        Expected: an attempt in the first two, over within the window; in the last none, not even on paper
        """
        schedule = {{names.process_class}}Schedule()
        world.provider.script = [PASSING] * schedule.max_attempts
        recording = world.recording()
        pause = WINDOW - schedule.attempt_limit + timedelta(milliseconds=late)
        recording.pause_after("check_{{names.subject}}", pause)
        run = world.finish(recording)
        assert len(world.provider.executed) == run.result.attempts == attempts
        assert ("attempting" in run.result.history) == bool(attempts)
        assert all(call.until <= START + WINDOW for call in run.named("attempt_{{names.subject}}"))

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    @pytest.mark.parametrize("pause", [WINDOW, WINDOW + timedelta(hours=1)])
    def test_nothing_is_tried_when_nothing_is_left(self, world, pause):
        """
        Type: chaos
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: a pause after the question lasts until the window closes, and longer
        Expected: no attempt, none that the engine would hold without a limit, and no success
        """
        recording = world.recording()
        recording.pause_after("check_{{names.subject}}", pause)
        run = world.finish(recording)
        assert world.provider.executed == run.named("attempt_{{names.subject}}") == []
        assert (run.result.attempts, run.result.effect) == (0, "none")

    @pytest.mark.unit
    def test_the_recording_refuses_what_the_server_refuses(self, world, monkeypatch):
        """Scenario: a limit of less than no time
        Expected: the recording does not go on
        """
        monkeypatch.setattr({{names.process_class}}Schedule, "left", lambda *_: timedelta(seconds=-1))
        with pytest.raises(Refused, match="schedule_to_close"):
            world.run()
{{#if has.observability}}

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_steps_that_cannot_be_recorded_hold_no_attempt_up(self, world):
        """
        Type: chaos
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: no step can be recorded at all
        Expected: attempts are made at the same moments as otherwise, and how many were lost is said
        """
        schedule = {{names.process_class}}Schedule()
        world.provider.script = [PASSING] * schedule.max_attempts
        world.events.is_down = True
        run = world.run()
        times = [at for _, _, at in world.provider.executed]
        assert times[0] == START
        assert [b - a for a, b in zip(times, times[1:])] == schedule.delays()
        assert run.result.unrecorded == len(run.result.history) - 1
{{/if}}

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_a_time_without_zone_is_refused(self, world):
        """
        Type: unit
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the first failure is said without a zone
        Expected: the run fails at once, and reaches nothing
        """
        run = world.run(world.request(first_failed_at=datetime(2026, 3, 2, 9, 0)))
        assert run.failure.application_failure_info.type == "InvalidRequest"
        assert run.failure.application_failure_info.non_retryable
        assert run.calls == []

{{#each time_window.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_the_zone_does_not_matter(self, world):
        """
        Type: unit
{{#each time_window.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the same moment, said in a zone that is eleven hours ahead
        Expected: as many attempts
        """
        zone = timezone(timedelta(hours=11))
        schedule = {{names.process_class}}Schedule()
        age = WINDOW - schedule.status_limit - schedule.attempt_limit
        world.provider.script = [PASSING] * schedule.max_attempts
        world.run(world.request(first_failed_at=(START - age).astimezone(zone)))
        assert len(world.provider.executed) == 1
