"""Cards that hold, and cards that do not."""

import json

import pytest

from parcels.card import BadCard, Band, RateCard, read_card
from parcels.parcel import HEAVIEST


@pytest.mark.verifies("B1")
def test_prices_that_go_down_are_refused():
    with pytest.raises(BadCard, match="go down"):
        RateCard((Band(1000, 500), Band(HEAVIEST, 400)))


@pytest.mark.verifies("B1")
def test_more_weight_never_costs_less(card):
    prices = [card.band(weight).cents for weight in range(0, HEAVIEST, 250)]
    assert prices == sorted(prices)


@pytest.mark.verifies("O1")
@pytest.mark.parametrize("ends", [[], [1000], [HEAVIEST, 1000], [1000, 1000, HEAVIEST]])
def test_a_card_with_a_gap_is_refused(ends):
    with pytest.raises(BadCard):
        RateCard(tuple(Band(end, 500) for end in ends))


@pytest.mark.verifies("S1")
def test_a_card_that_is_a_program_is_no_card(tmp_path):
    (tmp_path / "card.json").write_text("__import__('os').abort()")
    with pytest.raises(json.JSONDecodeError):
        read_card(tmp_path / "card.json")
