"""A morning at the counter: a card from its file, many parcels, one sum."""

import pytest

from parcels.parcel import Parcel
from parcels.quote import quote


@pytest.mark.verifies("T1", "RT-3")
def test_the_sum_does_not_depend_on_the_order(card):
    parcels = [Parcel(weight) for weight in (300, 12_000, 2_500, 31_000, 700)]
    forward = sum(quote(card, parcel).total for parcel in parcels)
    backward = sum(quote(card, parcel).total for parcel in reversed(parcels))
    assert forward == backward == 549 + 1799 + 769 + 2399 + 549
    assert isinstance(forward, int)
