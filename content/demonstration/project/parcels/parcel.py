"""What somebody wants to send."""

from __future__ import annotations

from dataclasses import dataclass

# The heaviest parcel that a courier may carry alone.
HEAVIEST = 31_500


class Refused(Exception):
    """Nobody carries this parcel; the words say why."""


@dataclass(frozen=True)
class Parcel:
    """A parcel as it was weighed, in grams."""

    weight: int

    def __post_init__(self) -> None:
        # [parcel-rates/B3] What is too heavy is refused before anybody asks for its price
        if self.weight > HEAVIEST:
            # [parcel-rates/U1] The words say what would be accepted
            raise Refused(f"{self.weight} g is too heavy: up to {HEAVIEST} g are carried")
