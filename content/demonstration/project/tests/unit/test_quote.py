"""Prices of single parcels."""

import pytest

from parcels.parcel import HEAVIEST, Parcel, Refused
from parcels.quote import quote


@pytest.mark.verifies("B2")
@pytest.mark.parametrize("weight, cents", [(1, 549), (1999, 549), (4500, 769), (31_000, 2399)])
def test_a_parcel_has_the_price_of_its_band(card, weight, cents):
    assert quote(card, Parcel(weight)).total == cents


@pytest.mark.verifies("B3")
def test_what_is_too_heavy_is_refused():
    with pytest.raises(Refused):
        Parcel(HEAVIEST + 1)
