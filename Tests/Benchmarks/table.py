"""How the figures are shown, with the targets beside them."""

from __future__ import annotations

from typing import Callable, Optional

from . import engine
from .jobs import Figure

MB = 1 << 20


def find(figures: list[Figure], job: str, tool: str) -> Optional[Figure]:
    return next((f for f in figures if f.job == job and f.tool == tool), None)


def show(figures: list[Figure], say: Callable[[str], None]) -> None:
    say(
        f"\n{'job':<38}{'tool':<13}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}{'ms/page':>9}"
        f"{'CPU ×':>8}")
    for figure in figures:
        ours = find(figures, figure.job, "throughline")
        ratio = f"{figure.cpu / ours.cpu:.2f}" if ours and ours.cpu else ""
        each = f"{figure.cpu / figure.pages * 1000:.3f}" if figure.pages else ""
        say(
            f"{figure.job:<38}{figure.tool:<13}{figure.cpu:>8.2f}{figure.wall:>8.2f}"
            f"{figure.peak / MB:>9.0f}{each:>9}{ratio:>8}")


def targets(figures: list[Figure]) -> list[tuple[str, str, bool]]:
    """What was aimed at, what was measured, and whether it was reached."""
    rows: list[tuple[str, str, bool]] = []

    def at_most(name: str, value: float, limit: float, unit: str) -> None:
        rows.append((f"{name} at most {limit:g} {unit}", f"{value:.2f} {unit}", value <= limit))

    for count in sorted({figure.pages for figure in figures if figure.pages}):
        job = f"{count:,} pages"
        ours = find(figures, job, "throughline")
        hugo, floor = find(figures, job, "hugo"), find(figures, job, "floor")
        if ours is None:
            continue
        if hugo:
            ratio = hugo.cpu / ours.cpu
            rows.append((f"{job}: at least 10 × less CPU than Hugo", f"{ratio:.1f} ×", ratio >= 10))
        if floor:
            at_most(f"{job}: CPU over the floor", ours.cpu / floor.cpu, 3, "×")
        pool = find(figures, f"{job}: Markdown alone", "pool")
        process = find(figures, f"{job}: Markdown alone", "process")
        if pool and process:
            at_most(f"{job}: CPU of workers over one process", pool.cpu / process.cpu, 1.2, "×")
        at_most(f"{job}: peak", ours.peak / MB, 1024 if count > 10_000 else 150, "MB")
        still = find(figures, f"{job}, nothing changed", "throughline")
        edited = find(figures, f"{job}, one page changed", "throughline")
        if still and count <= 10_000:
            at_most(f"{job}: nothing changed, CPU", still.cpu, 0.3, "s")
        if edited and count <= 10_000:
            at_most(f"{job}: one page changed, CPU", edited.cpu, max(0.3, ours.cpu * 0.05), "s")
    growth(figures, at_most)
    made = [find(figures, f"200 constraints: {verb}", "throughline") for verb in ("generate", "verify")]
    if all(made):
        at_most("200 constraints: generate and verify, CPU", sum(one.cpu for one in made), 0.5, "s")
    for figure in figures:
        if figure.tool != "throughline":
            continue
        if figure.job == "10,000 items: read, link, judge":
            at_most(f"{figure.job}, CPU", figure.cpu, 0.4, "s")
        if figure.job == "10,000 items: with a page each":
            at_most(f"{figure.job}, CPU", figure.cpu, 4, "s")
        if figure.job in ("a change in 10,000 items: report, base known", "a change in 10,000 items: report, commits known"):
            at_most(f"{figure.job}, CPU", figure.cpu, 0.5, "s")
        if figure.job == "190 patterns: generate":
            at_most(f"{figure.job}, CPU", figure.cpu, 1, "s")
        if figure.job == "a history of 51,200 events":
            at_most(f"{figure.job}, CPU", figure.cpu, 1, "s")
            at_most(f"{figure.job}, peak", figure.peak / MB, 300, "MB")
    return rows + engine.targets(figures)


def growth(figures: list[Figure], at_most: Callable[[str, float, float, str], None]) -> None:
    middle = find(figures, "10,000 pages", "throughline")
    large = find(figures, "100,000 pages", "throughline")
    if middle and large:
        at_most(
            "100,000 pages: wall a page over 10,000", large.wall / middle.wall / 10, 1.3, "×")


def show_targets(figures: list[Figure], say: Callable[[str], None]) -> None:
    say("\ntargets")
    for name, value, reached in targets(figures):
        say(f"  {'reached' if reached else 'MISSED ':<8} {name}: {value}")
