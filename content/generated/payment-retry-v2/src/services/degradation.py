# degradation.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: O2
"""The way from a first failure to its retry; it never stands in the first path's way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, Protocol

from .idempotency import workflow_id
from .redaction import clean_logger

logger = clean_logger("payment_retry.handover")


class Engine(Protocol):
    """Where runs are started. One id has one run, ever: to start it again starts nothing."""

    async def start(self, run_id: str, request: Any) -> None:
        """Returns when there is a run with this id, whoever started it; else raises."""

    async def has_started(self, run_id: str) -> bool:
        """Whether there is, or was, a run with this id; raises when it cannot say."""


class Queue(Protocol):
    """Requests that wait, in a store that outlives the process; each id at most once."""

    async def put(self, run_id: str, request: Any) -> None:
        """Keeps it; one that is there already stays as it is."""

    async def waiting(self) -> dict[str, Any]:
        """Everything that waits, by id."""

    async def take(self, run_id: str) -> Any | None:
        """Out of the queue, for whoever asks first; nothing when it is not there, or not any more.

        One step of the store, as a deletion that answers with what it has deleted: of two that ask
        at once, one gets it. Who takes it and dies has it in no queue any more, so a store that
        gives it back after some minutes, unless it was put back or its run is there, loses nothing.
        """


# throughline:begin handover [O2]
class Handover:
    """Starts a retry, or keeps it in a queue that people can work on. It never raises.

    A start that times out may have started. So every start has the id of its payment, and
    what waits in the queue leaves it by `start_waiting`, for which a run that is there already
    counts as started, or by `claim`, which asks the engine first. Both take it out before they do
    anything with it, so that only one of them has it, and put it back when nothing comes of it.
    """

    def __init__(self, engine: Engine, queue: Queue, limit_seconds: float = 1.0) -> None:
        self._engine = engine
        self._queue = queue
        self._limit = limit_seconds

    async def hand_over(self, request: Any) -> bool:
        """Whether it has started. When not, or when nobody can say, the request is in the queue."""
        run_id = workflow_id(request.payment_id)
        if await self._starts(run_id, request):
            return True
        try:
            await self._bounded(self._queue.put(run_id, request))
        except Exception as error:  # Whatever is wrong here is not the first path's trouble.
            logger.error("%s is neither started nor in the queue: %s", run_id, type(error).__name__)
        return False

    async def start_waiting(self) -> int:
        """Starts what waits, as often as it takes; how many have left the queue."""
        started = 0
        for run_id in await self._queue.waiting():
            started += await self._starts_waiting(run_id)
        return started

    async def _starts_waiting(self, run_id: str) -> bool:
        request = await self._queue.take(run_id)
        if request is None:
            return False
        has_started = False
        try:
            has_started = await self._starts(run_id, request)
        finally:
            if not has_started:
                await self._queue.put(run_id, request)
        return has_started

    async def claim(self, payment_id: str) -> Any | None:
        """A request for somebody to work on by hand, and out of the queue; nothing if it runs.

        Raises when the engine does not say: then nobody may work on it yet. A start that is still
        on its way is not seen, so nobody claims what has come in within the last minutes.
        """
        run_id = workflow_id(payment_id)
        request = await self._queue.take(run_id)
        if request is None:
            return None
        has_started: bool | None = None
        try:
            has_started = await self._bounded(self._engine.has_started(run_id))
        finally:
            if has_started is None:
                await self._queue.put(run_id, request)
        return None if has_started else request

    async def _starts(self, run_id: str, request: Any) -> bool:
        try:
            await self._bounded(self._engine.start(run_id, request))
            return True
        except Exception:
            # It may have started all the same.
            return await self._is_there(run_id)

    async def _is_there(self, run_id: str) -> bool:
        try:
            return await self._bounded(self._engine.has_started(run_id))
        except Exception:
            return False

    async def _bounded(self, call: Awaitable[Any]) -> Any:
        """Not longer than the limit, even if the call does not let itself be cancelled."""
        task = asyncio.ensure_future(call)
        done, _ = await asyncio.wait({task}, timeout=self._limit)
        if not done:
            task.cancel()
            raise TimeoutError("no answer in time")
        return task.result()
# throughline:end
