# test_notification_limit.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: U3
from datetime import timedelta

import pytest

from src.services.notification_limit import NotificationLimit

from .conftest import START

LIMIT = 1
WINDOW = timedelta(seconds=21600)


@pytest.mark.constraint("U3")
class TestLimit:
    """
    U3 (BOUNDARY): A payer gets at most one message in any six hours
    Source: support tickets about repeated messages
    """

    def test_any_window_holds_no_more_than_the_limit(self, world):
        """Scenario: three runs for one recipient, one after the other
        Expected: no window of 6 hours with more than 1
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
