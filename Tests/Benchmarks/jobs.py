"""What is measured."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

from acceptance import long_history
from acceptance.processes import Measured, measured, proportional, unwatched

from . import corpus, demands, manifolds, peers, registry

MANIFEST = ".throughline-manifest"
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Figure:
    """The median of one tool's runs of one job, and the peak of the run that was watched."""

    job: str
    tool: str
    cpu: float
    wall: float
    peak: int
    pages: int = 0
    commits: float = 0  # for each step of a workflow


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

    def run(self, *command: object, cwd: Optional[Path] = None, findings: bool = False) -> Measured:
        """A run for its time; the peak is that of the largest single process."""
        return self._run(command, unwatched, cwd, findings)

    def watched(self, *command: object, findings: bool = False) -> Measured:
        """A run for its memory, summed over all processes: its time means nothing."""
        return self._run(command, proportional, None, findings)

    def _run(
        self, command: tuple[object, ...], memory: Callable[[int], int], cwd: Optional[Path],
        findings: bool,
    ) -> Measured:
        arguments = [str(argument) for argument in command]
        result = measured(arguments, cwd=cwd, memory=memory, interval=0.01, timeout=3600)
        if result.status not in ((0, 1) if findings else (0,)):
            raise Failed(f"{' '.join(arguments)}: exit {result.status}: {result.text[-400:]}")
        return result

    def build(self, project: Path, out: Path) -> list[object]:
        return [self.tool, "build", "--source", project, "--destination", out, "--quiet"]

    def figure(
        self, job: str, tool: str, runs: list[Measured], pages: int = 0,
        watched: Optional[Measured] = None,
    ) -> Figure:
        peaks = [watched] if watched else runs
        made = Figure(
            job, tool, statistics.median(run.cpu for run in runs),
            statistics.median(run.wall for run in runs), max(run.peak for run in peaks), pages)
        self.say(f"{job}: {tool}: {made.cpu:.2f} s CPU, {made.wall:.2f} s, {made.peak >> 20} MB")
        return made


def pages(bench: Bench, count: int, repeat: int, with_peers: bool = True) -> list[Figure]:
    """A cold build of linked pages; then nothing changed; then one page changed."""
    job, content = f"{count:,} pages", bench.new("corpus") / "content"
    corpus.write_pages(content, count)
    (content / "site.yaml").write_text("title: Pages\n", "utf-8")
    runs: dict[str, list[Measured]] = {"throughline": [], "hugo": [], "floor": []}
    for _ in range(repeat):
        project, out = copied(bench, content), bench.new("site")
        runs["throughline"].append(bench.run(*bench.build(project, out)))
        if with_peers:
            runs["hugo"].append(hugo(bench, content))
            runs["floor"].append(floor(bench, project, out))
    peak = bench.watched(*bench.build(copied(bench, content), bench.new("site")))
    figures = [bench.figure(job, "throughline", runs.pop("throughline"), count, peak)]
    figures += [bench.figure(job, tool, made, count) for tool, made in runs.items() if made]
    if with_peers:
        figures += isolation(bench, job, content, count, repeat)
    return figures + rebuilds(bench, job, project, out, count)


def copied(bench: Bench, content: Path) -> Path:
    """A project of its own, so that no cache is shared."""
    project = bench.new("project")
    project.mkdir()
    subprocess.run(["cp", "-r", str(content), str(project / "content")], check=True)
    return project


def rebuilds(bench: Bench, job: str, project: Path, out: Path, count: int) -> list[Figure]:
    command, edited = bench.build(project, out), []
    still = [bench.run(*command) for _ in range(3)]
    peak = bench.watched(*command)
    for step in range(4):
        page = project / "content" / f"{corpus.page_name(count // 2 + step)}.md"
        page.write_text(page.read_text("utf-8") + f"\nA sentence more, number {step}.\n", "utf-8")
        edited.append((bench.watched if step == 3 else bench.run)(*command))
    return [
        bench.figure(f"{job}, nothing changed", "throughline", still, count, peak),
        bench.figure(f"{job}, one page changed", "throughline", edited[:3], count, edited[3]),
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
    theirs = peers.lobster_project(bench.new("lobster"), count)
    reports: list[Measured] = []
    figures = judged(bench, job, count, repeat, lambda: reports.append(lobster(bench, theirs)))
    return figures + [bench.figure(f"{job}: report and page", "lobster", reports)]


def needs(bench: Bench, count: int, repeat: int) -> list[Figure]:
    """Sphinx-Needs writes a page for each group of fifty items; ours, one for each item."""
    job = f"{count:,} items"
    theirs = peers.sphinx_project(bench.new("needs"), count)
    builds: list[Measured] = []
    figures = judged(bench, job, count, repeat, lambda: builds.append(sphinx(bench, theirs)))
    check_needs(bench, theirs, count)
    return figures + [bench.figure(f"{job}: with a page each", "sphinx-needs", builds)]


def judged(
    bench: Bench, job: str, count: int, repeat: int, other: Callable[[], None],
) -> list[Figure]:
    """Ours over the items, with one run of the other tool between every two of ours."""
    bench.say(f"{job} with {links_of(count):,} links")
    checks, sites = [], []
    for _ in range(repeat):
        project = traced(bench, count)
        # Findings are expected: the artifacts that the manifolds name do not exist.
        checks.append(bench.run(*check(bench, project), findings=True))
        sites.append(bench.run(*bench.build(project, bench.new("items-site"))))
        other()
    project = traced(bench, count)
    judging = bench.watched(*check(bench, project), findings=True)
    building = bench.watched(*bench.build(project, bench.new("items-site")))
    return [
        bench.figure(f"{job}: read, link, judge", "throughline", checks, watched=judging),
        bench.figure(f"{job}: with a page each", "throughline", sites, watched=building),
    ]


def links_of(count: int) -> int:
    return sum(
        len(targets) for group in range(count // corpus.GROUP)
        for _, _, targets in corpus.traced(group))


def sphinx(bench: Bench, project: Path, builder: str = "html") -> Measured:
    out = bench.new(f"needs-{builder}")
    return bench.run(
        sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", bench.new("needs-doctrees"),
        project, out)


def check_needs(bench: Bench, project: Path, count: int) -> None:
    """What was built holds the same items and links."""
    sphinx(bench, project, "needs")
    found = max(bench.root.glob("*-needs-needs/needs.json"))
    versions = json.loads(found.read_text("utf-8"))["versions"]
    known = next(iter(versions.values()))["needs"]
    links = sum(len(item["links"]) for item in known.values())
    if (len(known), links) != (count, links_of(count)):
        raise Failed(f"Sphinx-Needs has {len(known)} items and {links} links")


def history(bench: Bench, count: int, repeat: int) -> list[Figure]:
    """One recorded run: read, checked, and all its events on pages."""
    job, runs = f"a history of {count:,} events", []
    for _ in range(repeat):
        runs.append(bench.run(*bench.build(recorded(bench, count), bench.new("history-site"))))
    site = bench.new("history-site")
    peak = bench.watched(*bench.build(recorded(bench, count), site))
    pages = list(site.rglob("*.html"))
    rows = sum(page.read_text("utf-8").count('<tr id="e') for page in pages)
    heaviest = max(page.stat().st_size for page in pages)
    if rows != count or heaviest > 500_000:
        raise Failed(f"{rows} of {count} events on pages, the heaviest of {heaviest:,} bytes")
    bench.say(f"{job}: {len(pages)} pages, the heaviest of {heaviest:,} bytes")
    return [bench.figure(job, "throughline", runs, watched=peak)]


def generation(bench: Bench, count: int, repeat: int) -> list[Figure]:
    """Everything from one manifold, and the proof of it, both as a user starts them."""
    written, proven = [], []
    for _ in range(repeat):
        project = bench.new("generation")
        demands.write(project, count)
        verb = (bench.tool, "generate", "shipment-booking", "--source", project, "--quiet")
        written.append(bench.run(*verb))
        verb = (bench.tool, "verify", "shipment-booking", "--source", project, "--format", "json")
        proven.append(bench.run(*verb, findings=True))
        found = len(json.loads(proven[-1].output)["constraint_artifact_mapping"])
        if found != count:
            raise Failed(f"{found} of {count} constraints are verified")
    return [
        bench.figure(f"{count} constraints: generate", "throughline", written),
        bench.figure(f"{count} constraints: verify", "throughline", proven)]


def patterns(bench: Bench, count: int, repeat: int) -> list[Figure]:
    """Everything that a registry lacks, and a second look that finds nothing to do."""
    made, again = [], []
    for _ in range(repeat):
        root = bench.new("registry")
        registry.write(root, count)
        verb = (bench.tool, "patterns", "generate", "--root", root, "--quiet")
        made.append(bench.run(*verb))
        again.append(bench.run(*verb))
        found = len(list(root.rglob("*_executor.p*"))), len(list(root.rglob("instance_*.json")))
        if found != (2 * count, 2 * count):
            raise Failed(f"{found} programs and examples for {count} patterns")
    return [
        bench.figure(f"{count} patterns: generate", "throughline", made),
        bench.figure(f"{count} patterns: nothing to do", "throughline", again)]


def recorded(bench: Bench, count: int) -> Path:
    project = bench.new("history")
    long_history.write(project / "histories/long.json", count)
    (project / "content").mkdir()
    (project / "content/site.yaml").write_text("title: A long history\n", "utf-8")
    return project


def traced(bench: Bench, count: int) -> Path:
    project = bench.new("items")
    manifolds.write(project, count)
    return project


def check(bench: Bench, project: Path) -> list[object]:
    return [bench.tool, "check", "--source", project, "--format", "json"]


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
