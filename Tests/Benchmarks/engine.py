"""The durable engine beside DBOS and beside bare commits, all on one disk in one run.

Figures are for a thousand steps, commits or events, so that programs of very different speed can
be given as much work as each needs to be measured.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from acceptance.processes import Measured

from .jobs import Bench, Failed, Figure

HERE = Path(__file__).parent
STEPS = 10  # of each workflow
ALONE = "1,000 steps, a workflow at a time"
AT_ONCE = "1,000 steps, 64 workflows at a time"
COMMITS = "1,000 commits of one row"
REPLAY = "1,000 events of a history replayed"


@dataclass(frozen=True)
class Amounts:
    """How much each program is given."""

    peer: int  # workflows
    alone: int
    at_once: int
    commits: int
    events: int
    repeat: int


AMOUNTS = {
    "small": Amounts(5, 30, 128, 500, 5_120, 1),
    "medium": Amounts(20, 200, 1_024, 4_000, 51_200, 3),
    "full": Amounts(40, 400, 2_048, 8_000, 51_200, 3),
}


def engine(bench: Bench, amounts: Amounts) -> list[Figure]:
    """DBOS runs before and after each of ours, so that a disk that changes changes both."""
    trial, floor = program(bench), commits_program(bench)
    runs: dict[tuple[str, str], list[dict]] = {}

    def note(job: str, tool: str, *command: object) -> None:
        runs.setdefault((job, tool), []).append(json.loads(bench.run(*command).output))

    def peer() -> None:
        note(
            ALONE, "dbos", sys.executable, "-m", "Benchmarks.dbos_peer", bench.new("dbos.sqlite"),
            amounts.peer, STEPS)

    peer()
    for _ in range(amounts.repeat):
        note(COMMITS, "floor", floor, bench.new("commits.sqlite"), amounts.commits)
        for job, count, open_ in ((ALONE, amounts.alone, 1), (AT_ONCE, amounts.at_once, 64)):
            note(job, "throughline", trial, "bench", bench.new("engine.sqlite"), count, STEPS, open_)
        note(REPLAY, "throughline", trial, "replay", amounts.events)
        peer()
    return [figure(bench, job, tool, made) for (job, tool), made in runs.items()]


def figure(bench: Bench, job: str, tool: str, made: list[dict]) -> Figure:
    plain = bench.figure(job, tool, [scaled(took) for took in made])
    each = [
        took["commits"] / took["steps"] for took in made if {"commits", "steps"} <= took.keys()]
    if not each:
        return plain
    bench.say(f"{job}: {tool}: {statistics.median(each):.2f} commits a step")
    return replace(plain, commits=statistics.median(each))


def scaled(took: dict) -> Measured:
    """The clock of the program itself, for a thousand of whatever it did."""
    count = next(took[unit] for unit in ("steps", "commits", "events") if unit in took)
    wall = took["seconds"] if "seconds" in took else took["reading"] + took["replaying"]
    return Measured(0, wall * 1000 / count, took["cpu"] * 1000 / count, 0, "", "")


def program(bench: Bench) -> Path:
    found = bench.tool.parent / "engine-trial"
    if not found.is_file():
        raise Failed(f"{found} is not there; run: swift build -c release --product engine-trial")
    return found


def commits_program(bench: Bench) -> Path:
    made = bench.new("commits")
    libraries = subprocess.run(
        ["pkg-config", "--cflags", "--libs", "sqlite3"], check=True, capture_output=True,
        text=True).stdout.split()
    command = ["gcc", "-O2", "-o", str(made), str(HERE / "commits.c"), *libraries]
    subprocess.run(command, check=True)
    return made


def targets(figures: list[Figure]) -> list[tuple[str, str, bool]]:
    """Speeds of this run beside each other: what was aimed at, what was measured, whether it holds."""
    known = {(figure.job, figure.tool): figure for figure in figures}
    ours, together = known.get((ALONE, "throughline")), known.get((AT_ONCE, "throughline"))
    peer, floor = known.get((ALONE, "dbos")), known.get((COMMITS, "floor"))
    rows: list[tuple[str, str, bool]] = []
    if ours and together and peer and floor:
        rows = [
            alone_row(ours, peer, floor),
            row(AT_ONCE, "steps", together, 50 * speed(peer), "50 × DBOS, one at a time")]
    replayed = known.get((REPLAY, "throughline"))
    if replayed:
        rows.append(row(REPLAY, "events", replayed, 200_000, ""))
    return rows


def alone_row(ours: Figure, peer: Figure, floor: Figure) -> tuple[str, str, bool]:
    """Where the disk is the limit, ten times the peer may be more than the disk can do."""
    by_disk = 0.8 * speed(floor) / ours.commits
    if by_disk < 10 * speed(peer):
        why = f"80 % of bare commits, {ours.commits:.2f} a step"
        return row(ALONE, "steps", ours, by_disk, why)
    return row(ALONE, "steps", ours, 10 * speed(peer), "10 × DBOS")


def row(job: str, unit: str, figure: Figure, limit: float, why: str) -> tuple[str, str, bool]:
    reason = f" ({why})" if why else ""
    return (
        f"{job}: at least {limit:,.0f} {unit}/s{reason}", f"{speed(figure):,.0f} {unit}/s",
        speed(figure) >= limit)


def speed(figure: Figure) -> float:
    """A second, of what the figure counts a thousand of."""
    return 1000 / figure.wall
