# test_notification.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: U1
from datetime import timedelta

import pytest

from src.services.idempotency import idempotency_key
from src.services.schedule import RetrySchedule

from .conftest import PASSING, PERMANENT, START


class TestMessages:
    """One before the first attempt, one about the end, in this order, to the right one."""

    @pytest.mark.constraint("U1")
    @pytest.mark.integration
    @pytest.mark.parametrize("script", [[], [PASSING], [PERMANENT], [PASSING] * 100])
    def test_a_message_before_the_first_attempt_and_one_about_the_end(self, world, script):
        """
        Type: integration
        U1 (INVARIANT): The payer hears before the first retry and again when the matter is settled
        Scenario: it succeeds at once, later, is refused, or is used up
        Expected: the first message before the first attempt, the last one names the end, no other
        """
        world.provider.script = list(script)
        run = world.run()
        names = [call.name for call in run.calls]
        assert names.index("send_notification") < names.index("attempt_payment")
        assert world.notifier.kinds == ["starting", run.result.stage.value]
        assert run.result.unsent == 0

    @pytest.mark.constraint("U1")
    @pytest.mark.integration
    def test_the_first_message_arrives_before_the_attempt(self, world):
        """
        Type: integration
        U1 (INVARIANT): The payer hears before the first retry and again when the matter is settled
        Scenario: the service takes its time, less than the head start
        Expected: the attempt is made when the message is there
        """
        world.notifier.duration = RetrySchedule().head_start / 2
        world.run()
        assert world.provider.executed[0][2] == world.notifier.times[0]
        assert world.notifier.times[0] > START

    @pytest.mark.constraint("U1")
    @pytest.mark.integration
    def test_a_message_says_what_it_is_about_and_to_whom(self, world):
        """
        Type: integration
        U1 (INVARIANT): The payer hears before the first retry and again when the matter is settled
        Scenario: a request with a recipient, and a channel of its own
        Expected: both messages carry them, the payment, and a key of their own
        """
        world.run(world.request("item-7", recipient="recipient-7", channel="letter"))
        for message in world.notifier.sent:
            assert message.payment_id == "item-7"
            assert (message.recipient, message.channel) == ("recipient-7", "letter")
            assert message.key == idempotency_key("item-7") + "/" + message.kind
        assert len({message.key for message in world.notifier.sent}) == 2

    @pytest.mark.constraint("U1")
    @pytest.mark.chaos
    def test_a_message_is_sent_once_though_the_worker_dies(self, world):
        """
        Type: chaos
        U1 (INVARIANT): The payer hears before the first retry and again when the matter is settled
        Scenario: the worker dies right after each message was sent
        Expected: the same key a second time, so that the service recognises it
        """
        recording = world.recording()
        recording.lose_result("send_notification", 1)
        run = world.finish(recording)
        keys = [call.arguments[0].key for call in run.named("send_notification")]
        assert keys[0] == keys[1]
        assert world.notifier.kinds == ["starting", "succeeded"]

    @pytest.mark.constraint("U1")
    @pytest.mark.integration
    def test_a_message_that_fails_once_is_sent_soon(self, world):
        """
        Type: integration
        U1 (INVARIANT): The payer hears before the first retry and again when the matter is settled
        Scenario: the service refuses the first try of the first message
        Expected: it arrives within a minute, and both arrive in their order
        """
        world.notifier.failures = 1
        world.provider.script = [PASSING]
        world.run()
        assert world.notifier.times[0] - START <= timedelta(minutes=1)
        assert world.notifier.kinds == ["starting", "succeeded"]

    @pytest.mark.constraint("U1")
    @pytest.mark.chaos
    def test_a_silent_service_holds_the_attempt_up_for_its_head_start_only(self, world):
        """
        Type: chaos
        U1 (INVARIANT): The payer hears before the first retry and again when the matter is settled
        Scenario: the service does not answer
        Expected: the attempt is made when the head start is over, ten seconds at most
        """
        world.notifier.duration = timedelta(seconds=25)
        world.run()
        waited = world.provider.executed[0][2] - START
        assert waited == RetrySchedule().head_start <= timedelta(seconds=10)
