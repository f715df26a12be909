from datetime import timedelta

import pytest

from src.services.notification_limit import NotificationLimit

from .conftest import START

LIMIT = {{rate_limit.count}}
WINDOW = timedelta(seconds={{rate_limit.seconds}})


{{#each rate_limit.constraints}}
@pytest.mark.constraint("{{id}}")
{{/each}}
class TestLimit:
    """
{{#each rate_limit.constraints}}
    {{id}} ({{type_label}}): {{statement}}
{{#if source}}
    Source: {{source}}
{{/if}}
{{/each}}
    """

    def test_any_window_holds_no_more_than_the_limit(self, world):
        """Scenario: three runs for one recipient, one after the other
        Expected: no window of {{rate_limit.duration}} with more than {{rate_limit.count}}
        """
        for number in range(LIMIT + 2):
            world.run(world.request(f"item-{number}"))
        times = world.notifier.times
        assert len(times) > LIMIT
        for start in times:
            assert sum(start <= at < start + WINDOW for at in times) <= LIMIT

    def test_recipients_do_not_share_a_limit(self):
        """Scenario: as many messages as allowed to one, then one to another
        Expected: the other's is sent at once
        """
        limit = NotificationLimit()
        for _ in range(LIMIT):
            assert limit.reserve("recipient-1", START) == timedelta(0)
        assert limit.reserve("recipient-1", START) == WINDOW
        assert limit.reserve("recipient-2", START) == timedelta(0)

    @pytest.mark.parametrize("early, wait", [(1, 1), (0, 0)])
    def test_the_bound_itself(self, early, wait):
        """Scenario: the next message a second before the window is over, and when it is
        Expected: one second to wait, then none
        """
        limit = NotificationLimit()
        for _ in range(LIMIT):
            limit.reserve("recipient-1", START)
        later = START + WINDOW - timedelta(seconds=early)
        assert limit.reserve("recipient-1", later) == timedelta(seconds=wait)

    def test_a_message_that_failed_does_not_count(self, world):
        """Scenario: the service refuses the first message
        Expected: as many as the limit allows still go out at once
        """
        world.notifier.failures = 1
        send = world.activities.send_notification
        with pytest.raises(Exception):
            world.call(send, "recipient-1", "text")
        for _ in range(LIMIT):
            assert world.call(send, "recipient-1", "text") == 0
        assert world.call(send, "recipient-1", "text") > 0
