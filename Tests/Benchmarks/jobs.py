"""What is measured."""

from __future__ import annotations

import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

from acceptance.processes import Measured, measured, proportional

from . import corpus, manifolds, peers

MANIFEST = ".throughline-manifest"
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Figure:
    """The median of one tool's runs of one job."""

    job: str
    tool: str
    cpu: float
    wall: float
    peak: int
    pages: int = 0


class Failed(Exception):
    """A run ended badly; its figures would mean nothing."""


@dataclass
class Bench:
    tool: Path
    root: Path  # a new folder for this run of the benchmarks; nothing in it is deleted
    say: Callable[[str], None]
    folders: int = 0

    def new(self, name: str) -> Path:
        """A path that no run has used."""
        self.folders += 1
        path = self.root / f"{self.folders:03}-{name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def run(self, *command: object, cwd: Optional[Path] = None) -> Measured:
        arguments = [str(argument) for argument in command]
        result = measured(arguments, cwd=cwd, memory=proportional, interval=0.02, timeout=3600)
        if result.status != 0:
            raise Failed(f"{' '.join(arguments)}: exit {result.status}: {result.text[-400:]}")
        return result

    def ours(self, project: Path, out: Path) -> Measured:
        return self.run(self.tool, "build", "--source", project, "--destination", out, "--quiet")

    def figure(self, job: str, tool: str, runs: list[Measured], pages: int = 0) -> Figure:
        made = Figure(
            job, tool, statistics.median(run.cpu for run in runs),
            statistics.median(run.wall for run in runs), max(run.peak for run in runs), pages)
        self.say(f"{job}: {tool}: {made.cpu:.2f} s CPU, {made.wall:.2f} s, {made.peak >> 20} MB")
        return made


def pages(bench: Bench, count: int, repeat: int, with_peers: bool = True) -> list[Figure]:
    """A cold build of linked pages; then nothing changed; then one page changed."""
    job, content = f"{count:,} pages", bench.new("corpus") / "content"
    corpus.write_pages(content, count)
    (content / "site.yaml").write_text("title: Pages\n", "utf-8")
    runs: dict[str, list[Measured]] = {"throughline": [], "hugo": [], "floor": []}
    for _ in range(repeat):
        project, out = bench.new("project"), bench.new("site")
        project.mkdir()
        subprocess.run(["cp", "-r", str(content), str(project / "content")], check=True)
        runs["throughline"].append(bench.ours(project, out))
        if with_peers:
            runs["hugo"].append(hugo(bench, content))
            runs["floor"].append(floor(bench, project, out))
    figures = [bench.figure(job, tool, made, count) for tool, made in runs.items() if made]
    if with_peers:
        figures += isolation(bench, job, content, count, repeat)
    return figures + rebuilds(bench, job, project, out, count, repeat)


def rebuilds(
    bench: Bench, job: str, project: Path, out: Path, count: int, repeat: int,
) -> list[Figure]:
    still = [bench.ours(project, out) for _ in range(repeat)]
    edited = []
    for step in range(repeat):
        page = project / "content" / f"{corpus.page_name(count // 2 + step)}.md"
        page.write_text(page.read_text("utf-8") + f"\nA sentence more, number {step}.\n", "utf-8")
        edited.append(bench.ours(project, out))
    return [
        bench.figure(f"{job}, nothing changed", "throughline", still, count),
        bench.figure(f"{job}, one page changed", "throughline", edited, count),
    ]


def isolation(
    bench: Bench, job: str, content: Path, count: int, repeat: int,
) -> list[Figure]:
    """The same texts parsed by workers and, unprotected, in one process."""
    program = bench.tool.parent / "markdown-cost"
    if not program.is_file():
        raise Failed(f"{program} is not there; run: swift build -c release --product markdown-cost")
    runs: dict[str, list[Measured]] = {"pool": [], "process": []}
    for _ in range(max(3, repeat)):
        runs["pool"].append(bench.run(program, "pool", content, bench.tool))
        runs["process"].append(bench.run(program, "process", content))
    outputs = {run.output for made in runs.values() for run in made}
    if len(outputs) != 1:
        raise Failed(f"workers render otherwise than one process: {outputs}")
    return [
        bench.figure(f"{job}: Markdown alone", tool, made, count) for tool, made in runs.items()]


def hugo(bench: Bench, content: Path) -> Measured:
    project = peers.hugo_project(bench.new("hugo"), content)
    program = Path(sys.prefix) / "bin" / "hugo"
    return bench.run(
        program, "--quiet", "--destination", bench.new("hugo-site").resolve(), "--noBuildLock",
        "--cacheDir", bench.new("hugo-cache").resolve(), cwd=project)


def floor(bench: Bench, project: Path, site: Path) -> Measured:
    """The C program writes a file of the same size for each of ours."""
    program = bench.root / "floor"
    if not program.exists():
        libraries = subprocess.run(
            ["pkg-config", "--cflags", "--libs", "libcmark-gfm"], check=True, capture_output=True,
            text=True).stdout.split()
        command = ["gcc", "-O2", "-o", str(program), str(HERE / "floor.c"), *libraries]
        subprocess.run(command, check=True)
    out, plan = bench.new("floor-site"), bench.new("floor-plan")
    out.mkdir()
    lines = []
    for path, source in published(site):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        page = project / source if path.endswith(".html") and source.endswith(".md") else ""
        lines.append(f"{(site / path).stat().st_size}\t{path}\t{page}\n")
    plan.write_text("".join(lines), "utf-8")
    return bench.run(program, plan, out)


def published(site: Path) -> list[tuple[str, str]]:
    """Path and source of every file in the manifest."""
    rows = []
    for line in (site / MANIFEST).read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 5:
            rows.append((cells[0], cells[4]))
    return rows


def items(bench: Bench, count: int, repeat: int) -> list[Figure]:
    """Traced items: ours reads, links, judges and writes a page each; LOBSTER writes one page."""
    job = f"{count:,} items"
    links = sum(
        len(targets) for group in range(count // corpus.GROUP)
        for _, _, targets in corpus.items(group))
    bench.say(f"{job} with {links:,} links")
    theirs = peers.lobster_project(bench.new("lobster"), count)
    runs: dict[str, list[Measured]] = {"check": [], "site": [], "lobster": []}
    for _ in range(repeat):
        project = bench.new("items")
        manifolds.write(project, count)
        runs["check"].append(check(bench, project))
        runs["site"].append(bench.ours(project, bench.new("items-site")))
        runs["lobster"].append(lobster(bench, theirs))
    return [
        bench.figure(f"{job}: read, link, judge", "throughline", runs["check"]),
        bench.figure(f"{job}: with a page each", "throughline", runs["site"]),
        bench.figure(f"{job}: report and page", "lobster", runs["lobster"]),
    ]


def check(bench: Bench, project: Path) -> Measured:
    """Findings are expected: the artifacts that the manifolds name do not exist."""
    command = [str(bench.tool), "check", "--source", str(project), "--format", "json"]
    result = measured(command, memory=proportional, interval=0.005)
    if result.status not in (0, 1):
        raise Failed(f"check: exit {result.status}: {result.text[-400:]}")
    return result


def lobster(bench: Bench, project: Path) -> Measured:
    """Its report and its page are two programs; their sum is one run."""
    programs = Path(sys.prefix) / "bin"
    report, page = bench.new("report.lobster").resolve(), bench.new("report.html").resolve()
    parts = [
        bench.run(programs / "lobster-report", "--out", report, cwd=project),
        bench.run(programs / "lobster-html-report", "--out", page, report, cwd=project),
    ]
    return Measured(
        0, sum(part.wall for part in parts), sum(part.cpu for part in parts),
        max(part.peak for part in parts), "", "")
