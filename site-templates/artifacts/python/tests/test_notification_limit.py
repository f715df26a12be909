import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random

import pytest

from src.services.notification_limit import MemoryNotificationLimit

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
        Expected: no window of {{rate_limit.duration}} with more than {{rate_limit.count}}, and every message arrives
        """
        for number in range(LIMIT + 2):
            world.run(world.request(f"item-{number}"))
        times = world.notifier.times
        assert len(times) == 2 * (LIMIT + 2)
        for start in times:
            assert sum(start <= at < start + WINDOW for at in times) <= LIMIT

{{#each rate_limit.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_the_limit_holds_no_attempt_up(self, world):
        """
        Type: integration
{{#each rate_limit.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the recipient has had as many messages as allowed
        Expected: the attempt is made at once, and the messages arrive when they may, in their order
        """
        for number in range(LIMIT):
            asyncio.run(world.limit.reserve("recipient-1", f"other-{number}", START))
        world.run()
        assert world.provider.executed[0][2] == START
        assert world.notifier.kinds == ["starting", "succeeded"]
        assert world.notifier.times[0] == START + WINDOW

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
        Scenario: a hundred threads ask for the same recipient at the same moment
        Expected: as many are let through as the limit allows
        """
        limit = MemoryNotificationLimit()
        with ThreadPoolExecutor(16) as pool:
            waits = list(pool.map(lambda number: reserve(limit, str(number)), range(100)))
        assert waits.count(timedelta(0)) == LIMIT

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
