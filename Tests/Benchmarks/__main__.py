"""`python -m Benchmarks --tool PATH [--size small|medium|full] [--only JOB]`: prints ratios."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from . import changes, engine, jobs, table
from .jobs import Bench, Failed

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    pages: list[tuple[int, int]]  # with peers: pages, repetitions
    pages_alone: list[int]
    items: int  # beside LOBSTER
    commits: int  # before a change in as many items
    needs: int  # items beside Sphinx-Needs
    events: int  # of one history
    constraints: int  # of one manifold to generate from
    patterns: int  # of one registry that gets what it lacks
    engine: engine.Amounts


SIZES = {
    "small": Size([(300, 1)], [], 500, 50, 200, 5_120, 40, 40, engine.AMOUNTS["small"]),
    "medium": Size([(1_000, 3)], [], 10_000, 1_000, 1_000, 51_200, 200, 190, engine.AMOUNTS["medium"]),
    "full": Size([(1_000, 3), (10_000, 1)], [100_000], 10_000, 1_000, 1_000, 51_200, 200, 190,
        engine.AMOUNTS["full"]),
}
JOBS = ("pages", "items", "needs", "history", "generation", "patterns", "changes", "engine")


def main() -> int:
    parser = argparse.ArgumentParser(prog="Benchmarks", description=__doc__)
    parser.add_argument("--tool", type=Path, default=ROOT / ".build/release/throughline")
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--only", choices=JOBS, help="one kind of job")
    arguments = parser.parse_args()
    # The engine has a program of its own, beside the tool.
    if arguments.only != "engine" and not arguments.tool.is_file():
        parser.error(f"{arguments.tool} is not there; run: make release")

    root = ROOT / ".build" / "bench"
    root.mkdir(parents=True, exist_ok=True)
    number = 1 + max((int(p.name) for p in root.iterdir() if p.name.isdigit()), default=0)
    bench = Bench(arguments.tool.resolve(), root / str(number), say)
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, in {bench.root}")
    figures = measure(bench, SIZES[arguments.size], arguments.only)
    table.show(figures, say)
    table.show_targets(figures, say)
    return 0 if figures else 1


def measure(bench: Bench, size: Size, only: Optional[str]) -> list[jobs.Figure]:
    figures: list[jobs.Figure] = []
    steps = [
        ("pages", lambda c=count, r=repeat: jobs.pages(bench, c, r))
        for count, repeat in size.pages]
    steps += [
        ("items", lambda: jobs.items(bench, size.items, 3)),
        ("needs", lambda: jobs.needs(bench, size.needs, 3)),
        ("history", lambda: jobs.history(bench, size.events, 3)),
        ("generation", lambda: jobs.generation(bench, size.constraints, 3)),
        ("patterns", lambda: jobs.patterns(bench, size.patterns, 3)),
        ("changes", lambda: changes.changes(bench, size.items, size.commits, 3)),
        ("engine", lambda: engine.engine(bench, size.engine)),
    ]
    steps += [
        ("pages", lambda c=count: jobs.pages(bench, c, 1, with_peers=False))
        for count in size.pages_alone]
    for kind, step in steps:
        if only and kind != only:
            continue
        try:
            figures += step()
        except Failed as failure:
            say(f"FAILED: {failure}")
    return figures


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
