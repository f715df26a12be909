"""Tests say which constraints they verify by a mark; the report of results repeats it."""

from __future__ import annotations

from pathlib import Path

import pytest

from parcels.card import RateCard, read_card

CARDS = Path(__file__).parents[1] / "cards"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "verifies(id, ...): constraints of the manifold")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for mark in item.iter_markers("verifies"):
            for constraint in mark.args:
                item.user_properties.append(("verifies", f"parcel-rates/{constraint}"))


@pytest.fixture
def card() -> RateCard:
    return read_card(CARDS / "standard.json")
