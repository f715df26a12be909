"""A parcel with a declared value, from the card to the sum."""

import pytest

from parcels.parcel import Parcel
from parcels.quote import quote


@pytest.mark.verifies("B4", "T1")
def test_an_insured_parcel_pays_both(card):
    insured = quote(card, Parcel(1500), value=20_000)
    assert (insured.carriage, insured.insurance, insured.total) == (549, 200, 749)


def test_what_is_not_insured_pays_for_carriage_alone(card):
    assert quote(card, Parcel(1500)).total == 549
