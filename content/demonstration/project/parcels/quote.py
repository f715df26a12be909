"""What a parcel costs."""

from __future__ import annotations

from dataclasses import dataclass

from parcels.card import RateCard
from parcels.insurance import fee
from parcels.parcel import Parcel


@dataclass(frozen=True)
class Quote:
    """Whole cents, so that no sum depends on how a machine rounds."""

    carriage: int
    insurance: int = 0

    @property
    def total(self) -> int:
        """Everything that the sender pays."""
        # [parcel-rates/T1] Whole cents stay whole cents
        return self.carriage + self.insurance


def quote(card: RateCard, parcel: Parcel, value: int | None = None) -> Quote:
    """The price of a parcel, insured when a value in cents is declared."""
    carriage = card.band(parcel.weight).cents
    return Quote(carriage, 0 if value is None else fee(value))
