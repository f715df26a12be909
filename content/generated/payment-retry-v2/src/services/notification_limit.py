# notification_limit.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: e709bc4cb2c8cccb64d73a70f9eb08d6
# Constraint coverage: U3
"""How often a recipient may be written to."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol


class NotificationLimit(Protocol):
    """The limit, for all workers together: in operation a store that they share stands behind it.

    `reserve` is one step of that store (a script, or a transaction with a lock on the recipient):
    of two that ask at once for the last place, one gets it.
    """

    async def reserve(self, recipient: str, key: str, now: datetime) -> timedelta:
        """Zero, and the message counts as sent from now on; or how long to wait.

        Asked again with the same key, as after a crash or when it is sent, the message still counts
        once, from the later time on. Nothing gives a place back: whether a message that failed has
        arrived after all, nobody knows.
        """


# throughline:begin notification-limit [U3]
class MemoryNotificationLimit:
    """At most `count` messages to a recipient in any `window`: the rule itself, for one process.

    It is what tests run and what a shared store has to do; two processes do not see each other's.
    """

    def __init__(
        self, count: int = 1, window: timedelta = timedelta(seconds=21600)
    ) -> None:
        self.count = count
        self.window = window
        self._sent: dict[str, dict[str, datetime]] = {}
        self._lock = Lock()

    async def reserve(self, recipient: str, key: str, now: datetime) -> timedelta:
        with self._lock:
            recent = self._recent(recipient, now)
            recent.pop(key, None)
            if len(recent) >= self.count:
                return sorted(recent.values())[-self.count] + self.window - now
            self._sent[recipient] = recent | {key: now}
            return timedelta(0)

    async def sent_in_window(self, recipient: str, now: datetime) -> int:
        with self._lock:
            return len(self._recent(recipient, now))

    def _recent(self, recipient: str, now: datetime) -> dict[str, datetime]:
        sent = self._sent.get(recipient, {})
        return {key: at for key, at in sent.items() if now - at < self.window}
# throughline:end
