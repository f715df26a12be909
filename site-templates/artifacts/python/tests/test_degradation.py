import asyncio
import time

import pytest

from src.services.degradation import Handover
from src.services.idempotency import workflow_id

LIMIT = 0.05


class MemoryEngine:
    """An engine that answers, refuses, hangs, or starts without saying so."""

    def __init__(self, how="answers", delay=0.0):
        self.how = how
        self.delay = delay
        self.runs = {}

    async def start(self, run_id, request):
        await asyncio.sleep(self.delay)
        if self.how in ("answers", "starts silently"):
            self.runs.setdefault(run_id, []).append(request)
            del self.runs[run_id][1:]
        await self._speak()

    async def has_started(self, run_id):
        if self.how == "starts silently":
            return run_id in self.runs
        await self._speak()
        return run_id in self.runs

    async def _speak(self):
        if self.how == "refuses":
            raise ConnectionError("the service is down")
        if self.how in ("hangs", "starts silently"):
            await asyncio.sleep(3600)
        while self.how == "does not even let go":
            try:
                await asyncio.sleep(0.2)
                return
            except asyncio.CancelledError:
                continue


class MemoryQueue:
    def __init__(self, how="answers"):
        self.how = how
        self.kept = {}

    async def put(self, run_id, request):
        if self.how == "refuses":
            raise ConnectionError("the store is down")
        if self.how == "hangs":
            await asyncio.sleep(3600)
        self.kept.setdefault(run_id, request)

    async def waiting(self):
        return dict(self.kept)

    async def take(self, run_id):
        return self.kept.pop(run_id, None)


def ended(coroutine):
    """What comes of it, if it ends at all."""
    return asyncio.run(asyncio.wait_for(coroutine, 5))


def hand_over(world, engine, queue):
    """The answer, and how long the first path waited for it."""

    async def first_path():
        begun = time.monotonic()
        answer = await Handover(engine, queue, LIMIT).hand_over(world.request())
        return answer, time.monotonic() - begun

    return ended(first_path())


RUN = workflow_id("item-1")


class TestDegradation:
    """The first path goes on, and what it hands over is started once or waits, never both."""

{{#each degradation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    @pytest.mark.parametrize("how", ["refuses", "hangs", "does not even let go"])
    def test_the_first_path_goes_on(self, world, how):
        """
        Type: chaos
{{#each degradation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the service refuses, does not answer, or cannot even be left
        Expected: the hand-over ends in time and without an error, and the request waits in the queue
        """
        queue = MemoryQueue()
        answer, waited = hand_over(world, MemoryEngine(how), queue)
        assert answer is False and waited < 10 * LIMIT
        assert queue.kept == {RUN: world.request()}

{{#each degradation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    @pytest.mark.parametrize("how", ["refuses", "hangs"])
    def test_the_first_path_goes_on_without_the_queue(self, world, how):
        """
        Type: chaos
{{#each degradation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the service and the queue are both down
        Expected: no error, in time, and the answer says that nothing was started
        """
        answer, waited = hand_over(world, MemoryEngine("refuses"), MemoryQueue(how))
        assert answer is False and waited < 10 * LIMIT

{{#each degradation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_what_started_without_saying_so_does_not_wait_too(self, world):
        """
        Type: chaos
{{#each degradation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: it starts, and the answer is lost
        Expected: it is found to have started, and the queue is empty
        """
        engine, queue = MemoryEngine("starts silently"), MemoryQueue()
        answer, _ = hand_over(world, engine, queue)
        assert answer is True
        assert len(engine.runs[RUN]) == 1 and queue.kept == {}

{{#each degradation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_what_nobody_could_tell_is_started_once(self, world):
        """
        Type: chaos
{{#each degradation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: it started, nobody could tell, and it waits in the queue until the service is back
        Expected: the queue is emptied, and there is one run
        """
        engine, queue = MemoryEngine("hangs"), MemoryQueue()
        assert hand_over(world, engine, queue)[0] is False
        engine.runs[RUN] = [world.request()]
        engine.how = "answers"
        assert ended(Handover(engine, queue, LIMIT).start_waiting()) == 1
        assert len(engine.runs[RUN]) == 1 and queue.kept == {}

{{#each degradation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_what_still_cannot_start_stays_in_the_queue(self, world):
        """
        Type: integration
{{#each degradation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the service is still down when the queue is worked on
        Expected: nothing has left the queue
        """
        engine, queue = MemoryEngine("refuses"), MemoryQueue()
        hand_over(world, engine, queue)
        assert ended(Handover(engine, queue, LIMIT).start_waiting()) == 0
        assert list(queue.kept) == [RUN]

{{#each degradation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_somebody_can_take_what_waits_unless_it_runs(self, world):
        """
        Type: integration
{{#each degradation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: somebody wants to work on it by hand; once it waits only, once it runs as well
        Expected: they get it, and it waits no longer; then they get nothing
        """
        engine, queue = MemoryEngine("refuses"), MemoryQueue()
        hand_over(world, engine, queue)
        engine.how = "answers"
        handover = Handover(engine, queue, LIMIT)
        assert ended(handover.claim("item-1")) == world.request()
        assert queue.kept == {}
        queue.kept[RUN], engine.runs[RUN] = world.request(), [world.request()]
        assert ended(handover.claim("item-1")) is None

{{#each degradation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_nobody_works_on_what_may_run(self, world):
        """
        Type: chaos
{{#each degradation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the engine does not say whether it runs
        Expected: an error, and it stays in the queue
        """
        engine, queue = MemoryEngine("hangs"), MemoryQueue()
        hand_over(world, engine, queue)
        with pytest.raises(TimeoutError, match="in time"):
            ended(Handover(engine, queue, LIMIT).claim("item-1"))
        assert list(queue.kept) == [RUN]

{{#each degradation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    @pytest.mark.parametrize("delay", [0.0, 0.01])
    @pytest.mark.parametrize("verbs", ["sc", "cs", "ss", "cc", "sccs"])
    def test_of_several_at_once_one_gets_it(self, world, verbs, delay):
        """
        Type: chaos
{{#each degradation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: what waits is started and claimed at the same moment, in each order
        Expected: it runs, or one person has it; never both, never neither
        """
        engine, queue = MemoryEngine(delay=delay), MemoryQueue()
        queue.kept[RUN] = world.request()

        async def at_once():
            handovers = [Handover(engine, queue, 5) for _ in verbs]
            return await asyncio.gather(
                *(
                    handover.start_waiting() if verb == "s" else handover.claim("item-1")
                    for verb, handover in zip(verbs, handovers)
                )
            )

        answers = ended(at_once())
        claimed = [answer for answer in answers if answer == world.request()]
        assert len(claimed) + len(engine.runs) == 1
        assert answers.count(1) == len(engine.runs)
        assert queue.kept == {}

{{#each degradation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.chaos
    def test_what_is_broken_off_is_put_back(self, world):
        """
        Type: chaos
{{#each degradation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: starting what waits, and claiming it, is cancelled while the engine is silent
        Expected: it is in the queue again
        """
        engine, queue = MemoryEngine("hangs"), MemoryQueue()
        queue.kept[RUN] = world.request()

        async def broken_off(call):
            task = asyncio.create_task(call)
            await asyncio.sleep(0.01)
            task.cancel()
            await task

        for verb in ("start_waiting", "claim"):
            handover = Handover(engine, queue, 5)
            call = handover.claim("item-1") if verb == "claim" else handover.start_waiting()
            with pytest.raises(asyncio.CancelledError):
                ended(broken_off(call))
            assert queue.kept == {RUN: world.request()}

{{#each degradation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.integration
    def test_nothing_waits_in_the_queue_when_it_works(self, world):
        """
        Type: integration
{{#each degradation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the service is up
        Expected: it has started, and the queue is empty
        """
        engine, queue = MemoryEngine(), MemoryQueue()
        assert hand_over(world, engine, queue)[0] is True
        assert list(engine.runs) == [RUN] and queue.kept == {}

{{#each degradation.constraints}}
    @pytest.mark.constraint("{{id}}")
{{/each}}
    @pytest.mark.unit
    def test_a_first_path_that_is_cancelled_stays_cancelled(self, world):
        """
        Type: unit
{{#each degradation.constraints}}
        {{id}} ({{type_label}}): {{statement}}
{{#if source}}
        Source: {{source}}
{{/if}}
{{/each}}
        Scenario: the first path itself is cancelled during the hand-over
        Expected: it is, and the hand-over does not hide it
        """

        async def first_path():
            handover = Handover(MemoryEngine("hangs"), MemoryQueue(), 5)
            task = asyncio.create_task(handover.hand_over(world.request()))
            await asyncio.sleep(0.01)
            task.cancel()
            await task

        with pytest.raises(asyncio.CancelledError):
            ended(first_path())
