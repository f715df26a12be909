# test_degradation.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: O2
import asyncio

import pytest

from src.services.degradation import Handover


async def refuses(request):
    raise ConnectionError("the service is down")


async def hangs(request):
    await asyncio.sleep(3600)


async def starts(request):
    return "run-1"


@pytest.mark.constraint("O2")
class TestDegradation:
    """
    O2 (BOUNDARY): A retry service that is down never blocks a first payment
    """

    @pytest.mark.parametrize("start", [refuses, hangs])
    def test_the_first_path_goes_on(self, start):
        """Scenario: the service refuses, or does not answer
        Expected: the hand-over ends in time and without an error, and the request waits in the queue
        """
        queue = []

        async def first_path():
            handover = Handover(start, queue, limit_seconds=0.05)
            return await asyncio.wait_for(handover.hand_over("request-1"), 5)

        assert asyncio.run(first_path()) is False
        assert queue == ["request-1"]

    def test_nothing_waits_in_the_queue_when_it_works(self):
        """Scenario: the service is up
        Expected: it has started, and the queue is empty
        """
        queue = []
        assert asyncio.run(Handover(starts, queue).hand_over("request-1")) is True
        assert queue == []
