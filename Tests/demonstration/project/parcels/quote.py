"""What a parcel costs."""

from __future__ import annotations

from dataclasses import dataclass

from parcels.card import RateCard
from parcels.parcel import Parcel


@dataclass(frozen=True)
class Quote:
    """Whole cents, so that no sum depends on how a machine rounds."""

    carriage: int

    @property
    def total(self) -> int:
        """Everything that the sender pays."""
        return self.carriage


def quote(card: RateCard, parcel: Parcel) -> Quote:
    """The price of a parcel."""
    return Quote(carriage=card.band(parcel.weight).cents)
