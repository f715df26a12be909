# degradation.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: O2
"""The way from a first failure to its retry; it never stands in the first path's way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any


# throughline:begin handover [O2]
class Handover:
    """Starts a retry, or keeps it in a queue that people can work on. It never raises."""

    def __init__(
        self,
        start: Callable[[Any], Awaitable[object]],
        queue: list[Any],
        limit_seconds: float = 1.0,
    ) -> None:
        self._start = start
        self._queue = queue
        self._limit = limit_seconds

    async def hand_over(self, request: Any) -> bool:
        """Whether it has started. When not, the request is in the queue."""
        try:
            await asyncio.wait_for(self._start(request), self._limit)
        except Exception:  # Whatever is wrong over there is not the first path's trouble.
            self._queue.append(request)
            return False
        return True
# throughline:end
