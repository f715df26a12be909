"""Measures how many quotes a second are made, and writes what a gate reads: `speed.py REPORT`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from parcels.card import read_card  # noqa: E402
from parcels.parcel import Parcel  # noqa: E402
from parcels.quote import quote  # noqa: E402

QUOTES = 20_000
# [parcel-rates/T2] So many a second, or the counter waits for the machine
WANTED = 10_000


def main() -> None:
    card = read_card(ROOT / "cards/standard.json")
    began = time.perf_counter()
    for number in range(QUOTES):
        quote(card, Parcel(1 + number % 31_000))
    speed = QUOTES / (time.perf_counter() - began)
    passed = speed >= WANTED
    issue = {"message": f"{speed:.0f} quotes a second", "severity": "high"}
    report = {
        "passed": passed,
        "score": min(100.0, 100 * speed / WANTED),
        "issues": [] if passed else [issue],
        "details": f"at least {WANTED} quotes a second" if passed else issue["message"],
    }
    Path(sys.argv[1]).write_text(json.dumps(report), "utf-8")


if __name__ == "__main__":
    main()
