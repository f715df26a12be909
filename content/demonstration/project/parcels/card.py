"""Rate cards: what a parcel costs by its weight."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from parcels.parcel import HEAVIEST


class BadCard(Exception):
    """The card would leave a parcel without a price."""


@dataclass(frozen=True)
class Band:
    """Parcels up to a weight, in grams, and what each costs, in cents."""

    up_to: int
    cents: int


@dataclass(frozen=True)
class RateCard:
    """Bands from light to heavy."""

    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        weights = [band.up_to for band in self.bands]
        # [parcel-rates/O1] A card that has a gap, or ends too early, is refused as a whole
        if not weights or weights != sorted(set(weights)) or weights[-1] != HEAVIEST:
            raise BadCard(f"bands end at {weights}")
        prices = [band.cents for band in self.bands]
        # [parcel-rates/B1] More weight never costs less
        if prices != sorted(prices):
            raise BadCard(f"prices go down: {prices}")

    def band(self, weight: int) -> Band:
        """The band that a weight falls into; its limit is its own."""
        # [parcel-rates/B2] Every parcel that is carried has a price
        for band in self.bands:
            if weight <= band.up_to:
                return band
        raise LookupError(f"no band for {weight} g")


def read_card(path: Path) -> RateCard:
    """Reads a card from its file."""
    # [parcel-rates/S1] A card is data: JSON, of which nothing is ever run
    rows = json.loads(path.read_text("utf-8"))["bands"]
    return RateCard(tuple(Band(int(row["up_to"]), int(row["cents"])) for row in rows))
