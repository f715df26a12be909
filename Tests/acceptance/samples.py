"""Each hostile sample through the real program: the right answer, in time and in memory."""

from __future__ import annotations

import csv
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

from . import projects, sample_checks
from .listener import LISTENED, Listener
from .processes import Measured
from .tool import CACHE, Context, hostile_folder

SECONDS = 2.0
BYTES = 256 << 20
ESCAPES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Sample:
    path: str
    kind: str
    must_do: str
    expect: str  # error, safe or either
    size: int


def listed(folder: Path) -> list[Sample]:
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [Sample(row[0], row[1], row[2], row[3], int(row[4])) for row in rows if row]


def run(context: Context) -> None:
    folder = hostile_folder()
    if folder is None:
        context.report.skip("hostile samples", "THROUGHLINE_HOSTILE is not set")
        return
    if not (folder / "MANIFEST.tsv").is_file():
        context.report.check("hostile samples", [f"THROUGHLINE_HOSTILE names no folder: {folder}"])
        return
    for sample in listed(folder):
        if is_placed(sample):
            check_sample(context, folder, sample)


def is_placed(sample: Sample) -> bool:
    """Whether it is a file of a project; the reply of an agent is the matter of `agent`."""
    return sample.kind in PLACES and not sample.path.startswith("config/agent")


def check_sample(context: Context, folder: Path, sample: Sample) -> None:
    root = context.folder(f"samples/{sample.path}")
    project, out = root / "project", root / "site"
    placed = PLACES[sample.kind](project, folder / sample.path)
    before = snapshot(root)
    with Listener() as listener:
        made = attempt(context, project, out)
        problems = list(verdict(sample, placed, made, out))
        problems += sample_checks.problems(context, sample.path, project, out)
        problems += [f"a connection to port {LISTENED}"] * listener.was_called()
    problems += [f"written outside: {path}" for path in changed(before, snapshot(root))]
    context.report.check(sample.path, problems, f"{made.wall:.2f} s, {made.peak >> 20} MB")


def patience() -> float:
    """Two seconds, and as much longer as others make every process of this machine wait.

    What a text may cost is processor time, which `verdict` takes from nobody's load.
    """
    return SECONDS * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def attempt(context: Context, project: Path, out: Path) -> Measured:
    """One build; a second when a busy machine made the first one slow."""
    made = context.build(project, out, "--keep-going", timeout=30)
    if made.wall < SECONDS or made.timed_out:
        return made
    shutil.rmtree(project / CACHE, ignore_errors=True)
    shutil.rmtree(out, ignore_errors=True)
    again = context.build(project, out, "--keep-going", timeout=30)
    return min(made, again, key=lambda run: run.wall)


def verdict(sample: Sample, placed: str, made: Measured, out: Path) -> Iterator[str]:
    if made.timed_out or made.wall >= patience():
        yield f"took {made.wall:.1f} s"
    if made.cpu >= SECONDS:
        yield f"took {made.cpu:.1f} s of processor time"
    if made.peak >= BYTES:
        yield f"took {made.peak >> 20} MB"
    if made.status not in (0, 1, 2):
        yield f"exit {made.status}: {made.text[-300:]}"
    if ESCAPES.search(made.text):
        yield "control characters on the terminal"
    if re.search(r"^(::|##\[)", made.text, re.MULTILINE):
        yield "a line of output starts like a workflow command"
    named = "|".join(re.escape(path) for path in placed.split("|"))
    if sample.expect == "error":
        if made.status == 0:
            yield "accepted; must do: " + sample.must_do
        elif not re.search(f"({named}):\\d+", made.text):
            yield f"the message names no line of {placed}: {made.text[:300]!r}"
    if sample.kind == "config" and made.status != 2:
        yield f"exit {made.status}, not 2"
    if sample.expect == "safe" and not (out / "index.html").is_file():
        yield f"nothing is published: {made.text[:300]!r}"
    written = sum(p.stat().st_size for p in out.rglob("*.html")) if out.is_dir() else 0
    if sample.kind == "markdown" and written > 50 * sample.size + (1 << 20):
        yield f"{written:,} bytes of pages from {sample.size:,}"


def snapshot(root: Path) -> dict[str, tuple[int, int]]:
    """What lies outside the output folder and the cache."""
    seen = {}
    for path in [*root.rglob("*"), Path("/tmp/pwned")]:
        inside = path.relative_to(root).parts if root in path.parents else ()
        if inside[:1] == ("site",) or CACHE in inside or not path.is_file():
            continue
        seen[str(path)] = (path.stat().st_size, path.stat().st_mtime_ns)
    return seen


def changed(before: dict, after: dict) -> list[str]:
    return [path for path in sorted(after) if before.get(path) != after[path]]


def _place(target: str) -> Callable[[Path, Path], str]:
    """Puts the sample where its reader looks.

    It gives the paths, with `|` between, of which a message must name one.
    """

    def place(project: Path, sample: Path) -> str:
        path = target.format(name=sample.name, stem=sample.stem)
        projects.write(
            project, {"content/site.yaml": "title: Sample\n", "content/_index.md": "# Start\n"})
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sample, project / path)
        return path

    return place


def _place_template(project: Path, sample: Path) -> str:
    """A partial that a page template uses; a cycle gets its other half, a loop its hundred rows."""
    name = sample.stem
    path = _place("site-templates/partials/{name}")(project, sample)
    projects.write(
        project,
        {
            "site-templates/page.html": f"<p>{{{{> {name}}}}}</p>\n",
            "content/some.md": "# Some\n",
            ".manifold/many.yaml": projects.manifold("many", 100),
        })
    if name != "partial-b":
        return path
    projects.write(project, {"site-templates/partials/partial-a.html": "A{{> partial-b}}\n"})
    return path.replace("partial-b", "partial-a") + "|" + path


PLACES = {
    "yaml": _place(".manifold/{name}"),
    "ids": _place(".manifold/{name}"),
    "json": _place(".manifold/{name}"),
    "markdown": _place("content/{name}"),
    "templates": _place_template,
    "config": _place("content/site.yaml"),
    "histories": _place("histories/{name}"),
    "xml": _place("test-results/{name}"),
    "lcov": _place("{stem}.lcov"),
    "sarif": _place("{name}"),
}
