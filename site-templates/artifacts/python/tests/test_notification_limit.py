import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import product
from random import Random
from threading import Barrier

import pytest

from src.services.idempotency import idempotency_key
from src.services.notification_limit import MemoryNotificationLimit
from src.services.schedule import {{names.process_class}}Schedule

from .conftest import PASSING, START

LIMIT = {{rate_limit.count}}
WINDOW = timedelta(seconds={{rate_limit.seconds}})


def reserve(limit, key, at=START, recipient="recipient-1"):
    return asyncio.run(limit.reserve(recipient, key, at))


def filled(at=START):
    limit = MemoryNotificationLimit()
    for number in range(LIMIT):
        assert reserve(limit, f"key-{number}", at) == timedelta(0)
    return limit


def used_up(world, at):
    """The recipient has had as many messages as allowed, at that moment."""
    for number in range(LIMIT):
        reserve(world.limit, f"other-{number}", at)


def soon():
    """A wait that the limit may ask for."""
    return min(WINDOW, {{names.process_class}}Schedule().patience(timedelta(0))) / 2


class TestLimit:
    """What a store that workers share has to do, tried on the one for a single process."""

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_any_window_holds_no_more_than_the_limit(self, world):
        """
        Type: integration
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: more runs for one recipient than the limit allows messages
        Expected: no window of {{rate_limit.duration}} with more than {{rate_limit.count}}, and everybody hears the end
        """
        for number in range(LIMIT + 2):
            world.run(world.request(f"item-{number}"))
        times = world.notifier.times
        assert world.notifier.kinds.count("succeeded") == LIMIT + 2
        for start in times:
            assert sum(start <= at < start + WINDOW for at in times) <= LIMIT

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_the_first_message_waits_for_the_limit_and_the_attempt_for_it(self, world):
        """
        Type: integration
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the recipient has had as many messages as allowed, and may have one again soon
        Expected: the first message at that moment, the attempt after it, waits fitted to what is left
        """
        schedule, delay = {{names.process_class}}Schedule(), soon()
        used_up(world, START + delay - WINDOW)
        world.provider.script = [PASSING] * schedule.max_attempts
        run = world.run()
        assert world.notifier.kinds == ["starting", run.result.stage.value]
        times = [at for _, _, at in world.provider.executed]
        assert world.notifier.times[0] == times[0] == START + delay
        assert [b - a for a, b in zip(times, times[1:])] == schedule.delays(delay)
        assert schedule.window is None or times[-1] + schedule.attempt_limit <= START + schedule.window

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    @pytest.mark.parametrize("script", [[], [PASSING] * 100])
    def test_a_limit_that_lasts_too_long_holds_no_attempt_up(self, world, script):
        """
        Type: integration
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the limit asks to wait for a second more than the window has time for
        Expected: the attempt is made at once; nobody hears later that it begins, not while it waits
            for the next attempt either, only how it ended
        """
        world.provider.script = list(script)
        wait = {{names.process_class}}Schedule().patience(timedelta(0)) + timedelta(seconds=1)
        used_up(world, START + wait - WINDOW)
        run = world.run()
        assert world.provider.executed[0][2] == START
        assert world.notifier.kinds == [run.result.stage.value] and run.result.unsent == 0

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_a_service_that_is_down_after_the_limit_holds_no_attempt_up(self, world):
        """
        Type: chaos
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the limit asks to wait, and when it lets the message through the service is down
        Expected: the attempt is made a head start later
        """
        used_up(world, START + soon() - WINDOW)
        world.notifier.is_down = True
        world.run()
        latest = START + soon() + {{names.process_class}}Schedule().head_start
        assert world.provider.executed[0][2] == latest

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_a_limit_that_asks_twice_holds_the_attempt_up_no_longer(self, world):
        """
        Type: integration
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: when the first wait is over, somebody else has taken the place, for a long time
        Expected: the attempt is made at that moment, and nobody hears later that it begins
        """
        used_up(world, START + soon() - WINDOW)
        reserve_, asked = world.limit.reserve, []

        async def asked_again(recipient, key, now):
            asked.append(key)
            if len(asked) == 2:
                return {{names.process_class}}Schedule().patience(timedelta(0))
            return await reserve_(recipient, key, now)

        world.limit.reserve = asked_again
        world.run()
        assert world.provider.executed[0][2] == START + soon()
        assert world.notifier.kinds == ["succeeded"]
{{#if has.cancellation}}

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_what_is_called_off_meanwhile_is_not_announced(self, world):
        """
        Type: integration
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: it is called off while the first message waits for the limit
        Expected: it ends at that moment, nothing is tried, and only the end is told
        """
        used_up(world, START + soon() - WINDOW)
        recording = world.recording()
        recording.signal_after(soon() / 2, "cancel")
        run = world.finish(recording)
        assert world.provider.executed == []
        assert [call.at for call in run.named("check_{{names.subject}}")] == [START + soon() / 2]
        assert world.notifier.kinds == ["cancelled"]

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_what_is_called_off_is_not_announced_while_its_end_takes_time(self, world):
        """
        Type: integration
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: it is called off shortly before the limit lets the first message through, and the
            provider does not say for an hour what has happened
        Expected: only the end is told
        """
        used_up(world, START + soon() - WINDOW)
        recording = world.recording()
        recording.signal_after(soon() - min(soon() / 2, timedelta(minutes=1)), "cancel")
        recording.hold("check_{{names.subject}}", timedelta(hours=2))
        run = world.finish(recording)
        assert world.clock.now() > START + soon()
        assert world.notifier.kinds == [run.result.stage.value]
{{/if}}

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_what_has_ended_without_an_attempt_is_not_announced(self, world):
        """
        Type: integration
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the limit lasts too long, and the effect is there already
        Expected: only the end is told
        """
        used_up(world, START + {{names.process_class}}Schedule().patience(timedelta(0)))
        world.provider.effects[idempotency_key("item-1")] = 1
        assert world.run().result.attempts == 0
        assert world.notifier.kinds == ["succeeded"]

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.property
    @pytest.mark.parametrize("used", range(0, 101, 4))
    def test_waiting_for_the_limit_leaves_time_for_everything(self, used):
        """
        Type: property
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: windows of a minute to a year, of which a part has passed
        Expected: at most a quarter of what is left, and after it as many attempts as before
        """
        for attempts, window in product([1, 3, 12], [timedelta(minutes=1), WINDOW, timedelta(days=365)]):
            schedule = {{names.process_class}}Schedule(max_attempts=attempts, window=window)
            since = window * used / 100
            patience = schedule.patience(since)
            assert timedelta(0) <= patience <= max((window - since) / 4, timedelta(0))
            if schedule.admits(since):
                assert schedule.admits(since + patience)
            if patience > timedelta(0):
                end = since + patience + sum(schedule.delays(since + patience), timedelta(0))
                end += attempts * (schedule.status_limit + schedule.attempt_limit)
                assert end <= window + attempts * schedule.shortest_wait

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_attempts_are_not_told_about(self, world):
        """
        Type: integration
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: every attempt fails for a passing reason
        Expected: two messages, however many attempts there are
        """
        world.provider.script = [PASSING] * 100
        world.run()
        assert len(world.notifier.sent) == 2

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.property
    def test_many_at_once_share_the_last_places(self):
        """
        Type: property
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: sixteen threads ask for the same recipient at the same moment, six times
        Expected: as many are let through as the limit allows
        """
        limit, together = MemoryNotificationLimit(), Barrier(16)

        def at_once(number):
            loop = asyncio.new_event_loop()
            together.wait(60)
            try:
                return loop.run_until_complete(limit.reserve("recipient-1", str(number), START))
            finally:
                loop.close()

        with ThreadPoolExecutor(16) as pool:
            waits = list(pool.map(at_once, range(6 * 16)))
        assert waits.count(timedelta(0)) == LIMIT

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.property
    @pytest.mark.parametrize("seed", range(20))
    def test_any_order_of_requests_keeps_the_limit(self, seed):
        """
        Type: property
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: two hundred requests at random moments
        Expected: no window with more than the limit; who is told to wait may after that wait
        """
        chance, limit, now = Random(seed), MemoryNotificationLimit(), START
        granted = []
        for number in range(200):
            now += WINDOW * chance.random() / (2 * LIMIT)
            wait = reserve(limit, str(number), now)
            if wait == timedelta(0):
                granted.append(now)
            else:
                assert reserve(limit, str(number), now + wait - timedelta(milliseconds=1))
        for start in granted:
            assert sum(start <= at < start + WINDOW for at in granted) <= LIMIT
        assert len(granted) > LIMIT

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_recipients_do_not_share_a_limit(self):
        """
        Type: unit
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: as many messages as allowed to one, then one to another
        Expected: the other's is sent at once
        """
        limit = filled()
        assert reserve(limit, "one-more") == WINDOW
        assert reserve(limit, "one-more", recipient="recipient-2") == timedelta(0)

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    @pytest.mark.parametrize("early, wait", [(1, 1), (0, 0)])
    def test_the_bound_itself(self, early, wait):
        """
        Type: unit
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the next message a second before the window is over, and when it is
        Expected: one second to wait, then none
        """
        later = START + WINDOW - timedelta(seconds=early)
        assert reserve(filled(), "one-more", later) == timedelta(seconds=wait)

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_one_message_counts_once(self):
        """
        Type: unit
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the worker dies after the reservation, and the engine calls again
        Expected: the same message may go; it takes no second place, and the next one waits from now
        """
        limit, later = filled(), START + timedelta(minutes=1)
        assert reserve(limit, "key-0", later) == timedelta(0)
        assert asyncio.run(limit.sent_in_window("recipient-1", later)) == LIMIT
        assert reserve(limit, "one-more", later) > timedelta(0)

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_a_message_that_is_slow_counts_from_when_it_is_sent(self, world):
        """
        Type: integration
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the service takes 25 seconds for each message up to the limit; the next is fast
        Expected: it waits until the window after the first one's end is over
        """
        send, world.notifier.duration = world.activities.send_notification, timedelta(seconds=25)
        for number in range(LIMIT):
            assert world.call(send, world.message(f"key-{number}")) == 0
        world.clock.time, world.notifier.duration = START + WINDOW, timedelta(0)
        assert world.call(send, world.message("one-more")) == 25
        world.clock.pass_by(timedelta(seconds=25))
        assert world.call(send, world.message("one-more")) == 0
        times = world.notifier.times
        assert times[0] + WINDOW == times[-1]
        assert asyncio.run(world.limit.sent_in_window("recipient-1", times[-1])) == LIMIT

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_a_message_that_failed_keeps_its_place(self, world):
        """
        Type: integration
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the first message arrives, and the service's answer to it is lost
        Expected: it can be sent again, it counts once, and nothing goes out beyond the limit
        """
        world.notifier.lost_answers = 1
        send = world.activities.send_notification
        with pytest.raises(Exception):
            world.call(send, world.message("key-0"))
        for number in range(1, LIMIT):
            assert world.call(send, world.message(f"key-{number}")) == 0
        assert world.call(send, world.message("one-more")) == WINDOW.total_seconds()
        assert world.call(send, world.message("key-0")) == 0
        assert len(world.notifier.sent) == LIMIT
