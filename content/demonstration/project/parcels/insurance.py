"""Insurance by declared value."""

from __future__ import annotations

# Below it the paper costs more than the risk.
SMALLEST = 50


def fee(value: int) -> int:
    """What insurance costs for a value, both in cents."""
    # [parcel-rates/B4] One per cent of the value, rounded up, and at least 50 cents
    return max(SMALLEST, -(-value // 100))
