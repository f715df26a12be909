# notification_limit.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: U3
"""How often a recipient may be written to."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock


# throughline:begin notification-limit [U3]
class NotificationLimit:
    """At most `count` messages to a recipient in any `window`, whoever asks."""

    def __init__(
        self, count: int = 1, window: timedelta = timedelta(seconds=21600)
    ) -> None:
        self.count = count
        self.window = window
        self._sent: dict[str, list[datetime]] = {}
        self._lock = Lock()

    def reserve(self, recipient: str, now: datetime) -> timedelta:
        """Zero, and the message counts as sent from now on; or how long to wait."""
        with self._lock:
            recent = self._recent(recipient, now)
            if len(recent) >= self.count:
                return recent[-self.count] + self.window - now
            self._sent[recipient] = recent + [now]
            return timedelta(0)

    def release(self, recipient: str, at: datetime) -> None:
        """Gives a reservation back whose message was never sent."""
        with self._lock:
            self._sent[recipient].remove(at)

    def sent_in_window(self, recipient: str, now: datetime) -> int:
        with self._lock:
            return len(self._recent(recipient, now))

    def _recent(self, recipient: str, now: datetime) -> list[datetime]:
        return [at for at in self._sent.get(recipient, []) if now - at < self.window]
# throughline:end
