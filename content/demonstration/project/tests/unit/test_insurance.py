"""What insurance costs."""

import pytest

from parcels.insurance import fee


@pytest.mark.verifies("B4", "T1")
@pytest.mark.parametrize(
    "value, cents", [(1, 50), (5000, 50), (5100, 51), (5199, 52), (100_000, 1000)]
)
def test_one_per_cent_and_at_least_50_cents(value, cents):
    assert fee(value) == cents
    assert isinstance(fee(value), int)
