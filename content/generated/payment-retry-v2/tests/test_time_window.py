# test_time_window.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: B3
from datetime import timedelta

import pytest

from src.services.schedule import RetrySchedule

from .conftest import PASSING, START

WINDOW = timedelta(seconds=259200)


@pytest.mark.constraint("B3")
class TestWindow:
    """
    B3 (BOUNDARY): No attempt is made later than 72 hours after the first failure
    """

    def test_the_whole_schedule_lies_within_the_window(self):
        """Scenario: every call takes as long as it may, and every attempt fails
        Expected: the last attempt is over before the window closes
        """
        schedule = RetrySchedule()
        longest = timedelta(0)
        for attempt in range(1, schedule.max_attempts + 1):
            longest += schedule.status_limit + schedule.attempt_limit
            longest += schedule.delay_after(attempt)
        assert longest == schedule.longest() <= WINDOW

    def test_there_is_no_wait_after_the_last_attempt(self, world):
        """Scenario: every attempt fails
        Expected: one wait fewer than attempts
        """
        schedule = RetrySchedule()
        assert schedule.delay_after(schedule.max_attempts) == timedelta(0)
        assert len(schedule.delays()) == schedule.max_attempts - 1

    @pytest.mark.parametrize("late, attempts", [(-1, 1), (0, 1), (1, 0)])
    def test_no_attempt_that_could_end_after_the_window(self, world, late, attempts):
        """Scenario: the run starts a second before, at and after the last admissible moment
        Expected: an attempt before and at it, none after it
        """
        schedule = RetrySchedule()
        age = WINDOW - schedule.status_limit - schedule.attempt_limit + timedelta(seconds=late)
        world.provider.script = [PASSING] * schedule.max_attempts
        run = world.run(world.request(first_failed_at=START - age))
        assert len(run.named("attempt_payment")) == attempts

    def test_slow_attempts_stay_within_the_window(self, world):
        """Scenario: attempts are slow and all fail
        Expected: the last one starts early enough to end within the window
        """
        schedule = RetrySchedule()
        world.provider.duration = schedule.attempt_limit
        world.provider.script = [PASSING] * schedule.max_attempts
        tries = world.run().named("attempt_payment")
        assert tries[-1].at + schedule.attempt_limit - START <= WINDOW
