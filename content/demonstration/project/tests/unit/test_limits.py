"""Weights on the limits of bands: the incident of the exact weight."""

import pytest

from parcels.parcel import HEAVIEST, Parcel
from parcels.quote import quote


@pytest.mark.verifies("B2", "RT-1")
def test_each_limit_belongs_to_its_own_band(card):
    for band in card.bands:
        assert quote(card, Parcel(band.up_to)).carriage == band.cents


@pytest.mark.verifies("B2", "B3")
def test_the_heaviest_parcel_has_a_price(card):
    assert quote(card, Parcel(HEAVIEST)).carriage == 2399
