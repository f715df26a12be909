"""`python -m Benchmarks --tool PATH [--size small|medium|full]`: measures and prints ratios."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from . import jobs, table
from .jobs import Bench, Failed

ROOT = Path(__file__).resolve().parents[2]
# Page counts with peers and their repetitions, page counts of ours alone, items.
SIZES = {
    "small": ([(300, 1)], [], 500),
    "medium": ([(1_000, 3)], [], 10_000),
    "full": ([(1_000, 3), (10_000, 1)], [100_000], 10_000),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="Benchmarks", description=__doc__)
    parser.add_argument("--tool", type=Path, default=ROOT / ".build/release/throughline")
    parser.add_argument("--size", choices=SIZES, default="full")
    arguments = parser.parse_args()
    if not arguments.tool.is_file():
        parser.error(f"{arguments.tool} is not there; run: make release")

    root = ROOT / ".build" / "bench"
    root.mkdir(parents=True, exist_ok=True)
    number = 1 + max((int(p.name) for p in root.iterdir() if p.name.isdigit()), default=0)
    bench = Bench(arguments.tool.resolve(), root / str(number), say)
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, in {bench.root}")
    figures = measure(bench, *SIZES[arguments.size])
    table.show(figures, say)
    table.show_targets(figures, say)
    return 0 if figures else 1


def measure(
    bench: Bench, with_peers: list[tuple[int, int]], alone: list[int], items: int,
) -> list[jobs.Figure]:
    figures: list[jobs.Figure] = []
    steps = [lambda c=count, r=repeat: jobs.pages(bench, c, r) for count, repeat in with_peers]
    steps.append(lambda: jobs.items(bench, items, 3))
    steps += [lambda c=count: jobs.pages(bench, c, 1, with_peers=False) for count in alone]
    for step in steps:
        try:
            figures += step()
        except Failed as failure:
            say(f"FAILED: {failure}")
    return figures


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
