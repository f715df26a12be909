"""What somebody hears who is refused."""

import pytest

from parcels.parcel import HEAVIEST, Parcel, Refused


@pytest.mark.verifies("U1", "RT-2")
def test_a_refusal_names_what_would_be_accepted():
    with pytest.raises(Refused, match="up to 31500 g"):
        Parcel(HEAVIEST + 500)
